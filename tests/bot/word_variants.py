"""What people do to minutes in Word: twenty and more edited variants, and what each must come to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx.document import Document as Page
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from bot.language.catalogue import Words
from bot.word.drawing import Head, word_minutes
from bot.word.marks import Mark
from bot.word.outline import Outline, outline_of
from handlers.minutes_draft import corrected, sections
from handlers.minutes_origin import tags_of
from storage.actions import Action
from storage.agenda import AgendaItem
from storage.minutes import DRAFT, FORM, Minutes, RecordLine
from storage.text import to_paper
from tests.handlers.test_minutes_draft import record
from tests.handlers.word_scene import Edit, after, paragraph, put
from tests.town import LIMA, lima

MARK = Mark("peru", "CE-2027-01", 3, "es")
FIRST, SECOND = "Se presentó la propuesta.", "Migraciones expuso las cifras.\nSe pidió el detalle por región."
RETYPED = "Se presentó y se discutió la propuesta."


def body() -> dict[str, Any]:
    """Two items with notes, a decision under the first, actions, other matters, an empty place for next steps.

    The first item's note is on the running record; the others were written in a version.
    """
    common = {"network_id": 1, "meeting_id": 7, "organisation_id": 2, "minutes": 30, "received_at": lima(2027, 1, 20)}
    items = [
        AgendaItem(id=11, title="Prioridades", kind="decide", position=0, **common),
        AgendaItem(id=12, title="Cifras", kind="inform", position=1, document="cifras-2026.xlsx", **common),
    ]
    decision = record().decisions[0]
    decision.item_id = 11
    line = RecordLine(
        id=1, network_id=1, meeting_id=7, kind="note", about="11", words=FIRST, said_at=lima(2027, 2, 9, 10, 12)
    )
    taken = Action(
        network_id=1, code="A-2027-03", wording="Medir.", organisation_id=3, recorded_at=lima(2027, 2, 9), item_id=12
    )
    actions = [*record().actions, taken]
    found = sections(
        record(items=items, decisions=[decision], actions=actions, lines=[line], seats={1: "OIM"}, follow_up=FOLLOWED)
    )
    return corrected(found, {"note_11": FIRST, "note_12": SECOND})


FOLLOWED = (
    {"code": "D-2026-04", "title": "Plan 2026", "status": "consensus", "kind": "decision"},
    {
        "code": "A-2026-09", "title": "Compartir la ficha.", "status": "open", "kind": "action", "organisation": "OIT",
        "due": to_paper(date(2027, 3, 1)), "evidence": "",
    },
)  # fmt: skip


def outline(language: str = "es") -> Outline:
    row = Minutes(
        network_id=1, meeting_id=7, version=3, status=DRAFT, body=body(), written_at=lima(2027, 2, 10), source=FORM
    )
    return outline_of(row.body, Words(language, zone=LIMA).say, tags_of(row.body, [row]))


def left(language: str = "es") -> bytes:
    """The document as it left."""
    mark = Mark(MARK.network, MARK.meeting, MARK.version, language)
    return word_minutes(mark, Head(("Red de prueba",), "pie", lima(2027, 2, 10)), outline(language))


@dataclass(frozen=True)
class Variant:
    """An edit; the words it must come to, and what must be pointed out: (section, register, file)."""

    name: str
    edit: Edit
    words: dict[str, str] = field(default_factory=dict)
    differences: tuple[tuple[str, str, str], ...] = ()


def grid(page: Page, number: int) -> Table:
    return page.tables[number]


def _remove(page: Page, begins: str) -> None:
    element = paragraph(page, begins)._p
    element.getparent().remove(element)


def _without_bookmarks(page: Page) -> None:
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for element in list(page.element.body.iter(qn(name))):
            element.getparent().remove(element)


def _runs(page: Page) -> None:
    found = paragraph(page, FIRST)
    found.runs[0].text = "Se presentó "
    found.add_run("y se discutió ").bold = True
    found.add_run("la propuesta.").italic = True


def _soft_break(page: Page) -> None:
    found = paragraph(page, FIRST)
    found.runs[0].add_break(WD_BREAK.LINE)
    found.add_run("OIT apoya.")


def _joined(page: Page) -> None:
    """Two lines made one, sources and all."""
    first, second = paragraph(page, "Migraciones expuso"), paragraph(page, "Se pidió")
    for run in second.runs:
        first.add_run(f" {run.text}")
    second._p.getparent().remove(second._p)


def _hyperlink(page: Page) -> None:
    link, run, words = (OxmlElement(name) for name in ("w:hyperlink", "w:r", "w:t"))
    words.text = " Véase el portal."
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    link.append(run)
    paragraph(page, FIRST)._p.append(link)


def _decomposed(page: Page) -> None:
    for each in page.paragraphs:
        for run in each.runs:
            run.text = unicodedata.normalize("NFD", run.text.replace(" ", " \u00a0"))


def _plain_styles(page: Page) -> None:
    for each in page.paragraphs:
        each.style = page.styles["Normal"]
        each.insert_paragraph_before("")


def _control(page: Page) -> None:
    """Word wraps a paragraph in a content control."""
    held, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    found = paragraph(page, FIRST)._p
    found.addprevious(held)
    content.append(found)
    held.append(content)
    put_text = content.findall(".//" + qn("w:t"))[0]
    put_text.text = RETYPED


def _row(page: Page, table: int, *cells: str) -> None:
    for cell, words in zip(grid(page, table).add_row().cells, cells, strict=True):
        cell.text = words


def _no_row(page: Page, table: int, row: int) -> None:
    element = grid(page, table).rows[row]._tr
    element.getparent().remove(element)


def _sorted(page: Page) -> None:
    table = grid(page, 0)
    table.rows[-1]._tr.addprevious(table.rows[1]._tr)


def _moved_item(page: Page) -> None:
    """The second item, heading and notes, is dragged above the first."""
    first = paragraph(page, "1. Prioridades")
    heading = next(each for each in page.paragraphs if each.text == "1. Prioridades")
    assert first is not None
    for begins in ("2. Cifras", "Migraciones expuso", "Se pidió el detalle"):
        moved = [each for each in page.paragraphs if each.text.startswith(begins)][-1]
        heading._p.addprevious(moved._p)


DECISION = "D-2027-01 · Prioridades 2027: Se adoptan. — adoptada ad referendum: falta la respuesta de PNUD"
ACTION = "A-2027-01 · Enviar el mapa. · ACNUR · viernes 30 de abril de 2027"
WHEN = "Fecha y hora: martes 9 de febrero de 2027, 10:00 (hora de Lima), hasta las 11:30"

GOOD = (
    Variant("untouched", lambda page: None),
    Variant("retyped", lambda page: put(page, FIRST, RETYPED), {"note_11": RETYPED}),
    Variant("a-line-more", lambda page: after(page, FIRST, "OIT apoya.", "ACNUR también."), {"note_11": f"{FIRST}\nOIT apoya.\nACNUR también."}),
    Variant("a-line-less", lambda page: _remove(page, "Se pidió"), {"note_12": "Migraciones expuso las cifras."}),
    Variant("all-lines-gone", lambda page: _remove(page, FIRST), {"note_11": ""}),
    Variant("below-the-decision", lambda page: after(page, "D-2027-01", "Se difunde hoy."), {"note_11": f"{FIRST}\nSe difunde hoy."}),
    Variant("other-matters", lambda page: put(page, "Saludo.", "Saludo y despedida."), {"other": "Saludo y despedida."}),
    Variant("next-steps", lambda page: put(page, "Sin apuntes.", "Convocar en mayo."), {"next_steps": "Convocar en mayo."}),
    Variant("after-next-meeting", lambda page: after(page, "Próxima reunión", "Convocar en mayo."), {"next_steps": "Convocar en mayo."}),
    Variant("bold-and-italic", _runs, {"note_11": RETYPED}),
    Variant("typed-after-the-source", lambda page: paragraph(page, FIRST).add_run(" OIT apoya."), {"note_11": f"{FIRST} OIT apoya."}),
    Variant("source-deleted", lambda page: setattr(paragraph(page, FIRST).runs[1], "text", "")),
    Variant("source-left-alone", lambda page: setattr(paragraph(page, FIRST).runs[0], "text", ""), {"note_11": ""}),
    Variant("source-of-a-section-reworded", lambda page: put(page, "Fuente: lista", "Fuente: lista firmada.")),
    Variant("lines-joined", _joined, {"note_12": "Migraciones expuso las cifras. Se pidió el detalle por región."}),
    Variant("soft-line-break", _soft_break, {"note_11": f"{FIRST}\nOIT apoya."}),
    Variant("hyperlink", _hyperlink, {"note_11": f"{FIRST} Véase el portal."}),
    Variant("accents-and-spaces", _decomposed),
    Variant("plain-styles", _plain_styles),
    Variant("section-renamed", lambda page: put(page, "Otros asuntos", "Otros temas")),
    Variant("bookmarks-lost", lambda page: (_without_bookmarks(page), put(page, FIRST, RETYPED)), {"note_11": RETYPED}),
    Variant("content-control", _control, {"note_11": RETYPED}),
    Variant("rows-sorted", _sorted),
    Variant("item-moved", _moved_item),
    Variant("other-scripts", lambda page: put(page, FIRST, "שלום <w:p>&amp; مرحبا 👩🏽‍⚕️ =cmd|' /C calc'!A0"), {"note_11": "שלום <w:p>&amp; مرحبا 👩🏽‍⚕️ =cmd|' /C calc'!A0"}),
)  # fmt: skip
"""Taken over as they are."""

UNLIKE = (
    Variant("decision-reworded", lambda page: put(page, "D-2027-01", DECISION.replace("Se adoptan.", "No se adoptan.")),
            differences=(("decisions", DECISION, DECISION.replace("Se adoptan.", "No se adoptan.")),)),
    Variant("decision-gone", lambda page: _remove(page, "D-2027-01"), differences=(("decisions", DECISION, ""),)),
    Variant("decision-typed-anew", lambda page: (_without_bookmarks(page), put(page, "D-2027-01", DECISION.replace("PNUD", "OIT"))),
            differences=(("decisions", DECISION, DECISION.replace("PNUD", "OIT")),)),
    Variant("action-under-its-item", lambda page: put(page, "A-2027-03", "A-2027-03 (ACNUR): Medir todo."),
            differences=(("actions", "A-2027-03 (ACNUR): Medir.", "A-2027-03 (ACNUR): Medir todo."),)),
    Variant("attendance-changed", lambda page: setattr(grid(page, 0).cell(1, 1), "text", "presente (oficial)"),
            differences=(("attendance", "OCR · presente (alterno)", "OCR · presente (oficial)"),)),
    Variant("attendance-added", lambda page: _row(page, 0, "UNICEF", "presente"),
            differences=(("attendance", "", "UNICEF · presente"),)),
    Variant("attendance-taken-out", lambda page: _no_row(page, 0, 3),
            differences=(("attendance", "PNUD · ausente, con aviso", ""),)),
    Variant("date-of-an-action", lambda page: setattr(grid(page, 2).cell(1, 3), "text", "viernes 7 de mayo de 2027"),
            differences=(("actions", ACTION, ACTION.replace("30 de abril", "7 de mayo")),)),
    Variant("number-of-an-action", lambda page: setattr(grid(page, 2).cell(1, 0), "text", "A-2027-02"),
            differences=(("actions", "", ACTION.replace("A-2027-01", "A-2027-02")), ("actions", ACTION, ""))),
    Variant("date-of-the-meeting", lambda page: put(page, "Fecha y hora", WHEN.replace("9 de febrero", "10 de febrero")),
            differences=(("header", WHEN, WHEN.replace("9 de febrero", "10 de febrero")),)),
    Variant("title-of-an-item", lambda page: [put(page, "1. Prioridades", "1. Prioridades (Para informar; OIM)")],
            differences=(("item.11", "1. Prioridades (Para decidir; OIM)", "1. Prioridades (Para informar; OIM)"),)),
    Variant("words-of-nobody", lambda page: after(page, "Lugar o modalidad", "Presidió OIM."),
            differences=(("header", "", "Presidió OIM."),)),
)  # fmt: skip
"""Pointed out, and nothing is imported until it is settled."""
