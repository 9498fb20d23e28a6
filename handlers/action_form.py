"""The form in which an action is written down, and the organisations that can take one on."""

from datetime import date
from typing import Any

from handlers import record_meeting, typed
from handlers.desk import Desk
from handlers.meeting_items import item_field, point_hidden
from handlers.reply import Field, Form, Option, Refusal, text
from handlers.request import FORM, Request
from storage import people
from storage.meetings import Meeting
from storage.people import Organisation

SEATS = ("focal_point", "alternate", "executive", "resident_coordinator", "rco", "secretariat", "coordination")
"""Offices that make an organisation part of the network; guests take on no actions."""


def body_named(desk: Desk, wanted: str) -> Organisation:
    """The organisation with a seat in the network, by its name in any case or by the form's choice."""
    for body in bodies(desk):
        if wanted == str(body.id) or typed.plain(wanted) == typed.plain(body.name):
            return body
    raise Refusal(text("actions.no_seat", organisation=wanted[:80]), clause="5.members", field="organisation")


def bodies(desk: Desk) -> list[Organisation]:
    """The organisations that can take on an action, by name."""
    return people.seats(desk.session, desk.network_id, SEATS, desk.today)


def assign_form(request: Request, desk: Desk, meeting: Meeting | None) -> Form:
    """Filled with what was given; the meeting is asked only where several can be meant."""
    fields: list[Field] = []
    hidden: dict[str, Any] = dict(point_hidden(request))
    if meeting is None or request.step == FORM:
        fields.append(record_meeting.meeting_field(desk, record_meeting.record_open, meeting.code if meeting else ""))
    else:
        hidden["meeting"] = meeting.code
    fields += [
        Field(
            "long",
            "wording",
            text("actions.fact.wording"),
            typed.again(request, "wording"),
            text("actions.hint.wording"),
        ),
        Field(
            "select", "organisation", text("actions.fact.organisation"), _chosen(request, desk), options=_options(desk)
        ),
        Field("date", "date", text("actions.fact.due"), _day(request), text("actions.hint.due")),
        *item_field(request, desk, meeting),
    ]
    return Form(text("actions.form.title"), "actions.assign", tuple(fields), hidden, text("decisions.form.submit"))


def _options(desk: Desk) -> tuple[Option, ...]:
    return tuple(Option(str(body.id), body.name) for body in bodies(desk))


def _chosen(request: Request, desk: Desk) -> str | None:
    wanted = request.value("organisation")
    match = (b for b in bodies(desk) if wanted and (wanted == str(b.id) or typed.plain(wanted) == typed.plain(b.name)))
    return next((str(body.id) for body in match), None)


def _day(request: Request) -> str | None:
    try:
        return date.fromisoformat(request.value("date")[:10]).isoformat()
    except ValueError:
        return None
