"""The point of the agenda under which something was decided or taken on, where one is named (ToR 5.1.8)."""

from handlers.desk import Desk
from handlers.reply import Field, Option, Refusal, text
from handlers.request import Request
from storage import agenda
from storage.agenda import AgendaItem
from storage.meetings import Meeting


def item_field(request: Request, desk: Desk, meeting: Meeting | None) -> tuple[Field, ...]:
    """The choice among the points of the meeting, if it has any; none need be named."""
    items = agenda.items(desk.session, meeting.id) if meeting and meeting.id is not None else []
    if not items:
        return ()
    options = tuple(Option(str(item.id), item.title) for item in items)
    chosen = request.value("item") if request.value("item") in {option.value for option in options} else None
    return (Field("select", "item", text("decisions.fact.item"), chosen, required=False, options=options),)


def item_named(request: Request, desk: Desk, meeting: Meeting) -> AgendaItem | None:
    """The point that was named; refused when the meeting has no such point."""
    assert meeting.id is not None
    wanted = request.value("item")
    if not wanted:
        return None
    for item in agenda.items(desk.session, meeting.id):
        if str(item.id) == wanted:
            return item
    raise Refusal(text("decisions.no_item", meeting=meeting.code), field="item")
