"""The welcome of a new member: what the network is, the next dates, three key decisions, who is who."""

from handlers import members_parts as parts
from handlers import typed
from handlers.desk import Desk
from handlers.finding import meeting_line
from handlers.reply import Facts, Heading, Part, Said, Text, text
from handlers.why import quoted
from storage import decisions, meetings, people
from storage.decisions import CONSENSUS, Decision
from storage.membership import NETWORK
from storage.people import Organisation, Person
from storage.text import own_words

DATES, KEY_DECISIONS = 3, 3
MEMBER_OFFICES = ("focal_point", "alternate", "executive")


def readers(desk: Desk, body: Organisation) -> list[Person]:
    """Whom the organisation has named: they read the welcome."""
    found = people.holders(desk.session, desk.network_id, MEMBER_OFFICES, desk.today, body.id)
    return list({person.id: person for _, person, _ in found}.values())


def welcome(desk: Desk, body: Organisation) -> list[Person]:
    """Welcome everybody the organisation has named who has not been welcomed; who they are."""
    found = readers(desk, body)
    return [person for person in found if _welcomed(desk, body, person)]


def welcome_newcomers(desk: Desk, body: Organisation) -> None:
    """An organisation that joined by its letter had perhaps named nobody yet: whoever it names is welcomed then."""
    row = parts.is_in(desk, body, NETWORK)
    if row is not None and row.recorded_by is not None:
        welcome(desk, body)


def _welcomed(desk: Desk, body: Organisation, person: Person) -> bool:
    return desk.tell(
        person, "members.welcome", body.name, key=f"members.welcome/{body.id}/{person.id}", organisation=body.name,
        network=own_words(desk.law.charter.title), facts=pack(desk, body), why=quoted(desk, parts.MEMBERS),
    )  # fmt: skip


def pack(desk: Desk, body: Organisation) -> list[tuple[Said, Said]]:
    """What a new member needs to know, a line each."""
    rows: list[tuple[Said, Said]] = [
        (text("members.pack.network"), what_it_is(desk)),
        (text("members.pack.dates"), _dates(desk)),
    ]
    rows += decision_rows(desk)
    return [*rows, *_who_is_who(desk, body)]


def what_it_is(desk: Desk) -> Text:
    """The network in a sentence or two."""
    return text("members.pack.network_body", network=own_words(desk.law.charter.title))


def pack_parts(desk: Desk, body: Organisation) -> tuple[Part, ...]:
    """The same, as part of a card."""
    return (Heading(text("members.pack.title")), Facts(tuple(pack(desk, body))))


def decision_rows(desk: Desk) -> list[tuple[Said, Said]]:
    """The three decisions that were last adopted and still stand."""
    found = key_decisions(desk)
    if not found:
        return [(text("members.pack.decisions"), text("members.pack.no_decisions"))]
    return [(row.code, row.title or typed.shortened(row.wording, 200)) for row in found]


def key_decisions(desk: Desk) -> list[Decision]:
    """Adopted by consensus, newest first, three at most."""
    register = decisions.register(desk.session, desk.network_id)
    return [row for row in register if row.status == CONSENSUS][:KEY_DECISIONS]


def _dates(desk: Desk) -> Text:
    coming = meetings.coming(desk.session, desk.network_id, desk.now)[:DATES]
    if not coming:
        return text("members.pack.no_dates")
    return text("members.listed", all=[meeting_line(each) for each in coming])


def _who_is_who(desk: Desk, body: Organisation) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = []
    for office in ("coordination", "secretariat"):
        names = [person.name for person in people.readers(desk.session, desk.network_id, (office,), desk.today)]
        if names:
            rows.append((text(f"office.{office}"), text("members.listed", all=names)))
    own = [person.name for person in readers(desk, body)]
    return [*rows, (body.name, text("members.listed", all=own))] if own else rows
