"""How meetings look: their facts, the dates they set in motion, who is convened and by which road."""

from collections.abc import Sequence

from handlers import agenda_dates
from handlers.desk import Desk
from handlers.meeting_conflicts import readers_of
from handlers.meeting_dates import Computed, calls_at_once, computed
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Part, Said, Text, text
from storage import people
from storage.charter import SETTING
from storage.meetings import CONVENED, Meeting
from storage.people import Person

Row = tuple[Said, Said]
REGULAR = "5.1.3"
"""The clause that asks for regular interaction of those who decide."""


def kind_of(meeting: Meeting) -> Text:
    """What kind of meeting it is."""
    return text(f"meeting_kind.{meeting.kind}")


def kind_with_clause(desk: Desk, meeting: Meeting) -> Text:
    """The kind of meeting with the clause under which it is held."""
    charter, usual = desk.law.charter, desk.law.charter.meetings[meeting.kind]
    keys = [key for key in (REGULAR,) if usual.decides and key in charter.clauses] + [usual.clause]
    return text(
        "meeting.kind_clause", kind=kind_of(meeting), numbers=[f"§{charter.clauses[key].number}" for key in keys]
    )


def facts(desk: Desk, meeting: Meeting) -> list[Row]:
    """What is known of a meeting, one line each."""
    place: Said = meeting.place or text("meeting.place.none")
    return [
        (text("meeting.fact.title"), meeting.title),
        (text("meeting.fact.kind"), kind_with_clause(desk, meeting)),
        (text("meeting.fact.when"), text("meeting.when", when=meeting.starts_at)),
        (text("meeting.fact.lasts"), text("meeting.lasts", count=meeting.minutes, ends=meeting.ends_at)),
        (text("meeting.fact.place"), place),
    ]


def date_rows(desk: Desk, meeting: Meeting) -> list[Row]:
    """Every computed date with its weekday."""
    at_once = meeting.call_opened_at is None and calls_at_once(desk.law, meeting, desk.now)
    return [_date_row(each, meeting, at_once) for each in computed(desk.law, meeting, desk.now)]


def _date_row(each: Computed, meeting: Meeting, at_once: bool) -> Row:
    label = text(f"meeting.date.{each.term}")
    if each.term == agenda_dates.CALL and meeting.call_opened_at:
        return label, text("meeting.date.opened", when=meeting.call_opened_at)
    if each.term == agenda_dates.CALL and at_once:
        return label, text("meeting.date.with_this")
    return label, date_said(each)


def date_said(each: Computed) -> Text:
    """A computed date: its day in full and the hour that counts, or that it is gone."""
    return text("meeting.date.gone" if each.gone else "meeting.date.at", when=each.at, day=each.day)


def dates_parts(desk: Desk, meeting: Meeting) -> list[Part]:
    """The dates that follow from the meeting's, and that they are settings where they are."""
    rows = date_rows(desk, meeting)
    if not rows:
        return []
    terms = [desk.law.term(each.term) for each in computed(desk.law, meeting, desk.now)]
    numbers = list(
        dict.fromkeys(f"§{desk.law.charter.clauses[term.clause].number}" for term in terms if term.source == SETTING)
    )
    note = [Note(text("meeting.dates.settings", numbers=numbers))] if numbers else []
    return [Heading(text("meeting.dates.title")), Facts(tuple(rows)), *note]


def readers_parts(desk: Desk, meeting: Meeting, heading: str = "meeting.readers.title") -> list[Part]:
    """Who is convened: names by road and language, and what the network's room will show."""
    readers = readers_of(desk, meeting.kind)
    rows = reader_rows(desk, readers)
    return [
        Heading(text(heading, count=len(readers))),
        Facts(tuple(rows)),
        Note(text("meeting.readers.room" if desk.network.slack_room else "meeting.readers.no_room")),
    ]


def reader_rows(desk: Desk, readers: Sequence[Person]) -> list[Row]:
    """Names, grouped by how they are reached and in which language."""
    chatting = people.with_account(desk.session, desk.network_id)
    groups: dict[tuple[bool, str], list[str]] = {}
    for person in readers:
        groups.setdefault((person.id in chatting, person.language), []).append(person.name)
    return [
        (
            text(f"meeting.road.{'chat' if chat else 'mail'}", language=text(f"meeting.in.{language}")),
            text("meeting.names", names=names),
        )
        for (chat, language), names in sorted(groups.items(), reverse=True)
    ]


def done_card(desk: Desk, meeting: Meeting, heading: Text, *parts: Part, buttons: tuple[Button, ...] = ()) -> Card:
    """What was done to a meeting, and where to go on."""
    show = Button(text("meeting.button.show"), "meetings.show", {"meeting": meeting.code})
    return Card((Heading(heading), Facts(tuple(facts(desk, meeting))), *parts, Buttons((*buttons, show))))


def state_of(desk: Desk, meeting: Meeting) -> Text:
    """Where a meeting stands: convened, in progress, waiting to be recorded, held, cancelled."""
    if meeting.status != CONVENED:
        return text(f"meeting.state.{meeting.status}")
    if meeting.starts_at > desk.now:
        return text("meeting.state.convened")
    return text("meeting.state.running" if meeting.ends_at > desk.now else "meeting.state.unrecorded")
