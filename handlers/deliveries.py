"""«¿Salió?»: for a matter or a person, each message with its reader, its road and what became of it; never what it says (ToR 5.1.8)."""

from collections.abc import Sequence

from handlers import finding, typed
from handlers.commands import command
from handlers.delivery_states import ORDER, TROUBLE, Delivery, states
from handlers.desk import Desk
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    Table,
    Text,
    text,
)
from handlers.request import Request
from handlers.why import source_parts
from scheduler.polling import as_said
from scheduler.undelivered import called
from storage import deliveries, people
from storage.outbox import Notice
from storage.people import Person

FOLLOW_UP = "5.1.8"
PAGE = 12
AGAINS = 4
"""How many rows of a page get a press of their own to send them once more."""
MATTERS = {"minutes": ("minutes.",), "agenda": ("agenda.",), "invitation": ("invitation.", "meeting.")}
"""Which notices are meant by "the minutes", "the agenda", "the invitation"."""
REMINDER = "reminder"
TROUBLE_ONLY = "trouble"


@command("network.deliveries", power="see_deliveries")
def show(request: Request, desk: Desk) -> Reply:
    """What went out about a matter (without a code, of the last act), or to somebody; what did not arrive stands first."""
    code, who = _known_as(request.value("code")), request.value("reader")
    rows = _rows(desk, code, who)
    if not code and not who:
        code = deliveries.last_matter(desk.session, desk.network_id, desk.person_id)
        rows = deliveries.about(desk.session, desk.network_id, code) if code else []
    rows = [row for row in rows if _is_of(row, request.value("matter"))]
    if not rows:
        said = text("deliveries.nothing_to" if who else "deliveries.nothing")
        presses = (Button(text("invite.button.list"), "speakers.invitations"), _last_button()) if who else ()
        return Reply(Card((Heading(_title(code, who)), Paragraph(said), *([Buttons(presses)] if presses else []))))
    return Reply(_card(request, desk, states(desk, rows), code, who))


def readers_named(desk: Desk, who: str) -> list[int]:
    """The people (ids) that are meant: by their organisation, by name or by address; also of those who have left since."""
    wanted = typed.plain(who)
    seated = people.holders(desk.session, desk.network_id, people.OFFICES, desk.today)
    found = [person.id or 0 for _, person, body in seated if wanted == typed.plain(body.name)]
    if not found:
        every = deliveries.persons(desk.session, desk.network_id)
        found = [each.id or 0 for each in every if _is_called(each, wanted)]
    if not found:
        found = [person.id or 0 for _, person, body in seated if f" {wanted} " in f" {typed.plain(body.name)} "]
    return list(dict.fromkeys(found))


def _is_called(person: Person, wanted: str) -> bool:
    return wanted in (person.email, person.email.split("@")[0]) or f" {wanted}" in f" {typed.plain(person.name)}"


def reader(desk: Desk, row: Notice) -> Said:
    """Whom a notice is for, with their organisation; the network's room."""
    if row.person_id is None:
        return text("reminder.the_room")
    person = desk.session.get_one(Person, row.person_id)
    offices = people.offices_of(desk.session, row.person_id, desk.today)
    if not offices:
        return person.name
    body = desk.session.get_one(people.Organisation, offices[0].organisation_id)
    return text("deliveries.reader", name=person.name, organisation=body.name)


def table_button(row: Notice) -> Button:
    """The way to everything about the same matter."""
    return Button(text("deliveries.button.table"), "network.deliveries", {"code": row.about} if row.about else {})


def again_button(desk: Desk, row: Notice) -> Button:
    """The press that sends one message once more."""
    name = desk.session.get_one(Person, row.person_id).name if row.person_id else text("reminder.the_room")
    said = typed.shortened(name, 40) if isinstance(name, str) else name
    return Button(text("deliveries.button.again", who=said), "deliveries.again", {"notice": str(row.id)})


def _rows(desk: Desk, code: str, who: str) -> list[Notice]:
    if not who:
        return deliveries.about(desk.session, desk.network_id, code) if code else []
    readers = readers_named(desk, who)
    if not readers:
        raise Refusal(
            text("deliveries.nobody", who=who[:80]), clause=FOLLOW_UP, field="reader", instead=(_last_button(),)
        )
    if not code:
        return deliveries.to_people(desk.session, desk.network_id, readers)
    return [row for row in deliveries.about(desk.session, desk.network_id, code) if row.person_id in readers]


def _last_button() -> Button:
    return Button(text("deliveries.button.last"), "network.deliveries")


def _is_of(row: Notice, matter: str) -> bool:
    if matter == REMINDER:
        return row.duty != ""
    return row.notice.startswith(MATTERS.get(matter, ("",)))


def _known_as(given: str) -> str:
    """A code however it was typed; a group or a poll by its own name, as it stands."""
    return given.upper() if finding.CODE.fullmatch(given) else given


def _title(code: str, who: str) -> Text:
    if code and who:
        return text("deliveries.title.both", code=as_said(code)[:40], who=who[:80])
    if who:
        return text("deliveries.title.person", who=who[:80])
    return (
        text("deliveries.title.matter", code=as_said(code)[:40])
        if code and not code.isdigit()
        else text("deliveries.title.none")
    )


def _card(request: Request, desk: Desk, found: Sequence[Delivery], code: str, who: str) -> Card:
    parts: list[Part] = [Heading(_title(code, who)), Paragraph(_summary(found))]
    troubles = [each for each in found if each.state in TROUBLE]
    only = request.value("only") == TROUBLE_ONLY
    shown = troubles if only else found
    start = min(typed.number(request, "from"), max(len(shown) - 1, 0))
    page = shown[start : start + PAGE]
    if page:
        parts.append(_table(desk, page))
    buttons = [again_button(desk, each.notice) for each in page if each.state in TROUBLE][:AGAINS]
    given = {"code": code, "reader": who, "matter": request.value("matter"), "only": request.value("only")}
    given = {name: value[:80] for name, value in given.items() if value}
    if start + PAGE < len(shown):
        parts.append(Note(text("deliveries.page", first=str(start + 1), last=str(start + len(page)), all=str(len(shown)))))  # fmt: skip
        buttons.append(Button(text("register.button.more"), "network.deliveries", {**given, "from": start + PAGE}))
    if troubles and not only and len(found) > PAGE:
        buttons.append(Button(text("deliveries.button.trouble"), "network.deliveries", {**given, "only": TROUBLE_ONLY}))
    parts += [Buttons(tuple(buttons))] if buttons else []
    return Card((*parts, Note(text("deliveries.note")), *source_parts(desk, FOLLOW_UP)))


def _summary(found: Sequence[Delivery]) -> Text:
    """How many of each kind, in the order of the table."""
    counts = [(state, sum(each.state == state for each in found)) for state in ORDER]
    said = [text(f"deliveries.count.{state}", count=count) for state, count in counts if count]
    return text("deliveries.summary", all=said)


def _table(desk: Desk, page: Sequence[Delivery]) -> Table:
    header = tuple(text(f"deliveries.column.{name}") for name in ("to", "message", "road", "state"))
    rows = tuple((reader(desk, each.notice), called(each.notice), each.road, each.said) for each in page)
    return Table(text("deliveries.caption"), header, rows)
