"""What the clock says about the mailbox: that answers wait, once a day, and that a letter came back, once."""

from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Reply, text
from handlers.request import Request
from storage import incoming_mail, people
from storage.people import Person

POWER, BOUNCE = "review_mail", "bounce"


@command("mail.remind", power=POWER, clock=True)
def remind(request: Request, desk: Desk) -> Reply:
    """Whoever keeps the mail hears on a working day, in the morning or later, that answers wait: once that day."""
    waiting = incoming_mail.to_review(desk.session, desk.network_id)
    if waiting and desk.law.days.is_working(desk.today) and desk.now >= desk.law.morning_of(desk.today):
        for person in _keepers(desk):
            desk.tell(
                person, "mail.waiting", "mail", key=f"mail.waiting/{desk.today.isoformat()}/{person.id}",
                count=len(waiting), why=_why(desk),
            )  # fmt: skip
    return Reply()


@command("mail.returned", power=POWER, clock=True)
def returned(request: Request, desk: Desk) -> Reply:
    """A letter came back: told once, with what the other server said, so that the address is set right."""
    row = incoming_mail.received(desk.session, desk.network_id, request.value("message"))
    if row is None or row.kind != BOUNCE:
        return Reply()
    reader = desk.session.get(Person, row.person_id) if row.person_id else None
    for person in _keepers(desk):
        desk.tell(
            person, "mail.returned", row.meeting or "mail", key=f"mail.returned/{row.outbox_key or row.id}/{person.id}",
            name=reader.name if reader else text("mailbox.somebody"), status=str(row.facts.get("status", "")),
            message=str(row.id), why=_why(desk),
        )  # fmt: skip
    clause = desk.law.charter.powers[POWER].clause
    desk.record(
        "mail.returned", row.meeting or f"mail/{row.id}", clause, message=row.id, status=row.facts.get("status")
    )
    return Reply()


def _keepers(desk: Desk) -> list[Person]:
    offices = desk.law.charter.powers[POWER].offices
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def _why(desk: Desk) -> object:
    clause = desk.law.charter.clauses[desk.law.charter.powers[POWER].clause]
    return text("mailbox.told_why", number=clause.number)
