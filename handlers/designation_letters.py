"""Drafts of the letters that invite the government to name its focal points (ToR 5). Quipu writes them, never sends them."""

from handlers.commands import command
from handlers.desk import Desk
from handlers.institutions import government_bodies
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    Reply,
    Said,
    Text,
    text,
)
from handlers.request import Request
from handlers.why import source_parts
from scheduler.government import DESIGNATION, answer_expected, letter_to_follow
from storage import invitations, people
from storage.invitations import DesignationLetter
from storage.people import Organisation
from storage.text import own_words

CLAUSE = "5.government"
OFFICE = "government"


@command("contacts.letters", power="manage_people")
def letters(request: Request, desk: Desk) -> Reply:
    """One draft for each body of the government on record. What is not on record is left blank, in brackets.

    From the day it is drafted each letter is followed until its oficio comes: one letter a body and year.
    """
    bodies = government_bodies(desk)
    parts: list[Part] = [Heading(text("letters.title")), Paragraph(text("letters.intro" if bodies else "letters.none"))]
    followed = {row.organisation_id: row for row in _followed(desk, bodies)}
    for body in bodies:
        parts += [Divider(), *_letter(desk, body, followed.get(body.id or 0))]
    return Reply(Card((*parts, *source_parts(desk, CLAUSE, DESIGNATION))))


def _followed(desk: Desk, bodies: list[Organisation]) -> list[DesignationLetter]:
    """The letter of each body for the year, written down with its first draft; none where an oficio came this year."""
    rows = invitations.designation_letters(desk.session, desk.network_id)
    this_year = {row.organisation_id for row in rows if desk.law.day_of(row.drafted_at).year == desk.today.year}
    new = [body for body in bodies if body.id not in this_year or _vacant_again(desk, body, rows)]
    for body in new:
        assert body.id is not None
        row = DesignationLetter(
            network_id=desk.network_id, organisation_id=body.id, drafted_by=desk.person_id, drafted_at=desk.now
        )
        desk.session.add(row)
        rows.append(row)
    if new:
        desk.session.flush()
        desk.record("letters.drafted", str(desk.today.year), CLAUSE, organisations=[body.name for body in new])
    open_ = (letter_to_follow(rows, body.id) for body in bodies)
    return [row for row in open_ if row is not None]


def _vacant_again(desk: Desk, body: Organisation, rows: list[DesignationLetter]) -> bool:
    """The letter of this year was answered and whoever was named holds the office no more: it is asked for again."""
    waiting = letter_to_follow(rows, body.id) is not None
    return not waiting and not people.holders(desk.session, desk.network_id, (OFFICE,), desk.today, body.id)


def _letter(desk: Desk, body: Organisation, followed: DesignationLetter | None) -> list[Part]:
    clause = desk.law.charter.clauses[CLAUSE]
    network = own_words(desk.law.charter.title)
    rows: list[tuple[Said, Said]] = [
        (text("letters.fact.status"), _status(followed)),
        (text("letters.fact.recorded"), _on_record(desk, body)),
    ]
    if followed is not None:
        rows.append((text("letters.fact.expected"), text("letters.until", until=answer_expected(followed, desk.law))))
    body_text = (
        text("letters.blanks"),
        text("letters.addressed", organisation=body.name),
        text("letters.subject", network=network),
        text("letters.opening"),
        text("letters.invitation", network=network, organisation=body.name, number=clause.number, words=clause.words),
        text("letters.request"),
        text("letters.closing"),
        _signature(desk),
    )
    return [
        Heading(text("letters.to", organisation=body.name)),
        Facts(tuple(rows)),
        *(Paragraph(words) for words in body_text),
        Note(text("letters.not_sent")),
        *_presses(body, followed),
    ]


def _status(followed: DesignationLetter | None) -> Text:
    if followed is None or followed.delivered_on is None:
        return text("letters.draft")
    return text("letters.delivered", day=followed.delivered_on, reference=followed.delivered_reference)


def _presses(body: Organisation, followed: DesignationLetter | None) -> list[Part]:
    """What may come next for a letter that is followed: its stamp of reception, and the oficio."""
    if followed is None:
        return []
    named = {"organisation": body.name}
    stamp = Button(text("letters.button.delivered"), "contacts.letter_delivered", named, opens_form=True)
    oficio = Button(text("letters.button.designated"), "members.government", named, opens_form=True)
    return [Buttons((stamp, oficio) if followed.delivered_on is None else (oficio,))]


def _on_record(desk: Desk, body: Organisation) -> Text:
    """Whom the directory already has for that body: it is for the secretariat to see whether the letter is needed."""
    rows = people.holders(desk.session, desk.network_id, (OFFICE,), desk.today, body.id)
    if not rows:
        return text("letters.nobody")
    return text("contacts.listed", all=[person.name for _, person, _ in rows])


def _signature(desk: Desk) -> Text:
    """The head of the organisation that the charter makes the secretariat signs; blank where the record has none."""
    bound = desk.law.charter.offices["secretariat"].bound_to
    rows = people.holders(desk.session, desk.network_id, ("executive",), desk.today)
    heads = [person.name for _, person, body in rows if body.name == bound]
    if not heads:
        return text("letters.signature_blank", organisation=bound)
    return text("letters.signature", who=heads[0], organisation=bound)
