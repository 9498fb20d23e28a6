"""What became of each notice: on its way, handed over, come back, answered, given up, taken back; told in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.desk import Desk
from handlers.reply import Text, text
from scheduler.undelivered import reason, withdrawn
from storage import decisions, deliveries, invitations, meetings, minutes, people
from storage.incoming_mail import MailReceived
from storage.outbox import CHAT, DROPPED, GATHERED, GIVEN_UP, SENT, Notice

FAILED, BOUNCED, ON_ITS_WAY, PLANNED, WITHDRAWN, REPLACED, DELIVERED, ANSWERED = (
    "failed", "bounced", "on_its_way", "planned", "withdrawn", "replaced", "delivered", "answered",
)  # fmt: skip
ORDER = (FAILED, BOUNCED, ON_ITS_WAY, PLANNED, WITHDRAWN, REPLACED, DELIVERED, ANSWERED)
"""What somebody may have to do something about stands first."""
TROUBLE = (FAILED, BOUNCED)
BOUNCE, AUTOMATIC = "bounce", "auto_reply"
MEETING_ASKS = ("invitation.", "meeting.")
DECISION_ASKS = ("circulation.", "no_objection.", "absent.")
ROADS = ("mail", "slack", "teams", "web", "nowhere")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person: what became of it, in words, and by which road."""

    notice: Notice
    state: str
    said: Text
    road: Text


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the outbox: mail that came back, by key; which keys were sent again; who answered when."""

    mail: Mapping[str, Sequence[MailReceived]]
    again: frozenset[int]
    answers: Mapping[tuple[str, int], datetime] = field(default_factory=dict)
    """{(what was answered, person): when}"""
    bodies: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """{person: the organisations they act for}"""
    bundles: Mapping[str, Notice] = field(default_factory=dict)
    """{key: the message in which others were gathered}"""
    seats: Mapping[tuple[str, int], datetime] = field(default_factory=dict)
    """{(what was answered, organisation): when}"""


def states(desk: Desk, rows: Sequence[Notice]) -> list[Delivery]:
    """Each notice with what became of it; what needs somebody first, then the newest."""
    known = _known(desk, rows)
    found = [Delivery(row, *_state(row, known, desk.now), road=_road(_carrier(row, known))) for row in rows]
    return sorted(found, key=lambda each: (ORDER.index(each.state), -(each.notice.id or 0)))


def state_of(desk: Desk, row: Notice) -> Delivery:
    """What became of one notice."""
    return states(desk, [row])[0]


def _known(desk: Desk, rows: Sequence[Notice]) -> Known:
    mail: dict[str, list[MailReceived]] = {}
    bundles = deliveries.bundles(desk.session, desk.network_id, {row.bundle for row in rows if row.why == GATHERED})
    for each in deliveries.came_back(desk.session, desk.network_id, [*(row.key for row in rows), *bundles]):
        mail.setdefault(each.outbox_key, []).append(each)
    answers, seats = _answers(desk, rows)
    return Known(mail, _replaced(rows), answers, _bodies(desk), bundles, seats)


def _replaced(rows: Sequence[Notice]) -> frozenset[int]:
    """The notices after which the same went out once more."""
    newest: dict[str, int] = {}
    for row in rows:
        newest[deliveries.root(row.key)] = max(newest.get(deliveries.root(row.key), 0), row.id or 0)
    return frozenset(row.id or 0 for row in rows if newest[deliveries.root(row.key)] != row.id)


def _state(row: Notice, known: Known, now: datetime) -> tuple[str, Text]:
    state, said = _by_itself(row, known, now)
    if row.id in known.again and state in TROUBLE:
        return REPLACED, text("deliveries.state.replaced", before=said)
    return state, said


def _carrier(row: Notice, known: Known) -> Notice:
    """The message by which it went: the day's gathering, where it is in one."""
    return known.bundles.get(row.bundle, row) if (row.status, row.why) == (DROPPED, GATHERED) else row


def _by_itself(row: Notice, known: Known, now: datetime) -> tuple[str, Text]:
    if (carrier := _carrier(row, known)) is not row:
        state, said = _by_itself(carrier, known, now)
        by_person, by_body = _answered(row, known) if state == DELIVERED else (None, None)
        answered = max(filter(None, (by_person, by_body)), default=None)
        if answered is not None and answered >= (carrier.sent_at or carrier.written_at):
            key = "answered" if answered == by_person else "seat_answered"
            return ANSWERED, text(f"deliveries.state.{key}", when=answered)
        return state, text("deliveries.state.gathered", state=said)
    if row.status == GIVEN_UP:
        return FAILED, text("deliveries.state.failed", reason=reason(row.why))
    if row.status == DROPPED:
        return WITHDRAWN, text("deliveries.state.withdrawn", reason=withdrawn(row.why))
    if row.status == SENT:
        return _after(row, known)
    if row.due_at > now:
        return PLANNED, text("deliveries.state.planned", when=row.due_at)
    if row.attempts and row.why:
        return ON_ITS_WAY, text("deliveries.state.tried", reason=reason(row.why))
    return ON_ITS_WAY, text("deliveries.state.on_its_way")


def _after(row: Notice, known: Known) -> tuple[str, Text]:
    """What happened since it was handed over: it came back, or was answered, or nothing."""
    handed = row.sent_at or row.written_at
    received = known.mail.get(row.key, ())
    bounces = [each for each in received if each.kind == BOUNCE]
    replies = [each for each in received if each.kind not in {BOUNCE, AUTOMATIC}]
    if bounces and not replies:
        return BOUNCED, _bounced(bounces[-1])
    if replies:
        return ANSWERED, text("deliveries.state.answered", when=replies[-1].received_at)
    by_person, by_body = _answered(row, known)
    if by_person is not None and by_person >= handed:
        return ANSWERED, text("deliveries.state.answered", when=by_person)
    if by_body is not None and by_body >= handed:
        return ANSWERED, text("deliveries.state.seat_answered", when=by_body)
    where = row.platform if row.platform in ROADS else "nowhere"
    said = text(f"deliveries.state.delivered_{where}", when=handed)
    return DELIVERED, text("deliveries.state.automatic", before=said) if received else said


def _bounced(row: MailReceived) -> Text:
    code = next((str(row.facts[name]) for name in ("status", "code", "diagnostic") if row.facts.get(name)), "")
    return text("deliveries.state.bounced", when=row.received_at, reason=reason(f"SMTPRecipientRefused {code}".strip()))


def _answered(row: Notice, known: Known) -> tuple[datetime | None, datetime | None]:
    """When the reader answered what this notice asks, and when somebody of their organisation did."""
    if row.person_id is None:
        return None, None
    asked = _asked(row)
    seats = [known.seats[asked, body] for body in known.bodies.get(row.person_id, ()) if (asked, body) in known.seats]
    return known.answers.get((asked, row.person_id)), max(seats, default=None)


def _asked(row: Notice) -> str:
    """What a notice asks an answer to: a meeting, a decision, the minutes, a speaker's slot; "" when nothing."""
    if row.notice.startswith("invitation.slot"):
        return f"slot/{row.values.get('invitation')}"
    if row.notice.startswith(MEETING_ASKS):
        return f"meeting/{row.about}"
    if row.notice.startswith(DECISION_ASKS):
        return f"decision/{row.about}"
    return f"minutes/{row.about}" if row.notice == "minutes.circulated" else ""


def _answers(desk: Desk, rows: Sequence[Notice]) -> tuple[dict[tuple[str, int], datetime], dict[tuple[str, int], datetime]]:  # fmt: skip
    """The answers on record to all that these notices ask: by person, and by organisation."""
    persons: dict[tuple[str, int], datetime] = {}
    seats: dict[tuple[str, int], datetime] = {}
    for asked in {_asked(row) for row in rows} - {""}:
        for person, body, when in _of(desk, *asked.split("/", 1)):
            if person is not None:
                persons[asked, person] = max(when, persons.get((asked, person), when))
            if body is not None:
                seats[asked, body] = max(when, seats.get((asked, body), when))
    return persons, seats


def _of(desk: Desk, kind: str, code: str) -> list[tuple[int | None, int | None, datetime]]:
    """Who answered one matter: the person, their organisation, when."""
    if kind == "decision":
        decision = decisions.by_code(desk.session, desk.network_id, code)
        said = decisions.answers_of(desk.session, decision.id) if decision and decision.id else []
        return [(row.person_id, row.organisation_id, row.answered_at) for row in said if row.withdrawn_at is None]
    if kind == "slot":
        row = invitations.invitation(desk.session, desk.network_id, int(code)) if code.isdigit() else None
        return [(row.person_id, None, row.answered_at)] if row and row.answered_at else []
    meeting = meetings.by_code(desk.session, desk.network_id, code)
    if meeting is None or meeting.id is None:
        return []
    if kind == "minutes":
        return [(row.person_id, row.organisation_id, row.said_at) for row in minutes.comments(desk.session, meeting.id)]
    answered = [row for row in meetings.attendance(desk.session, meeting.id) if row.answer]
    return [(row.person_id, row.organisation_id, row.said_at) for row in answered]


def _bodies(desk: Desk) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for office, person, _ in people.holders(desk.session, desk.network_id, people.OFFICES, desk.today):
        found.setdefault(person.id or 0, []).append(office.organisation_id)
    return found


def _road(row: Notice) -> Text:
    named = row.platform if row.platform in ROADS else CHAT if row.road == CHAT else row.road
    return text(f"deliveries.road.{named}")
