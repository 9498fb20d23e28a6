"""Minutes made from the record: drafted and corrected in silence, and shown to whoever may see them."""

from handlers import finding, guests, minutes_both, minutes_draft, minutes_origin, minutes_sight, record_meeting
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.minutes_cards import comments_parts, minutes_card, source_button, word_button
from handlers.minutes_form import began_from, correct_form, given
from handlers.minutes_label import label_button
from handlers.minutes_note import note_button
from handlers.minutes_record import CIRCULATION, CLAUSE, circulation, draft_of, new_version
from handlers.reply import Button, Buttons, Card, Heading, Note, Part, Refusal, Reply, text
from handlers.request import FORM, Request
from handlers.why import source_parts
from storage import meetings, minutes
from storage.meetings import Meeting
from storage.minutes import CIRCULATED, DRAFT, FINAL, Minutes


@command("minutes.draft", power="circulate_minutes")
def draft(request: Request, desk: Desk) -> Reply:
    """A draft holds what the record holds; the secretariat corrects the words, never the register. Nobody is told."""
    record_meeting.take_turns(desk)
    meeting = record_meeting.the_meeting(request, desk, record_meeting.record_open)
    record_meeting.require_held(desk, meeting)
    assert meeting.id is not None
    standing = minutes.current(desk.session, meeting.id)
    if standing is not None and standing.status != DRAFT:
        return Reply(minutes_card(desk, standing, Buttons(_presses(desk, meeting, standing))))
    row = draft_of(desk, meeting)
    if request.step == FORM or request.value("edit"):
        return Reply(form=correct_form(request, meeting, row, "minutes.draft", text("minutes.form.intro")))
    return Reply(_corrected(request, desk, meeting, row))


def _corrected(request: Request, desk: Desk, meeting: Meeting, row: Minutes) -> Card:
    """The draft with the words given, as a new version; the same one when nothing differs.

    Of a form that was opened before somebody else saved theirs only what its author changed is taken.
    """
    try:
        words = given(request, row)
    except Refusal as refusal:
        refusal.form = correct_form(request, meeting, row, "minutes.draft", text("minutes.form.intro"))
        raise
    began = began_from(request, minutes.versions(desk.session, row.meeting_id)) if words else None
    meanwhile = began is not None and minutes_draft.texts(began.body) != minutes_draft.texts(row.body)
    if began is not None and meanwhile:
        words = minutes_both.own_words(words, began)
    body = minutes_draft.corrected(row.body, words)
    if body == row.body:
        return draft_card(desk, meeting, row)
    if began is None or not meanwhile:
        return draft_card(desk, meeting, new_version(desk, meeting, body, source=minutes.FORM))
    new = new_version(desk, meeting, body, source=minutes.FORM, based_on=began.version)
    return minutes_both.both_card(desk, meeting, began, row, new)


def draft_card(desk: Desk, meeting: Meeting, row: Minutes) -> Card:
    """The draft whole, by when it goes out and why, and what can be done with it."""
    parts: list[Part] = []
    if duty := circulation(desk, meeting):
        parts.append(Note(text("minutes.due", due=duty.due)))
    if longer := minutes_draft.longer_items(row.body):
        parts.append(Note(text("minutes.longer", count=len(longer), items=longer, usual=minutes_draft.USUAL)))
    parts += [*source_parts(desk, CLAUSE, CIRCULATION), Buttons(_presses(desk, meeting, row))]
    return minutes_card(desk, row, *parts, tags=minutes_origin.tags_of(row.body, minutes.up_to(desk.session, row)))


@command("minutes.show", power="see_meetings")
def show(request: Request, desk: Desk) -> Reply:
    """The minutes as they stand, to whom their label lets: members once circulated, the secretariat drafts too.

    A guest sees the part about them, once it is final and cleared for guests.
    """
    if guests.is_guest(desk):
        return minutes_sight.shown_to_guest(request, desk)
    clerk = may(desk.law.charter, "circulate_minutes", desk.offices)
    meeting = _shown_meeting(request, desk, clerk)
    row = visible(desk, meeting, clerk) if meeting else None
    if meeting is None or row is None:
        raise Refusal(
            text("minutes.not_yet"), clause=CLAUSE, setting=CIRCULATION, instead=(record_meeting.list_button(),)
        )
    parts: list[Part] = []
    if clerk and row.status != DRAFT:
        parts += [
            Heading(text("minutes.comments_title")),
            *comments_parts(desk, row, minutes.comments(desk.session, row.meeting_id)),
        ]
    if row.status == DRAFT:
        return Reply(draft_card(desk, meeting, row))
    if row.status == CIRCULATED and row.comments_until is not None and desk.now <= row.comments_until:
        parts.append(Note(text("no_comments.silence", until=row.comments_until)))
    return Reply(minutes_card(desk, row, *parts, Buttons(_presses(desk, meeting, row))))


def _shown_meeting(request: Request, desk: Desk, clerk: bool) -> Meeting | None:
    """The meeting named, or the newest whose minutes this person may see."""
    if request.value("meeting"):
        return record_meeting.meeting_meant(request, desk, record_meeting.record_open)
    days = finding.days_named(request)
    found = record_meeting.candidates(desk, lambda desk_, each: visible(desk_, each, clerk) is not None, days)
    return found[0] if found else None


def visible(desk: Desk, meeting: Meeting, clerk: bool) -> Minutes | None:
    """The newest version this person may see."""
    assert meeting.id is not None
    rows = minutes.versions(desk.session, meeting.id)
    found = next((row for row in reversed(rows) if clerk or row.status != DRAFT), None)
    return found if found and (clerk or minutes_sight.may_read(desk, found.label)) else None


def _presses(desk: Desk, meeting: Meeting, row: Minutes) -> tuple[Button, ...]:
    """What this person can do with a version."""
    given_ = {"meeting": meeting.code}
    clerk = may(desk.law.charter, "circulate_minutes", desk.offices)
    if row.status == DRAFT:
        correct = Button(text("minutes.button.correct"), "minutes.draft", {**given_, "edit": "1"}, opens_form=True)
        return (
            Button(text("minutes.button.circulate"), "minutes.circulate", given_, "primary"),
            correct,
            note_button(meeting),
            word_button(meeting.code),
            source_button(meeting.code),
            label_button(meeting),
            *_previous(desk, row),
        )
    found: list[Button] = []
    if row.status == CIRCULATED and clerk and row.comments_until is not None and desk.now > row.comments_until:
        found.append(Button(text("minutes.button.final"), "minutes.final", given_, "primary", opens_form=True))
    if row.status != FINAL and may(desk.law.charter, "comment", desk.offices):
        found.append(Button(text("minutes.button.comment"), "minutes.comment", given_, opens_form=True))
        if row.comments_until is not None and desk.now <= row.comments_until:
            found.append(Button(text("no_comments.button"), "minutes.no_comments", given_))
    if clerk:
        found.append(label_button(meeting))
    found += [word_button(meeting.code), source_button(meeting.code), *_previous(desk, row)]
    return (*found, Button(text("button.why"), "network.why", {"code": CIRCULATION}))


def _previous(desk: Desk, row: Minutes) -> tuple[Button, ...]:
    """The way to the minutes before these, where this person may read them."""
    code = str(row.body.get("previous") or "")
    meeting = meetings.by_code(desk.session, desk.network_id, code) if code else None
    clerk = may(desk.law.charter, "circulate_minutes", desk.offices)
    if meeting is None or visible(desk, meeting, clerk) is None:
        return ()
    return (Button(text("minutes.button.previous", meeting=code), "minutes.show", {"meeting": code}),)
