"""The form in which a text is put to the Committee, or put again in another version."""

from handlers import silence, typed
from handlers.desk import Desk
from handlers.reply import Field, Form, Option, Said, text
from handlers.request import Request
from handlers.silence import EXPLICIT, OTHER, PERIODS, SUBJECTS
from handlers.typed import LONGEST_TITLE
from storage.decisions import Decision

TO_A_MEETING = "meeting"
"""Chosen instead of a period: the text goes to a meeting's agenda."""


def propose_form(request: Request, desk: Desk) -> Form:
    """Filled with what was given. What the matter is about is always asked: some are never settled by silence."""
    words = f"{request.value('title')}\n{request.value('wording')}"
    fields = (
        Field("text", "title", text("circulation.fact.title"), typed.again(request, "title", LONGEST_TITLE), longest=LONGEST_TITLE),
        Field("long", "wording", text("circulation.fact.wording"), typed.again(request, "wording"), text("circulation.hint_wording")),
        _subject_field(request.value("subject") or silence.subject_in(words) or OTHER),
        period_field(desk, request.value("period"), (TO_A_MEETING,)),
        _english(request),
    )  # fmt: skip
    intro = text("circulation.form.intro" if silence.in_force(desk) else "circulation.form.intro_off")
    return Form(text("circulation.form.title"), "decisions.propose", fields, {}, text("circulation.form.submit"), intro)


def revise_form(request: Request, desk: Desk, decision: Decision) -> Form:
    """The text that stands, to be changed; the period is new."""
    wording = typed.again(request, "wording") or decision.wording
    fields = (
        Field("long", "wording", text("circulation.fact.wording"), wording, text("circulation.hint_revised")),
        period_field(desk, request.value("period")),
        _english(request, decision.wording_en),
    )
    hidden = {"code": decision.code}
    intro = text("circulation.form.revise_intro", code=decision.code, title=decision.title)
    return Form(
        text("circulation.form.revise"), "decisions.revise", fields, hidden, text("circulation.form.submit"), intro
    )


def period_field(desk: Desk, chosen: str, others: tuple[str, ...] = ()) -> Field:
    """The period, with its working days; without the procedure there is only the explicit one."""
    names = (*(PERIODS if silence.in_force(desk) else ()), EXPLICIT, *others)
    options = tuple(Option(name, _said(desk, name)) for name in names)
    usual = "ordinary" if silence.in_force(desk) else EXPLICIT
    return Field(
        "select",
        "period",
        text("circulation.fact.how"),
        chosen if chosen in names else usual,
        options=options,
    )


def _said(desk: Desk, name: str) -> Said:
    if name == TO_A_MEETING:
        return text("circulation.period.meeting")
    setting = silence.ABSENT if name == EXPLICIT else f"no_objection.{name}"
    days = desk.law.term(setting, desk.today).working_days or 0
    return text("circulation.length", name=text(f"circulation.period.{name}"), count=days)


def _subject_field(chosen: str) -> Field:
    options = tuple(Option(name, text(f"circulation.subject.{name}")) for name in (OTHER, *SUBJECTS))
    label, hint = text("circulation.fact.subject"), text("circulation.hint_subject")
    return Field("select", "subject", label, chosen if chosen in (OTHER, *SUBJECTS) else OTHER, hint, options=options)


def _english(request: Request, known: str = "") -> Field:
    given = typed.again(request, "wording_en") or known
    return Field(
        "long", "wording_en", text("decisions.fact.wording_en"), given, text("decisions.hint.wording_en"), required=False
    )  # fmt: skip
