"""«Estaré ausente»: days on which somebody is away, so that their alternate speaks for the seat meanwhile (ToR 5)."""

from datetime import date, timedelta

from sqlmodel import col, select

from handlers import members_parts as parts
from handlers import members_people, typed, voices
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE
from handlers.meeting_plan import TRUE
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import quoted, source_parts
from storage import membership, people
from storage.people import Absence, Person

LONGEST = 366
"""Days: somebody away for longer has left, and their seat is designated anew."""


@command("network.away", power=EVERYONE)
def away(request: Request, desk: Desk) -> Reply:
    """One's own absence, or one the secretariat writes down for somebody; it can be taken back."""
    person = _whose(request, desk)
    if request.values.get("withdraw") in TRUE:
        return _withdraw(request, desk, person)
    if request.step == FORM or not request.value("date"):
        return Reply(_announced(desk, person), _form(request, desk, person))
    first, last = _days(request, desk)
    told = _told(desk, person)
    rows = _rows(desk, person, first, last, told)
    heading = Heading(text("away.preview"))
    if request.step != CONFIRMED:
        kept = {**request.values, "person": str(person.id), "date": first.isoformat(), "last": last.isoformat()}
        card = Card((heading, Facts(tuple(rows)), *source_parts(desk, parts.FOCAL_POINTS)))
        return desk.show_first(request.at_step(request.step, values=kept), card)
    row = _write(desk, person, first, last)
    for each in told:
        desk.tell(
            each, "away.you_stand_in", str(row.id), key=f"away.you_stand_in/{row.id}/{each.id}", who=person.name,
            first=first, last=last, why=quoted(desk, parts.FOCAL_POINTS),
        )  # fmt: skip
    back = Button(text("away.button.withdraw"), "network.away", {"person": str(person.id), "withdraw": True})
    return Reply(Card((Heading(text("away.done")), Facts(tuple(rows)), Buttons((back,)))))


def _whose(request: Request, desk: Desk) -> Person:
    """Oneself; for the secretariat anybody. Who else is on the roster nobody learns by asking."""
    assert desk.person is not None
    wanted = request.value("person")
    if not wanted:
        return desk.person
    if parts.is_secretary(desk):
        return members_people.person_named(desk, wanted)
    if not members_people.is_meant(desk.person, wanted):
        clause = desk.law.charter.powers["manage_people"].clause
        raise Refusal(text("away.not_yours"), clause=clause, setting="powers.manage_people")
    return desk.person


def _days(request: Request, desk: Desk) -> tuple[date, date]:
    """From the first day to the last, inclusive: not over yet, in order, and no year away."""
    first = typed.day(request, "date")
    last = typed.day(request, "last") if request.value("last") else first
    if last < first:
        raise Refusal(text("away.order"), field="last")
    if last < desk.today:
        raise Refusal(text("away.over", last=last), field="last")
    if last - first > timedelta(days=LONGEST):
        raise Refusal(text("away.too_long"), clause=parts.FOCAL_POINTS, field="last")
    return first, last


def _write(desk: Desk, person: Person, first: date, last: date) -> Absence:
    """A new announcement takes the place of those it overlaps."""
    assert person.id is not None
    for row in _absences(desk, person):
        if row.first <= last and row.last >= first:
            row.withdrawn_at = desk.now
            desk.session.add(row)
    found = Absence(network_id=desk.network_id, person_id=person.id, first=first, last=last, said_at=desk.now)
    desk.session.add(found)
    desk.session.flush()
    desk.record("person.away", str(person.id), parts.FOCAL_POINTS, person=person.id, first=first, last=last)
    return found


def _withdraw(request: Request, desk: Desk, person: Person) -> Reply:
    rows = _absences(desk, person)
    if not rows:
        raise Refusal(text("away.none", name=person.name), clause=parts.FOCAL_POINTS)
    if request.step != CONFIRMED:
        kept = {"person": str(person.id), "withdraw": True}
        card = Card((Heading(text("away.withdraw_preview")), Facts(tuple(_span(row) for row in rows))))
        return desk.show_first(request.at_step(request.step, values=kept), card)
    told = _told(desk, person)
    for row in rows:
        row.withdrawn_at = desk.now
        desk.session.add(row)
        for each in told:
            desk.tell(
                each,
                "away.is_back",
                str(row.id),
                key=f"away.is_back/{row.id}/{each.id}",
                who=person.name,
                why=quoted(desk, parts.FOCAL_POINTS),
            )
    desk.record("person.back", str(person.id), parts.FOCAL_POINTS, person=person.id)
    return Reply(Card((Heading(text("away.withdrawn")), Facts(((text("members.fact.person"), person.name),)))))


def _absences(desk: Desk, person: Person) -> list[Absence]:
    """Those announced and not over."""
    query = select(Absence).where(
        Absence.person_id == person.id, col(Absence.last) >= desk.today, col(Absence.withdrawn_at).is_(None)
    )
    return list(desk.session.exec(query.order_by(col(Absence.first))))


def _told(desk: Desk, person: Person) -> list[Person]:
    """Whoever stands in for the seats the person holds."""
    assert person.id is not None
    found: dict[int | None, Person] = {}
    for which, official in voices.OFFICIAL.items():
        for office in people.offices_of(desk.session, person.id, desk.today):
            if office.office in official and _seats(desk, which, office.organisation_id):
                stand_in = (voices.STANDS_IN[which],)
                rows = people.holders(desk.session, desk.network_id, stand_in, desk.today, office.organisation_id)
                found |= {each.id: each for _, each, _ in rows if each.id != person.id}
    return sorted(found.values(), key=lambda each: each.name)


def _seats(desk: Desk, which: str, organisation_id: int) -> bool:
    row = membership.current(desk.session, desk.network_id, organisation_id, which, desk.today)
    return row is not None


def _announced(desk: Desk, person: Person) -> Card | None:
    """What was announced already, with the way to take it back."""
    rows = _absences(desk, person)
    if not rows:
        return None
    back = Button(text("away.button.withdraw"), "network.away", {"person": str(person.id), "withdraw": True})
    return Card((Heading(text("away.announced")), Facts(tuple(_span(row) for row in rows)), Buttons((back,))))


def _span(row: Absence) -> tuple[Said, Said]:
    return text("away.fact.days"), text("away.span", first=row.first, last=row.last)


def _form(request: Request, desk: Desk, person: Person) -> Form:
    fields: list[Field] = []
    if parts.is_secretary(desk):
        fields.append(Field("text", "person", text("members.fact.person"), person.name, text("away.hint.person")))
    fields += [
        Field("date", "date", text("away.fact.first"), _again(request, "date")),
        Field("date", "last", text("away.fact.last"), _again(request, "last"), text("away.hint.last"), required=False),
    ]
    return Form(text("away.form"), "network.away", tuple(fields))


def _again(request: Request, name: str) -> str | None:
    try:
        return typed.as_day(request.values.get(name)).isoformat()
    except ValueError:
        return None


def _rows(desk: Desk, person: Person, first: date, last: date, told: list[Person]) -> list[tuple[Said, Said]]:
    names: Said = parts.listed([each.name for each in told]) if told else text("away.nobody_stands_in")
    return [
        (text("members.fact.person"), person.name),
        (text("away.fact.days"), text("away.span", first=first, last=last)),
        (text("away.fact.speaks"), names),
    ]
