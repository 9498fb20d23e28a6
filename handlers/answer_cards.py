"""How an answer looks: the form that asks for it, what it would be, and what was recorded in which capacity."""

from typing import Any

from handlers import committee, settling, typed
from handlers.answering import FOR_A_SEAT, Speaker, capacity, is_late
from handlers.decision_answers import ANSWERED
from handlers.decision_buttons import show_button
from handlers.decision_cards import BY_CONSENSUS, state_of
from handlers.desk import Desk
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Option,
    Paragraph,
    Part,
    Reply,
    Said,
    Text,
    text,
)
from handlers.request import Request
from handlers.typed import LONGEST_TITLE
from handlers.why import source_parts
from storage.decisions import AGREE, OBJECT, Answer, Decision


def form(request: Request, desk: Desk, decision: Decision, kind: str, *, for_a_seat: bool) -> Form:
    """Asks for what is missing: the statement, the reason and the way out; for a seat, also which one and its message."""
    fields = _seat_fields(request, desk) if for_a_seat else []
    if kind != AGREE:
        label = text(f"answers.form.wording_{kind}")
        fields.append(Field("long", "wording", label, typed.again(request, "wording")))
    if kind == OBJECT:
        hint = text("answers.form.way_out_hint")
        fields.append(Field("long", "way_out", text("answers.fact.way_out"), typed.again(request, "way_out"), hint))
    hidden: dict[str, Any] = {"code": decision.code, "version": request.value("version") or str(decision.version)}
    hidden |= {name: request.value(name) for name in ("as", "meant") if request.value(name)}
    if for_a_seat:
        hidden[FOR_A_SEAT] = "yes"
    intro = text(f"answers.form.intro_{kind}", code=decision.code, title=decision.title)
    return Form(text(f"answers.form.title_{kind}"), f"decisions.{kind}", tuple(fields), hidden, intro=intro)


def _seat_fields(request: Request, desk: Desk) -> list[Field]:
    seats = committee.seats_of(desk, committee.COMMITTEE, desk.today)
    options = tuple(Option(str(seat.id), seat.name) for seat in seats)
    wanted = request.value("organisation")
    chosen = next((str(seat.id) for seat in seats if wanted in (str(seat.id), seat.name)), None)
    given = typed.again(request, "reference", LONGEST_TITLE)
    return [
        Field("select", "organisation", text("answers.form.seat"), chosen, options=options),
        Field(
            "text", "reference", text("answers.fact.reference"), given, text("answers.form.reference_hint"),
            longest=LONGEST_TITLE,
        ),
    ]  # fmt: skip


def preview(desk: Desk, decision: Decision, who: Speaker, kind: str, wording: str, way_out: str) -> Card:
    """What would be recorded, in which capacity, and who would hear of it, by name."""
    rows: list[tuple[Said, Said]] = [*_rows(decision, who, way_out), (text("record.told"), _told(desk, kind))]
    parts: list[Part] = [Heading(text(f"answers.preview.{kind}", code=decision.code)), *_said(wording)]
    if is_late(desk, decision):
        parts.append(Note(text("answers.late_ahead", until=decision.closes_at or decision.settled_at)))
    return Card((*parts, Facts(tuple(rows)), *source_parts(desk, BY_CONSENSUS)))


def recorded(desk: Desk, decision: Decision, who: Speaker, answer: Answer) -> Reply:
    """What was recorded, in which capacity, where the decision stands now, and until when it can be changed."""
    heading = text(f"answers.done.{answer.kind}", code=decision.code)
    rows = (*_rows(decision, who, answer.way_out), (text("decisions.fact.state"), state_of(desk, decision)))
    parts = (Heading(heading), *_said(answer.wording), Facts(rows), Note(_changeable(decision, answer)))
    return Reply(Card((*parts, *source_parts(desk, BY_CONSENSUS), Buttons((show_button(decision),)))))


def taken_back(desk: Desk, decision: Decision, who: Speaker, wording: str) -> Card:
    """What was withdrawn, by whom, and where the decision stands; the seat is asked anew."""
    rows = (*_rows(decision, who, ""), (text("decisions.fact.state"), state_of(desk, decision)))
    heading = Heading(text("answers.done.take_back", code=decision.code))
    asked = Paragraph(text("answers.asked_anew", organisation=who.organisation.name))
    return Card((heading, *_said(wording), Facts(rows), asked, *source_parts(desk, BY_CONSENSUS)))


def which(request: Request, desk: Desk, decision: Decision) -> Reply:
    """A comment is no objection: Quipu asks which it is, and goes on with what was written."""
    kept = {"code": decision.code, "version": request.value("version") or str(decision.version)}
    kept |= {name: request.value(name) for name in ("wording", "as") if request.value(name)}
    choices: tuple[tuple[str, dict[str, str]], ...] = (
        ("comment", {"meant": "comment"}),
        ("object", {}),
        ("reserve", {}),
        ("beside", {"meant": "beside"}),
    )
    buttons = []
    for name, more in choices:
        command = f"decisions.{'comment' if name == 'beside' else name}"
        label = text(f"answers.which.{name}")
        draft = desk.keep(command, {**kept, **more})
        buttons.append(Button(label, "drafts.resume", {"draft": draft}, opens_form=not request.value("wording")))
    explained = Paragraph(text("answers.which.body", code=decision.code, title=decision.title))
    heading = Heading(text("answers.which.title"))
    return Reply(Card((heading, *_said(request.value("wording")), explained, Buttons(tuple(buttons)))))


def _rows(decision: Decision, who: Speaker, way_out: str) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = [(text("answers.fact.way_out"), way_out)] if way_out else []
    rows.append(
        (text("decisions.fact.decision"), text("decisions.entry", code=decision.code, title=decision.title)),
    )
    return [*rows, (text("answers.fact.capacity"), capacity(who))]


def _said(wording: str) -> tuple[Part, ...]:
    return (Paragraph(wording),) if wording else ()


def _told(desk: Desk, kind: str) -> Text:
    people = [*settling.seats_heard(desk), *settling.clerks(desk)] if kind == OBJECT else settling.clerks(desk)
    return text("decisions.listed", all=list(dict.fromkeys(person.name for person in people)))


def _changeable(decision: Decision, answer: Answer) -> Text:
    """Until when the seat can still change or take back what it said."""
    if answer.late:
        return text("answers.kept_as_late", until=decision.closes_at or decision.settled_at)
    if decision.status not in ANSWERED:
        return text("answers.settled_now")
    return text("answers.change_until", until=decision.closes_at) if decision.closes_at else text("answers.change_open")
