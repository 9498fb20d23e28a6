"""A revised text is put to the Committee under the same number: a new version, a new period, and only what changed shown."""

from collections.abc import Sequence
from datetime import datetime

from handlers import asking, consensus, finding, putting, silence, typed
from handlers.circulation_cards import Matter, preview_parts
from handlers.circulation_form import revise_form
from handlers.commands import command
from handlers.decision_cards import BY_CONSENSUS, COMMITTEE_ONLY, DECISION
from handlers.desk import Desk
from handlers.putting import matter_of, meeting_button, show_button, shown_end, with_end
from handlers.register import decision_meant, list_button
from handlers.reply import Buttons, Card, Heading, Paragraph, Part, Question, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.silence import EXPLICIT, PERIODS, Period
from storage import decisions
from storage.decisions import AD_REFERENDUM, CIRCULATION, OPEN, SUSPENDED, Decision

VERSION = "version"
"""Under this name a preview keeps the version it would replace."""


@command("decisions.revise", power="put_to_committee")
def revise(request: Request, desk: Desk) -> Reply:
    """A changed text begins a new period, never ending before one already announced; what was answered before does not carry over."""
    decision = before_the_committee(request, desk)
    require_unsettled(decision)
    if decision.status == AD_REFERENDUM:
        why = text("circulation.ad_referendum", code=decision.code, title=decision.title)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))
    if request.step == FORM or not request.value("wording") or not request.value("period"):
        return Reply(form=revise_form(request, desk, decision))
    try:
        matter = _checked(request, desk, decision)
        period = silence.period_for(desk, request.value("period"), matter.subject, announced(desk, decision))
        elsewhere = (meeting_button(desk, matter, keep=False),)
        asking.require_askable(desk, by_silence=period.by_silence, instead=elsewhere)
    except Refusal as refusal:
        refusal.form = revise_form(request, desk, decision)
        raise
    same = request.value(VERSION) == str(decision.version)
    if request.step != CONFIRMED or not shown_end(request, period) or not same:
        return _shown(request, desk, decision, matter, period)
    putting.put_again(desk, decision, matter, period, asking.everybody(desk))
    done = Heading(text("circulation.revised", code=decision.code, version=str(decision.version)))
    until = Paragraph(text("circulation.until", closes=period.closes_at))
    return Reply(Card((done, until, Buttons((show_button(decision),)))))


def before_the_committee(request: Request, desk: Desk) -> Decision:
    """The decision named; without a code the only one objected to, else the only one in circulation."""
    if request.value("code"):
        return decision_meant(request, desk)
    rows = [row for row in decisions.unsettled(desk.session, desk.network_id) if row.series == DECISION]
    for found in _narrowed(rows, request.value("about")):
        if len(found) == 1:
            return found[0]
    if not rows:
        raise Refusal(text("circulation.nothing_open"), instead=(list_button(),))
    kept = {name: given for name, given in request.values.items() if name != "code"}
    choices = [
        (text("register.entry", code=row.code, title=typed.shortened(row.title, 40)), {"code": row.code})
        for row in rows[: finding.OFFERED]
    ]
    buttons = finding.kept_buttons(desk, request.command, kept, choices)
    raise Question(Reply(Card((Heading(text("circulation.which")), Buttons(buttons)))))


def require_unsettled(decision: Decision) -> None:
    """What was adopted or not adopted stays as it is: another decision replaces it."""
    if decision.status == decisions.AGREED:
        why = text("circulation.no_decision", code=decision.code, title=decision.title)
        raise Refusal(why, clause=COMMITTEE_ONLY, instead=(show_button(decision),))
    if decision.status in (decisions.CONSENSUS, decisions.NOT_ADOPTED, decisions.REPLACED):
        why = text("circulation.settled", code=decision.code, title=decision.title)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))


def announced(desk: Desk, decision: Decision) -> datetime | None:
    """The end that was announced, while its period still runs: nothing shortens it."""
    running = decision.status == OPEN and decision.basis == CIRCULATION and not consensus.is_over(decision, desk.now)
    return decision.closes_at if running else None


def _narrowed(rows: Sequence[Decision], about: str) -> list[list[Decision]]:
    """Those whose title is in what was said, then those objected to, then those in circulation."""
    said = typed.plain(about)
    named = [row for row in rows if said and _core(row.title) in said]
    suspended = [row for row in rows if row.status == SUSPENDED]
    return [named, suspended, [row for row in rows if row.basis == CIRCULATION], list(rows)]


def _core(title: str) -> str:
    """A title without what stands in brackets after it."""
    return typed.plain(title.split("(", maxsplit=1)[0])


def _checked(request: Request, desk: Desk, decision: Decision) -> Matter:
    matter = matter_of(request, decision, decisions.next_version(desk.session, decision.id or 0))
    if request.value("period") not in (*PERIODS, EXPLICIT):
        raise Refusal(text("circulation.no_period"), field="period")
    unchanged = (matter.wording, matter.wording_en) == (decision.wording, decision.wording_en)
    over = decision.status == OPEN and consensus.is_over(
        decision, desk.now
    )  # an objection is no reason to ask the same again
    if unchanged and not over:
        raise Refusal(text("circulation.unchanged", code=decision.code), clause=BY_CONSENSUS, field="wording")
    return matter


def _shown(request: Request, desk: Desk, decision: Decision, matter: Matter, period: Period) -> Reply:
    parts: list[Part] = [
        Heading(
            text(
                "circulation.revise_preview",
                code=decision.code,
                version=str(decisions.next_version(desk.session, decision.id or 0)),
            )
        )
    ]
    if request.step == CONFIRMED:
        parts.append(Paragraph(text("circulation.changed_meanwhile")))
    parts.append(Paragraph(text("circulation.do_not_carry_over")))
    parts += preview_parts(desk, matter, period, asking.everybody(desk))
    kept = with_end(request, period, code=decision.code, version=decision.version)
    return desk.show_first(kept, Card(tuple(parts)), confirm="circulation.button.put")
