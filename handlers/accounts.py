"""A Slack account whose e-mail was given to somebody else acts for nobody until the secretariat says whose it is."""

from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Card, Facts, Heading, Note, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, Request
from storage import people
from storage.people import Account, Person

SLACK, POWER = "slack", "manage_people"


@command("network.recognise", power=POWER)
def recognise(request: Request, desk: Desk) -> Reply:
    """The account belongs from now on to whoever has its e-mail on the roster; what was done before stays as it was."""
    account, person = _meant(request, desk)
    former = desk.session.get_one(Person, account.person_id)
    rows: tuple[tuple[Said, Said], ...] = (
        (text("account.account"), account.email),
        (text("account.before"), former.name),
        (text("account.now"), person.name),
    )
    if request.step != CONFIRMED:
        card = Card((Heading(text("account.recognise")), Facts(rows), Note(text("account.note"))))
        return desk.show_first(request, card)
    assert person.id is not None
    account.person_id = person.id
    desk.session.add(account)
    clause = desk.law.charter.powers[POWER].clause
    desk.record("account.recognised", str(person.id), clause, before=former.id, platform=SLACK)
    return Reply(Card((Heading(text("account.recognised")), Facts(rows))))


def _meant(request: Request, desk: Desk) -> tuple[Account, Person]:
    account = people.account(desk.session, desk.network_id, SLACK, request.value("team"), request.value("user"))
    person = people.by_email(desk.session, desk.network_id, account.email) if account and account.email else None
    if account is None or person is None or not people.offices_of(desk.session, person.id or 0, desk.today):
        raise Refusal(
            text("account.no_account"), clause=desk.law.charter.powers[POWER].clause, setting=f"powers.{POWER}"
        )
    return account, person
