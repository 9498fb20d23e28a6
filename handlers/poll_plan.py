"""What somebody asks for when they look for a date: read as it was given, checked hour by hour, asked in a form."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers import poll_seats, typed
from handlers.desk import Desk
from handlers.finding import kept_buttons
from handlers.meeting_plan import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    future,
    hour_given,
    minutes_given,
    type_meant,
    usual_title,
)
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
)  # fmt: skip
from handlers.request import FORM, Request
from scheduler.polling import ANSWER, usual_close
from storage.charter import MeetingType
from storage.meetings import Meeting
from storage.people import Organisation

FEWEST, MOST = 2, 10
SPARE = 2
"""Empty lines that the form keeps for more hours."""
DAY_LONG = 10
PROBLEMS = "slot_problems"
"""In the values of a sentence: what could not be read for certain, each with the nearest right hours."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A poll as somebody asks for it; what was not given is empty."""

    kind: str
    title: str
    minutes: int
    place: str
    starts: tuple[datetime, ...]
    must_have: tuple[Organisation, ...]
    closes_at: datetime | None
    repeated: bool

    @property
    def complete(self) -> bool:
        """Whether it can be shown to its author."""
        return bool(self.kind and self.title and len(self.starts) >= FEWEST and self.closes_at)

    def values(self, desk: Desk) -> dict[str, Any]:
        """The plan as the values of a draft."""
        assert self.closes_at is not None
        return {
            "kind": self.kind, "title": self.title, "minutes": self.minutes, "place": self.place,
            "slots": [f"{desk.law.local(at):%Y-%m-%dT%H:%M}" for at in self.starts],
            "must_have": [str(body.id) for body in self.must_have],
            "closes": desk.law.day_of(self.closes_at).isoformat(), "repeated": self.repeated,
        }  # fmt: skip

    def as_meeting(self, desk: Desk, starts_at: datetime) -> Meeting:
        """The meeting that one of its hours would become; nothing is written."""
        return Meeting(
            network_id=desk.network_id, code="", kind=self.kind, title=self.title, starts_at=starts_at,
            minutes=self.minutes, place=self.place, convened_at=desk.now, convened_by=desk.person_id,
        )  # fmt: skip


def given_slots(request: Request) -> list[tuple[str, str]]:
    """The hours as they were given, day and hour apart: the lines of the form, else those of the sentence."""
    lines = [(request.value(f"day{n}")[:DAY_LONG], request.value(f"time{n}")) for n in range(1, MOST + 1)]
    if any(day for day, _ in lines):
        return [line for line in lines if line[0] or line[1]]
    said = _listed(request, "slots")
    said += [request.value("slot")] if request.value("slot") else []
    return [(each[:DAY_LONG], each[DAY_LONG + 1 :]) for each in said]


def settle_slots(request: Request, desk: Desk) -> None:
    """Ask back for a date that does not exist or is not certain: a press for each right one; the rest is kept."""
    problems = list(request.values.get(PROBLEMS) or ())
    if not problems or request.step == FORM:
        return
    why, near = problems[0]
    said = [*(request.values.get("slots") or ()), *([request.value("slot")] if request.value("slot") else [])]
    kept = {name: value for name, value in request.values.items() if name not in {PROBLEMS, "slots", "slot"}}
    kept |= {"slots": said} | ({PROBLEMS: problems[1:]} if problems[1:] else {})
    choices: list[tuple[Text | str, dict[str, Any]]] = [(_on(each), {"slot": str(each)}) for each in near]
    choices.append((text("polls.button.leave_out"), {"slot": ""}))
    buttons = kept_buttons(desk, request.command, kept, choices)
    other = Button(
        text("meeting.button.other_date"), "drafts.change", {"draft": desk.keep(request.command, kept)}, opens_form=True
    )
    card = Card((Heading(text("meeting.date_wrong")), Paragraph(why), Buttons((*buttons, other))))
    raise Question(Reply(card, refused=True))


def _on(slot: object) -> Text:
    return text("meeting.on_day", day=date.fromisoformat(str(slot)[:DAY_LONG]))


def read_plan(request: Request, desk: Desk) -> Plan:
    """The plan given so far; what is wrong is refused by its field."""
    usual = type_meant(request, desk)
    every = _starts(request, desk)
    starts = tuple(sorted(set(every)))
    return Plan(
        kind=usual.kind if usual else "",
        title=typed.words(request, "title", LONGEST_TITLE) or usual_title(desk, usual),
        minutes=minutes_given(request) or (usual.minutes if usual else 0),
        place=typed.words(request, "place", LONGEST_PLACE),
        starts=starts,
        must_have=_must_have(request, desk, usual),
        closes_at=_closes(request, desk, starts[0]) if starts else None,
        repeated=len(every) > len(starts) or bool(request.values.get("repeated")),
    )


def _starts(request: Request, desk: Desk) -> list[datetime]:
    """Every hour, in UTC; one without its hour of the day leaves the form to ask for it."""
    given = given_slots(request)
    if len(set(given)) > MOST:
        raise Refusal(text("polls.bad.too_many", most=MOST), setting=ANSWER, field=f"day{MOST}")
    found = [_start(request, desk, place, *each) for place, each in enumerate(given, 1)]
    return [at for at in found if at is not None]


def _start(request: Request, desk: Desk, place: int, day: str, hour: str) -> datetime | None:
    try:
        at = hour_given(request.at_step(request.step, values={"time": hour}))
    except Refusal as refusal:
        refusal.field = f"time{place}"
        raise
    if not day or at is None:
        return None
    try:
        return future(desk, typed.day(request.at_step(request.step, values={"date": day}), "date"), at)
    except Refusal as refusal:
        refusal.field = f"day{place}"
        raise


def _must_have(request: Request, desk: Desk, usual: MeetingType | None) -> tuple[Organisation, ...]:
    """The organisations without which no hour will do: only those that are asked."""
    wanted = _listed(request, "must_have")
    if not wanted or usual is None:
        return ()
    asked = [seat.organisation for seat in poll_seats.seats(desk, usual.kind)]
    known = {key.casefold(): body for body in asked for key in (str(body.id), body.name)}
    for each in wanted:
        if each.casefold() not in known:
            raise Refusal(text("polls.bad.must_have", name=_name(desk, each)), field="must_have")
    return tuple({known[each.casefold()].id: known[each.casefold()] for each in wanted}.values())


def _listed(request: Request, name: str) -> list[str]:
    """Several things given under a name, or one alone."""
    given = request.values.get(name) or ()
    return [given.strip()] if isinstance(given, str) else [str(each).strip() for each in given]


def _name(desk: Desk, wanted: str) -> str:
    return next((body.name for body in poll_seats.bodies(desk) if str(body.id) == wanted), typed.shortened(wanted))


def _closes(request: Request, desk: Desk, first: datetime) -> datetime:
    """The close of business of the day that was given, else of the usual one; always before the first hour."""
    if request.value("closes"):
        closes = desk.law.end_of(typed.day(request, "closes"))
        if not desk.now < closes < first:
            raise Refusal(text("polls.bad.closes", first=first), setting=ANSWER, field="closes")
        return closes
    usual = usual_close(desk.law, desk.now, first)
    if usual is None:
        raise Refusal(text("polls.bad.no_time", first=first), setting=ANSWER, field="day1")
    return usual


def poll_form(request: Request, desk: Desk) -> Form:
    """The form of a poll, filled with what was given and with what the kind usually has."""
    kinds = desk.law.charter.meetings
    usual = kinds.get(request.value("kind"))
    title = typed.again(request, "title", LONGEST_TITLE) or usual_title(desk, usual)
    minutes = request.value("minutes") or (usual.minutes if usual else None)
    fields = [
        Field(
            "select", "kind", text("meeting.fact.kind"), usual.kind if usual else None,
            options=tuple(Option(kind, text(f"meeting_kind.{kind}")) for kind in kinds),
        ),
        *_slot_fields(given_slots(request), usual),
        Field("number", "minutes", text("meeting.fact.minutes"), minutes, text("meeting.hint.minutes"), required=False),
        Field("text", "title", text("meeting.fact.title"), title, required=False, longest=LONGEST_TITLE),
        Field(
            "text", "place", text("meeting.fact.place"), typed.again(request, "place", LONGEST_PLACE),
            text("meeting.hint.place"), required=False, longest=LONGEST_PLACE,
        ),
        *_late_fields(request, desk),
    ]  # fmt: skip
    return Form(text("polls.form.open"), "polls.open", tuple(fields), submit=text("meeting.form.submit"))


def _slot_fields(given: list[tuple[str, str]], usual: MeetingType | None) -> list[Field]:
    lines = (given + [("", "")] * MOST)[: min(MOST, max(len(given) + SPARE, FEWEST + SPARE))]
    fields = []
    for number, (day, hour) in enumerate(lines, 1):
        usually = f"{usual.hour:%H:%M}" if usual and usual.hour and number <= FEWEST and not given else None
        needed = number <= FEWEST
        fields.append(
            Field("date", f"day{number}", text("polls.form.day", number=number), day or None, required=needed)
        )
        fields.append(
            Field("time", f"time{number}", text("polls.form.time", number=number), hour[:5] or usually, required=needed)
        )
    return fields


def _late_fields(request: Request, desk: Desk) -> list[Field]:
    bodies = poll_seats.bodies(desk)
    wanted = {each.casefold() for each in _listed(request, "must_have")}
    chosen = [str(body.id) for body in bodies if wanted & {str(body.id), body.name.casefold()}]
    return [
        Field(
            "multi", "must_have", text("polls.fact.must_have"), chosen or None, text("polls.hint.must_have"),
            required=False, options=tuple(Option(str(body.id), body.name) for body in bodies),
        ),
        Field(
            "date", "closes", text("polls.fact.closes"), request.value("closes")[:DAY_LONG] or None,
            text("polls.hint.closes"), required=False,
        ),
    ]  # fmt: skip
