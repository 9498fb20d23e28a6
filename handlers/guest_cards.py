"""What a guest is shown of a meeting: its hour and place, their own points, their own answer, and until when."""

from handlers import agenda_cards, guests
from handlers.desk import Desk
from handlers.guest_sight import facts_for, is_whole
from handlers.meeting_cards import state_of
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Said, Table, text
from handlers.why import source_parts
from storage import meetings
from storage.agenda import AgendaItem
from storage.meetings import CANCELLED, CONVENED, Meeting


def meeting_card(desk: Desk, meeting: Meeting) -> Card:
    """The meeting as its guest sees it: nobody else's answer, no other point, none of the network's deadlines."""
    rows = [
        *facts_for(desk, meeting),
        (text("meeting.fact.state"), state_of(desk, meeting)),
        *_own_answer(desk, meeting),
    ]
    parts: list[Part] = [Heading(text("meeting.show.title", meeting=meeting.code)), Facts(tuple(rows))]
    if meeting.status != CANCELLED:
        parts += _items(desk, meeting)
    return Card((*parts, *_foot(desk, meeting), Buttons(_presses(desk, meeting))))


def agenda_card(desk: Desk, meeting: Meeting) -> Card:
    """Their own points of an agenda, whole."""
    parts: list[Part] = [Heading(text("guests.agenda", meeting=meeting.code))]
    if guests.own_invitations(desk, meeting):
        parts.append(Facts(tuple(facts_for(desk, meeting))))
    parts += _items(desk, meeting)
    show = Button(text("meeting.button.show"), "meetings.show", {"meeting": meeting.code})
    return Card((*parts, *_foot(desk, meeting), Buttons((show,))))


def list_card(desk: Desk) -> Card:
    """The meetings to which they were invited, soonest first."""
    found = guests.own_meetings(desk)
    guests.require_own(desk, found)
    header = tuple(text(f"meeting.list.{column}") for column in ("code", "meeting", "when", "state"))
    rows = tuple(_line(desk, meeting) for meeting in found)
    shows = tuple(
        Button(text("meeting.button.show_one", meeting=m.code), "meetings.show", {"meeting": m.code}) for m in found[:5]
    )
    table = Table(text("guests.list"), header, rows)
    return Card((Heading(text("guests.list")), table, Note(text("guests.only_own")), Buttons(shows)))


def own_meetings_parts(desk: Desk, most: int) -> list[Part]:
    """The meetings to which a guest was invited, with the way to each."""
    own = guests.own_meetings(desk)
    if not own:
        return []
    rows = tuple((meeting.code, _coming(desk, meeting)) for meeting in own)
    shows = tuple(
        Button(text("meeting.button.show_one", meeting=m.code), "meetings.show", {"meeting": m.code})
        for m in own[:most]
    )
    return [Heading(text("guests.list")), Facts(rows), Buttons(shows)]


def _coming(desk: Desk, meeting: Meeting) -> Said:
    title, when = guests.known_as(desk, meeting)
    return text("home.coming_row", title=title, when=when)


def _line(desk: Desk, meeting: Meeting) -> tuple[Said, ...]:
    title, when = guests.known_as(desk, meeting)
    return meeting.code, title, text("meeting.when_short", when=when), state_of(desk, meeting)


def _items(desk: Desk, meeting: Meeting) -> list[Part]:
    own, speaks = guests.own_items(desk, meeting), bool(guests.own_invitations(desk, meeting))
    if not own:
        return [] if speaks else [Paragraph(text("guests.no_item"))]
    return [Heading(text("guests.items")), *(_item(desk, meeting, item, speaks=speaks) for item in own)]


def _item(desk: Desk, meeting: Meeting, item: AgendaItem, *, speaks: bool) -> Facts:
    """What they brought themselves, whole; of the point on which they are asked to speak its title and kind."""
    whole = agenda_cards.facts_of(desk, meeting, item)
    if not speaks:
        return whole
    if is_whole(desk, item):
        return Facts(whole.rows[1:])  # the first line tells the hour of the meeting
    kind = text(f"agenda_kind.{item.kind}")
    return Facts(((text("agenda.fact.title"), item.title), (text("agenda.fact.kind"), kind)))


def _own_answer(desk: Desk, meeting: Meeting) -> list[tuple[Said, Said]]:
    assert meeting.id is not None
    rows = [
        row for row in meetings.attendance(desk.session, meeting.id) if row.organisation_id in guests.bodies_of(desk)
    ]
    return [
        (text("guests.answer"), text(f"guests.{row.presence or row.answer}"))
        for row in rows
        if row.presence or row.answer
    ]


def _foot(desk: Desk, meeting: Meeting) -> tuple[Part, ...]:
    office = desk.law.charter.offices[desk.offices[0].office]
    until = Note(text("guests.until", until=guests.access_until(desk, meeting)))
    return (until, *source_parts(desk, office.clause, guests.ACCESS))


def _presses(desk: Desk, meeting: Meeting) -> tuple[Button, ...]:
    about = {"meeting": meeting.code}
    if meeting.status != CONVENED or meeting.ends_at <= desk.now:
        return (Button(text("meeting.button.list"), "meetings.list"),)
    return tuple(Button(text(f"meeting.button.{name}"), f"meetings.{name}", about) for name in ("attend", "regret"))
