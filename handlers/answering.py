"""For which seat of the Committee somebody answers, in which capacity, and whether a text can still be answered."""

from dataclasses import dataclass
from datetime import datetime

from handlers import committee, typed, voices
from handlers.consensus import is_over
from handlers.decision_answers import ANSWERED
from handlers.decision_buttons import comment_button, list_button, show_button
from handlers.decision_cards import BY_CONSENSUS, COMMITTEE_ONLY, DECISION, clause_number
from handlers.desk import Desk
from handlers.mandates import acting_office, may
from handlers.reply import Button, Refusal, Text, text
from handlers.request import Request
from storage import decisions, people
from storage.decisions import CONSENSUS, SUSPENDED, Answer, Decision
from storage.people import Office, Organisation

NOTED = "record"
"""The power to write down what a seat answered elsewhere. It is never the power to answer for it."""
LONGEST_PRESSED = 600
"""What was written goes on with a press up to this length; longer words are asked for again by the form."""
FOR_A_SEAT = "for_a_seat"
"""Given by the press that opens the form in which the secretariat notes a seat's answer."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A seat and who speaks: its own voice, or (with the message) the secretariat that writes the seat's answer down."""

    organisation: Organisation
    office: Office
    stands_in: bool = False
    reference: str = ""

    @property
    def noted(self) -> bool:
        """Whether the secretariat wrote it down for the seat."""
        return bool(self.reference)


def speaker(request: Request, desk: Desk, decision: Decision) -> Speaker | None:
    """Who speaks for which seat; None when the secretariat is to name the seat and its message first.

    Whoever has no voice in the Committee is refused and offered a comment (ToR 5, 5.2.1); the secretariat never decides.
    """
    require_decision(desk, decision)
    named = _named(request, desk)
    if named is not None and named.id not in {voice.organisation.id for voice in voices.voices(desk, voices.COMMITTEE)}:
        return _noted(request, desk, decision, named)
    asked = request.at_step(request.step, values={**request.values, "as": str(named.id)}) if named else request
    voice = voices.speaking(asked, desk, voices.COMMITTEE, asked_at(desk, decision))
    if voice is not None:
        return Speaker(voice.organisation, voice.office, voice.stands_in)
    if may(desk.law.charter, NOTED, desk.offices):
        if request.value(FOR_A_SEAT):
            return None
        raise _never_the_secretariat(request, decision)
    raise _not_yours(request, desk, decision)


def require_decision(desk: Desk, decision: Decision) -> None:
    """An agreement of a technical meeting is a recommendation: there is nothing to consent to."""
    if decision.series != DECISION:
        why = text("answers.agreement", code=decision.code, number=clause_number(desk, COMMITTEE_ONLY))
        raise Refusal(why, clause=COMMITTEE_ONLY, instead=(show_button(decision), list_button()))


def require_open(request: Request, desk: Desk, decision: Decision, seat: Organisation) -> None:
    """Refuse an answer to a text that is not before the seat: an earlier one, one never put to it, one that is over."""
    if request.value("version") not in {"", str(decision.version)}:
        current = Button(text("answers.button.current"), "decisions.show", {"code": decision.code}, "primary")
        raise Refusal(text("answers.old_text", code=decision.code), clause=BY_CONSENSUS, instead=(current,))
    if decision.status not in (*ANSWERED, CONSENSUS):
        why = text(f"answers.closed.{decision.status}", code=decision.code, later=decision.superseded_by)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision), comment_button(decision)))
    if seat.id not in decision.voices:
        why = text("answers.not_asked", code=decision.code, organisation=seat.name)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision), comment_button(decision)))


def is_late(desk: Desk, decision: Decision) -> bool:
    """Whether an answer now comes after the end: its last second still counts, and an objection stops the clock."""
    return decision.status == CONSENSUS or (is_over(decision, desk.now) and decision.status != SUSPENDED)


def newest(desk: Desk, decision: Decision, seat: Organisation) -> Answer | None:
    """What the seat said last about the text as it stands, in time or not, and did not take back."""
    assert decision.id is not None
    rows = decisions.answers_of(desk.session, decision.id)
    mine = (row for row in rows if row.organisation_id == seat.id and row.version == decision.version)
    return next((row for row in reversed(list(mine)) if row.withdrawn_at is None), None)


def asked_at(desk: Desk, decision: Decision) -> datetime | None:
    """When the seats were asked, while a seat for which the person stands in is silent; None once it has spoken."""
    assert decision.id is not None
    texts = decisions.texts_of(desk.session, decision.id)
    rows = decisions.answers_of(desk.session, decision.id)
    said = {row.organisation_id for row in rows if row.version == decision.version and row.withdrawn_at is None}
    stands_in = {voice.organisation.id for voice in voices.voices(desk, voices.COMMITTEE) if voice.stands_in}
    return texts[-1].put_at if texts and not stands_in & (said | set(decision.present)) else None


def capacity(who: Speaker) -> Text:
    """In which capacity it was said: the office and the seat, and whether the secretariat wrote it down."""
    if who.noted:
        return text("answers.noted_as", organisation=who.organisation.name, reference=who.reference)
    words = "answers.stands_in_as" if who.stands_in else "answers.speaks_as"
    return text(words, office=text(f"office.{who.office.office}"), organisation=who.organisation.name)


def _named(request: Request, desk: Desk) -> Organisation | None:
    """The organisation that was named, by number or name."""
    wanted = request.value("organisation")
    if not wanted:
        return None
    for body in people.organisations(desk.session, desk.network_id):
        if wanted == str(body.id) or typed.plain(wanted) == typed.plain(body.name):
            return body
    raise Refusal(text("answers.no_seat", organisation=wanted[:60]), clause=BY_CONSENSUS, field="organisation")


def _noted(request: Request, desk: Desk, decision: Decision, seat: Organisation) -> Speaker | None:
    """The secretariat writes down what a seat said in a message; anybody else would be answering for another's seat."""
    office = acting_office(desk.law.charter, NOTED, desk.offices)
    if office is None:
        why = text("answers.another_seat", organisation=seat.name)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(comment_button(decision),), field="organisation")
    if seat.id not in {body.id for body in committee.seats_of(desk, committee.COMMITTEE, desk.today)}:
        why = text("answers.no_seat", organisation=seat.name)
        raise Refusal(why, clause=BY_CONSENSUS, field="organisation")
    assert seat.id is not None
    of_the_seat = (desk, voices.COMMITTEE, seat.id, desk.today)
    if not voices.officials(*of_the_seat) and not voices.stand_ins(*of_the_seat):
        raise Refusal(text("answers.vacant", organisation=seat.name), clause=BY_CONSENSUS, field="organisation")
    desk.office = office
    reference = typed.words(request, "reference", typed.LONGEST_TITLE)
    return Speaker(seat, office, reference=reference) if reference else None


def _never_the_secretariat(request: Request, decision: Decision) -> Refusal:
    given = {"code": decision.code, "version": decision.version, FOR_A_SEAT: "yes"}
    command = request.command if request.command.startswith("decisions.") else "decisions.agree"
    note = Button(text("answers.button.note"), command, given, opens_form=True)
    return Refusal(
        text("answers.never_the_secretariat", code=decision.code), clause=BY_CONSENSUS,
        instead=(note, comment_button(decision)),
    )  # fmt: skip


def _not_yours(request: Request, desk: Desk, decision: Decision) -> Refusal:
    """Somebody without a voice may comment; who wished to object may have their seat asked whether it objects."""
    why = text(
        "consent.not_yours", code=decision.code,
        focal=clause_number(desk, COMMITTEE_ONLY), consensus=clause_number(desk, BY_CONSENSUS),
    )  # fmt: skip
    mine = {office.organisation_id for office in desk.offices}
    if request.command == "decisions.object" and mine & set(decision.voices):
        words = request.value("wording")
        kept = {"wording": words} if len(words) <= LONGEST_PRESSED else {}
        given = {"code": decision.code, "meant": "beside", "relay": "yes", **kept}
        label = text("answers.button.relay")
        return Refusal(
            why, clause=COMMITTEE_ONLY, instead=(Button(label, "decisions.comment", given, opens_form=not kept),)
        )
    return Refusal(why, clause=COMMITTEE_ONLY, instead=(comment_button(decision),))
