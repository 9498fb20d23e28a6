"""How the list of answers by mail is drawn: who, about what, what it says, why it waits, and the presses of each."""

from collections.abc import Sequence
from datetime import datetime

from handlers.desk import Desk
from handlers.mail_press import ACCEPTED, COMMANDS, DECLINED
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, Style, text
from handlers.why import source_parts
from storage import incoming_mail, meetings, people
from storage.incoming_mail import MailReceived
from storage.people import Person

SHOWN = 8
NOTHING = "—"
POWER = "review_mail"
SAID = {ACCEPTED, DECLINED, "TENTATIVE", "DELEGATED"}
ANSWERING = ("reply", "text", "counter", "forwarded", "winmail", "broken", "too_large", "hostile")
"""Kinds of message behind which an answer may stand."""
DECIDABLE = ("reply", "text", "counter", "winmail", "broken", "too_large")


def waiting(desk: Desk, rows: Sequence[MailReceived]) -> Card:
    """The oldest ones; the rest comes when these are cleared."""
    if not rows:
        return Card((Heading(text("mailbox.title")), Paragraph(text("mailbox.none"))))
    found: list[Part] = [Heading(text("mailbox.title")), Paragraph(text("mailbox.how"))]
    for row in rows[:SHOWN]:
        found += [Heading(_who(desk, row)), Facts(tuple(_facts(desk, row))), Buttons(tuple(_presses(desk, row)))]
    if len(rows) > SHOWN:
        found.append(Note(text("mailbox.more")))
    return Card((*found, *source_parts(desk, desk.law.charter.powers[POWER].clause)))


def list_button() -> Button:
    """The way to the list."""
    return Button(text("mailbox.button.list"), "mail.review")


def next_presses(left: Sequence[MailReceived]) -> Buttons:
    """The way to what is left."""
    return Buttons((Button(text("mailbox.button.next"), "mail.review", style="primary"),))


def spoken(reply: Reply | None) -> tuple[Part, ...]:
    """What the press answered, without its own presses: they are for the person whose it was."""
    parts = reply.card.parts if reply and reply.card else ()
    return tuple(part for part in parts if isinstance(part, Paragraph | Facts))


def other_address(desk: Desk, row: MailReceived) -> str:
    """The address in it that is nobody's yet: the attendee's, else the sender's."""
    for address in (row.attendee, row.sender):
        known = people.by_email(desk.session, desk.network_id, address) if address else None
        other = incoming_mail.alias(desk.session, desk.network_id, address) if address else None
        if address and known is None and other is None:
            return address
    return ""


def _who(desk: Desk, row: MailReceived) -> Said:
    person = desk.session.get(Person, row.person_id) if row.person_id else None
    return text(
        "mailbox.who", name=person.name if person else row.sender or NOTHING, kind=text(f"mailbox.kind.{row.kind}")
    )


def _facts(desk: Desk, row: MailReceived) -> list[tuple[Said, Said]]:
    meeting = meetings.by_code(desk.session, desk.network_id, row.meeting) if row.meeting else None
    about: Said = row.meeting or row.subject or NOTHING
    if meeting is not None:
        about = text("meeting.line", meeting=meeting.code, title=meeting.title, when=meeting.starts_at)
    facts: list[tuple[Said, Said]] = [(text("mailbox.fact.about"), about)]
    if row.answer in SAID:
        said = "mailbox.said" if row.kind == "reply" else "mailbox.seems"
        facts.append((text("mailbox.fact.says"), text(said, answer=text(f"mailbox.answer.{row.answer}"))))
    facts += [(text(f"mailbox.fact.{name}"), str(row.facts[name])) for name in _NAMED if row.facts.get(name)]
    if proposed := row.facts.get("proposed"):
        facts.append((text("mailbox.fact.proposed"), text("mailbox.at", when=datetime.fromisoformat(proposed[0]))))
    if row.sender:
        facts.append((text("mailbox.fact.sender"), row.sender))
    facts.append((text("mailbox.fact.received"), text("mailbox.at", when=row.received_at)))
    facts.append((text("mailbox.fact.why"), text(f"mailbox.why.{row.reason}")))
    return facts


_NAMED = ("comment", "delegated_to", "sent_by", "status")


def _presses(desk: Desk, row: MailReceived) -> list[Button]:
    """What suits this one: the answer as it is or one of both, the alternate, the address; the message can always go."""
    given, found = {"message": str(row.id)}, []
    known = row.person_id is not None and bool(row.meeting) and row.kind in DECIDABLE
    other = row.kind in ANSWERING and bool(other_address(desk, row))
    if known and row.answer in COMMANDS:
        found.append(Button(text("mailbox.button.apply"), "mail.apply", given, "primary"))
    elif known and row.answer != "DELEGATED":
        found.append(Button(text("mailbox.button.comes"), "mail.apply", {**given, "as": ACCEPTED}))
        found.append(Button(text("mailbox.button.cannot"), "mail.apply", {**given, "as": DECLINED}))
    if known and row.answer != ACCEPTED and row.invitation_id is None:
        style: Style = "primary" if row.answer == "DELEGATED" else ""
        found.append(Button(text("mailbox.button.alternate"), "mail.alternate", given, style))
    if other:
        asks = row.person_id is None
        found.append(Button(text("mailbox.button.alias"), "mail.alias", given, opens_form=asks))
    if row.kind == "counter" and row.meeting:
        move = {"meeting": row.meeting}
        found.append(Button(text("meeting.button.move"), "meetings.move", move, opens_form=True))
    seen = "mailbox.button.seen" if row.kind in ("bounce", "auto_reply") else "mailbox.button.discard"
    return [*found, Button(text(seen), "mail.discard", given)]
