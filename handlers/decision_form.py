"""The form in which a decision or an agreement is written down."""

from typing import Any

from handlers import record_hints, record_meeting, typed
from handlers.committee import decides
from handlers.decision_cards import AGREEMENT, BY_CONSENSUS, COMMITTEE_ONLY, DECISION, RHYTHM, said_clause
from handlers.desk import Desk
from handlers.meeting_items import item_field, point_hidden
from handlers.reply import Field, Form, Option, Said, text
from handlers.request import FORM, Request
from handlers.typed import LONGEST_TITLE, LONGEST_WORDING
from storage.meetings import Meeting


def series_of(desk: Desk, meeting: Meeting) -> str:
    """D where the charter lets the meeting decide, AT everywhere else."""
    return DECISION if decides(desk, meeting) else AGREEMENT


def usual_clause(series: str, words: str) -> str:
    """The clause an entry rests on when nobody names another."""
    if series == DECISION:
        return BY_CONSENSUS
    return RHYTHM if record_hints.about_rhythm(words) else COMMITTEE_ONLY


def record_form(request: Request, desk: Desk, meeting: Meeting | None) -> Form:
    """Filled with what was given; the meeting is asked only where several can be meant."""
    series = series_of(desk, meeting) if meeting else DECISION
    fields: list[Field] = []
    hidden: dict[str, Any] = dict(point_hidden(request))
    if meeting is None or request.step == FORM:
        fields.append(record_meeting.meeting_field(desk, record_meeting.record_open, meeting.code if meeting else ""))
    else:
        hidden["meeting"] = meeting.code
    fields += [
        Field("long", "wording", text("decisions.fact.wording"), typed.again(request, "wording"), text("decisions.hint.wording")),
        Field(
            "text", "title", text("decisions.fact.title"), typed.again(request, "title", LONGEST_TITLE),
            text("decisions.hint.title"), required=False, longest=LONGEST_TITLE,
        ),
        *item_field(request, desk, meeting),
        _clause_field(request, desk, series),
        Field(
            "long", "wording_en", text("decisions.fact.wording_en"), typed.again(request, "wording_en"),
            text("decisions.hint.wording_en"), required=False, longest=LONGEST_WORDING,
        ),
    ]  # fmt: skip
    intro: Said = (
        text(f"decisions.form.intro_{series}", meeting=record_meeting.meeting_line(meeting)) if meeting else ""
    )
    return Form(
        text("decisions.form.title"), request.command, tuple(fields), hidden, text("decisions.form.submit"), intro
    )


def _clause_field(request: Request, desk: Desk, series: str) -> Field:
    clauses = desk.law.charter.clauses
    usual = usual_clause(series, request.value("wording"))
    chosen = request.value("clause") if request.value("clause") in clauses else usual
    options = tuple(Option(key, said_clause(desk, key)) for key in clauses)
    return Field(
        "select", "clause", text("decisions.fact.clause"), chosen, text("decisions.hint.clause"), options=options
    )
