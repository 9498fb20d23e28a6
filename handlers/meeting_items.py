"""The point of the agenda under which something was decided or taken on, where one is named (ToR 5.1.8)."""

from collections.abc import Callable
from dataclasses import replace

from handlers.desk import Desk
from handlers.reply import Field, Form, Option, Refusal, text
from handlers.request import FORM, Request
from storage import agenda
from storage.agenda import AgendaItem
from storage.meetings import Meeting

CLAUSE = "5.1.8"
NONE_SUCH = "-"
"""In a form that asks for the point again: none is chosen beforehand."""


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


AskAgain = Callable[[Request, Desk, Meeting], Form]


def with_point(request: Request, desk: Desk, meeting: Meeting, ask_again: AskAgain) -> Request:
    """A point named by its number on the agenda is the one chosen in the form; one that is not there is asked, all else kept."""
    number = request.value("point")
    if not number or request.value("item"):
        return _without_point(request)
    items = agenda.items(desk.session, meeting.id or 0)
    place = int(number) if number.isascii() and number.isdigit() else 0
    if 1 <= place <= len(items):
        return replace(request, values={**_without_point(request).values, "item": str(items[place - 1].id)})
    if request.step == FORM:
        return request
    key = "record.no_point" if items else "record.no_points"
    why = text(key, meeting=meeting.code, number=number[:9], count=len(items))
    again = replace(request, values={**_without_point(request).values, "item": NONE_SUCH})
    raise Refusal(why, clause=CLAUSE, field="item", form=ask_again(again, desk, meeting))


def _without_point(request: Request) -> Request:
    return replace(request, values={name: given for name, given in request.values.items() if name != "point"})


def point_hidden(request: Request) -> dict[str, str]:
    """The number that was named goes along with a form until it can be looked up."""
    return {"point": request.value("point")} if request.value("point") else {}
