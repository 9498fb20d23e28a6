"""The form in which a setting is changed: first which one, then its new value, from when, and by which decision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import typed
from handlers.desk import Desk
from handlers.reply import Field, Form, Option, Refusal, Said, text
from handlers.request import Request
from storage import decisions
from storage.charter import SETTING, Term
from storage.charter_terms import ALERT, MEETING_KINDS, NAMES, TERMS
from storage.decisions import CONSENSUS

YEARLY = ("amber", "red", "day")
"""The three dates of a yearly alert, in their order."""
LATEST = 50
"""How many decisions are offered, newest first; any other is typed."""
ON, OFF = "true", "false"


def which_form(request: Request, desk: Desk) -> Form:
    """Which setting, by its words; rules of the terms of reference are not offered."""
    terms = desk.law.charter.terms
    offered = [name for name, term in terms.items() if term.source == SETTING and TERMS[name] is not NAMES]
    options = tuple(Option(name, text(f"term.{name}")) for name in offered)
    field = Field("select", "name", text("setting.which"), options=options)
    hidden = {name: request.value(name) for name in ("date", "decision", "value") if request.value(name)}
    return Form(text("setting.form.title"), "settings.change", (field,), hidden, text("setting.form.next"))


def change_form(request: Request, desk: Desk, term: Term) -> Form:
    """Filled with what was given; the present value is said above."""
    fields = (
        *_value_fields(request, term),
        Field("date", "date", text("setting.since"), _day(request), text("setting.since_hint")),
        _decision_field(request, desk),
    )
    return Form(
        text("setting.form.title"), "settings.change", fields, {"name": term.name}, text("setting.form.submit"),
        text("setting.form.intro", name=text(f"term.{term.name}")),
    )  # fmt: skip


def values_given(request: Request, term: Term) -> dict[str, Any]:
    """The new value as a charter would have it; {} when something of it is missing."""
    shape = TERMS[term.name]
    if shape is ALERT:
        given = {name: _month_and_day(request.value(name), name) for name in YEARLY if request.value(name)}
        return given if len(given) == len(YEARLY) else {}
    (field,) = shape.fields
    value = request.value("value")
    if not value:
        return {}
    if field == "at":
        return {"at": value}
    if field == "on":
        return {"on": value.lower() == ON} if value.lower() in (ON, OFF) else {}
    if field == "days":
        return {"days": [_month_and_day(each, "value") for each in value.replace(";", ",").split(",")]}
    if field == "names":
        return {"names": [each.strip() for each in value.replace(";", ",").split(",") if each.strip()]}
    if field == "by_meeting":
        kind = request.value("meeting_kind")
        return {"by_meeting": {kind: _count(value, term)}} if kind in MEETING_KINDS else {}
    return {field: _count(value, term)}


def _count(value: str, term: Term) -> int:
    """A number of days is typed without a sign: whether it counts back from the meeting, the setting itself says."""
    shape, digits = TERMS[term.name], value.lstrip("-").split(" ")[0]
    least, most = sorted((abs(shape.low), abs(shape.high))) if shape.low * shape.high >= 0 else (0, shape.high)
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(most)) else -1
    if not least <= number <= most:
        why = text("setting.between", name=text(f"term.{term.name}"), least=least, most=most)
        raise Refusal(why, setting=term.name, field="value")
    return -number if shape.high == 0 else number


def _month_and_day(written: str, field: str) -> str:
    """«15/07» as a charter has it: "07-15"; left to the charter's own check when it is something else."""
    day, slash, month = written.strip().partition("/")
    if not (slash and day.isdigit() and month.isdigit()):
        raise Refusal(text("setting.not_day_and_month", written=written.strip()[:20]), clause="2.agility", field=field)
    return f"{int(month):02d}-{int(day):02d}"


def _value_fields(request: Request, term: Term) -> tuple[Field, ...]:
    shape = TERMS[term.name]
    if shape is ALERT:
        now: Mapping[str, tuple[int, int] | None] = {"amber": term.amber, "red": term.red, "day": term.day}
        return tuple(
            Field("text", name, text(f"setting.{name}"), request.value(name) or _said(now[name]), text("setting.day_hint"), longest=5)
            for name in YEARLY
        )  # fmt: skip
    (field,) = shape.fields
    value = request.value("value")
    if field == "at":
        return (
            Field("time", "value", text("setting.hour"), value or (term.at.isoformat("minutes") if term.at else None)),
        )
    if field == "on":
        options = (Option(ON, text("why.on")), Option(OFF, text("why.off")))
        chosen = value.lower() if value.lower() in (ON, OFF) else None
        return (Field("select", "value", text("setting.new_value"), chosen, options=options),)
    if field == "days":
        days = ", ".join(_said(day) for day in term.days)
        return (Field("text", "value", text("setting.days"), value or days, text("setting.days_hint"), longest=60),)
    if field == "names":
        return (Field("long", "value", text("setting.names"), value or ", ".join(term.names)),)
    label = "setting.count" if field == "number" else "setting.working_days"
    number = Field("number", "value", text(label), value or None)
    return (_kind_field(request, term), number) if field == "by_meeting" else (number,)


def _kind_field(request: Request, term: Term) -> Field:
    options = tuple(Option(kind, text(f"meeting_kind.{kind}")) for kind in MEETING_KINDS if kind in term.by_meeting)
    chosen = request.value("meeting_kind")
    known = chosen if chosen in term.by_meeting else None
    return Field("select", "meeting_kind", text("setting.meeting_kind"), known, options=options)


def _decision_field(request: Request, desk: Desk) -> Field:
    """The decisions adopted by consensus, newest first; typed by its code where none is offered."""
    adopted = [row for row in decisions.register(desk.session, desk.network_id) if row.status == CONSENSUS][:LATEST]
    given, label = request.value("decision").upper(), text("setting.decision")
    options = tuple(Option(row.code, _line(row.code, row.title or row.wording)) for row in adopted)
    if not options:
        return Field("text", "decision", label, given, text("setting.decision_hint"), longest=20)
    return Field(
        "select", "decision", label, given if given in {row.code for row in adopted} else None, options=options
    )


def _line(code: str, title: str) -> Said:
    return f"{code} · {typed.shortened(title, 50)}"


def _said(day: tuple[int, int] | None) -> str:
    return f"{day[1]:02d}/{day[0]:02d}" if day else ""


def _day(request: Request) -> str | None:
    try:
        return date.fromisoformat(request.value("date")[:10]).isoformat()
    except ValueError:
        return None
