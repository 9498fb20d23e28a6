"""Before a meeting: an organisation says that it comes, that it cannot, or that its alternate goes."""

from handlers import guests
from handlers.attendance_seats import (
    ALTERNATE,
    CONFIRMED,
    GUEST,
    OFFICIAL,
    REGRETS,
    alternate_of,
    capacity_of,
    convened,
    holders_of_seat,
    may_answer_for_all,
    options,
    own_seats,
    row_of,
)
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import days_named, list_button, meeting_meant, on_days
from handlers.meeting_notices import tell_reader
from handlers.meeting_plan import TRUE
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Paragraph,
    Part,
    Question,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED as STEP_CONFIRMED
from handlers.request import Request
from handlers.speaker_answers import guest_answers
from storage import meetings
from storage.invitations import ACCEPTED, DECLINED
from storage.meetings import CANCELLED, Attendance, Meeting
from storage.people import Organisation, Person

LONGEST_REASON = 300


@command("meetings.attend", power="attend")
def attend(request: Request, desk: Desk) -> Reply:
    """Confirm that one's organisation comes; its alternate's word counts while its holder has said nothing else."""
    meeting = _meeting(request, desk)
    body = _organisation(request, desk, meeting)
    capacity = _capacity(request, desk, meeting, body)
    guest_answers(desk, meeting, ACCEPTED, request.platform, only=request.value("invitation"))
    row = row_of(desk, meeting, body.id or 0)
    if capacity == ALTERNATE and (row.answer, row.capacity) == (CONFIRMED, OFFICIAL):
        return _card(desk, meeting, body, "meeting.answer.holder_goes", row)
    _write(desk, meeting, body, row, CONFIRMED, capacity, _who(desk, meeting, body))
    invited = guests.is_guest(desk)  # a guest was asked to come: nobody has to allow it any more
    return _card(desk, meeting, body, f"meeting.answer.confirmed_{OFFICIAL if invited else capacity}", row)


@command("meetings.regret", power="attend")
def regret(request: Request, desk: Desk) -> Reply:
    """Say that one cannot come. Where the alternate goes instead, they are told, so it is shown first."""
    meeting = _meeting(request, desk)
    body = _organisation(request, desk, meeting)
    if request.values.get("alternate") in TRUE:
        return _alternate_goes(request, desk, meeting, body)
    who, reason = _who(desk, meeting, body), request.value("reason")[:LONGEST_REASON]
    speaks = guest_answers(desk, meeting, DECLINED, request.platform, reason, request.value("invitation"))
    row = row_of(desk, meeting, body.id or 0)
    if speaks:  # they cannot in one slot, and come for another
        return _card(desk, meeting, body, "meeting.answer.confirmed_official", row)
    capacity = _capacity(request, desk, meeting, body)
    if capacity == ALTERNATE and row.capacity != ALTERNATE:
        return _only_for_oneself(desk, meeting, body)
    if capacity == OFFICIAL and (row.answer, row.capacity) == (CONFIRMED, ALTERNATE):
        return _card(desk, meeting, body, "meeting.answer.alternate_goes", row)
    _write(desk, meeting, body, row, REGRETS, GUEST if guests.is_guest(desk) else "", who, reason)
    return _card(desk, meeting, body, "meeting.answer.regrets", row)


def _meeting(request: Request, desk: Desk) -> Meeting:
    coming = meetings.coming(desk.session, desk.network_id, desk.now)
    mine = coming if may_answer_for_all(desk) else [each for each in coming if own_seats(desk, each)]
    meeting = meeting_meant(request, desk, on_days(desk, mine, days_named(request)))
    if meeting.status == CANCELLED:
        raise Refusal(text("meeting.is_cancelled", meeting=meeting.code), instead=(list_button(),), field="meeting")
    if meeting.ends_at <= desk.now:
        clause = desk.law.charter.powers["hold"].clause
        raise Refusal(
            text("meeting.answer.over", meeting=meeting.code, when=guests.known_as(desk, meeting)[1]),
            clause=clause,
            field="meeting",
        )
    return meeting


def _organisation(request: Request, desk: Desk, meeting: Meeting) -> Organisation:
    """One's own; the secretariat may write down the answer of another that told it."""
    own, wanted = own_seats(desk, meeting), request.value("organisation")
    among = convened(desk, meeting) if may_answer_for_all(desk) else own
    if wanted:
        found = [body for body in among if wanted.casefold() in {str(body.id), body.name.casefold()}]
        if not found:
            raise Refusal(
                text("meeting.answer.not_yours", organisation=wanted[:80]),
                clause=_clause(desk),
                setting="powers.attend",
                field="organisation",
            )
        return found[0]
    if len(own) == 1:
        return own[0]
    if not among:
        raise Refusal(
            text("meeting.answer.not_convened", meeting=meeting.code), clause=_clause(desk), setting="powers.attend"
        )
    raise Question(Reply(form=_whose(request, meeting, own or among)))


def _clause(desk: Desk) -> str:
    """The clause by which this person takes part in the network."""
    return desk.law.charter.offices[desk.offices[0].office if desk.offices else "stakeholder"].clause


def _whose(request: Request, meeting: Meeting, among: list[Organisation]) -> Form:
    kept = {**request.values, "meeting": meeting.code}
    field = Field("select", "organisation", text("meeting.fact.organisation"), options=options(among))
    return Form(text("meeting.form.whose_answer"), request.command, (field,), kept)


def _capacity(request: Request, desk: Desk, meeting: Meeting, body: Organisation) -> str:
    given, own = request.value("capacity"), body in own_seats(desk, meeting)
    if given == ALTERNATE or (given == OFFICIAL and not own):
        return given
    return capacity_of(desk, meeting, body) if own else OFFICIAL


def _who(desk: Desk, meeting: Meeting, body: Organisation) -> int | None:
    """Who comes: the person who answers, unless the secretariat wrote it down for another organisation."""
    return desk.person_id if body in own_seats(desk, meeting) else None


def _write(
    desk: Desk,
    meeting: Meeting,
    body: Organisation,
    row: Attendance,
    answer: str,
    capacity: str,
    person_id: int | None,
    reason: str = "",
) -> None:
    """Write the answer down once; the same one again changes nothing. A reason is kept with it, not in the journal."""
    if (row.answer, row.capacity, row.person_id) == (answer, capacity, person_id) and reason in {"", row.reason}:
        return
    row.answer, row.capacity, row.person_id, row.said_at, row.reason = answer, capacity, person_id, desk.now, reason
    desk.session.add(row)
    clause = desk.law.charter.powers["attend"].clause
    desk.record(f"meeting.{answer}", meeting.code, clause, organisation=body.name, capacity=capacity)


def _only_for_oneself(desk: Desk, meeting: Meeting, body: Organisation) -> Reply:
    """An alternate who cannot come does not excuse the organisation: whoever holds the seat answers for it."""
    names = [person.name for person in holders_of_seat(desk, meeting, body)]
    clause = desk.law.charter.powers["attend"].clause
    desk.record("meeting.alternate_regrets", meeting.code, clause, organisation=body.name)
    said = text("meeting.answer.only_you", organisation=body.name, names=names)
    return Reply(Card((Heading(text("meeting.answer.noted", meeting=meeting.code)), Paragraph(said), _show(meeting))))


def _alternate_goes(request: Request, desk: Desk, meeting: Meeting, body: Organisation) -> Reply:
    person = alternate_of(desk, body)
    if person is None:
        clause = desk.law.charter.offices["alternate"].clause
        without = {"meeting": meeting.code, "organisation": str(body.id)}
        instead = (Button(text("meeting.button.regret"), "meetings.regret", without),)
        raise Refusal(text("meeting.answer.no_alternate", organisation=body.name), clause=clause, instead=instead)
    if request.step != STEP_CONFIRMED:
        pinned = {"meeting": meeting.code, "organisation": str(body.id), "alternate": True}
        return desk.show_first(
            request.at_step(request.step, values=pinned), _alternate_preview(desk, meeting, body, person)
        )
    row = row_of(desk, meeting, body.id or 0)
    who = desk.person.name if desk.person else ""
    tell_reader(desk, person, meeting, "meeting.alternate_goes", who=who, organisation=body.name)
    if _capacity(request, desk, meeting, body) == ALTERNATE:
        return _only_for_oneself(desk, meeting, body)  # in the Committee a focal point does not answer for the seat
    _write(desk, meeting, body, row, CONFIRMED, ALTERNATE, person.id)
    return _card(desk, meeting, body, "meeting.answer.alternate_goes", row)


def _alternate_preview(desk: Desk, meeting: Meeting, body: Organisation, person: Person) -> Card:
    parts: list[Part] = [
        Heading(text("meeting.preview.alternate", meeting=meeting.code)),
        Facts(
            (
                (text("meeting.fact.when"), text("meeting.when", when=meeting.starts_at)),
                (text("meeting.fact.organisation"), body.name),
                (text("meeting.fact.alternate"), person.name),
            )
        ),
        Paragraph(text("meeting.alternate.told", name=person.name)),
    ]
    if desk.law.charter.meetings[meeting.kind].decides:
        parts.append(Note(text("meeting.alternate.letter")))
    return Card(tuple(parts))


def _card(desk: Desk, meeting: Meeting, body: Organisation, answer: str, row: Attendance) -> Reply:
    name = desk.session.get_one(Person, row.person_id).name if row.person_id else body.name
    rows: list[tuple[Said, Said]] = [
        (text("meeting.fact.when"), text("meeting.when", when=guests.known_as(desk, meeting)[1])),
        (text("meeting.fact.organisation"), body.name),
    ]
    said = text(answer, organisation=body.name, name=name)
    heading = Heading(text("meeting.answer.noted", meeting=meeting.code))
    return Reply(Card((heading, Paragraph(said), Facts(tuple(rows)), _after(meeting, row))))


def _after(meeting: Meeting, row: Attendance) -> Buttons:
    """What may still be changed about the answer."""
    about = {"meeting": meeting.code}
    change = Button(text("meeting.button.attend"), "meetings.attend", about)
    if row.answer == CONFIRMED:
        change = Button(text("meeting.button.regret"), "meetings.regret", about)
    instead = Button(text("meeting.button.alternate"), "meetings.regret", {**about, "alternate": True})
    return Buttons(
        (change, *((instead,) if row.answer == REGRETS and row.capacity != GUEST else ()), *_show(meeting).buttons)
    )


def _show(meeting: Meeting) -> Buttons:
    return Buttons((Button(text("meeting.button.show"), "meetings.show", {"meeting": meeting.code}),))
