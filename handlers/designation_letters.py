"""Drafts of the letters that invite the government to name its focal points (ToR 5). Quipu writes them, never sends them."""

from handlers import letter_cards
from handlers.commands import command
from handlers.desk import Desk
from handlers.letters import DESIGNATION, REMINDER, Letter, designation, latest
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
from storage import contacts, people
from storage.people import Organisation

CLAUSE = "5.government"
OFFICE = "government"
READ = ("subject", "opening", "request", "closing")
"""The paragraphs of the letter that the card shows; the whole stands in the file."""


@command("contacts.letters", power="manage_people")
def letters(request: Request, desk: Desk) -> Reply:
    """One draft for each body of the government on record, as a card and as Word files to whoever asks.

    A body that has its letter and has not answered gets a courteous reminder instead. What is not on record is a blank.
    """
    bodies = contacts.invited_bodies(desk.session, desk.network_id, OFFICE)
    parts: list[Part] = [Heading(text("letters.title")), Paragraph(text("letters.intro" if bodies else "letters.none"))]
    if bodies:
        named = [(_kind(desk, body), body.id or 0) for body in bodies]
        desk.record("letters.drafted", OFFICE, CLAUSE, letters=len(named))
        parts += letter_cards.send_to_asker(desk, OFFICE, named, ", ".join(body.name for body in bodies))
    for body in bodies:
        parts += [Divider(), *_letter(desk, body)]
    presses = [press for body in bodies for press in _file_button(desk, body)]
    return Reply(Card((*parts, *source_parts(desk, CLAUSE), *([Buttons(tuple(presses))] if presses else []))))


def _kind(desk: Desk, body: Organisation) -> str:
    """A reminder once the letter was delivered and no oficio has come."""
    letter = latest(desk, body)
    waits = letter is not None and letter.delivered_on is not None and letter.answered_on is None
    return REMINDER if waits else DESIGNATION


def _file_button(desk: Desk, body: Organisation) -> list[Button]:
    label = text("letters.button.file_for", organisation=body.name[:50])
    return letter_cards.file_button(desk, label, _kind(desk, body), body.id)


def _letter(desk: Desk, body: Organisation) -> list[Part]:
    drawn = designation(desk, body, reminder=_kind(desk, body) == REMINDER)
    rows: list[tuple[Said, Said]] = [
        (text("letters.fact.status"), text("letters.draft")),
        (text("letters.fact.recorded"), _on_record(desk, body)),
    ]
    return [
        Heading(text(f"letters.drafted.{drawn.name}", organisation=body.name)),
        Facts(tuple(rows)),
        *(Paragraph(text(f"word.{drawn.name}.{part}", **drawn.values)) for part in READ),
        Paragraph(_signature(drawn)),
        letter_cards.blanks_said(drawn),
        Note(text("letters.not_sent")),
    ]


def _on_record(desk: Desk, body: Organisation) -> Text:
    """Whom the directory already has for that body: it is for the secretariat to see whether the letter is needed."""
    rows = people.holders(desk.session, desk.network_id, (OFFICE,), desk.today, body.id)
    if not rows:
        return text("letters.nobody")
    return text("contacts.listed", all=[person.name for _, person, _ in rows])


def _signature(drawn: Letter) -> Text:
    """The head of the organisation that the charter makes the secretariat signs; blank where the record has none."""
    return text("letters.signature", who=drawn.values["signer"], organisation=drawn.values["signing_organisation"])
