"""Two people correct the same draft at once: both versions are kept, and the difference is shown (ToR 5.1.8)."""

from collections.abc import Mapping

from handlers.desk import Desk
from handlers.minutes_draft import texts
from handlers.minutes_record import CLAUSE
from handlers.minutes_upload_cards import compared
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Part, text
from handlers.why import source_parts
from storage.meetings import Meeting
from storage.minutes import Minutes


def own_words(given: Mapping[str, str], began: Minutes) -> dict[str, str]:
    """What this person changed themselves since the version they looked at: the rest of their form is only old."""
    before = texts(began.body)
    return {name: words for name, words in given.items() if words != before.get(name, "")}


def both_card(desk: Desk, meeting: Meeting, began: Minutes, before: Minutes, row: Minutes) -> Card:
    """The new version beside the one that came meanwhile, where both changed the same words; either can be taken up again."""
    first, meanwhile, now = texts(began.body), texts(before.body), texts(row.body)
    both = [
        name for name in now if meanwhile.get(name, "") not in (first.get(name, ""), now[name]) and now[name] != first.get(name, "")
    ]  # fmt: skip
    parts: list[Part] = [
        Heading(text("minutes.both_kept", meeting=meeting.code, version=row.version)),
        Paragraph(text("minutes.both_since", began=began.version, before=before.version, version=row.version)),
    ]
    if both:
        header = (
            text("minutes_file.column.section"),
            *(text("minutes_file.column.version", version=each.version) for each in (before, row)),
        )
        parts.append(
            compared("minutes_file.both", row, header, [(name, meanwhile.get(name, ""), now[name]) for name in both])
        )
    given = {"meeting": meeting.code}
    presses = (
        Button(text("minutes.button.show"), "minutes.show", given, "primary"),
        Button(text("minutes.button.correct"), "minutes.draft", {**given, "edit": "1"}, opens_form=True),
    )
    return Card((*parts, *source_parts(desk, CLAUSE), Buttons(presses)))
