"""Handover: what belongs to a seat moves with it to whoever follows, and the person who leaves is written to no more (ToR 5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers import meeting_notices, members_brief, members_people
from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_plan import TRUE
from handlers.members_brief import Seat, seat_of, seat_rows
from handlers.members_designation import whose_address
from handlers.members_parts import FOCAL_POINTS
from handlers.newcomers import ask_newcomers
from handlers.reply import (
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Option,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import quoted, source_parts
from scheduler import seats
from storage import outbox, people
from storage.people import Office, Organisation, Person

BESIDE = {"focal_point": "alternate", "alternate": "focal_point", "executive": "deputy", "deputy": "executive"}
"""Nobody is both of one seat: who takes one gives up the other."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Who leaves, what moves, and to whom, if to anybody yet."""

    former: Person
    seat: Seat
    name: str
    email: str
    language: str
    reference: str
    known: Person | None

    @property
    def followed(self) -> bool:
        """Whether somebody follows at once."""
        return bool(self.name)


@command("members.handover", power="manage_people")
def handover(request: Request, desk: Desk) -> Reply:
    """A person leaves: their open actions, invitations and answers due move with the seat, and nothing is lost."""
    asked = request.value("email") or request.values.get("asked") in TRUE
    if request.step == FORM or not request.value("person") or not asked:
        return Reply(form=_form(request, desk))
    try:
        found = _checked(request, desk)
    except Refusal as refusal:
        refusal.form = _form(request, desk)
        raise
    if request.step != CONFIRMED:
        pinned = {**request.values, "person": found.former.email}
        return desk.show_first(request.at_step(request.step, values=pinned), _preview(desk, found))
    successor = _carry_out(desk, found)
    parts_: list[Part] = [Heading(text("members.handover.done", name=found.former.name))]
    parts_.append(Facts(tuple(seat_rows(desk, found.seat))))
    parts_.append(Paragraph(_told(desk, found, successor)))
    return Reply(Card((*parts_, Buttons((parts.list_button(),)))))


def _checked(request: Request, desk: Desk) -> Handover:
    former = members_people.person_named(desk, parts.line(request, "person"))
    assert former.id is not None
    offices = tuple(people.offices_of(desk.session, former.id, desk.today))
    if not offices:
        raise Refusal(text("members.handover.no_office", name=former.name), clause=FOCAL_POINTS, field="person")
    name, email, known = _successor(request, desk, former)
    reference = parts.line(request, "reference", parts.LONGEST_REFERENCE)
    if name and not reference and any(office.office == "deputy" for office in offices):
        raise Refusal(text("members.handover.letter"), clause=parts.SEATS, field="reference")
    language = request.value("language")
    language = language if language in desk.law.charter.languages else desk.law.charter.language
    return Handover(former, seat_of(desk, offices), name, email, language, reference, known)


def _successor(request: Request, desk: Desk, former: Person) -> tuple[str, str, Person | None]:
    """Whoever follows: somebody on the roster under that address, or somebody new; ("", "", None) when nobody does yet."""
    name, email = parts.line(request, "name"), parts.address(request)
    if not name and not email:
        return "", "", None
    if not email:
        raise Refusal(text("members.handover.address"), field="email")
    known = people.by_email(desk.session, desk.network_id, email)
    if known is not None and known.id == former.id:
        raise Refusal(text("members.handover.same", name=former.name), field="email")
    if known is None and not name:
        raise Refusal(text("members.handover.name"), field="name")
    _ask_about_another_house(request, desk, former, known)
    return (known.name if known else name), email, known


def _ask_about_another_house(request: Request, desk: Desk, former: Person, known: Person | None) -> None:
    """Somebody of another organisation is pointed out before they are given this one's seat."""
    if known is None or known.id is None or former.id is None or request.values.get("same") in TRUE:
        return
    own = {office.organisation_id for office in people.offices_of(desk.session, former.id, desk.today)}
    held = people.offices_of(desk.session, known.id, desk.today)
    if elsewhere := [parts.held_as(desk, office) for office in held if office.organisation_id not in own]:
        raise whose_address(request, desk, known, elsewhere)


def _carry_out(desk: Desk, found: Handover) -> Person | None:
    """End what the person held, give it to whoever follows, and stop writing to the one who left."""
    last = desk.today - timedelta(days=1)
    for office in found.seat.offices:
        office.until = last
        desk.session.add(office)
    successor = _appointed(desk, found) if found.followed else None
    desk.session.flush()
    desk.record(
        "member.handed_over", str(found.former.id), FOCAL_POINTS, former=found.former.id,
        successor=successor.id if successor else None, reference=found.reference,
        actions=[row.code for row in found.seat.actions],
    )  # fmt: skip
    if successor is not None:
        _brief(desk, found, successor)
        for seat in dict.fromkeys(office.organisation_id for office in found.seat.offices):
            ask_newcomers(desk, desk.session.get_one(Organisation, seat))
        for meeting in found.seat.meetings:
            meeting_notices.invite(desk, meeting, meeting_notices.REQUEST, [successor])
    assert found.former.id is not None
    outbox.hand_over(desk.session, desk.network_id, found.former.id, successor.id if successor else None)
    return successor


def _appointed(desk: Desk, found: Handover) -> Person:
    person = found.known or Person(
        network_id=desk.network_id, name=found.name, email=found.email, language=found.language
    )
    desk.session.add(person)
    desk.session.flush()
    assert person.id is not None
    held = people.offices_of(desk.session, person.id, desk.today)
    for office in found.seat.offices:
        for row in held:
            if (row.organisation_id, row.office) == (office.organisation_id, BESIDE.get(office.office)):
                row.until = desk.today - timedelta(days=1)
                desk.session.add(row)
        if not any((row.organisation_id, row.office) == (office.organisation_id, office.office) for row in held):
            desk.session.add(_same_office(desk, office, person.id, found.reference))
    return person


def _same_office(desk: Desk, office: Office, person_id: int, reference: str) -> Office:
    return Office(
        network_id=desk.network_id, person_id=person_id, organisation_id=office.organisation_id, office=office.office,
        since=desk.today, reference=reference, recorded_by=desk.person_id,
    )  # fmt: skip


def _brief(desk: Desk, found: Handover, successor: Person) -> None:
    desk.tell(
        successor, "members.handover", str(found.former.id),
        key=f"members.handover/{found.former.id}/{successor.id}/{desk.today}", organisation=_bodies(desk, found),
        facts=members_brief.brief(desk, found.seat, found.former, found.name),
        why=quoted(desk, FOCAL_POINTS),
    )  # fmt: skip


def _bodies(desk: Desk, found: Handover) -> Said:
    bodies = dict.fromkeys(office.organisation_id for office in found.seat.offices)
    return parts.listed([desk.session.get_one(Organisation, body).name for body in bodies])


def _preview(desk: Desk, found: Handover) -> Card:
    follows: Said = text("members.handover.nobody")
    if found.followed:
        follows = text("members.name_and_address", name=found.name, email=found.email)
    rows: list[tuple[Said, Said]] = [
        (text("members.handover.leaves"), found.former.name),
        (text("members.handover.follows"), follows),
        *seat_rows(desk, found.seat),
        (text("members.fact.reference"), found.reference or text("members.no_reference")),
    ]
    notes: list[Part] = [Note(_told(desk, found, None))]
    if found.followed:
        brief = members_brief.brief(desk, found.seat, found.former, found.name)
        notes = [Heading(text("members.handover.brief")), Facts(tuple(brief)), *notes]
    notes.append(Note(text("members.handover.deletion", day=_deletion(desk))))
    heading = Heading(text("members.handover.preview"))
    return Card((heading, Facts(tuple(rows)), *notes, *source_parts(desk, FOCAL_POINTS, _setting(found))))


def _setting(found: Handover) -> str:
    return seats.DELETION if found.followed else seats.DESIGNATION


def _told(desk: Desk, found: Handover, successor: Person | None) -> Said:
    """What happens next: the successor gets the brief, or the seat is to be designated by a day that is counted."""
    if found.followed:
        return text("members.handover.told", name=successor.name if successor else found.name)
    if any(office.office in seats.DESIGNATED for office in found.seat.offices):
        return text("members.handover.vacant", due=seats.designation_due(desk.today, desk.law))
    return text("members.handover.vacant_other")


def _deletion(desk: Desk) -> date:
    return seats.deletion_day(desk.today - timedelta(days=1), desk.law)


def _form(request: Request, desk: Desk) -> Form:
    """Who leaves is asked first; who follows may be left open."""
    languages = tuple(Option(name, text(f"language.{name}")) for name in desk.law.charter.languages)
    _, letter = parts.letter_fields(request, required=False)
    language = request.value("language") or desk.law.charter.language
    fields = (
        Field("text", "person", text("members.handover.leaves"), request.value("person")[:120], text("away.hint.person")),
        Field(
            "text", "name", text("members.handover.follows"), request.value("name")[:120],
            text("members.hint.successor"), required=False, longest=parts.LONGEST_NAME,
        ),
        Field("text", "email", text("members.fact.email"), request.value("email")[:120], required=False),
        Field("select", "language", text("members.fact.language"), language, options=languages, required=False),
        letter,
    )  # fmt: skip
    return Form(text("members.form.handover"), "members.handover", fields, {"asked": True})
