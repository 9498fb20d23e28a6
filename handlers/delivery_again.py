"""A message that did not arrive goes out once more: shown first, one at a time, and only while what it says is so (ToR 5.1.8)."""

from typing import Any

from handlers.commands import command
from handlers.deliveries import FOLLOW_UP, again_button, reader, table_button
from handlers.delivery_current import newer, outdated
from handlers.delivery_states import ON_ITS_WAY, PLANNED, TROUBLE, WITHDRAWN, Delivery, state_of
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from scheduler.undelivered import called
from storage import deliveries, directory, gathered, outbox, people
from storage.directory import DirectoryEntry
from storage.gathered import DIGEST
from storage.outbox import MAIL, Notice
from storage.people import Office, Person

POWER = "see_deliveries"
GUESTS = ("government", "stakeholder")


@command("deliveries.again", power=POWER)
def again(request: Request, desk: Desk) -> Reply:
    """Send once more what was given up or came back; the first message and what became of it stay on record."""
    row = _meant(request, desk)
    _require_failed(desk, state_of(desk, row))
    person = _require_reader(desk, row)
    _require_true(desk, row)
    if request.step != CONFIRMED:
        return Reply(_preview(request, desk, row, person))
    count = _post(desk, row)
    desk.record("delivery.again", row.about, FOLLOW_UP, notice=row.id, message=row.notice, time=count)
    done = Heading(text("deliveries.again.done", who=reader(desk, row)))
    return Reply(Card((done, Paragraph(text("deliveries.again.done_body")), Buttons((table_button(row),)))))


def _meant(request: Request, desk: Desk) -> Notice:
    """The newest of the notice that is named and of what was sent again of it: a press on an old card means that one."""
    number = request.value("notice")
    found = None
    if number.isascii() and number.isdigit() and len(number) < len(str(2**31)):
        found = deliveries.notice(desk.session, desk.network_id, int(number))
    if found is None:
        raise Refusal(text("deliveries.again.unknown"), clause=FOLLOW_UP, instead=(_table(),))
    return deliveries.again(desk.session, desk.network_id, found.key)[-1]


def _table() -> Button:
    return Button(text("deliveries.button.table"), "network.deliveries")


def _require_failed(desk: Desk, found: Delivery) -> None:
    """What is on its way is left alone, what arrived is not doubled, what Quipu took back has no use any more."""
    if found.state in TROUBLE:
        return
    name = "waiting" if found.state in (ON_ITS_WAY, PLANNED) else "withdrawn" if found.state == WITHDRAWN else "arrived"
    why = text(f"deliveries.again.{name}", who=reader(desk, found.notice), state=found.said)
    raise Refusal(why, clause=FOLLOW_UP, instead=(table_button(found.notice),))


def _require_reader(desk: Desk, row: Notice) -> Person | None:
    """Whoever left the network is written to no more; whose address cannot be one must first be given another."""
    if row.person_id is None:
        return None
    person = desk.session.get_one(Person, row.person_id)
    if person.erased_at is not None or not people.offices_of(desk.session, row.person_id, desk.today):
        why = text("deliveries.again.left", who=person.name)
        raise Refusal(why, clause=FOLLOW_UP, instead=(table_button(row),))
    if _by_mail(row) and not (people.ADDRESS.fullmatch(person.email) and person.email.isascii()):
        why = text("deliveries.again.address", who=person.name)
        raise Refusal(why, clause=FOLLOW_UP, instead=(*_correct(desk, person), table_button(row)))
    return person


def _by_mail(row: Notice) -> bool:
    return MAIL in (row.road, row.platform)


def _require_true(desk: Desk, row: Notice) -> None:
    """What has changed since is not said again; where its reader was told of the change, that is what counts."""
    if (since := newer(desk, row)) is not None:
        found = state_of(desk, deliveries.again(desk.session, desk.network_id, since.key)[-1])
        failed = found.state in TROUBLE
        words = "deliveries.again.newer_failed" if failed else "deliveries.again.newer"
        instead = (again_button(desk, found.notice),) if failed else ()
        why = text(words, what=called(found.notice), state=found.said)
        raise Refusal(why, clause=FOLLOW_UP, instead=(*instead, table_button(row)))
    if (why_not := outdated(desk, row)) is not None:
        raise Refusal(why_not, clause=FOLLOW_UP, instead=(*_current(row), table_button(row)))


def _current(row: Notice) -> tuple[Button, ...]:
    """Where what holds now can be seen."""
    code = str(row.values.get("meeting") or "")
    return (Button(text("button.show_meeting"), "meetings.show", {"meeting": code}),) if code else ()


def _preview(request: Request, desk: Desk, row: Notice, person: Person | None) -> Card:
    before = state_of(desk, row)
    rows: list[tuple[Said, Said]] = [
        (text("deliveries.column.to"), reader(desk, row)),
        (text("deliveries.column.message"), called(row)),
        (text("deliveries.column.road"), text(f"deliveries.road.{row.road}")),
        (text("deliveries.fact.before"), before.said),
    ]
    if person is not None and _by_mail(row):
        rows.append((text("deliveries.fact.address"), person.email))
    token = desk.keep(request.command, {"notice": str(row.id)})
    presses = (
        Button(text("deliveries.button.confirm"), "drafts.confirm", {"draft": token}, "primary"),
        *(_correct(desk, person) if person is not None else ()),
        Button(text("button.discard"), "drafts.discard", {"draft": token}),
    )
    found: list[Part] = [Heading(text("deliveries.again.preview")), Facts(tuple(rows)), Buttons(presses)]
    return Card((*found, Note(text("deliveries.again.kept")), *source_parts(desk, FOLLOW_UP)))


def _correct(desk: Desk, person: Person) -> tuple[Button, ...]:
    """Where an address is corrected: a guest's in the directory, a member's by designating them anew."""
    assert person.id is not None
    office = people.offices_of(desk.session, person.id, desk.today)[0]
    label = text("deliveries.button.correct")
    if office.office in GUESTS and (entry := _entry(desk, person.id)) is not None:
        return (Button(label, "speakers.register", {"entry": str(entry.id)}, opens_form=True),)
    return (Button(label, "members.focal_point", _designation(office, person), opens_form=True),)


def _entry(desk: Desk, person_id: int) -> DirectoryEntry | None:
    rows = directory.entries(desk.session, desk.network_id)
    return next((row for row in rows if row.person_id == person_id), None)


def _designation(office: Office, person: Person) -> dict[str, str]:
    return {"organisation": str(office.organisation_id), "name": person.name[:80]}


def _values(desk: Desk, row: Notice) -> dict[str, Any]:
    """What it says; of several things gathered in one message those that are still so."""
    if row.notice != DIGEST:
        return row.values
    rows = deliveries.gathered_in(desk.session, desk.network_id, row.key)
    true = [each for each in rows if outdated(desk, each) is None]
    parts = [gathered.part(each) for each in true]
    return {**row.values, "of": parts, "count": len(parts)} if rows else row.values


def _post(desk: Desk, row: Notice) -> int:
    """The same notice under a key of its own; how many times it has been sent again by now."""
    root = deliveries.root(row.key)
    count = len(deliveries.again(desk.session, desk.network_id, root))
    values = {name: value for name, value in _values(desk, row).items() if name != "repeated"}
    outbox.post(
        desk.session,
        Notice(
            network_id=desk.network_id, key=f"{root}{deliveries.AGAIN}{count}", person_id=row.person_id, road=row.road,
            notice=row.notice, values=values, duty=row.duty, about=row.about, due_at=desk.now, written_at=desk.now,
        ),
    )  # fmt: skip
    return count
