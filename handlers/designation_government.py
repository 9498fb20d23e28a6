"""An institution of the government names its focal point by oficio: recorded once, in the directory and on the roster (ToR 5)."""

from dataclasses import dataclass
from datetime import timedelta

from handlers import members_parts as parts
from handlers import typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import list_button, show_button
from handlers.government_office import (
    CLAUSE,
    Oficio,
    answer_letters,
    appoint,
    focal_point_before,
    former_holders,
    may_be_guest,
)
from handlers.institutions import called, government_names
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Paragraph,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from scheduler.government import letter_to_follow
from storage import directory, invitations, people
from storage.directory import GOVERNMENT, DirectoryEntry
from storage.invitations import DesignationLetter
from storage.people import Organisation, Person

NEEDED = ("organisation", "name", "email", "reference")
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an institution names, by which oficio, and whom that replaces."""

    organisation: str
    name: str
    email: str
    function: str
    language: str
    oficio: Oficio
    body: Organisation | None
    person: Person | None
    entry: DirectoryEntry | None
    before: DirectoryEntry | None
    former: tuple[Person, ...]
    letter: DesignationLetter | None


@command("members.government", power="manage_people")
def government(request: Request, desk: Desk) -> Reply:
    """The directory entry and the guest on the roster, by one oficio, shown first; one focal point an institution."""
    asked = _completed(request, desk)
    if asked.step == FORM or not all(asked.value(name) for name in NEEDED):
        return Reply(form=_form(asked, desk))
    try:
        named = _checked(asked, desk)
    except Refusal as refusal:
        refusal.form = refusal.form or _form(asked, desk)
        raise
    if request.step != CONFIRMED:
        preview = Heading(text("government.preview", organisation=named.organisation))
        told = Paragraph(text("speakers.nobody_told"))
        return desk.show_first(asked, Card((preview, Facts(_rows(desk, named)), told, *source_parts(desk, CLAUSE))))
    entry = _write(desk, named)
    done = Heading(text("government.done", organisation=named.organisation))
    card = (done, Facts(_rows(desk, named)), *source_parts(desk, CLAUSE), Buttons((show_button(entry), list_button())))
    return Reply(Card(card))


def _completed(request: Request, desk: Desk) -> Request:
    """The institution under its own name, and the address of a guest who is on the roster under that name."""
    wanted = request.value("organisation")
    found = called(government_names(desk), wanted) or wanted
    values = {**request.values, "organisation": found}
    body, name = parts.known(desk, found), typed.plain(request.value("name"))
    if body is not None and name and not request.value("email"):
        rows = people.holders(desk.session, desk.network_id, (GOVERNMENT,), desk.today, body.id)
        same = [person for _, person, _ in rows if name in typed.plain(person.name)]
        values |= {"email": same[0].email, "name": same[0].name} if len(same) == 1 else {}
    return request.at_step(request.step, values=values)


def _checked(request: Request, desk: Desk) -> Named:
    organisation = parts.line(request, "organisation")
    name, email = parts.line(request, "name"), parts.address(request)
    day = parts.letter_day(request, desk) if request.value("date") else desk.today
    oficio = Oficio(parts.line(request, "reference", parts.LONGEST_REFERENCE), day)
    body = parts.known(desk, organisation)
    if body is not None and parts.is_in(desk, body, parts.NETWORK):
        press = Button(text("government.button.member"), "members.focal_point", dict(request.values), opens_form=True)
        why = text("government.of_a_member", organisation=body.name)
        raise Refusal(why, clause=CLAUSE, field="organisation", instead=(press,))
    person = people.by_email(desk.session, desk.network_id, email)
    may_be_guest(desk, person)
    entry = _entry(desk, organisation, name, email, person)
    before = focal_point_before(desk, organisation, oficio.reference, entry)
    if entry is not None and entry.is_focal_point and typed.plain(entry.reference) == typed.plain(oficio.reference):
        why = text("speakers.same_reference", reference=oficio.reference, who=entry.name)
        raise Refusal(why, clause=CLAUSE, field="reference", instead=(show_button(entry),))
    language = request.value("language")
    former = [each for _, each in former_holders(desk, body, person.id if person else None)]
    rows = invitations.designation_letters(desk.session, desk.network_id)
    return Named(
        organisation, name, email, parts.line(request, "function"),
        language if language in desk.law.charter.languages else person.language if person else desk.law.charter.language,
        oficio, body, person, entry, before, tuple(former), letter_to_follow(rows, body.id) if body else None,
    )  # fmt: skip


def _entry(desk: Desk, organisation: str, name: str, email: str, person: Person | None) -> DirectoryEntry | None:
    """Who the directory has already: the same guest, the same address, or the same name in that institution."""
    every = directory.entries(desk.session, desk.network_id)
    same = (
        row for row in every
        if (person is not None and row.person_id == person.id) or row.email == email
        or (row.name and typed.plain(row.organisation + "\n" + row.name) == typed.plain(organisation + "\n" + name))
    )  # fmt: skip
    found = next(same, None)
    if found is not None and found.category != GOVERNMENT:
        why = text("speakers.known_already", who=found.name or found.organisation)
        raise Refusal(why, clause=CLAUSE, field="email", instead=(show_button(found),))
    return found


def _write(desk: Desk, named: Named) -> DirectoryEntry:
    entry = named.entry or DirectoryEntry(
        network_id=desk.network_id, organisation=named.organisation, category=GOVERNMENT, language=named.language,
        recorded_by=desk.person_id, recorded_at=desk.now,
    )  # fmt: skip
    entry.organisation, entry.name, entry.email, entry.language = (
        named.organisation, named.name, named.email, named.language,
    )  # fmt: skip
    entry.function = named.function or entry.function
    entry.reference, entry.focal_until = named.oficio.reference, None
    desk.session.add(entry)
    if named.before is not None:
        named.before.focal_until = desk.today
        desk.session.add(named.before)
    desk.session.flush()
    appoint(desk, entry, named.oficio)
    answer_letters(desk, parts.known(desk, named.organisation), named.oficio)
    # The journal outlives an erasure: the institution and numbers, nobody's name.
    paper = named.oficio.reference
    desk.record(
        "government.designated", named.organisation, CLAUSE, entry=entry.id, day=named.oficio.day,
        reference="" if typed.plain(named.name) in typed.plain(paper) else paper, replaces=[each.id for each in named.former],
    )  # fmt: skip
    return entry


def _rows(desk: Desk, named: Named) -> tuple[tuple[Said, Said], ...]:
    person = text("members.name_and_address", name=named.name, email=named.email)
    rows: list[tuple[Said, Said]] = [
        (text("speakers.fact.organisation"), named.organisation),
        (text("members.fact.person"), person),
    ]
    if named.function:
        rows.append((text("speakers.fact.function"), named.function))
    rows.append(
        (
            text("government.fact.oficio"),
            text("government.oficio", reference=named.oficio.reference, day=named.oficio.day),
        )
    )
    gone = list(dict.fromkeys([each.name for each in named.former] + ([named.before.name] if named.before else [])))
    if gone:
        last = desk.today - timedelta(days=1)
        rows.append((text("members.fact.replaces"), text("members.designate.replaces", who=gone, last=last)))
    if named.letter is not None:
        day = desk.law.day_of(named.letter.drafted_at)
        rows.append((text("government.fact.letter"), text("government.answers", day=day)))
    return tuple(rows)


def _form(request: Request, desk: Desk) -> Form:
    languages = tuple(Option(name, text(f"language.{name}")) for name in desk.law.charter.languages)
    language = request.value("language") or desk.law.charter.language
    day, _ = parts.letter_fields(request, required=False)
    fields = (
        _line(request, "organisation"), _line(request, "name"), _line(request, "function", required=False),
        _line(request, "email"), _line(request, "reference"), day,
        Field("select", "language", text("members.fact.language"), language, options=languages),
    )  # fmt: skip
    return Form(text("government.form.title"), "members.government", fields)


def _line(request: Request, name: str, *, required: bool = True) -> Field:
    said = typed.again(request, name, LONGEST)
    return Field(
        "text", name, text(f"government.fact.{name}"), said, text(f"government.hint.{name}"), required=required,
        longest=LONGEST,
    )  # fmt: skip
