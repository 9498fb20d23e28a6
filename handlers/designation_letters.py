"""Drafts of the letters that invite the government to name its focal points (ToR 5). Quipu writes them, never sends them."""

from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Card, Divider, Facts, Heading, Note, Paragraph, Part, Reply, Said, Text, text
from handlers.request import Request
from handlers.why import source_parts
from storage import contacts, people
from storage.people import Organisation
from storage.text import own_words

CLAUSE = "5.government"
OFFICE = "government"


@command("contacts.letters", power="manage_people")
def letters(request: Request, desk: Desk) -> Reply:
    """One draft for each body of the government on record. What is not on record is left blank, in brackets."""
    bodies = contacts.invited_bodies(desk.session, desk.network_id, OFFICE)
    parts: list[Part] = [Heading(text("letters.title")), Paragraph(text("letters.intro" if bodies else "letters.none"))]
    for body in bodies:
        parts += [Divider(), *_letter(desk, body)]
    return Reply(Card((*parts, *source_parts(desk, CLAUSE))))


def _letter(desk: Desk, body: Organisation) -> list[Part]:
    clause = desk.law.charter.clauses[CLAUSE]
    network = own_words(desk.law.charter.title)
    rows: list[tuple[Said, Said]] = [
        (text("letters.fact.status"), text("letters.draft")),
        (text("letters.fact.recorded"), _on_record(desk, body)),
    ]
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
    ]


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
