"""The running record of a meeting: each mark is a line of it, and one card shows it as it stands (ToR 5.1.8)."""

from collections.abc import Mapping

from handlers.desk import Desk
from handlers.papers import on_paper
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Said, Table, Text, text
from storage import agenda, meetings, minutes, outbox, outbox_read
from storage.meetings import Attendance, Meeting
from storage.minutes import RecordLine
from storage.people import Organisation, Person

RUNNING = "minutes.running"
DECISION, AGREEMENT, ACTION, NOTE, ABSENT, PRESENT = "decision", "agreement", "action", "note", "absent", "present"
ATTENDANCE = (ABSENT, PRESENT)
SHOWN = 25
"""How many lines the card shows: the newest."""


def keep(desk: Desk, meeting: Meeting, kind: str, about: str, words: str = "") -> RecordLine:
    """Write a line of the record, with who said it and when; the card that shows it is brought up to date."""
    assert meeting.id is not None
    line = RecordLine(
        network_id=desk.network_id, meeting_id=meeting.id, kind=kind, about=about, words=words,
        person_id=desk.person_id, said_at=desk.now,
    )  # fmt: skip
    desk.session.add(line)
    desk.session.flush()
    show_again(desk, meeting)
    return line


def follower(desk: Desk, meeting: Meeting) -> Person | None:
    """Before whom the card lies: whoever asked for it first."""
    found = outbox_read.about(desk.session, desk.network_id, RUNNING, meeting.code)
    return desk.session.get(Person, found[0].person_id) if found else None


def show_again(desk: Desk, meeting: Meeting) -> None:
    """The card is written anew for its reader; one that waits to leave and is older does not leave."""
    reader = follower(desk, meeting)
    if reader is not None:
        place(desk, meeting, reader)


def place(desk: Desk, meeting: Meeting, reader: Person) -> None:
    """Lay the card before its reader: in the place of the one that lies there already, where the platform can."""
    written = len(outbox_read.about(desk.session, desk.network_id, RUNNING, meeting.code))
    outbox.withdraw(desk.session, desk.network_id, f"{RUNNING}/{meeting.code}", "newer")
    desk.tell(
        reader, RUNNING, meeting.code, key=f"{RUNNING}/{meeting.code}/{written + 1}",
        meeting_id=meeting.id, meeting=meeting.code, card=on_paper(running_card(desk, meeting)),
    )  # fmt: skip


def running_card(desk: Desk, meeting: Meeting) -> Card:
    """Who is there, what was recorded so far, and the presses to go on."""
    assert meeting.id is not None
    lines = [each for each in minutes.record_lines(desk.session, meeting.id) if each.kind not in ATTENDANCE]
    parts: list[Part] = [
        Heading(text("running.title", meeting=meeting.code, title=meeting.title)),
        Facts(tuple(attendance_rows(desk, meetings.attendance(desk.session, meeting.id)))),
    ]
    if lines:
        header = tuple(text(f"running.column.{name}") for name in ("when", "kind", "about", "words"))
        places, numbers = _places(desk, meeting), _numbers(desk, meeting)
        rows = tuple(_row(line, places, numbers) for line in lines[-SHOWN:])
        parts.append(Table(text("running.caption"), header, rows))
    else:
        parts.append(Paragraph(text("running.nothing")))
    if len(lines) > SHOWN:
        parts.append(Note(text("running.newest", count=SHOWN, all=len(lines))))
    return Card((*parts, Buttons(_presses(desk, meeting))))


def attendance_rows(desk: Desk, rows: list[Attendance]) -> list[tuple[Said, Said]]:
    """Who is said to be in the room, and who is said not to be."""
    found: list[tuple[Said, Said]] = []
    for kind in (PRESENT, ABSENT):
        bodies = [desk.session.get_one(Organisation, row.organisation_id) for row in rows if row.presence == kind]
        names = sorted(body.name for body in bodies)
        found.append((text(f"running.{kind}"), text("decisions.listed", all=names) if names else text("running.none")))
    return found


def _row(line: RecordLine, places: Mapping[str, str], numbers: Mapping[int, int]) -> tuple[Said, ...]:
    about, kind = line.about, kind_of(line)
    if line.kind == NOTE:
        kind = text("running.numbered", kind=kind, number=numbers[line.id or 0])
        return (
            text("running.hour", when=line.said_at),
            kind,
            places.get(about) or text("minutes.section.other"),
            line.words,
        )
    return text("running.hour", when=line.said_at), kind, about, line.words


def _numbers(desk: Desk, meeting: Meeting) -> dict[int, int]:
    """The numbers of the notes, by line: a paragraph of the minutes names them. One taken back keeps its own."""
    notes = [line for line in minutes.all_lines(desk.session, meeting.id or 0) if line.kind == NOTE]
    return {line.id or 0: number for number, line in enumerate(notes, 1)}


def kind_of(line: RecordLine) -> Text:
    """What kind of line it is, in words."""
    return text(f"running.kind.{line.kind}")


def _places(desk: Desk, meeting: Meeting) -> dict[str, str]:
    assert meeting.id is not None
    return {str(item.id): item.title for item in agenda.items(desk.session, meeting.id)}


def _presses(desk: Desk, meeting: Meeting) -> tuple[Button, ...]:
    given = {"meeting": meeting.code}
    return (
        Button(text("running.button.presence"), "meetings.roll", given),
        Button(text("running.button.decision"), "decisions.record", given, opens_form=True),
        Button(text("running.button.action"), "actions.assign", given, opens_form=True),
        Button(text("running.button.note"), "minutes.note", given, opens_form=True),
        undo_button(desk, meeting),
    )


def undo_button(desk: Desk, meeting: Meeting) -> Button:
    """The press that takes back one's own last line; on a card brought up to date it is another press than before."""
    given = {"meeting": meeting.code, "seen": newest(desk, meeting)}
    return Button(text("running.button.undo"), "minutes.undo", given)


def newest(desk: Desk, meeting: Meeting) -> int:
    """The last line that stands when a card is made: it tells a double click from two presses."""
    found = minutes.record_lines(desk.session, meeting.id or 0)
    return (found[-1].id or 0) if found else 0
