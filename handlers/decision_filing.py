"""How a decision is filed: its labels and objectives, when to look at it again, and which older one it replaces."""

from dataclasses import dataclass
from datetime import date

from handlers import settling, typed
from handlers.agenda_cards import objectives_field
from handlers.agenda_items import objectives_given
from handlers.commands import command
from handlers.decision_cards import DECISION, entry_card, filing_rows
from handlers.desk import Desk
from handlers.register import decision_meant
from handlers.reply import Card, Facts, Field, Form, Heading, Option, Paragraph, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import decisions
from storage.decisions import CONSENSUS, REPLACED, Decision

LABELS = ("guideline", "priority", "setting")
CLAUSE = "5.1.8"
FIELDS = ("labels", "objectives", "review_on", "supersedes")


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a decision belongs in the register."""

    labels: tuple[str, ...]
    objectives: tuple[int, ...]
    review_on: date | None
    supersedes: str


@command("decisions.classify", power="record")
def classify(request: Request, desk: Desk) -> Reply:
    """The secretariat files a decision; its words, its number and its answers stay as they are."""
    decision = decision_meant(request, desk)
    if decision.series != DECISION:
        raise Refusal(text("filing.not_a_decision", code=decision.code), clause=CLAUSE, field="code")
    if request.step == FORM or not any(name in request.values for name in FIELDS):
        return Reply(form=_form(request, desk, decision))
    filed = Filed(_labels(request), objectives_given(request.values.get("objectives"), desk), _review(request), "")
    filed = Filed(filed.labels, filed.objectives, filed.review_on, _older(request, desk, decision))
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={**request.values, "code": decision.code})
        return desk.show_first(kept, _preview(desk, decision, filed))
    if filed.supersedes != decision.supersedes:
        settling.restore_older(desk, decision)
    decision.labels, decision.objectives = list(filed.labels), list(filed.objectives)
    decision.review_on, decision.supersedes = filed.review_on, filed.supersedes
    desk.session.add(decision)
    desk.record(
        "decision.filed", decision.code, CLAUSE, labels=decision.labels, objectives=decision.objectives,
        review_on=decision.review_on, supersedes=decision.supersedes,
    )  # fmt: skip
    if decision.status == CONSENSUS:
        settling.replace_older(desk, decision)
    return Reply(entry_card(desk, decision))


def _form(request: Request, desk: Desk, decision: Decision) -> Form:
    given = {
        "labels": decision.labels, "objectives": decision.objectives,
        "review_on": decision.review_on.isoformat() if decision.review_on else "", "supersedes": decision.supersedes,
        **{name: value for name, value in request.values.items() if name in FIELDS},
    }  # fmt: skip
    options = tuple(Option(each, text(f"filing.label.{each}", year=str(decision.taken_on.year))) for each in LABELS)
    chosen = [each for each in _listed(given["labels"]) if each in LABELS]
    fields = (
        Field("multi", "labels", text("filing.fact.labels"), chosen, required=False, options=options),
        objectives_field(request.at_step(request.step, values=given), desk),
        Field("date", "review_on", text("filing.fact.review_on"), given["review_on"] or None, required=False),
        Field(
            "text", "supersedes", text("filing.fact.supersedes"), given["supersedes"] or "", text("filing.hint.supersedes"),
            required=False, longest=20,
        ),
    )  # fmt: skip
    intro = text("filing.intro", code=decision.code, title=decision.title)
    return Form(text("filing.form"), "decisions.classify", fields, {"code": decision.code}, intro=intro)


def _preview(desk: Desk, decision: Decision, filed: Filed) -> Card:
    """How it would stand in the register, and which older one would be marked as replaced."""
    seen = decision.model_copy(
        update={
            "labels": list(filed.labels), "objectives": list(filed.objectives),
            "review_on": filed.review_on, "supersedes": filed.supersedes,
        }
    )  # fmt: skip
    rows = filing_rows(desk, seen)
    parts = (Heading(text("filing.preview", code=decision.code)), Paragraph(decision.title))
    shown = Facts(rows) if rows else Paragraph(text("filing.nothing"))
    return Card((*parts, shown, *source_parts(desk, CLAUSE)))


def _labels(request: Request) -> tuple[str, ...]:
    given = _listed(request.values.get("labels"))
    if unknown := [each for each in given if each not in LABELS]:
        known = [text(f"filing.label.{each}", year="") for each in LABELS]
        raise Refusal(text("filing.no_label", given=unknown[0][:60], known=known), clause=CLAUSE, field="labels")
    return tuple(each for each in LABELS if each in given)


def _review(request: Request) -> date | None:
    return typed.day(request, "review_on") if request.value("review_on") else None


def _older(request: Request, desk: Desk, decision: Decision) -> str:
    """The code of the adopted decision that this one replaces; anything else replaces nothing."""
    wanted = request.value("supersedes")
    if not wanted:
        return ""
    older = decisions.by_code(desk.session, desk.network_id, wanted)
    replaced = older is not None and older.status == REPLACED and older.superseded_by == decision.code
    if older is None or older.id == decision.id or not (older.status == CONSENSUS or replaced):
        raise Refusal(text("filing.not_in_force", code=wanted[:60]), clause=CLAUSE, field="supersedes")
    return older.code


def _listed(given: object) -> list[str]:
    if isinstance(given, str):
        return [each for each in given.replace(",", " ").split() if each]
    return [str(each) for each in given] if isinstance(given, list | tuple) else []
