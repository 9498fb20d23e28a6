"""A comment kept beside a decision: it neither stops nor supports it, whoever makes it (ToR 5, 5.2.1)."""

from handlers import typed, voices
from handlers.decision_cards import BY_CONSENSUS, clause_number
from handlers.desk import Desk
from handlers.register import COMMENTED
from handlers.reply import Card, Facts, Field, Form, Heading, Paragraph, Reply, Said, Text, text
from handlers.request import CONFIRMED, FORM, Request
from storage import people
from storage.decisions import Decision
from storage.people import Organisation, Person

CLERKS = ("coordination", "secretariat")
RELAY = "relay"
"""Given where somebody without a voice wished to object: their seat is asked whether it makes the words its own."""


def beside(request: Request, desk: Desk, decision: Decision) -> Reply:
    """A comment is kept with the decision and shown to the secretariat; it neither stops nor supports it."""
    if request.step == FORM or not request.value("wording"):
        return Reply(form=_form(request, decision))
    wording = typed.words(request, "wording")
    body = _organisation(desk)
    confirmers = _asked_to_make_it_theirs(request, desk, decision, body)
    told = [person.name for person in (*_clerks(desk), *confirmers)]
    rows: tuple[tuple[Said, Said], ...] = (
        (text("decisions.fact.decision"), text("decisions.entry", code=decision.code, title=decision.title)),
        (text("answers.fact.capacity"), text("answers.speaks_as", office=_office(desk), organisation=body.name)),
        (text("record.told"), text("decisions.listed", all=list(dict.fromkeys(told)))),
    )
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={**request.values, "code": decision.code})
        return desk.show_first(kept, Card((Heading(text("consent.preview")), Paragraph(wording), Facts(rows))))
    desk.record(COMMENTED, decision.code, BY_CONSENSUS, organisation=body.name, wording=wording)
    _tell(desk, decision, body.name, wording)
    for person in confirmers:
        _ask_whether(desk, person, decision, body.name, wording)
    return Reply(Card((Heading(text("consent.done", code=decision.code)), Paragraph(wording), Facts(rows))))


def _form(request: Request, decision: Decision) -> Form:
    field = Field("long", "wording", text("consent.wording"), typed.again(request, "wording"))
    intro = text("consent.intro", code=decision.code, title=decision.title)
    hidden = {"code": decision.code} | ({"meant": "beside"} if request.value("meant") else {})
    hidden |= {RELAY: "yes"} if request.value(RELAY) else {}
    return Form(text("consent.form"), "decisions.comment", (field,), hidden, intro=intro)


def _organisation(desk: Desk) -> Organisation:
    assert desk.office is not None
    return desk.session.get_one(Organisation, desk.office.organisation_id)


def _office(desk: Desk) -> Text:
    assert desk.office is not None
    return text(f"office.{desk.office.office}")


def _asked_to_make_it_theirs(request: Request, desk: Desk, decision: Decision, body: Organisation) -> list[Person]:
    """Whoever has the voice of that organisation's seat, where somebody without one wished to object."""
    if not request.value(RELAY) or body.id not in decision.voices:
        return []
    return voices.officials(desk, voices.COMMITTEE, body.id, desk.today)


def _ask_whether(desk: Desk, person: Person, decision: Decision, body: str, wording: str) -> None:
    """The seat is asked whether the objection is its own; until it says so, nothing is stopped."""
    assert desk.person is not None
    desk.tell(
        person, "decision.objection_wanted", decision.code,
        key=f"decision.objection_wanted/{decision.code}/{desk.person_id}/{desk.now.isoformat()}/{person.id}",
        code=decision.code, title=decision.title, version=decision.version, organisation=body, who=desk.person.name,
        wording=wording, why=text("answers.told_why", number=clause_number(desk, BY_CONSENSUS)),
    )  # fmt: skip


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
