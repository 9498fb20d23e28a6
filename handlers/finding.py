"""Which meeting somebody means, for which organisation they speak, which day they named: asked back when unclear."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from handlers import guests, typed
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Question, Refusal, Reply, Text, text
from handlers.request import Request
from storage import meetings
from storage.meetings import Meeting
from storage.people import Organisation

OFFERED = 8
"""How many meetings are offered as presses; the list shows the others."""
CODE = re.compile(r"[A-Za-z]{1,5}-[0-9]{4}-[0-9]{1,3}")
READ_DATES = ("date_choices", "date_problem", "date_near", "dates")


def meeting_meant(request: Request, desk: Desk, candidates: Sequence[Meeting], ask: str = "") -> Meeting:
    """The meeting named by its code, in whatever state it is; else the only candidate; else a press for each.

    The press asks for `ask` (the request's own command by default) with everything else that was given.
    A guest is never told of a meeting that is not theirs, not even that there is one.
    """
    if guests.is_guest(desk):
        own = guests.own_meetings(desk)
        guests.require_own(desk, own)
        candidates = [each for each in candidates if each in own]
    code = request.value("meeting")
    if code and (CODE.fullmatch(code) or not candidates):
        return _named(code, desk)
    if code:
        known = meetings.by_code(desk.session, desk.network_id, code)
        if known is None or not guests.sees(desk, known):
            raise Question(_which(request, desk, candidates, ask or request.command, said=code))
        return known
    kind = request.value("meeting_kind")
    candidates = [each for each in candidates if kind in {"", each.kind}]
    if not candidates:
        raise Refusal(text("meeting.none_meant"), instead=(list_button(),), field="meeting")
    if len(candidates) == 1:
        return candidates[0]
    raise Question(_which(request, desk, candidates, ask or request.command))


def on_days(desk: Desk, candidates: Sequence[Meeting], days: Collection[date]) -> list[Meeting]:
    """The candidates on one of these days; all of them when no day was named."""
    return [each for each in candidates if not days or desk.law.day_of(each.starts_at) in days]


def local_date(request: Request, name: str) -> date | None:
    """The day given under that name, if one was; refused when it is no day."""
    return typed.day(request, name) if request.value(name) else None


def days_named(request: Request) -> tuple[date, ...]:
    """Every day that the words could mean: the one that is certain, or the choices."""
    given = local_date(request, "date")
    return (given,) if given else tuple(typed.as_day(each) for each in request.values.get("date_choices") or ())


def organisation_of(desk: Desk) -> Organisation | None:
    """The organisation for which a person acts: that of their acting office, else of the first they hold."""
    office = desk.office or (desk.offices[0] if desk.offices else None)
    return desk.session.get_one(Organisation, office.organisation_id) if office else None


def kept_button(desk: Desk, label: Text | str, command: str, kept: Mapping[str, Any], **chosen: Any) -> Button:
    """A press that goes on with `command` and one more detail; long details wait in a draft."""
    return kept_buttons(desk, command, kept, ((label, chosen),))[0]


def kept_buttons(
    desk: Desk, command: str, kept: Mapping[str, Any], choices: Sequence[tuple[Text | str, Mapping[str, Any]]]
) -> tuple[Button, ...]:
    """A press for each choice, all of them going on with the same kept details."""
    if not kept:
        return tuple(Button(label, command, dict(chosen)) for label, chosen in choices)
    token = desk.keep(command, kept)
    return tuple(Button(label, "drafts.resume", {"draft": token, **chosen}) for label, chosen in choices)


def list_button() -> Button:
    """The way to the list of meetings."""
    return Button(text("meeting.button.list"), "meetings.list")


def meeting_line(meeting: Meeting) -> Text:
    """A meeting in one line: code, title, when."""
    return text("meeting.line", meeting=meeting.code, title=meeting.title, when=meeting.starts_at)


def _named(code: str, desk: Desk) -> Meeting:
    meeting = meetings.by_code(desk.session, desk.network_id, code)
    if guests.is_guest(desk) and (meeting is None or not guests.sees(desk, meeting)):
        raise guests.refused(desk)
    if meeting is None:
        raise Refusal(text("meeting.unknown", code=code[:60]), instead=(list_button(),), field="meeting")
    return meeting


def _which(request: Request, desk: Desk, candidates: Sequence[Meeting], ask: str, said: str = "") -> Reply:
    kept = {name: value for name, value in request.values.items() if name != "meeting"}
    choices = [(_short(desk, each), {"meeting": each.code}) for each in candidates[:OFFERED]]
    buttons = kept_buttons(desk, ask, kept, choices)
    lines = tuple(Paragraph(_line(desk, each)) for each in candidates[:OFFERED])
    more = (list_button(),) if len(candidates) > OFFERED else ()
    missed = (Paragraph(text("meeting.unknown", code=said[:60])),) if said else ()
    return Reply(Card((Heading(text("meeting.which")), *missed, *lines, Buttons((*buttons, *more)))))


def _line(desk: Desk, meeting: Meeting) -> Text:
    title, when = guests.known_as(desk, meeting)
    return text("meeting.line", meeting=meeting.code, title=title, when=when)


def _short(desk: Desk, meeting: Meeting) -> Text:
    return text("meeting.choice", meeting=meeting.code, when=guests.known_as(desk, meeting)[1])
