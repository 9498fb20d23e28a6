"""Who may read minutes: their label says it, and a guest only ever reads the part about them (ToR 5.1.8; 5)."""

from handlers import guests, record_meeting
from handlers.desk import Desk
from handlers.mandates import GUESTS, may
from handlers.minutes_cards import body_parts
from handlers.minutes_draft import NOTE
from handlers.reply import Card, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import Request
from handlers.why import source_parts
from storage import meetings, minutes, people
from storage.meetings import Meeting
from storage.minutes import COMMITTEE, FINAL, PUBLIC, Minutes
from storage.minutes import GUESTS as FOR_GUESTS

CLAUSE = "5.1.8"
CLERKS = ("secretariat", "coordination")
OF_THE_COMMITTEE = (*people.COMMITTEE_OFFICES, "deputy", *CLERKS)
"""Who reads what is internal to the Committee: its seats, whoever holds a letter for one, and the secretariat."""


def lets_read(label: str, office: str) -> bool:
    """Whether minutes of that label may be read in that office; guests have their own part of them, never the whole."""
    return office not in GUESTS and (label != COMMITTEE or office in OF_THE_COMMITTEE)


def may_read(desk: Desk, label: str) -> bool:
    """Whether this person may read the whole."""
    held = [office.office for office in desk.offices]
    return may(desk.law.charter, "see_register", desk.offices) and any(lets_read(label, office) for office in held)


def require_sight(desk: Desk, label: str) -> None:
    """Refuse whoever may not read them, with whom to ask."""
    if not may_read(desk, label):
        raise Refusal(text("label.not_for_you"), clause=CLAUSE)


def shown_to_guest(request: Request, desk: Desk) -> Reply:
    """Final minutes that were cleared for guests: of their own meeting, their own points; of public ones, the whole."""
    own = guests.own_meetings(desk)
    guests.require_own(desk, own)
    cleared = [(meeting, row) for meeting in own if (row := _cleared(desk, meeting)) is not None]
    wanted = request.value("meeting")
    if wanted:
        named = meetings.by_code(desk.session, desk.network_id, wanted)
        cleared = [each for each in cleared if named is not None and each[0].id == named.id]
    if not cleared:
        raise Refusal(
            text("label.guest_nothing"), clause=desk.law.charter.offices[desk.offices[0].office].clause,
            setting=guests.ACCESS, instead=(record_meeting.list_button(),),
        )  # fmt: skip
    return Reply(_guest_card(desk, *cleared[-1]))


def _cleared(desk: Desk, meeting: Meeting) -> Minutes | None:
    row = minutes.current(desk.session, meeting.id or 0)
    return row if row is not None and row.status == FINAL and row.label in (FOR_GUESTS, PUBLIC) else None


def _guest_card(desk: Desk, meeting: Meeting, row: Minutes) -> Card:
    """Neither attendance nor decisions, actions or anybody else's point, unless the whole is public."""
    parts: list[Part] = [Heading(text("minutes.heading", code=meeting.code, title=meeting.title))]
    if row.label == PUBLIC:
        parts += body_parts(row.body)
    else:
        parts += _own_points(desk, meeting, row)
    office = desk.law.charter.offices[desk.offices[0].office]
    until = Note(text("guests.until", until=guests.access_until(desk, meeting)))
    return Card((*parts, until, *source_parts(desk, office.clause, guests.ACCESS)))


def _own_points(desk: Desk, meeting: Meeting, row: Minutes) -> list[Part]:
    own = {item.id: item for item in guests.own_items(desk, meeting)}
    notes = {name: words for name, words in _notes_of(row).items() if words}
    parts: list[Part] = []
    for number, item in own.items():
        words = notes.get(f"{NOTE}{number}")
        parts += [Heading(item.title), Paragraph(words or text("minutes.no_note"))]
    return parts or [Paragraph(text("guests.no_item"))]


def _notes_of(row: Minutes) -> dict[str, str]:
    """What was noted of each point, by the name of its field."""
    items = row.body.get("items")
    return {f"{NOTE}{item['id']}": str(item["note"]) for item in items} if isinstance(items, list) else {}
