"""A text is proposed to the Committee: put in circulation by the secretariat, or taken to the next meeting (ToR 5.2.1).

Members of the Committee propose; only the secretariat and the coordination open a round. A focal point is told how a
matter reaches the Committee: as an item of its agenda.
"""

import secrets

from handlers import asking, committee, finding, putting, silence
from handlers.circulation_cards import Matter, follow_up_why, preview_parts
from handlers.circulation_form import TO_A_MEETING, propose_form
from handlers.commands import command
from handlers.decision_cards import BY_CONSENSUS, COMMITTEE_ONLY, clause_number
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.papers import on_paper
from handlers.putting import CLOSES, matter_of, meeting_button, not_twice, show_button, shown_end, with_end
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.silence import EXPLICIT, PERIODS, Period
from handlers.why import source_parts
from storage import people
from storage.drafts import Draft
from storage.people import Organisation, Person

OPENS = "put_to_committee"
"""The power of opening a round."""


@command("decisions.propose", power=EVERYONE)
def propose(request: Request, desk: Desk) -> Reply:
    """Show the text, who is asked, until when and what silence means; put it when that is confirmed."""
    _may_propose(request, desk)
    if request.step != FORM and request.value("wording") and request.value("period") == TO_A_MEETING:
        return Reply(_to_a_meeting(desk, matter_of(request)))
    if request.step == FORM or not all(request.value(name) for name in ("wording", "subject", "period")):
        return Reply(form=propose_form(request, desk))
    try:
        matter = _checked(request, desk)
        if not may(desk.law.charter, OPENS, desk.offices):
            return _through_the_secretariat(request, desk, matter)
        period = silence.period_for(desk, request.value("period"), matter.subject)
        elsewhere = (meeting_button(desk, matter, keep=False),)
        asking.require_askable(desk, by_silence=period.by_silence, instead=elsewhere)
    except Refusal as refusal:
        refusal.form = propose_form(request, desk)
        raise
    if request.step != CONFIRMED or not shown_end(request, period):
        return _shown(request, desk, matter, period)
    decision = putting.put(desk, matter, period, asking.everybody(desk))
    parts = (
        Heading(text("circulation.done", code=decision.code, title=decision.title)),
        Paragraph(text("circulation.until", closes=period.closes_at)),
        Buttons((show_button(decision),)),
    )
    return Reply(Card(parts))


def _may_propose(request: Request, desk: Desk) -> None:
    """Guests ask through the secretariat; a focal point takes it to the agenda (ToR 5)."""
    charter = desk.law.charter
    if not may(charter, "see_register", desk.offices):
        raise Refusal(text("refusal.guest"), clause="5.government")
    if may(charter, OPENS, desk.offices) or may(charter, "decide", desk.offices):
        return
    numbers_ = {"focal": clause_number(desk, COMMITTEE_ONLY), "consensus": clause_number(desk, BY_CONSENSUS)}
    given = Matter(request.value("title")[:200], request.value("wording"))
    raise Refusal(
        text("circulation.not_yours", **numbers_),
        clause=COMMITTEE_ONLY,
        instead=(meeting_button(desk, given, keep=False),),
    )


def _checked(request: Request, desk: Desk) -> Matter:
    matter = matter_of(request)
    if request.value("period") not in (*PERIODS, EXPLICIT):
        raise Refusal(text("circulation.no_period"), field="period")
    not_twice(desk, matter)
    return matter


def _shown(request: Request, desk: Desk, matter: Matter, period: Period) -> Reply:
    parts: list[Part] = [Heading(text("circulation.preview"))]
    if request.step == CONFIRMED:
        parts.append(Paragraph(text("circulation.changed_meanwhile")))
    parts += preview_parts(desk, matter, period, asking.everybody(desk))
    if committee.vacant(desk, desk.today):
        parts.append(Note(text("circulation.vacant_note")))
    parts.append(Buttons(_other_periods(request, desk, period)))
    return desk.show_first(with_end(request, period), Card(tuple(parts)), confirm="circulation.button.put")


def _other_periods(request: Request, desk: Desk, period: Period) -> tuple[Button, ...]:
    """The same text with another period, or for a meeting."""
    free = silence.in_force(desk) and period.why != "subject"
    names = [*((*PERIODS, EXPLICIT) if free else ()), TO_A_MEETING]
    kept = {name: given for name, given in request.values.items() if name not in ("period", CLOSES)}
    choices = [
        (text(f"circulation.button.{name}"), {"period": name}) for name in names if name != (period.name or EXPLICIT)
    ]
    return finding.kept_buttons(desk, "decisions.propose", kept, choices)


def _to_a_meeting(desk: Desk, matter: Matter) -> Card:
    """It becomes an item to decide upon; with no such meeting ahead, one is convened first."""
    parts = (Heading(text("circulation.for_a_meeting")), Paragraph(matter.wording))
    return Card((*parts, Buttons((meeting_button(desk, matter),)), *source_parts(desk, BY_CONSENSUS)))


def _through_the_secretariat(request: Request, desk: Desk, matter: Matter) -> Reply:
    """A member of the Committee proposes; the round is opened by the secretariat, which gets the draft filled in."""
    offices = desk.law.charter.powers[OPENS].offices
    officers = people.readers(desk.session, desk.network_id, offices, desk.today)
    names = text("circulation.fact.handed_to"), text("decisions.listed", all=[person.name for person in officers])
    facts = Facts(((text("circulation.fact.title"), matter.title), names))
    if request.step != CONFIRMED:
        card = Card((Heading(text("circulation.hand_preview")), Paragraph(matter.wording), facts))
        return desk.show_first(request, card.followed_by(Note(text("circulation.hand_why"))))
    for person in officers:
        _hand_over(request, desk, matter, person)
    desk.record("decision.put_wanted", "", desk.law.charter.powers[OPENS].clause, title=matter.title)
    return Reply(Card((Heading(text("circulation.handed_over")), Paragraph(matter.wording), facts)))


def _hand_over(request: Request, desk: Desk, matter: Matter, person: Person) -> None:
    assert person.id is not None
    assert desk.person is not None
    assert desk.office or desk.offices
    body = desk.session.get_one(Organisation, (desk.office or desk.offices[0]).organisation_id)
    token = secrets.token_urlsafe(12)
    desk.session.add(
        Draft(
            token=token, network_id=desk.network_id, person_id=person.id, command=request.command,
            values=on_paper(dict(request.values)), made_at=desk.now,
        )
    )  # fmt: skip
    desk.tell(
        person, "circulation.wanted", "", key=f"circulation.wanted/{token}", draft=token, who=desk.person.name,
        organisation=body.name, title=matter.title, wording=matter.wording, why=follow_up_why(desk),
    )  # fmt: skip
