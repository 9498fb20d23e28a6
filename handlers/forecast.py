"""«¿Qué me vas a enviar?»: what will come to somebody in the next two weeks, why, and how to change it (ToR 2)."""

from datetime import datetime, timedelta

from handlers.commands import command
from handlers.desk import Desk
from handlers.forecast_clock import comes_to
from handlers.mandates import EVERYONE
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Reply, Said, Table, text
from handlers.request import Request
from scheduler import duties
from scheduler.duty import Duty
from scheduler.following import OVERDUE
from scheduler.manners import BUDGET
from scheduler.papers import Papers
from scheduler.polling import as_said
from scheduler.reminders import stages
from storage import gathered

AHEAD = timedelta(days=14)
MOST = 20
Line = tuple[datetime, Said]


@command("network.forecast", power=EVERYONE)
def forecast(request: Request, desk: Desk) -> Reply:
    """What is foreseen for this person, day by day. What others will do cannot be foreseen, and that is said."""
    rows = sorted({str(line): line for line in (*_waiting(desk), *_reminders(desk))}.values(), key=lambda row: row[0])
    heading = Heading(text("forecast.title"))
    notes = (
        Note(text("forecast.budget", count=desk.law.term(BUDGET).number or 1)),
        Note(text("forecast.how")),
        Buttons((Button(text("button.settings"), "network.settings"), Button(text("button.mine"), "network.mine"))),
    )
    if not rows:
        return Reply(Card((heading, Paragraph(text("forecast.none")), *notes)))
    header = (text("forecast.day"), text("forecast.what"))
    table = Table(text("forecast.caption"), header, tuple((_day(at), said) for at, said in rows[:MOST]))
    more = (Note(text("forecast.more", count=len(rows) - MOST)),) if len(rows) > MOST else ()
    return Reply(Card((heading, table, *more, *notes)))


def _day(at: datetime) -> Said:
    return text("forecast.at", when=at)


def _waiting(desk: Desk) -> list[Line]:
    """What is written already and waits for its hour."""
    rows = gathered.to_come(desk.session, desk.network_id, desk.person_id or 0, desk.now, desk.now + AHEAD)
    return [(row.due_at, text("forecast.written", about=as_said(row.about))) for row in rows]


def _reminders(desk: Desk) -> list[Line]:
    """What time will ask for while nothing is done about it: the stages of each duty, and what the clock itself sends."""
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    open_ = [duty for duty in duties.all_duties(papers, desk.law, desk.now) if duty.open and not duty.ahead]
    found = [line for duty in open_ if not duty.then for line in _stages(desk, duty, papers)]
    for duty in open_:
        at = duty.then_at or duty.due
        if desk.now < at <= desk.now + AHEAD and (said := comes_to(desk, duty)) is not None:
            found.append((at, said))
    return found


def _stages(desk: Desk, duty: Duty, papers: Papers) -> list[Line]:
    said: Said = text("forecast.reminder", duty=text(f"term.{duty.name}"), about=as_said(duty.about), due=duty.due)
    if duty.name == OVERDUE:
        said = text("forecast.overdue", about=duty.about)
    rows = stages(duty, duty.ladder, desk.law, papers)
    return [
        (row.at, said) for row in rows if desk.now < row.at <= desk.now + AHEAD and desk.person_id in row.recipients
    ]
