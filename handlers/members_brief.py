"""What belongs to a seat and moves with it: open actions, invitations, answers due; and the one-page brief about it."""

from collections.abc import Collection
from dataclasses import dataclass

from handlers import members_parts as parts
from handlers import members_welcome, typed
from handlers.desk import Desk
from handlers.finding import meeting_line
from handlers.mandates import GUESTS
from handlers.reply import Said, text
from scheduler import duties
from scheduler.duties import Duty
from storage import actions as known
from storage import decisions, meetings, people
from storage.actions import Action
from storage.decisions import Decision
from storage.meetings import Meeting
from storage.people import Office, Organisation, Person

SHOWN = 8
"""Of each kind of thing at most so many are named; how many more there are is said."""
NEXT_DATES = 3
TO_THE_SEAT = ("focal_point", "alternate")


@dataclass(frozen=True, slots=True)
class Seat:
    """Everything that goes with the offices a person holds."""

    offices: tuple[Office, ...]
    actions: tuple[Action, ...]
    meetings: tuple[Meeting, ...]
    due: tuple[Duty, ...]
    asked: tuple[Decision, ...]
    """Texts before the Committee on which a seat has not spoken."""


def seat_of(desk: Desk, offices: tuple[Office, ...]) -> Seat:
    """What moves with these offices, as it stands now."""
    bodies = {office.organisation_id for office in offices}
    names = {office.office for office in offices}
    actions = known.still_open(desk.session, desk.network_id)
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    waiting = duties.pending_for(duties.all_duties(papers, desk.law, desk.now), offices, desk.now)
    return Seat(
        offices,
        tuple(row for row in actions if row.organisation_id in bodies),
        tuple(meetings_of(desk, names)),
        tuple(waiting),
        tuple(_asked(desk, bodies)) if names & set(people.COMMITTEE_OFFICES) else (),
    )


def meetings_of(desk: Desk, offices: Collection[str]) -> list[Meeting]:
    """The meetings to come to which the holders of these offices are convened."""
    kinds = desk.law.charter.meetings
    coming = meetings.coming(desk.session, desk.network_id, desk.now)
    return [row for row in coming if set(offices) & set(kinds[row.kind].readers)]


def seat_rows(desk: Desk, seat: Seat) -> list[tuple[Said, Said]]:
    """What moves, a line each kind; what there is none of is left out."""
    found: list[tuple[str, list[Said], int]] = [
        ("offices", [parts.held_as(desk, office) for office in seat.offices], len(seat.offices)),
        ("actions", [_action(row) for row in seat.actions[:SHOWN]], len(seat.actions)),
        ("meetings", [meeting_line(row) for row in seat.meetings[:SHOWN]], len(seat.meetings)),
        ("due", [_duty(row) for row in seat.due[:SHOWN]], len(seat.due)),
        ("asked", [text("members.code", code=row.code) for row in seat.asked[:SHOWN]], len(seat.asked)),
    ]
    return [(text(f"members.moves.{name}"), _some(rows, count)) for name, rows, count in found if rows]


def brief(desk: Desk, seat: Seat, former: Person, follows: str) -> list[tuple[Said, Said]]:
    """The one-page brief: five lines, the open tasks, three key decisions."""
    bodies = list(dict.fromkeys(office.organisation_id for office in seat.offices))
    body = desk.session.get_one(Organisation, bodies[0])
    coming = [meeting_line(row) for row in seat.meetings[:NEXT_DATES]]
    rows: list[tuple[Said, Said]] = [
        (text("members.brief.network"), members_welcome.what_it_is(desk)),
        (text("members.brief.seat"), parts.listed([parts.held_as(desk, office) for office in seat.offices])),
        (text("members.brief.before"), former.name),
        (text("members.brief.beside"), _beside(desk, body, {former.name, follows})),
        (text("members.brief.dates"), parts.listed(coming) if coming else text("members.pack.no_dates")),
    ]
    if all(office.office in GUESTS for office in seat.offices):
        return [rows[1], rows[2]]  # a guest hears of their own part, not of the register
    tasks = seat_rows(desk, Seat((), seat.actions, (), seat.due, seat.asked))
    none: list[tuple[Said, Said]] = [(text("members.moves.actions"), text("members.brief.no_tasks"))]
    return [*rows, *(tasks or none), *members_welcome.decision_rows(desk)]


def _beside(desk: Desk, body: Organisation, but: Collection[str]) -> Said:
    """Who else speaks for the organisation; where nobody else does, the secretariat."""
    rows = [person.name for office, person in parts.offices_of(desk, body) if office.office in TO_THE_SEAT]
    names = [name for name in dict.fromkeys(rows) if name not in but]
    if not names:
        names = [person.name for person in people.readers(desk.session, desk.network_id, ("secretariat",), desk.today)]
    return parts.listed(names) if names else text("members.nobody")


def _asked(desk: Desk, bodies: set[int]) -> list[Decision]:
    found = []
    for row in decisions.unsettled(desk.session, desk.network_id):
        assert row.id is not None
        said = decisions.standing(decisions.answers_of(desk.session, row.id), row.version)
        if any(body in bodies and body not in said for body in row.voices):
            found.append(row)
    return found


def _action(row: Action) -> Said:
    words = typed.shortened(row.wording)
    if row.due is None:
        return text("members.action_no_day", code=row.code, wording=words)
    return text("members.action", code=row.code, wording=words, due=row.due)


def _duty(duty: Duty) -> Said:
    about = str(duty.values.get("title") or duty.about)
    return text("members.duty", duty=text(f"term.{duty.name}"), about=about, due=duty.due)


def _some(rows: list[Said], count: int) -> Said:
    if count > len(rows):
        return text("members.and_more", all=rows, more=count - len(rows))
    return parts.listed(rows)
