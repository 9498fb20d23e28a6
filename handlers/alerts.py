"""After an alarm: its author asks for a second look, the secretariat calls it false with a reason; and where people are referred to."""

from handlers import typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE
from handlers.reply import Card, Facts, Field, Form, Heading, Note, Paragraph, Refusal, Reply, Said, Table, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.withholding import AGAIN, CLAUSE, REMEMBERED, keepers, noticed, referral
from storage import alerts
from storage.alerts import SensitiveAlert
from storage.outbox import MAIL
from storage.people import Person

OVERHEARD = "alerts.overheard"
LONGEST_ROUTE = 600
LATEST = 20


@command(OVERHEARD, power=EVERYONE, clock=True)
def overheard(request: Request, desk: Desk) -> Reply:
    """What is said in a channel to others is none of our business: the door looked at it, and nothing of it goes on.

    It comes without a person when whoever said it is not on the roster.
    """
    return Reply()


@command("alerts.ask", power=EVERYONE)
def ask(request: Request, desk: Desk) -> Reply:
    """The author says that it is nobody's personal data: the secretariat is asked to look, once."""
    alert = _meant(request, desk)
    if alert.person_id != desk.person_id:
        raise Refusal(text("alerts.unknown"))
    assert desk.person is not None
    for officer in keepers(desk):
        desk.tell(
            officer, "alerts.asked", str(alert.id), key=f"alerts.asked/{alert.id}/{officer.id}", alert=str(alert.id),
            who=desk.person.name, at=alert.noticed_at, kinds=_kinds(alert),
        )  # fmt: skip
    desk.record("alert.asked", str(alert.id), CLAUSE)
    return Reply(Card((Heading(text("alerts.asked")), Paragraph(text("alerts.asked_body")))))


@command("alerts.allow", power="keep_data")
def allow(request: Request, desk: Desk) -> Reply:
    """A false alarm, with its reason: for ten minutes its author, and nobody else, can type the same words again."""
    alert = _meant(request, desk)
    reason = typed.words(request, "reason", typed.LONGEST_TITLE)
    if request.step == FORM or not reason:
        field = Field(
            "text", "reason", text("alerts.reason"), hint=text("alerts.reason_hint"), longest=typed.LONGEST_TITLE
        )
        return Reply(form=Form(text("alerts.form.title"), "alerts.allow", (field,), {"alert": str(alert.id)}))
    if desk.now - alert.noticed_at > REMEMBERED or not alert.fingerprints:
        raise Refusal(text("alerts.too_late"))
    alert.allowed_by, alert.allowed_at, alert.reason = desk.person_id, desk.now, reason
    desk.session.add(alert)
    desk.record("alert.allowed", str(alert.id), CLAUSE)
    until = desk.now + AGAIN
    author = desk.session.get(Person, alert.person_id) if alert.person_id else None
    if author is not None and author.id != desk.person_id:
        key = f"alerts.allowed/{alert.id}/{desk.now.isoformat()}"
        desk.tell(author, "alerts.allowed", str(alert.id), key=key, until=until)
    return Reply(Card((Heading(text("alerts.allowed")), Paragraph(text("alerts.allowed_body", until=until)))))


@command("alerts.by_mail", power="keep_data", clock=True)
def by_mail(request: Request, desk: Desk) -> Reply:
    """A message in the mailbox seemed to hold personal data: not kept, its author asked to delete it, where they are known."""
    kinds = [str(kind) for kind in request.values.get("kinds") or ()]
    if desk.person is not None or not kinds:
        return Reply()
    number = request.value("person")
    author = desk.session.get(Person, int(number)) if number.isdigit() else None
    alert = noticed(desk, author, kinds, MAIL)
    if author is not None:
        desk.tell(
            author, "alerts.by_mail", str(alert.id), key=f"alerts.by_mail/{alert.id}", kinds=_kinds(alert),
            referral=referral(desk),
        )  # fmt: skip
    return Reply()


@command("network.alerts", power="keep_data")
def list_alerts(request: Request, desk: Desk) -> Reply:
    """The newest alarms: when, where and of which kind; whoever was written about is nowhere, and the author is nobody's matter."""
    rows = alerts.alerts(desk.session, desk.network_id)[: -LATEST - 1 : -1]
    heading = Heading(text("alerts.list.title"))
    if not rows:
        return Reply(Card((heading, Paragraph(text("alerts.list.none")))))
    columns = tuple(text(f"alerts.list.{name}") for name in ("when", "place", "kinds", "outcome"))
    table = Table(text("alerts.list.caption"), columns, tuple(_row(row) for row in rows))
    return Reply(Card((heading, table, Note(text("alerts.list.note")))))


@command("network.referral", power="keep_data")
def set_referral(request: Request, desk: Desk) -> Reply:
    """Where somebody who needs protection or help is referred to: said to whoever typed personal data."""
    route = typed.words(request, "route", LONGEST_ROUTE)
    if request.step == FORM or not route:
        field = Field(
            "long",
            "route",
            text("referral.route"),
            route or desk.network.referral,
            text("referral.hint"),
            longest=LONGEST_ROUTE,
        )
        return Reply(form=Form(text("referral.form.title"), "network.referral", (field,)))
    facts: tuple[tuple[Said, Said], ...] = ((text("referral.route"), route),)
    if request.step != CONFIRMED:
        return desk.show_first(
            request, Card((Heading(text("referral.preview")), Facts(facts), Note(text("referral.shown_to"))))
        )
    desk.network.referral = route
    desk.session.add(desk.network)
    desk.record("network.referral", "", CLAUSE)
    return Reply(Card((Heading(text("referral.done")), Paragraph(referral(desk)))))


def _meant(request: Request, desk: Desk) -> SensitiveAlert:
    number = request.value("alert")
    row = desk.session.get(SensitiveAlert, int(number)) if number.isascii() and number.isdigit() else None
    if row is None or row.network_id != desk.network_id:
        raise Refusal(text("alerts.unknown"))
    return row


def _kinds(alert: SensitiveAlert) -> list[Said]:
    return [text(f"alerts.kind.{kind}") for kind in alert.kinds]


def _row(alert: SensitiveAlert) -> tuple[Said, ...]:
    outcome: Said = text("alerts.list.false", reason=alert.reason) if alert.allowed_at else text("alerts.list.kept_out")
    where = text(
        "alerts.list.mail" if alert.platform == MAIL else "alerts.list.channel" if alert.place else "alerts.list.alone"
    )
    return text("alerts.list.at", when=alert.noticed_at), where, text("alerts.list.what", kinds=_kinds(alert)), outcome
