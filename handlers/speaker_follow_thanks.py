"""Thanks after the meeting, and the part of the final minutes that is theirs: drafted by one, cleared by another (ToR 5, 5.1.5).

To an institution of the government Quipu writes nothing: it drafts, and the secretariat says that it went out.
"""

from handlers import members_parts as parts
from handlers import speaker_follow_steps as steps
from handlers import typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    Text,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_answers import POWER, clause_for
from handlers.speaker_finding import invitation_meant, meeting_of, show_button
from handlers.speaker_follow_appearances import has_spoken, name_speaker
from handlers.speaker_follow_cards import about, invitation_card
from handlers.speaker_invite_cards import greeting
from handlers.why import quoted, source_parts
from storage import people
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import MAIL
from storage.people import Person

CLEARING, TERM, OWN = "clear_letters", "invitation.thanks", "thanks"
LONGEST_REFERENCE = 300


@command("speakers.thanks", power=POWER)
def thanks(request: Request, desk: Desk) -> Reply:
    """The draft of what goes to a speaker now: thanks, or the part of the minutes. A second person sees it before it leaves."""
    row = invitation_meant(request, desk, steps.is_held, text("follow.none_held"))
    meeting = meeting_of(desk, row)
    _require_owed(desk, row, meeting)
    if request.step == FORM:
        return Reply(form=_form(request, row))
    words = _words(request, row)
    if not steps.goes_by_mail(desk, row):
        return _draft_only(desk, row, meeting, words)
    others = _others(desk)
    if request.step != CONFIRMED:
        return desk.show_first(
            request.at_step(request.step, values={"invitation": str(row.id), "words": words}),
            _preview(desk, row, meeting, words, [person.name for person in others]),
        )
    name_speaker(desk, row, meeting)
    row.thanks_drafted_by, row.thanks_drafted_at = desk.person_id, desk.now
    row.wording = {**row.wording, OWN: words}
    desk.session.add(row)
    desk.record(
        "speaker.thanks_drafted", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation
    )
    for person in others:
        desk.tell(
            person, "speaker.thanks_wanted", meeting.code,
            key=f"speaker.thanks_wanted/{meeting.code}/{row.id}/{desk.now.isoformat()}/{person.id}",
            invitation=row.id, organisation=row.organisation, code=meeting.code, why=quoted(desk, clause_for(row)),
        )  # fmt: skip
    return Reply(invitation_card(desk, row, text("follow.thanks_drafted"), Paragraph(text("follow.second_person"))))


@command("speakers.thanks_clear", power=CLEARING)
def thanks_clear(request: Request, desk: Desk) -> Reply:
    """A second person reads what was drafted and lets it leave, once."""
    row = invitation_meant(request, desk, lambda found, _: steps.is_drafted(found), text("follow.none_drafted"))
    meeting = meeting_of(desk, row)
    if not steps.is_drafted(row) or not steps.goes_by_mail(desk, row):
        raise Refusal(text("follow.none_drafted"), clause=clause_for(row), instead=(show_button(row),))
    if row.thanks_drafted_by == desk.person_id:
        names = [person.name for person in _others(desk)]
        why = text("follow.another_clears", names=names) if names else text("follow.nobody_clears")
        raise Refusal(why, clause=desk.law.charter.powers[CLEARING].clause, setting=f"powers.{CLEARING}")
    words = row.wording.get(OWN, "")
    if request.step != CONFIRMED:
        kept = {
            "invitation": str(row.id),
            "drafted": row.thanks_drafted_at.isoformat() if row.thanks_drafted_at else "",
        }
        return desk.show_first(
            request.at_step(request.step, values=kept),
            _preview(desk, row, meeting, words, None),
            confirm="follow.button.send",
        )
    if row.thanks_drafted_at is None or request.value("drafted") != row.thanks_drafted_at.isoformat():
        raise Refusal(text("follow.drafted_anew"), clause=clause_for(row), instead=(show_button(row),))
    _send(desk, row, meeting, words)
    return Reply(invitation_card(desk, row, text("follow.thanks_sent")))


@command("speakers.thanked", power=POWER)
def thanked(request: Request, desk: Desk) -> Reply:
    """Thanks to the government went out by hand: the secretariat says so, with the stamp of reception."""
    row = invitation_meant(request, desk, steps.is_held, text("follow.none_held"))
    meeting = meeting_of(desk, row)
    _require_owed(desk, row, meeting)
    if steps.goes_by_mail(desk, row):
        raise Refusal(text("follow.goes_by_mail"), clause=clause_for(row), instead=(show_button(row),))
    if request.step == FORM or not request.value("reference"):
        hint = text("follow.hint.stamp")
        field = Field("text", "reference", text("follow.fact.stamp"), "", hint, longest=LONGEST_REFERENCE)
        return Reply(form=Form(text("follow.form_thanked"), "speakers.thanked", (field,), {"invitation": str(row.id)}))
    reference = parts.line(request, "reference", LONGEST_REFERENCE)
    name_speaker(desk, row, meeting)
    row.thanked_at, row.wording = desk.now, {**row.wording, "thanks_reference": reference}
    desk.session.add(row)
    desk.record("speaker.thanked", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation)
    return Reply(invitation_card(desk, row, text("follow.thanked")))


def _require_owed(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    if not steps.is_held(row, meeting):
        raise Refusal(
            text("follow.not_held", meeting=meeting.code), clause=clause_for(row), instead=(show_button(row),)
        )
    if steps.next_step(desk, row, meeting) == steps.DONE:
        why = text("follow.thanked_already", organisation=row.organisation)
        raise Refusal(why, clause=clause_for(row), setting=TERM, instead=(show_button(row),))


def _others(desk: Desk) -> list[Person]:
    """Who may clear it: anybody with that power but whoever drafts."""
    found = people.readers(desk.session, desk.network_id, desk.law.charter.powers[CLEARING].offices, desk.today)
    return [person for person in found if person.id != desk.person_id]


def _words(request: Request, row: SpeakerInvitation) -> str:
    """The secretariat's own words where it gave some in the form; "" means the house's. Words that named somebody are none."""
    given = "words" in request.values and request.value("invitation")
    return typed.words(request, "words") if given else row.wording.get(OWN, "")


def _said(desk: Desk, row: SpeakerInvitation, words: str) -> Said:
    """The secretariat's own words as they were written; the house's begin with a greeting."""
    if words:
        return words
    kind = "part" if row.thanked_at is not None else "thanks"
    return text(f"follow.letter.{kind}", greeting=_greeting(desk, row), topic=row.topic, when=row.starts_at)


def _greeting(desk: Desk, row: SpeakerInvitation) -> Text:
    """Whoever spoke, by their form of address where it is known; the institution where it named nobody."""
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id is not None else None
    theirs = entry if entry is not None and entry.erased_at is None and not row.speaker else None
    name = row.speaker or row.name
    if name or (theirs is not None and theirs.address):
        return greeting(theirs, name)
    return text("follow.letter.greeting", organisation=row.organisation)


def _part(desk: Desk, row: SpeakerInvitation) -> list[tuple[Said, Said]]:
    """The part of the final minutes that is theirs, while it did not reach them yet."""
    found = steps.part_of_minutes(desk, row) if row.minutes_part_at is None else None
    return [(text("follow.part_of_minutes", title=found[0]), found[1])] if found else []


def _letter(desk: Desk, row: SpeakerInvitation, words: str) -> list[Part]:
    minutes = _part(desk, row)
    return [Paragraph(_said(desk, row, words)), *([Facts(tuple(minutes))] if minutes else [])]


def _preview(desk: Desk, row: SpeakerInvitation, meeting: Meeting, words: str, others: list[str] | None) -> Card:
    """What leaves, to whom; and who is asked to clear it, while it is only a draft."""
    found: list[Part] = [Heading(text("follow.thanks_preview", organisation=row.organisation))]
    found += [Facts(tuple(about(row, meeting))), *_letter(desk, row, words)]
    if others is None:
        found.append(Paragraph(text("follow.leaves_by_mail", organisation=row.organisation)))
        return Card((*found, *source_parts(desk, clause_for(row), TERM)))
    if not has_spoken(desk, row, meeting):
        found.append(Paragraph(text("follow.names_speaker")))
    found.append(Paragraph(text("follow.will_ask", names=others) if others else text("follow.nobody_clears")))
    return Card((*found, *source_parts(desk, clause_for(row), TERM)))


def _draft_only(desk: Desk, row: SpeakerInvitation, meeting: Meeting, words: str) -> Reply:
    """For whoever is not written to by mail: words to copy into a letter of one's own."""
    found: list[Part] = [Heading(text("follow.draft_only", organisation=row.organisation))]
    found += [*_letter(desk, row, words), Note(text("follow.never_sent"))]
    out = Button(text("follow.button.thanked"), "speakers.thanked", {"invitation": str(row.id)}, opens_form=True)
    return Reply(Card((*found, *source_parts(desk, clause_for(row), TERM), Buttons((out, show_button(row))))))


def _send(desk: Desk, row: SpeakerInvitation, meeting: Meeting, words: str) -> None:
    """One letter to one reader, in their language: their topic and their part, nothing else of the meeting."""
    person, minutes = desk.session.get_one(Person, row.person_id), _part(desk, row)
    what = "part" if row.thanked_at is not None else "thanks"
    desk.tell(
        person, f"speaker.{what}_letter", meeting.code, key=f"speaker.{what}_letter/{meeting.code}/{row.id}", road=MAIL,
        words=_said(desk, row, words), topic=row.topic, facts=minutes,
    )  # fmt: skip
    row.thanked_at = row.thanked_at or desk.now
    row.minutes_part_at = desk.now if minutes else row.minutes_part_at
    row.thanks_drafted_at, row.wording = None, {name: said for name, said in row.wording.items() if name != OWN}
    desk.session.add(row)
    act = "speaker.thanked" if what == "thanks" else "speaker.part_sent"
    desk.record(act, meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation)


def _form(request: Request, row: SpeakerInvitation) -> Form:
    own = (typed.again(request, "words") if request.value("invitation") else "") or row.wording.get(OWN, "")
    field = Field("long", "words", text("follow.fact.words"), own, text("follow.hint.words"), required=False)
    return Form(text("follow.form_thanks"), "speakers.thanks", (field,), {"invitation": str(row.id)})
