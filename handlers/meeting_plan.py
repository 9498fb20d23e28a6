"""What somebody asks for when they convene or move a meeting: read as it was given, checked, asked in a form."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from handlers import typed
from handlers.desk import Desk
from handlers.finding import READ_DATES, kept_buttons, local_date
from handlers.mandates import may
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Field,
    Form,
    Heading,
    Option,
    Paragraph,
    Question,
    Refusal,
    Reply,
    Text,
    text,
)
from handlers.request import FORM, Request
from storage.charter import MeetingType
from storage.meetings import Meeting

LONGEST_TITLE, LONGEST_PLACE, LONGEST_REASON = 200, 200, 1000
SHORTEST, LONGEST = 5, 720
LONGEST_NUMBER = 9
YEARS_AHEAD = 2
"""A year farther off is taken for a slip of the pen."""
DATES_SHOWN = 10
TRUE = {True, "true", "True", "1", "on", "yes"}
DRAFTED = "drafted"
"""Said of what Quipu itself proposes: the usual hour is taken without asking."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as somebody asks for it; what was not given is empty."""

    kind: str
    day: date | None
    hour: time | None
    minutes: int
    title: str
    place: str
    balance: bool
    reason: str
    starts_at: datetime | None
    poll: str = ""
    """The number of the date poll it comes from, if it comes from one."""

    @property
    def complete(self) -> bool:
        """Whether it can be shown to its author."""
        return bool(self.kind and self.starts_at and self.title)

    def values(self) -> dict[str, Any]:
        """The plan as the values of a draft."""
        assert self.day is not None
        assert self.hour is not None
        return {
            "kind": self.kind, "date": self.day.isoformat(), "time": f"{self.hour:%H:%M}", "minutes": self.minutes,
            "title": self.title, "place": self.place, "balance": self.balance, "reason": self.reason,
            **({"poll": self.poll} if self.poll else {}),
        }  # fmt: skip

    def as_meeting(self, desk: Desk) -> Meeting:
        """The meeting it would become; nothing is written."""
        assert self.starts_at is not None
        return Meeting(
            network_id=desk.network_id, code="", kind=self.kind, title=self.title, starts_at=self.starts_at,
            minutes=self.minutes, place=self.place, convened_at=desk.now, convened_by=desk.person_id, reason=self.reason,
        )  # fmt: skip


def read_plan(request: Request, desk: Desk) -> Plan:
    """The plan given so far, what the kind of meeting usually has filled in; what is wrong is refused by its field."""
    usual = type_meant(request, desk)
    day, hour = local_date(request, "date"), hour_given(request)
    if hour is None and usual and request.values.get(DRAFTED):
        hour = usual.hour
    return Plan(
        kind=usual.kind if usual else "",
        day=day,
        hour=hour,
        minutes=minutes_given(request) or (usual.minutes if usual else 0),
        title=typed.words(request, "title", LONGEST_TITLE) or usual_title(desk, usual),
        place=typed.words(request, "place", LONGEST_PLACE),
        balance=bool(usual and usual.balance) and request.values.get("balance", True) in TRUE,
        reason=typed.words(request, "reason", LONGEST_REASON),
        starts_at=future(desk, day, hour) if day and hour else None,
        poll=request.value("poll")[:LONGEST_NUMBER],
    )


def type_meant(request: Request, desk: Desk) -> MeetingType | None:
    """The kind of meeting by its name in the charter; refused when the charter has no such kind."""
    kind, kinds = request.value("kind"), desk.law.charter.meetings
    if kind and kind not in kinds:
        known = [text(f"meeting_kind.{each}") for each in kinds]
        raise Refusal(text("meeting.bad.kind", given=typed.shortened(kind), kinds=known), field="kind")
    return kinds[kind] if kind else None


def usual_title(desk: Desk, usual: MeetingType | None) -> str:
    """What the charter calls such a meeting, in the language of record."""
    return usual.title.get(desk.law.charter.language, "") if usual else ""


def hour_given(request: Request) -> time | None:
    """The hour that was given (a time, or figures such as 9:30); refused when there is no such hour."""
    given = request.values.get("time")
    if isinstance(given, time) or given in {None, ""}:
        return given or None
    found = re.fullmatch(r"\s*([0-9]{1,2})[:.h]([0-9]{2})(?::[0-9]{2})?\s*", str(given))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - hours and minutes of a day
        raise Refusal(text("meeting.bad.time", given=typed.shortened(str(given))), field="time")
    return time(int(found[1]), int(found[2]))


def minutes_given(request: Request) -> int:
    """The length that was given; 0 when none was, refused when no meeting lasts that long."""
    given = request.value("minutes")
    if not given:
        return 0
    if not re.fullmatch(r"[0-9]{1,4}", given) or not SHORTEST <= int(given) <= LONGEST:
        words = text("meeting.bad.minutes", given=typed.shortened(given), shortest=SHORTEST, longest=LONGEST)
        raise Refusal(words, field="minutes")
    return int(given)


def future(desk: Desk, day: date, hour: time) -> datetime:
    """That hour of that day; refused when it has passed or lies too far off to be meant."""
    if day.year > desk.today.year + YEARS_AHEAD:
        raise Refusal(text("meeting.bad.far", day=day, last=desk.today.year + YEARS_AHEAD), field="date")
    at = desk.law.at(day, hour)
    if at <= desk.now:
        raise Refusal(text("meeting.bad.past", when=at, now=desk.now), field="date")
    return at


def settle_date(request: Request, desk: Desk) -> None:
    """Ask back when the words named several days or none that exists: a press for each right one, the rest is kept."""
    if request.step == FORM or request.value("date"):
        return
    problem = request.values.get("date_problem")
    choices = request.values.get("date_choices") or request.values.get("dates") or ()
    if isinstance(problem, Text):
        raise Question(_ask_date(request, desk, problem, request.values.get("date_near") or (), refused=True))
    if len(choices) > 1:
        raise Question(_ask_date(request, desk, text("meeting.which_date"), choices, refused=False))


def settle_hour(request: Request, form: Form) -> None:
    """Ask back for the hour when the words named none that is certain: the problem said, the form at hand."""
    problem = request.values.get("time_problem")
    if isinstance(problem, Text) and not request.value("time") and request.step != FORM:
        kept = {name: value for name, value in request.values.items() if name != "time_problem"}
        card = Card((Heading(text("meeting.time_unclear")), Paragraph(problem)))
        raise Question(Reply(card, replace(form, hidden={**kept, **form.hidden}), refused=True, wrong="time"))


def _ask_date(request: Request, desk: Desk, why: Text, days: Any, *, refused: bool) -> Reply:
    dropped = {*READ_DATES, "date"}
    kept = {name: value for name, value in request.values.items() if name not in dropped}
    if request.values.get("dates"):
        kept[DRAFTED] = True
    offered = [typed.as_day(each) for each in days][:DATES_SHOWN]
    choices = [(text("meeting.on_day", day=day), {"date": day.isoformat()}) for day in offered]
    buttons = kept_buttons(desk, request.command, kept, choices)
    other = Button(
        text("meeting.button.other_date"), "drafts.change", {"draft": desk.keep(request.command, kept)}, opens_form=True
    )
    title = text("meeting.date_wrong" if refused else "meeting.date_unclear")
    return Reply(Card((Heading(title), Paragraph(why), Buttons((*buttons, other)))), refused=refused)


def only_choice(request: Request) -> Request:
    """The same request with its one possible date as the date: of a single choice nothing needs to be asked."""
    choices = list(request.values.get("date_choices") or request.values.get("dates") or ())
    if len(choices) != 1 or request.value("date"):
        return request
    drafted = {DRAFTED: True} if request.values.get("dates") else {}
    return request.at_step(request.step, values={**request.values, "date": typed.as_day(choices[0]), **drafted})


def plan_form(request: Request, desk: Desk) -> Form:
    """The form for a convocation, filled with what was given and with what the kind usually has."""
    kinds = desk.law.charter.meetings
    usual = kinds.get(request.value("kind"))
    title = typed.again(request, "title", LONGEST_TITLE) or usual_title(desk, usual)
    fields = [
        Field(
            "select", "kind", text("meeting.fact.kind"), usual.kind if usual else None,
            options=tuple(Option(kind, text(f"meeting_kind.{kind}")) for kind in kinds),
        ),
        *when_fields(request, usual.hour if usual else None),
        Field(
            "number", "minutes", text("meeting.fact.minutes"), request.value("minutes") or (usual.minutes if usual else None),
            required=False, hint=text("meeting.hint.minutes"),
        ),
        Field("text", "title", text("meeting.fact.title"), title, required=False, longest=LONGEST_TITLE),
        Field(
            "text", "place", text("meeting.fact.place"), typed.again(request, "place", LONGEST_PLACE),
            hint=text("meeting.hint.place"), required=False, longest=LONGEST_PLACE,
        ),
    ]  # fmt: skip
    if usual is None or usual.balance:
        ticked = request.values.get("balance", True) in TRUE
        fields.append(Field("check", "balance", text("meeting.fact.balance"), ticked, required=False))
    fields += reason_fields(request, desk)
    hidden = {"poll": request.value("poll")} if request.value("poll") else {}
    return Form(text("meeting.form.convene"), request.command, tuple(fields), hidden, text("meeting.form.submit"))


def when_fields(request: Request, hour: time | None) -> list[Field]:
    """The day and the hour, filled with what was given."""
    day, given = request.value("date"), request.value("time")
    return [
        Field("date", "date", text("meeting.fact.date"), day[:10] or None),
        Field("time", "time", text("meeting.fact.time"), given[:5] or (f"{hour:%H:%M}" if hour else None)),
    ]


def reason_fields(request: Request, desk: Desk) -> list[Field]:
    """The reason for an exception, for whoever may make one."""
    if not may(desk.law.charter, "override", desk.offices):
        return []
    given = typed.again(request, "reason", LONGEST_REASON)
    hint = text("meeting.hint.exception")
    return [
        Field("long", "reason", text("meeting.fact.exception"), given, hint, required=False, longest=LONGEST_REASON)
    ]
