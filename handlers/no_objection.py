"""The no-objection procedure: whether it is in force, since when, by which decision; turned on or off only by citing one (ToR 5.2.1)."""

from datetime import date

from handlers import silence, typed
from handlers.commands import command
from handlers.decision_cards import BY_CONSENSUS, DECISION
from handlers.desk import Desk
from handlers.mandates import may
from handlers.putting import show_button
from handlers.register import list_button
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.setting_changes import change
from handlers.silence import ENABLED, PERIODS
from handlers.why import source_parts
from storage import decisions
from storage.decisions import CONSENSUS, Decision

SETTINGS = "settings"
ON, OFF = "on", "off"
LONGEST = 60
"""Working days a period may take at most."""
OFFERED = 50
"""How many decisions a form offers: the newest."""


@command("decisions.no_objection", power="see_register")
def no_objection(request: Request, desk: Desk) -> Reply:
    """Whether silence counts here, since when, by which decision, and the periods; the coordination may change it."""
    term, rows = desk.law.term(ENABLED, desk.today), _period_rows(desk)
    if term.on:
        said = text("no_objection.is_on", decision=term.decision or "—", since=term.since)
    else:
        said = text("no_objection.is_off")
    never = Paragraph(
        text("no_objection.never", all=[text(f"circulation.subject.{name}") for name in silence.SUBJECTS])
    )
    parts: list[Part] = [Heading(text("no_objection.title")), Paragraph(said), Facts(tuple(rows)), never]
    if may(desk.law.charter, SETTINGS, desk.offices):
        label = text("no_objection.button.change" if term.on else "no_objection.button.turn_on")
        parts.append(Buttons((Button(label, "decisions.no_objection_change", opens_form=True),)))
    return Reply(Card((*parts, *source_parts(desk, BY_CONSENSUS, ENABLED))))


@command("decisions.no_objection_change", power=SETTINGS)
def no_objection_change(request: Request, desk: Desk) -> Reply:
    """Turn the procedure on with its periods, or off, by an adopted decision, from a day on; rounds under way keep their rule."""
    if request.step == FORM or not request.value("decision") or not request.value("state"):
        return Reply(form=_form(request, desk))
    try:
        decision = _cited(request, desk)
        since, days = _since(request, desk), {name: _days(request, desk, name) for name in PERIODS}
    except Refusal as refusal:
        refusal.form = _form(request, desk)
        raise
    on = request.value("state") == ON
    if request.step != CONFIRMED:
        return desk.show_first(request, _preview(desk, decision, since, days, on))
    change(desk, ENABLED, {"on": on}, since, decision.code)
    for name, count in days.items():
        if on:
            change(desk, f"no_objection.{name}", {"working_days": count}, since, decision.code, restated=True)
    act = "no_objection.turned_on" if on else "no_objection.turned_off"
    desk.record(act, decision.code, BY_CONSENSUS, since=since, **days)
    done = Heading(text(f"no_objection.done_{ON if on else OFF}", decision=decision.code, since=since))
    return Reply(Card((done, Buttons((show_button(decision),)))))


def _preview(desk: Desk, decision: Decision, since: date, days: dict[str, int], on: bool) -> Card:
    rows: list[tuple[Said, Said]] = [
        (text("decisions.fact.decision"), text("decisions.entry", code=decision.code, title=decision.title)),
        (text("no_objection.fact.state"), text(f"no_objection.state.{ON if on else OFF}")),
        (text("no_objection.fact.since"), text("plain.day", day=since)),
    ]
    if on:
        rows += [(text(f"term.no_objection.{name}"), _said_days(count)) for name, count in days.items()]
    parts = (Heading(text("no_objection.preview")), Paragraph(decision.wording), Facts(tuple(rows)))
    return Card((*parts, *source_parts(desk, BY_CONSENSUS, ENABLED)))


def _cited(request: Request, desk: Desk) -> Decision:
    """The decision that says so: of the Committee, and adopted by consensus; nothing less turns silence into assent."""
    code = request.value("decision")
    found = decisions.by_code(desk.session, desk.network_id, code)
    if found is None:
        raise Refusal(text("register.unknown", code=code[:60]), instead=(list_button(),), field="decision")
    if found.series != DECISION or found.status != CONSENSUS:
        why = text("no_objection.not_adopted", code=found.code)
        raise Refusal(why, clause=BY_CONSENSUS, setting=ENABLED, instead=(show_button(found),), field="decision")
    return found


def _since(request: Request, desk: Desk) -> date:
    """From which day; never backwards: nobody's silence is reinterpreted."""
    since = typed.day(request, "date") if request.value("date") else desk.today
    if since < desk.today:
        raise Refusal(text("no_objection.past", day=since), setting=ENABLED, field="date")
    return since


def _days(request: Request, desk: Desk, name: str) -> int:
    known = desk.law.term(f"no_objection.{name}", desk.today).working_days or 0
    given = request.value(name)
    if not given:
        return known
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:6]) <= LONGEST:
        raise Refusal(text("no_objection.bad_days"), setting=f"no_objection.{name}", field=name)
    return int(given)


def _form(request: Request, desk: Desk) -> Form:
    adopted = [row for row in decisions.register(desk.session, desk.network_id) if row.series == DECISION and row.status == CONSENSUS]  # fmt: skip
    if not adopted:
        raise Refusal(
            text("no_objection.nothing_adopted"), clause=BY_CONSENSUS, setting=ENABLED, instead=(list_button(),)
        )
    options = tuple(
        Option(row.code, text("register.entry", code=row.code, title=typed.shortened(row.title, 40)))
        for row in adopted[:OFFERED]
    )
    chosen = request.value("decision").upper()
    state = request.value("state") or (OFF if silence.in_force(desk) else ON)
    fields = [
        Field("select", "decision", text("no_objection.fact.decision"), chosen if chosen in {each.value for each in options} else None, options=options),
        Field("select", "state", text("no_objection.fact.state"), state, options=tuple(Option(each, text(f"no_objection.state.{each}")) for each in (ON, OFF))),
        Field("date", "date", text("no_objection.fact.since"), request.value("date") or desk.today.isoformat(), required=False),
    ]  # fmt: skip
    for name in PERIODS:
        usual = desk.law.term(f"no_objection.{name}", desk.today).working_days
        label = text(f"term.no_objection.{name}")
        fields.append(Field("number", name, label, request.value(name) or usual, text("no_objection.hint_days")))
    intro = text("no_objection.form_intro")
    return Form(text("no_objection.form"), "decisions.no_objection_change", tuple(fields), intro=intro)


def _period_rows(desk: Desk) -> list[tuple[Said, Said]]:
    terms = [desk.law.term(f"no_objection.{name}", desk.today) for name in PERIODS]
    return [(text(f"term.{term.name}"), _said_days(term.working_days or 0)) for term in terms]


def _said_days(count: int) -> Said:
    return text("why.working_days", count=count, days=count)
