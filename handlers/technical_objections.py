"""A focal point objects: kept as a comment, and whoever has the seat's voice is asked to confirm it (ToR 5, 5.2.1)."""

import secrets

from handlers import comments, typed, voices
from handlers.circulation_cards import heading, told_why
from handlers.decision_answers import ANSWERED
from handlers.decision_cards import COMMITTEE_ONLY, DECISION
from handlers.desk import Desk
from handlers.papers import on_paper
from handlers.register import decision_meant
from handlers.reply import Card, Facts, Heading, Note, Paragraph, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage.decisions import Decision
from storage.drafts import Draft
from storage.people import Office, Organisation, Person

TECHNICAL = ("focal_point", "alternate")


def handed_on(request: Request, desk: Desk) -> Reply | None:
    """Keep a focal point's objection as a comment and ask the seat to confirm; None when it is another matter.

    It stops nothing by itself: focal points do the technical work, the Committee decides.
    """
    if request.step == FORM or not request.value("wording"):
        return None
    decision = decision_meant(request, desk)
    office = _technical(desk, decision)
    if office is None:
        return None
    wording, way_out = typed.words(request, "wording"), typed.words(request, "way_out")
    seat = desk.session.get_one(Organisation, office.organisation_id)
    officials = voices.officials(desk, voices.COMMITTEE, office.organisation_id, desk.today)
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={**request.values, "code": decision.code})
        return desk.show_first(kept, _card(desk, decision, "circulation.technical_preview", wording, officials))
    desk.office = office
    comments.keep(desk, decision, seat.name, wording)
    for person in officials:
        _ask(desk, decision, person, seat, wording, way_out)
    return Reply(_card(desk, decision, "circulation.technical_done", wording, officials))


def _technical(desk: Desk, decision: Decision) -> Office | None:
    """The office in which a focal point of a seat that was asked speaks, when they have no voice in the Committee."""
    if decision.series != DECISION or decision.status not in ANSWERED or voices.voices(desk, voices.COMMITTEE):
        return None
    held = (row for row in desk.offices if row.office in TECHNICAL and row.organisation_id in decision.voices)
    return next(held, None)


def _card(desk: Desk, decision: Decision, title: str, wording: str, officials: list[Person]) -> Card:
    names = [person.name for person in officials]
    asked: Said = text("decisions.listed", all=names) if names else text("circulation.vacant")
    rows = ((text("decisions.fact.decision"), heading(decision)), (text("circulation.fact.to_confirm"), asked))
    parts = (Heading(text(title)), Paragraph(wording), Facts(rows), Note(text("circulation.technical_why")))
    return Card((*parts, *source_parts(desk, COMMITTEE_ONLY)))


def _ask(desk: Desk, decision: Decision, person: Person, seat: Organisation, wording: str, way_out: str) -> None:
    """The objection filled in, in the hands of whoever may make it."""
    assert person.id is not None
    assert desk.person is not None
    values = {"code": decision.code, "version": str(decision.version), "wording": wording, "way_out": way_out}
    token = secrets.token_urlsafe(12)
    desk.session.add(
        Draft(
            token=token, network_id=desk.network_id, person_id=person.id, command="decisions.object",
            values=on_paper(values), made_at=desk.now,
        )
    )  # fmt: skip
    desk.tell(
        person, "decision.objection_to_confirm", decision.code, key=f"decision.objection_to_confirm/{token}", draft=token,
        code=decision.code, title=decision.title, who=desk.person.name, organisation=seat.name, wording=wording,
        why=told_why(desk),
    )  # fmt: skip
