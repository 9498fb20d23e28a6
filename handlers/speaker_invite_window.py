"""The comment window: focal points may say something of a key actor to be invited, one voice a body (ToR 5: key actors)."""

from typing import Any

from handlers import asked_seats, typed
from handlers.asked_seats import seats
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import meeting_meant
from handlers.reply import Button, Buttons, Card, Facts, Field, Form, Heading, Note, Paragraph, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_answers import clause_for
from handlers.speaker_finding import coming, invitation_meant
from handlers.speaker_invite_cards import clearers, comment_rows, commenting, secretariat
from handlers.voices import Voice
from handlers.why import quoted, source_parts
from scheduler.commenting import COMMENT
from storage import invitations, meetings
from storage.invitations import DRAFTED, InvitationComment, SpeakerInvitation
from storage.meetings import Meeting
from storage.people import Organisation, Person

LONGEST = 1500
CLAUSE = "5.stakeholders"


def readers_asked(desk: Desk) -> list[tuple[Organisation, Person]]:
    """Who speaks for each member today: its official, or the alternates while none is there."""
    return [(seat.organisation, person) for seat in seats(desk) for person in seat.asked]


def open_window(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """Tell the focal points whom the secretariat proposes: the institution alone, for the record outlives an erasure."""
    for body, person in readers_asked(desk):
        seat: dict[str, Any] = {"as": str(body.id)}
        desk.tell(
            person, "speaker.proposed", meeting.code, key=f"speaker.proposed/{row.id}/{body.id}/{person.id}",
            invitation=row.id, organisation=row.organisation, category=text(f"speakers.category.{row.category}"),
            topic=row.topic, meeting=meeting.code, when=meeting.starts_at, until=row.comments_until,
            nothing="1", why=quoted(desk, CLAUSE), **seat,
        )  # fmt: skip


def tell_to_clear(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """The second persons hear that an invitation waits for them; anew when it was changed."""
    drafter = desk.session.get(Person, row.drafted_by) if row.drafted_by else None
    for person in clearers(desk, row.drafted_by):
        desk.tell(
            person, "speaker.to_clear", meeting.code, key=f"speaker.to_clear/{row.id}/{desk.now.isoformat()}/{person.id}",
            invitation=row.id, organisation=row.organisation, topic=row.topic, meeting=meeting.code,
            when=row.starts_at, form=text(f"invite.as.{row.form}"), who=drafter.name if drafter else "",
            why=quoted(desk, clause_for(row)),
        )  # fmt: skip


@command("speakers.comment", power="comment")
def comment(request: Request, desk: Desk) -> Reply:
    """A member has no comments, with one press, or says something: read back first, seen by the secretariat alone."""
    row = invitation_meant(request, desk, coming(request, desk, lambda each: commenting(desk, each)))
    voice = _voice(request, desk, row)
    _require_open(desk, row)
    if request.step == FORM or not (request.value("nothing") or request.value("wording")):
        return Reply(form=_form(request, row, voice))
    try:
        wording = typed.words(request, "wording", LONGEST)
    except Refusal as refusal:
        refusal.form = _form(request, row, voice)
        raise
    if wording and request.step != CONFIRMED:
        return _read_back(request, desk, row, voice, wording)
    _keep(desk, row, voice, wording)
    heading = Heading(text("invite.commented", body=voice.organisation.name, organisation=row.organisation))
    return Reply(Card((heading, Paragraph(text("invite.may_change", until=row.comments_until)))))


def _voice(request: Request, desk: Desk, row: SpeakerInvitation) -> Voice:
    said: dict[int, list[int | None]] = {}
    for each in invitations.comments(desk.session, row.id or 0):
        said.setdefault(each.organisation_id, []).append(each.person_id)
    return asked_seats.voice_of(request, desk, row.drafted_at, said)


def _require_open(desk: Desk, row: SpeakerInvitation) -> None:
    """Comments are taken until the announced end, of what has not been cleared."""
    if row.comments_until is None or row.status != DRAFTED or desk.now > row.comments_until:
        raise Refusal(text("invite.window_closed", organisation=row.organisation), clause=CLAUSE, setting=COMMENT)


def _form(request: Request, row: SpeakerInvitation, voice: Voice) -> Form:
    given = typed.again(request, "wording", LONGEST)
    field = Field(
        "long", "wording", text("invite.fact.comment"), given, text("invite.hint.comment"), longest=LONGEST
    )  # fmt: skip
    hidden = {"invitation": row.id, "as": str(voice.organisation.id)}
    intro = text("invite.form.comment_intro", organisation=row.organisation, topic=row.topic, until=row.comments_until)
    return Form(text("invite.form.comment"), "speakers.comment", (field,), hidden, text("invite.form.submit"), intro)


def _read_back(request: Request, desk: Desk, row: SpeakerInvitation, voice: Voice, wording: str) -> Reply:
    facts = Facts(
        (
            (text("invite.fact.comment"), wording),
            (text("invite.fact.told"), text("invite.names", names=[person.name for person in secretariat(desk)])),
        )
    )
    heading = Heading(text("invite.comment_preview", body=voice.organisation.name, organisation=row.organisation))
    values = {"invitation": row.id, "as": str(voice.organisation.id), "wording": wording}
    kept = request.at_step(request.step, values=values)
    only = Note(text("invite.comments_private"))
    return desk.show_first(kept, Card((heading, facts, only, *source_parts(desk, CLAUSE, COMMENT))))


def _keep(desk: Desk, row: SpeakerInvitation, voice: Voice, wording: str) -> None:
    """One voice a body: its newest word stands. The journal says that it spoke, not what."""
    assert row.id is not None
    assert voice.organisation.id is not None
    rows = invitations.comments(desk.session, row.id)
    kept = next((each for each in rows if each.organisation_id == voice.organisation.id), None)
    if kept is not None and (kept.words, kept.person_id) == (wording, desk.person_id):
        return
    kept = kept or InvitationComment(
        network_id=desk.network_id, invitation_id=row.id, organisation_id=voice.organisation.id, words="",
        said_at=desk.now,
    )  # fmt: skip
    kept.words, kept.person_id, kept.said_at = wording, desk.person_id, desk.now
    desk.session.add(kept)
    desk.session.flush()
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    desk.record("speaker.commented", meeting.code, CLAUSE, invitation=row.id, organisation=voice.organisation.name)
    if not commenting(desk, row):
        window_over(desk, row, meeting)


@command("speakers.close_comments", power="invite_speakers", clock=True)
def close_comments(request: Request, desk: Desk) -> Reply:
    """At the announced end the secretariat hears that the window is over, with what was said; nobody's time is shortened."""
    meeting = meeting_meant(request, desk, meetings.coming(desk.session, desk.network_id, desk.now))
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id)
    over = [row for row in rows if row.status == DRAFTED and row.comments_until and row.comments_until <= desk.now]
    told = [row for row in over if window_over(desk, row, meeting)]
    if not told:
        return Reply(Card((Heading(text("invite.nothing_to_close")),)))
    show = Button(text("invite.button.list"), "speakers.invitations", {"meeting": meeting.code})
    heading = Heading(text("invite.windows_over", names=[row.organisation for row in told]))
    return Reply(Card((heading, Buttons((show,)))))


def window_over(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> bool:
    """Tell the secretariat, once, that the invitation can be cleared now; False when it had been told."""
    facts = [list(each) for each in comment_rows(desk, row)]
    told = [
        desk.tell(
            person, "speaker.comments_over", meeting.code, key=f"speaker.comments_over/{row.id}/{person.id}",
            invitation=row.id, organisation=row.organisation, topic=row.topic, meeting=meeting.code, count=len(facts),
            facts=facts, why=quoted(desk, CLAUSE),
        )
        for person in secretariat(desk)
    ]  # fmt: skip
    if any(told):
        desk.record("speaker.comments_closed", meeting.code, CLAUSE, invitation=row.id, comments=len(facts))
    return any(told)
