"""How the answer to an edited Word file looks: what changed, what differs from the register, how one is sent."""

from collections.abc import Mapping, Sequence

from handlers import minutes_draft
from handlers.desk import Desk
from handlers.minutes_cards import word_button
from handlers.minutes_places import section_name
from handlers.minutes_record import CLAUSE
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Said, Table, text
from handlers.typed import shortened
from handlers.why import source_parts
from storage.meetings import Meeting
from storage.minutes import Minutes

SHOWN = 300
"""Letters of a section that a table of changes shows; the whole stands in the version."""


def how_card(desk: Desk, code: str) -> Card:
    """How an edited file is sent in."""
    parts: list[Part] = [Heading(text("minutes_file.how")), Paragraph(text("minutes_file.where"))]
    if code:
        parts.append(Buttons((word_button(code),)))
    return Card((*parts, Note(text("minutes_file.what")), *source_parts(desk, CLAUSE)))


def imported_card(desk: Desk, meeting: Meeting, before: Minutes, row: Minutes, both: Mapping[str, str]) -> Card:
    """The new version: what changed, and where somebody else had corrected the same words meanwhile."""
    parts: list[Part] = [
        Heading(text("minutes_file.imported", meeting=meeting.code, version=row.version)),
        *_changes(before, row),
    ]
    if row.based_on is not None:
        parts.append(
            Paragraph(text("minutes_file.older", began=row.based_on, before=before.version, version=row.version))
        )
    if both:
        rows = [(name, words, minutes_draft.texts(row.body)[name]) for name, words in both.items()]
        header = (text("minutes_file.column.section"), text("minutes_file.column.version", version=before.version))
        parts.append(compared("minutes_file.both", row, (*header, text("minutes_file.column.file")), rows))
    return Card((*parts, *source_parts(desk, CLAUSE), Buttons(_presses(meeting))))


def _changes(before: Minutes, row: Minutes) -> tuple[Part, ...]:
    """What people wrote, before and now; what the register itself has changed, by its section."""
    old, new = minutes_draft.texts(before.body), minutes_draft.texts(row.body)
    changed = minutes_draft.changed(before.body, row.body)
    words = [(name, old.get(name, ""), new[name]) for name in changed if name in new]
    parts: list[Part] = []
    if words:
        header = tuple(text(f"minutes_file.column.{name}") for name in ("section", "before", "now"))
        parts.append(compared("minutes_file.changes", row, header, words))
    if rest := [section_name(name, row.body) for name in changed if name not in new]:
        parts.append(Paragraph(text("minutes_file.register_moved", sections=rest)))
    return tuple(parts)


def unchanged_card(desk: Desk, meeting: Meeting, row: Minutes) -> Card:
    """The file says what the version that stands says."""
    said = text("minutes_file.unchanged", meeting=meeting.code, version=row.version)
    parts = (Heading(text("minutes_file.unchanged_title")), Paragraph(said))
    return Card((*parts, *source_parts(desk, CLAUSE), Buttons(_presses(meeting))))


def unsettled_card(
    desk: Desk, meeting: Meeting, row: Minutes, given: Mapping[str, str], differences: Sequence[Mapping[str, str]]
) -> Card:
    """Each thing that differs: where, what the register says, what the file says; and the words that would go in."""
    header = tuple(text(f"minutes_file.column.{name}") for name in ("section", "register", "file"))
    rows = [(each["place"], each["register"], each["file"]) for each in differences]
    parts: list[Part] = [
        Heading(text("minutes_file.differs", meeting=meeting.code, count=len(differences))),
        compared("minutes_file.differences", row, header, rows),
        Paragraph(text("minutes_file.stays", version=row.version)),
        Paragraph(text("minutes_file.settle" if _by_press(differences) else "minutes_file.own_words")),
    ]
    if given:
        old = minutes_draft.texts(row.body)
        columns = tuple(text(f"minutes_file.column.{name}") for name in ("section", "before", "now"))
        words = [(name, old.get(name, ""), new) for name, new in given.items()]
        parts.append(compared("minutes_file.would_change", row, columns, words))
    return Card((*parts, *source_parts(desk, CLAUSE)))


def _by_press(differences: Sequence[Mapping[str, str]]) -> bool:
    return all(each["kind"] == "register" for each in differences)


def compared(caption: str, row: Minutes, header: Sequence[Said], rows: Sequence[tuple[str, str, str]]) -> Table:
    """Sections of a version with two wordings each, side by side."""
    said = tuple(
        (section_name(place, row.body), *(_cell(words) for words in (one, other))) for place, one, other in rows
    )
    return Table(text(caption), tuple(header), said)


def _cell(words: str) -> Said:
    """The words as one line, or that there are none."""
    return shortened(" / ".join(words.split("\n")), SHOWN) if words.strip() else text("minutes_file.nothing")


def _presses(meeting: Meeting) -> tuple[Button, ...]:
    given = {"meeting": meeting.code}
    return (
        Button(text("minutes.button.show"), "minutes.show", given, "primary"),
        Button(text("minutes.button.circulate"), "minutes.circulate", given),
        word_button(meeting.code),
    )
