"""Drafts of the letters that invite the government to name its focal points (ToR 5). Quipu writes them, never sends them."""

from handlers import letter_cards
from handlers.commands import command
from handlers.desk import Desk
from handlers.institutions import government_bodies
from handlers.letters import DESIGNATION as LETTER
from handlers.letters import REMINDER, Letter, designation, latest
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

CLAUSE = "5.government"
OFFICE = "government"
READ = ("subject", "opening", "request", "closing")
"""The paragraphs of the letter that the card shows; the whole stands in the file."""


@command("contacts.letters", power="manage_people")
def letters(request: Request, desk: Desk) -> Reply:
    """One draft for each body of the government on record, as a card and as Word files to whoever asks.

    From the day it is drafted each letter is followed until its oficio comes: one letter a body and year. A body that
    has its letter and has not answered gets a courteous reminder instead. What is not on record is a visible blank.
    Of one body alone where one is named.
    """
    wanted = request.value("organisation")
    bodies = [body for body in government_bodies(desk) if wanted in ("", body.name)]
    parts: list[Part] = [Heading(text("letters.title")), Paragraph(text("letters.intro" if bodies else "letters.none"))]
    followed = {row.organisation_id: row for row in _followed(desk, bodies)}
    if bodies:
        named = [(_kind(desk, body), body.id or 0) for body in bodies]
        parts += letter_cards.send_to_asker(desk, OFFICE, named, ", ".join(body.name for body in bodies))
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


def _kind(desk: Desk, body: Organisation) -> str:
    """A reminder once the letter was delivered and no oficio has come."""
    letter = latest(desk, body)
    waits = letter is not None and letter.delivered_on is not None and letter.answered_on is None
    return REMINDER if waits else LETTER


def _letter(desk: Desk, body: Organisation, followed: DesignationLetter | None) -> list[Part]:
    drawn = designation(desk, body, reminder=_kind(desk, body) == REMINDER)
    rows: list[tuple[Said, Said]] = [
        (text("letters.fact.status"), _status(followed)),
        (text("letters.fact.recorded"), _on_record(desk, body)),
    ]
    if followed is not None:
        rows.append((text("letters.fact.expected"), text("letters.until", until=answer_expected(followed, desk.law))))
    return [
        Heading(text(f"letters.drafted.{drawn.name}", organisation=body.name)),
        Facts(tuple(rows)),
        *(Paragraph(text(f"word.{drawn.name}.{part}", **drawn.values)) for part in READ),
        Paragraph(_signature(drawn)),
        letter_cards.blanks_said(drawn),
        Note(text("letters.not_sent")),
        *_presses(desk, body, followed),
    ]


def _status(followed: DesignationLetter | None) -> Text:
    if followed is None or followed.delivered_on is None:
        return text("letters.draft")
    return text("letters.delivered", day=followed.delivered_on, reference=followed.delivered_reference)


def _presses(desk: Desk, body: Organisation, followed: DesignationLetter | None) -> list[Part]:
    """The file, and what may come next for a letter that is followed: its stamp of reception, and the oficio."""
    label = text("letters.button.file_for", organisation=body.name[:50])
    found = [*letter_cards.file_button(desk, label, _kind(desk, body), body.id)]
    named = {"organisation": body.name}
    if followed is not None and followed.delivered_on is None:
        found.append(Button(text("letters.button.delivered"), "contacts.letter_delivered", named, opens_form=True))
    if followed is not None:
        found.append(Button(text("letters.button.designated"), "members.government", named, opens_form=True))
    return [Buttons(tuple(found))] if found else []


def _on_record(desk: Desk, body: Organisation) -> Text:
    """Whom the directory already has for that body: it is for the secretariat to see whether the letter is needed."""
    rows = people.holders(desk.session, desk.network_id, (OFFICE,), desk.today, body.id)
    if not rows:
        return text("letters.nobody")
    return text("contacts.listed", all=[person.name for _, person, _ in rows])


def _signature(drawn: Letter) -> Text:
    """The head of the organisation that the charter makes the secretariat signs; blank where the record has none."""
    return text("letters.signature", who=drawn.values["signer"], organisation=drawn.values["signing_organisation"])
