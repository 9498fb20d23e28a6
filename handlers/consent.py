"""Who may agree with a decision, and what everybody else may do instead: comment."""

from handlers import committee, typed
from handlers.commands import command
from handlers.decision_cards import BY_CONSENSUS, COMMITTEE_ONLY, DECISION, clause_number
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.register import COMMENTED, comment_button, decision_meant, list_button
from handlers.reply import Button, Buttons, Card, Facts, Field, Form, Heading, Paragraph, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import people
from storage.decisions import Decision
from storage.people import Organisation, Person

CLERKS = ("coordination", "secretariat")


@command("decisions.agree", power=EVERYONE)
def agree(request: Request, desk: Desk) -> Reply:
    """Consent is given by the Executive Committee alone (ToR 5, 5.2.1); a focal point may comment."""
    if not may(desk.law.charter, "see_register", desk.offices):
        raise Refusal(text("refusal.guest"), clause="5.government")
    decision = decision_meant(request, desk)
    if decision.series == DECISION and not committee.sits(desk):
        why = text(
            "consent.not_yours", code=decision.code,
            focal=clause_number(desk, COMMITTEE_ONLY), consensus=clause_number(desk, BY_CONSENSUS),
        )  # fmt: skip
        raise Refusal(why, clause=COMMITTEE_ONLY, instead=(comment_button(decision),))
    show = Button(text("decisions.button.show"), "decisions.show", {"code": decision.code})
    parts = (Heading(text("later.title")), Paragraph(text("consent.later", code=decision.code)))
    return Reply(Card((*parts, *source_parts(desk, BY_CONSENSUS), Buttons((show, list_button())))), refused=True)


@command("decisions.comment", power="comment")
def comment(request: Request, desk: Desk) -> Reply:
    """A comment is kept with the decision and shown to the secretariat; it neither stops nor supports it."""
    decision = decision_meant(request, desk)
    if request.step == FORM or not request.value("wording"):
        return Reply(form=_form(request, decision))
    wording = typed.words(request, "wording")
    body = _organisation(desk)
    rows: tuple[tuple[Said, Said], ...] = (
        (text("decisions.fact.decision"), text("decisions.entry", code=decision.code, title=decision.title)),
        (text("consent.as"), body),
        (text("record.told"), text("record.told_clerks", who=[person.name for person in _clerks(desk)])),
    )
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={**request.values, "code": decision.code})
        return desk.show_first(kept, Card((Heading(text("consent.preview")), Paragraph(wording), Facts(rows))))
    desk.record(COMMENTED, decision.code, BY_CONSENSUS, organisation=body, wording=wording)
    _tell(desk, decision, body, wording)
    return Reply(Card((Heading(text("consent.done", code=decision.code)), Paragraph(wording), Facts(rows))))


def _form(request: Request, decision: Decision) -> Form:
    field = Field("long", "wording", text("consent.wording"), typed.again(request, "wording"))
    intro = text("consent.intro", code=decision.code, title=decision.title)
    return Form(text("consent.form"), "decisions.comment", (field,), {"code": decision.code}, intro=intro)


def _organisation(desk: Desk) -> str:
    assert desk.office is not None
    return desk.session.get_one(Organisation, desk.office.organisation_id).name


def _clerks(desk: Desk) -> list[Person]:
    return people.readers(desk.session, desk.network_id, CLERKS, desk.today)


def _tell(desk: Desk, decision: Decision, body: str, wording: str) -> None:
    assert desk.person is not None
    for person in _clerks(desk):
        desk.tell(
            person, "decision.commented", decision.code,
            key=f"decision.commented/{decision.code}/{desk.person_id}/{desk.now.isoformat()}/{person.id}",
            code=decision.code, title=decision.title, organisation=body, who=desk.person.name, wording=wording,
            why=text("consent.told_why", number=clause_number(desk, "5.1.8")),
        )  # fmt: skip
