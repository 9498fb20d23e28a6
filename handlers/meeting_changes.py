"""Move or cancel a convened meeting: the same invitation is brought up to date, or taken out of every calendar."""

from dataclasses import replace

from handlers import typed
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import local_date, meeting_meant
from handlers.meeting_cards import facts, readers_parts
from handlers.meeting_changed_dates import dates_that_change
from handlers.meeting_conflicts import conflict_parts, conflicts_of, shown, still_stands
from handlers.meeting_dates import Conflict
from handlers.meeting_moved import Change, moved, require_quiet, saved_quietly, told
from handlers.meeting_plan import (
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TITLE,
    TRUE,
    future,
    hour_given,
    minutes_given,
    only_choice,
    settle_date,
    settle_hour,
    when_fields,
)
from handlers.meetings_to_come import require_to_come, to_come
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
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.slots import PATIENCE, in_calendars, slots_of
from handlers.speaker_moved import to_clear_again
from storage.invitations import DECLINED
from storage.meetings import Meeting

GIVEN = ("date", "time", "minutes", "place", "title")
QUIETLY = "quietly"
"""In a draft: save it, and tell nobody."""


@command("meetings.move", power="move")
def move(request: Request, desk: Desk) -> Reply:
    """Move a meeting, or change its length, place or title: everybody's invitation is changed, none is sent anew."""
    meeting = meeting_meant(request, desk, to_come(desk))
    require_to_come(desk, meeting)
    request = only_choice(request.at_step(request.step, values={**request.values, "meeting": meeting.code}))
    settle_date(request, desk)
    settle_hour(request, _move_form(request, desk, meeting))
    if request.step == FORM or not any(request.value(name) for name in GIVEN):
        return Reply(form=_move_form(request, desk, meeting))
    with form_at_hand(lambda: _move_form(request, desk, meeting)):
        change = _read_change(request, desk, meeting)
        if request.values.get(QUIETLY) in TRUE:
            require_quiet(desk, change)
    found = conflicts_of(desk, change.after) if change.new_hour or change.after.minutes > meeting.minutes else []
    card = _move_preview(desk, change, found)
    if request.step != CONFIRMED:
        return _with_quiet_press(desk, change, shown(request, desk, card, found, change.values(desk)))
    if request.values.get(QUIETLY) in TRUE:
        return saved_quietly(desk, change)
    still_stands(request, desk, card, found, change.values(desk))
    return moved(desk, change, found)


def _read_change(request: Request, desk: Desk, meeting: Meeting) -> Change:
    begins = desk.law.local(meeting.starts_at)
    day, hour = local_date(request, "date") or begins.date(), hour_given(request) or begins.time()
    place = typed.words(request, "place", LONGEST_PLACE) or meeting.place
    title = typed.words(request, "title", LONGEST_TITLE) or meeting.title
    reason = typed.words(request, "reason", LONGEST_REASON)
    after = Meeting(**meeting.model_dump())
    after.starts_at, after.minutes = future(desk, day, hour), minutes_given(request) or meeting.minutes
    after.place, after.title = place, title
    if told(after) == told(meeting):
        raise Refusal(text("meeting.nothing_changes", meeting=meeting.code, when=meeting.starts_at), field="date")
    return Change(meeting, after, reason)


def _move_form(request: Request, desk: Desk, meeting: Meeting) -> Form:
    begins = desk.law.local(meeting.starts_at)
    given = {"date": begins.date(), "time": begins.time(), **{k: v for k, v in request.values.items() if v}}
    fields = (
        *when_fields(request.at_step(FORM, values=given), None),
        Field("number", "minutes", text("meeting.fact.minutes"), request.value("minutes") or meeting.minutes),
        Field(
            "text", "place", text("meeting.fact.place"), typed.again(request, "place", LONGEST_PLACE) or meeting.place,
            hint=text("meeting.hint.place"), required=False, longest=LONGEST_PLACE,
        ),
        Field(
            "text", "title", text("meeting.fact.title"), typed.again(request, "title", LONGEST_TITLE) or meeting.title,
            required=False, longest=LONGEST_TITLE,
        ),
        Field(
            "long", "reason", text("meeting.fact.reason_told"), typed.again(request, "reason", LONGEST_REASON),
            hint=text("meeting.hint.reason_told"), required=False, longest=LONGEST_REASON,
        ),
    )  # fmt: skip
    intro = text("meeting.line", meeting=meeting.code, title=meeting.title, when=meeting.starts_at)
    return Form(
        text("meeting.form.move"),
        "meetings.move",
        fields,
        {"meeting": meeting.code},
        text("meeting.form.submit"),
        intro,
    )


def _move_preview(desk: Desk, change: Change, found: list[Conflict]) -> Card:
    before, after = change.meeting, change.after
    parts: list[Part] = [
        Heading(text("meeting.preview.move", meeting=before.code)),
        *_from_to(change),
        Facts(tuple(facts(desk, after))),
        *_same_invitation(desk, change),
    ]
    if change.reason:
        parts.append(Paragraph(text("meeting.reason_told", reason=change.reason)))
    parts += conflict_parts(desk, found, change.reason)
    if change.new_hour:
        parts += dates_that_change(desk, change.meeting, change.after)
        parts += [Note(text("meeting.move.answers_again"))]
    parts += _slots_that_move(desk, change)
    return Card((*parts, *readers_parts(desk, after), Note(text("meeting.preview.silent"))))


def _from_to(change: Change) -> list[Part]:
    if change.new_hour:
        return [Paragraph(text("meeting.move.from_to", before=change.meeting.starts_at, after=change.after.starts_at))]
    return [Facts(tuple(change.rows()))]


def _same_invitation(desk: Desk, change: Change) -> list[Part]:
    """That it is brought up to date, and after how many minutes: further changes until then go with it."""
    said = text("meeting.move.same_invitation_corrected")
    if change.jeopardises:
        said = text("meeting.move.same_invitation", sequence=change.meeting.sequence + 1)
    minutes = desk.law.term(PATIENCE).number
    return [Paragraph(said), *([Note(text("meeting.move.leaves", count=minutes))] if minutes else [])]


def _slots_that_move(desk: Desk, change: Change) -> list[Part]:
    """The speakers whose own hour goes with the meeting, and those who have to be told by hand."""
    if not change.jeopardises:
        return []
    if not change.new_hour and change.after.place == change.meeting.place:
        return _slots_outside(desk, change)
    there = in_calendars(desk, change.meeting)
    out = [row for row in slots_of(desk, change.meeting) if row.sent_at and row.answer != DECLINED]
    by_hand = [row.organisation for row in out if row not in there]
    parts: list[Part] = []
    if there:
        parts.append(Paragraph(text("meeting.move.slots", speakers=[row.organisation for row in there])))
    if by_hand:
        parts.append(Paragraph(text("meeting.move.slots_by_hand", speakers=by_hand)))
    if change.new_hour and (again := to_clear_again(desk, change.meeting)):
        parts.append(Paragraph(text("meeting.move.clear_again", speakers=[row.organisation for row in again])))
    return parts + _slots_outside(desk, change)


def _slots_outside(desk: Desk, change: Change) -> list[Part]:
    """Whose slot would begin or end after a meeting that becomes shorter: they are not told, and are named."""
    by = change.after.starts_at - change.meeting.starts_at
    rows = [row for row in slots_of(desk, change.meeting) if row.ends_at + by > change.after.ends_at]
    names = [row.organisation for row in rows]
    return [Paragraph(text("meeting.move.slots_outside", speakers=names))] if names else []


def _with_quiet_press(desk: Desk, change: Change, shown_: Reply) -> Reply:
    """A slip in the place or the title may be mended without a notice: what calendars keep showing is said."""
    if not change.only_words or shown_.card is None:
        return shown_
    draft = desk.keep("meetings.move", {**change.values(desk), QUIETLY: True})
    note = Note(
        text(
            "meeting.move.quietly",
            rows=[text("meeting.move.kept", words=old) for _, old, _ in change.differs()],
        )
    )
    press = Button(text("meeting.button.quietly"), "drafts.confirm", {"draft": draft})
    return replace(shown_, card=shown_.card.followed_by(note, Buttons((press,))))
