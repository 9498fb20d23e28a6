"""An edited Word file sent in: the next version, or kept with the reason while the last version stays."""

from __future__ import annotations

import pytest

from storage.actions import Action
from storage.minutes import WORD
from tests.handlers.minutes_scene import FINAL, circulated
from tests.handlers.record_scene import ACNUR, CE, SECRETARY, acts, held, said, source, versions
from tests.handlers.word_scene import AT, NO_OTHER, NOTE, after, edited, files, note_of, noted, put, sent, word_of
from tests.town import Town, keys_of, lima

LATER = lima(2027, 2, 11)
REWORDED = "OIT propone incluir trabajo decente."
NEW_NOTE = f"Se presentó la propuesta.\n{REWORDED}"


def reworded(content: bytes) -> bytes:
    return edited(content, lambda page: put(page, "OIT pide", REWORDED))


def redecided(content: bytes) -> bytes:
    """Somebody turned the decision round, and improved a note too."""

    def turn(page: object) -> None:
        put(page, "D-2027-01", "D-2027-01 · Prioridades 2027: No se adoptan.")  # type: ignore[arg-type]

    return edited(reworded(content), turn)


def outcomes(town: Town) -> list[tuple[str, str]]:
    return [(file.outcome, file.reason) for file in files(town)]


def test_an_edited_file_becomes_the_next_version_with_a_summary_of_what_changed(network: Town) -> None:
    noted(network)
    content = reworded(word_of(versions(network)[-1]))
    before = len(network.notices())
    reply = sent(network, content, "minuta corregida.docx")
    words = said(reply)
    assert "La minuta de CE-2027-01 ya es la versión 3" in words
    assert "1. Prioridades 2027" in words
    assert REWORDED in words
    assert "§5.1.8" in source(reply)
    row = versions(network)[-1]
    assert (row.version, row.source, row.based_on, note_of(row)) == (3, WORD, None, NEW_NOTE)
    assert note_of(versions(network)[-2]) == NOTE, "the version before is kept"
    (file,) = files(network)
    assert (file.outcome, file.minutes_id, file.content, file.name) == (
        "imported",
        row.id,
        content,
        "minuta corregida.docx",
    )
    assert len(network.notices()) == before, "a draft tells nobody"
    assert "corregida" not in str([entry.values for entry in acts(network, CE)]), "a file's name is not in the journal"


def test_the_same_file_sent_twice_is_one_version(town: Town) -> None:
    noted(town)
    content = reworded(word_of(versions(town)[-1]))
    for _ in range(2):
        reply = sent(town, content)
    assert "minutes_file.unchanged" in keys_of(reply)
    assert [row.version for row in versions(town)] == [1, 2, 3]
    assert outcomes(town) == [("imported", ""), ("imported", "unchanged")]


def test_what_differs_from_the_register_is_pointed_out_and_nothing_is_imported_until_settled(town: Town) -> None:
    noted(town)
    reply = sent(town, redecided(word_of(versions(town)[-1])))
    words = said(reply)
    assert reply.refused
    assert "difiere del registro de CE-2027-01 en un punto" in words
    assert "Decisiones y acuerdos · D-2027-01 · Prioridades 2027: Se adoptan las prioridades 2027." in words
    assert "No se adoptan." in words
    assert REWORDED in words, "and what would go in is shown too"
    assert [row.version for row in versions(town)] == [1, 2]
    assert outcomes(town) == [("unsettled", "differs")]
    done = town.press(SECRETARY, reply, "minutes_file.button.register", AT)
    assert "ya es la versión 3" in said(done)
    row = versions(town)[-1]
    assert note_of(row) == NEW_NOTE
    assert "No se adoptan" not in str(row.body)
    assert outcomes(town) == [("imported", "register_stands")]
    again = town.press(SECRETARY, reply, "minutes_file.button.register", AT)
    assert said(again) == said(done)
    assert len(versions(town)) == 3


def test_once_the_register_says_the_same_the_file_is_taken_as_it_is(town: Town) -> None:
    noted(town)

    def later(page: object) -> None:
        page.tables[1].cell(1, 3).text = "lunes 22 de marzo de 2027"  # type: ignore[attr-defined]

    content = edited(word_of(versions(town)[-1]), later)
    assert "lunes 22 de marzo de 2027" in said(sent(town, content))
    with town.database.transaction() as session:
        action = session.get_one(Action, 1)
        action.due = lima(2027, 3, 22).date()
        session.add(action)
    reply = sent(town, content, at=LATER)
    assert not reply.refused
    assert "el registro se puso al día en: Acciones" in said(reply)
    assert outcomes(town)[-1] == ("imported", "")


def test_a_code_that_the_register_does_not_know_can_only_be_mended_in_the_file(town: Town) -> None:
    noted(town)
    content = edited(word_of(versions(town)[-1]), lambda page: put(page, NO_OTHER, "Véanse D-2027-01 y D-2027-09."))
    reply = sent(town, content)
    assert reply.refused
    assert "D-2027-09" in said(reply)
    assert town.buttons(reply) == []
    assert outcomes(town) == [("unsettled", "differs")]


def test_words_that_give_something_of_the_register_another_date_are_pointed_out(town: Town) -> None:
    noted(town)
    left = word_of(versions(town)[-1])
    wrong = "ACNUR enviará el mapa (A-2027-01) el 22 de marzo de 2027."
    reply = sent(town, edited(left, lambda page: put(page, NO_OTHER, wrong)))
    assert reply.refused
    assert "A-2027-01: lunes 15 de marzo de 2027" in said(reply)
    assert wrong in said(reply)
    assert town.buttons(reply) == []
    right = wrong.replace("22", "15")
    assert "ya es la versión 3" in said(sent(town, edited(left, lambda page: put(page, NO_OTHER, right)), at=LATER))


@pytest.mark.parametrize(
    "wrong", ["El mapa se enviará pronto: A-2027-01 (OIM).", "Queda a cargo de OIM enviar el mapa, A-2027-01."]
)
def test_words_that_give_an_action_to_somebody_else_are_pointed_out(town: Town, wrong: str) -> None:
    noted(town)
    left = word_of(versions(town)[-1])
    reply = sent(town, edited(left, lambda page: put(page, NO_OTHER, wrong)))
    assert reply.refused
    assert "A-2027-01: a cargo de ACNUR" in said(reply)
    right = wrong.replace("OIM", "ACNUR")
    assert "ya es la versión 3" in said(sent(town, edited(left, lambda page: put(page, NO_OTHER, right)), at=LATER))


def test_whoever_only_speaks_of_an_action_is_not_taken_for_its_owner(town: Town) -> None:
    noted(town)
    speaks = "OIM propone ampliar A-2027-01 el próximo año."
    reply = sent(town, edited(word_of(versions(town)[-1]), lambda page: put(page, NO_OTHER, speaks)))
    assert "ya es la versión 3" in said(reply)


def test_two_people_editing_at_once_keep_both_versions_and_see_the_difference(town: Town) -> None:
    noted(town)
    left = word_of(versions(town)[-1])
    sent(town, reworded(left))
    other = edited(
        left, lambda page: put(page, "OIT pide", "OIT insiste."), lambda page: after(page, "Otros asuntos", "Saludo.")
    )
    reply = sent(town, other, at=LATER)
    words = said(reply)
    assert "partía de la versión 2, y mientras tanto la minuta llegó a la 3" in words
    assert "Dos personas corrigieron lo mismo" in words
    assert "Se presentó la propuesta. / OIT propone incluir trabajo decente." in words
    row = versions(town)[-1]
    assert (row.version, row.based_on, row.body["other"]) == (4, 2, "Saludo.")
    assert note_of(row).endswith("OIT insiste.")
    assert note_of(versions(town)[-2]) == NEW_NOTE


def test_an_older_file_brings_only_what_its_author_changed(town: Town) -> None:
    noted(town)
    left = word_of(versions(town)[-1])
    sent(town, reworded(left))
    reply = sent(town, edited(left, lambda page: after(page, "Otros asuntos", "Saludo.")), at=LATER)
    assert "minutes_file.both" not in keys_of(reply)
    row = versions(town)[-1]
    assert (note_of(row), row.body["other"], row.based_on) == (NEW_NOTE, "Saludo.", 2)


def test_a_refused_file_is_kept_with_its_reason_and_the_last_version_stays(town: Town) -> None:
    noted(town)
    reply = sent(town, b"PK\x03\x04 nada", meeting=CE)
    assert reply.refused
    assert "está dañado" in said(reply)
    assert "§5.1.8" in source(reply)
    assert outcomes(town) == [("refused", "minutes_file.broken")]
    assert len(versions(town)) == 2
    assert [entry.act for entry in acts(town, CE)][-1] == "minutes.file_refused"


def test_a_file_of_another_meeting_network_or_house_is_refused(town: Town) -> None:
    noted(town)
    held(town, "CE-2027-02", starts=lima(2027, 2, 9, 15))
    row = versions(town)[-1]
    cases = {
        "minutes_file.other_meeting": sent(town, word_of(row), meeting="CE-2027-02"),
        "minutes_file.other_network": sent(town, word_of(row, network="example")),
        "minutes_file.unknown_version": sent(town, word_of(row.model_copy(update={"version": 9}))),
    }
    assert {key: key in keys_of(reply) and reply.refused for key, reply in cases.items()} == dict.fromkeys(cases, True)
    unmarked = edited(word_of(row), lambda page: None, _unmark)
    assert "minutes_file.other_network" in keys_of(sent(town, word_of(row, code="CE-2031-09")))
    assert sent(town, unmarked).refused is False, "the properties still tell"
    assert len(versions(town)) == 2


def _unmark(page: object) -> None:
    from docx.oxml.ns import qn

    for element in list(page.element.body.iter(qn("w:bookmarkStart"))):  # type: ignore[attr-defined]
        element.getparent().remove(element)


def test_only_who_circulates_the_minutes_sends_files(town: Town) -> None:
    noted(town)
    reply = sent(town, reworded(word_of(versions(town)[-1])), who=ACNUR)
    assert reply.refused
    assert "§5.1.8" in source(reply)
    assert files(town) == []


def test_too_much_for_a_section_is_said_and_nothing_is_cut(town: Town) -> None:
    noted(town)
    reply = sent(town, edited(word_of(versions(town)[-1]), lambda page: put(page, "OIT pide", "a" * 3001)))
    assert reply.refused
    assert "minutes_file.too_long" in keys_of(reply)
    assert len(versions(town)) == 2


def test_while_comments_run_a_file_waits_and_after_the_close_it_prepares_the_final(town: Town) -> None:
    circulated(town)
    content = edited(word_of(versions(town)[-1]), lambda page: put(page, NO_OTHER, "Saludo."))
    early = sent(town, content, at=lima(2027, 2, 18))
    assert early.refused
    assert "minutes.still_open" in keys_of(early)
    preview = sent(town, content, at=FINAL)
    assert "Así quedaría la minuta final de CE-2027-01" in said(preview)
    assert "Otros asuntos" in said(preview)
    town.confirm(SECRETARY, preview, FINAL)
    row = versions(town)[-1]
    assert (row.status, row.source, row.body["other"]) == ("final", WORD, "Saludo.")
    assert [file.minutes_id for file in files(town)] == [None, row.id]
    late = sent(town, content, at=FINAL)
    assert "minutes.final_already" in keys_of(late)


def test_without_a_file_it_is_said_how_one_is_sent(town: Town) -> None:
    noted(town)
    reply = town.ask(SECRETARY, "minutes.upload", AT, meeting=CE)
    assert "minutes_file.how" in keys_of(reply)
    assert town.button(reply, "minutes.button.word").values == {"meeting": CE}
