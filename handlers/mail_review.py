"""Answers that came by mail and that no rule lets Quipu apply: whoever keeps the mail clears each with one press.

The power is a setting under 5.1 (the secretariat's work). What is applied is the press of the person whose answer it
is; on record is also who decided so. The journal names the meeting and the message's number, nobody's address.
"""

from handlers import mail_review_cards as cards
from handlers.commands import COMMANDS, command
from handlers.desk import Desk
from handlers.mail_press import ACCEPTED, DECLINED, pressed
from handlers.mandates import require
from handlers.members_people import person_named
from handlers.reply import Card, Field, Form, Heading, Note, Paragraph, Refusal, Reply, Text, text
from handlers.request import CONFIRMED, FORM, Request
from storage import incoming_mail, people
from storage.incoming_mail import APPLIED, CLEARED, REVIEW, MailAlias, MailReceived
from storage.people import Person

POWER = "review_mail"
DISCARDED, ALTERNATE = "discarded", "alternate"


@command("mail.review", power=POWER)
def review(request: Request, desk: Desk) -> Reply:
    """Everything that waits, oldest first, each with its presses."""
    return Reply(cards.waiting(desk, incoming_mail.to_review(desk.session, desk.network_id)))


@command("mail.apply", power=POWER)
def apply(request: Request, desk: Desk) -> Reply:
    """Take the answer down as that person's; `as` says which one where the message leaves it open."""
    row = _waiting(request, desk)
    said = row.answer if row.answer in (ACCEPTED, DECLINED) else request.value("as")
    _require_answer(desk, row, said)
    press = pressed(desk.session, row, said)
    reply = _press_as(request, desk, row, press.command, press.values)
    _clear(desk, row, APPLIED, "mail.applied")
    return _cleared(desk, text("mailbox.applied"), reply)


@command("mail.alternate", power=POWER)
def alternate(request: Request, desk: Desk) -> Reply:
    """The person delegated, or cannot come: their alternate goes and is told, as if they had pressed it."""
    row = _waiting(request, desk)
    _require_answer(desk, row, DECLINED)
    values = {**pressed(desk.session, row, DECLINED).values, "alternate": True}
    reply = _press_as(request, desk, row, "meetings.regret", values)
    _clear(desk, row, ALTERNATE, "mail.alternate")
    return _cleared(desk, text("mailbox.alternate"), reply)


@command("mail.alias", power=POWER)
def alias(request: Request, desk: Desk) -> Reply:
    """The address belongs to somebody we know: from now on their answers from it count, and this one is taken down."""
    row = _waiting(request, desk)
    address = cards.other_address(desk, row)
    if not address:
        raise Refusal(text("mailbox.no_address"), clause=_clause(desk), field="message")
    wanted = request.value("person") or (str(row.person_id) if row.person_id else "")
    if request.step == FORM or not wanted:
        return Reply(form=_whose(row, address))
    person = person_named(desk, wanted)
    _learn(desk, person, address)
    row.person_id = person.id
    if row.answer in (ACCEPTED, DECLINED) and row.meeting:
        press = pressed(desk.session, row, row.answer)
        reply = _press_as(request, desk, row, press.command, press.values)
        _clear(desk, row, APPLIED, "mail.alias")
        return _cleared(desk, text("mailbox.learnt", address=address, name=person.name), reply)
    _clear(desk, row, "alias", "mail.alias")
    return _cleared(desk, text("mailbox.learnt", address=address, name=person.name))


@command("mail.discard", power=POWER)
def discard(request: Request, desk: Desk) -> Reply:
    """Nothing comes of it; it leaves the list and stays in the mailbox."""
    row = _waiting(request, desk)
    _clear(desk, row, DISCARDED, "mail.discarded")
    return _cleared(desk, text("mailbox.discarded"))


def _waiting(request: Request, desk: Desk) -> MailReceived:
    """The message that is meant, while it waits; who cleared it, once somebody did."""
    row = incoming_mail.received(desk.session, desk.network_id, request.value("message"))
    if row is None or row.status not in (REVIEW, CLEARED):
        raise Refusal(text("mailbox.unknown"), clause=_clause(desk), instead=(cards.list_button(),), field="message")
    if row.status == CLEARED:
        by = desk.session.get(Person, row.decided_by) if row.decided_by else None
        why = text("mailbox.cleared_already", who=by.name if by else "", when=row.decided_at or desk.now)
        raise Refusal(why, clause=_clause(desk), instead=(cards.list_button(),), field="message")
    return row


def _require_answer(desk: Desk, row: MailReceived, said: str) -> None:
    """It must be known whose answer it is, to which meeting, and which."""
    if row.person_id is None or not row.meeting or said not in (ACCEPTED, DECLINED):
        raise Refusal(text("mailbox.not_enough"), clause=_clause(desk), instead=(cards.list_button(),), field="message")


def _press_as(request: Request, desk: Desk, row: MailReceived, name: str, values: dict[str, object]) -> Reply:
    """The press by the person whose answer it is, under their own mandate; their refusal is the reader's too."""
    person = desk.session.get_one(Person, row.person_id)
    offices = tuple(people.offices_of(desk.session, person.id or 0, desk.today))
    theirs = Desk(desk.session, desk.network, desk.law, desk.now, person, offices)
    wanted = COMMANDS[name]
    theirs.office = require(desk.law.charter, wanted.power, offices)
    asked = request.at_step(CONFIRMED, command=name, values=values, person_id=person.id, platform="mail", key="")
    return wanted.run(asked, theirs)


def _learn(desk: Desk, person: Person, address: str) -> None:
    """An address has one owner: whoever is on the roster with it keeps it."""
    owner = people.by_email(desk.session, desk.network_id, address)
    known = incoming_mail.alias(desk.session, desk.network_id, address)
    if owner is not None and owner.id != person.id:
        raise Refusal(text("mailbox.owned", address=address, name=owner.name), clause=_clause(desk), field="person")
    if owner is not None:
        return
    assert person.id is not None
    row = known or MailAlias(
        network_id=desk.network_id, person_id=person.id, address=address, approved_at=desk.now
    )  # fmt: skip
    row.person_id, row.approved_by, row.approved_at = person.id, desk.person_id, desk.now
    desk.session.add(row)


def _whose(row: MailReceived, address: str) -> Form:
    field = Field("text", "person", text("mailbox.fact.whose"), hint=text("mailbox.hint.whose"), longest=120)
    intro = text("mailbox.whose", address=address)
    return Form(text("mailbox.form.alias"), "mail.alias", (field,), {"message": str(row.id)}, intro=intro)


def _clear(desk: Desk, row: MailReceived, outcome: str, act: str) -> None:
    row.status, row.outcome, row.decided_by, row.decided_at = CLEARED, outcome, desk.person_id, desk.now
    desk.session.add(row)
    desk.record(act, row.meeting or f"mail/{row.id}", _clause(desk), message=row.id, answer=row.answer)


def _clause(desk: Desk) -> str:
    return desk.law.charter.powers[POWER].clause


def _cleared(desk: Desk, done: Text, reply: Reply | None = None) -> Reply:
    """What came of it, and the way to the rest."""
    left = incoming_mail.to_review(desk.session, desk.network_id)
    said = cards.spoken(reply)
    rest = (Note(text("mailbox.nothing_left")),) if not left else ()
    card = Card((Heading(text("mailbox.done")), Paragraph(done), *said, *rest))
    return Reply(card.followed_by(cards.next_presses(left)) if left else card)
