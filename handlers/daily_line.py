"""The secretariat's line of the day: how much is late, how much falls due, what came back (ToR 5.1, a setting)."""

from datetime import datetime, timedelta

from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_record import officers
from handlers.reply import Card, Heading, Reply, text
from handlers.request import Request
from scheduler import duties
from scheduler.duty import Duty
from storage import gathered, incoming_mail

SOON = 2
"""Working days: what falls due until then is about to."""


@command("network.daily_line", power="see_deliveries", clock=True)
def daily_line(request: Request, desk: Desk) -> Reply:
    """One line to the secretariat alone: bodies and duties are counted, nobody is named."""
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    waiting = [each for each in duties.all_duties(papers, desk.law, desk.now) if each.open and not each.then]
    begun = [each for each in waiting if not each.ahead and (each.opens is None or each.opens <= desk.now)]
    late = len({_matter(each) for each in begun if each.due < desk.now})
    soon = len({_matter(each) for each in begun if desk.now <= each.due <= _soon(desk)})
    said = text("daily.line", late=late, soon=soon, back=_came_back(desk))
    for person in officers(desk):
        desk.tell(
            person, "network.daily_line", desk.today.isoformat(), gathered=True,
            key=f"network.daily_line/{desk.today.isoformat()}/{person.id}", line=said,
        )  # fmt: skip
    return Reply(Card((Heading(said),)))


def _matter(duty: Duty) -> tuple[str, str, object]:
    return duty.name, duty.about, duty.values.get("item_id")


def _soon(desk: Desk) -> datetime:
    return desk.law.end_of(desk.law.days.count(desk.today, SOON))


def _came_back(desk: Desk) -> int:
    """Letters that came back and messages that could not be sent since the line before."""
    since = desk.law.morning_of(desk.law.days.previous_working(desk.today - timedelta(days=1)))
    bounced = incoming_mail.bounced_since(desk.session, desk.network_id, since)
    return bounced + gathered.given_up_since(desk.session, desk.network_id, since)
