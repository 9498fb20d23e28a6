"""Which day an action is to be done by: a working day; offered as presses when what was said is none, or unclear."""

from datetime import timedelta

from handlers import finding, typed
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Reply, Text, text
from handlers.request import FORM, Request


def day_to_choose(request: Request, desk: Desk) -> Reply | None:
    """Days to choose from, when the day given is no working day, was unclear, or does not exist."""
    if request.step == FORM:
        return None
    if problem := request.values.get("date_problem"):
        return _offer(request, desk, problem, list(request.values.get("date_near") or ()))
    if choices := request.values.get("date_choices"):
        return _offer(request, desk, text("actions.which_day"), list(choices))
    if not request.value("date"):
        return None
    due, days = typed.day(request, "date"), desk.law.days
    if days.is_working(due) or due < desk.today:
        return None
    near = [days.previous_working(due - timedelta(days=1)), days.next_working(due)]
    name = days.holiday(due)
    why = text("actions.holiday", day=due, name=name) if name else text("actions.weekend", day=due)
    return _offer(request, desk, why, [day for day in near if day >= desk.today])


def _offer(request: Request, desk: Desk, why: Text, days: list[object]) -> Reply:
    """Presses for the days, each going on with everything else that was given."""
    unclear = {"date", *finding.READ_DATES}
    kept = {name: given for name, given in request.values.items() if name not in unclear}
    choices = [(text("plain.day", day=day), {"date": day.isoformat()}) for day in map(typed.as_day, days)]
    buttons = finding.kept_buttons(desk, request.command, kept, choices)
    other = Button(
        text("actions.button.other_day"), "drafts.change", {"draft": desk.keep(request.command, kept)}, opens_form=True
    )
    return Reply(
        Card((Heading(text("actions.day_title")), Paragraph(why), Buttons((*buttons, other)))),
        refused=True,
        wrong="date",
    )
