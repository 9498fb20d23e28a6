"""Notes taken during a meeting, item by item: they wait for the draft of the minutes."""

from handlers import minutes_draft, record_lines, record_meeting, typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_items import point_hidden, with_point
from handlers.minutes_draft import LONGEST, NOTE, OTHER
from handlers.minutes_places import section_name
from handlers.minutes_record import CLAUSE, draft_of, new_version
from handlers.reply import Button, Buttons, Card, Field, Form, Heading, Option, Paragraph, Refusal, Reply, text
from handlers.request import FORM, Request
from storage import agenda, minutes
from storage.meetings import Meeting
from storage.minutes import DRAFT, Minutes


@command("minutes.note", power="record")
def note(request: Request, desk: Desk) -> Reply:
    """A note for an item of the meeting, or for its other matters: it goes into the draft of the minutes."""
    meeting = record_meeting.meeting_meant(request, desk, record_meeting.record_open)
    if meeting is not None:
        request = with_point(request, desk, meeting, _note_form)
    if meeting is None or request.step == FORM or not request.value("wording"):
        return Reply(form=_note_form(request, desk, meeting))
    assert meeting.id is not None
    record_meeting.take_turns(desk)
    standing = minutes.current(desk.session, meeting.id)
    if standing is not None and standing.status != DRAFT:
        show = Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
        raise Refusal(text("minutes.note_late", meeting=meeting.code), clause=CLAUSE, instead=(show,), field="meeting")
    place = _place(request, desk, meeting)
    _keep_note(request, desk, meeting, place, standing)
    desk.record("minutes.noted", meeting.code, CLAUSE, place=place)
    record_lines.keep(desk, meeting, record_lines.NOTE, place, typed.words(request, "wording"))
    name = section_name(place if place == OTHER else f"{NOTE}{place}", {"items": _items(desk, meeting)})
    parts = (
        Heading(text("minutes.noted", meeting=meeting.code)), Paragraph(name), Paragraph(typed.words(request, "wording")),
        Buttons((note_button(meeting), Button(text("minutes.button.draft"), "minutes.draft", {"meeting": meeting.code}))),
    )  # fmt: skip
    return Reply(Card(parts))


def _keep_note(request: Request, desk: Desk, meeting: Meeting, place: str, standing: Minutes | None) -> None:
    """Add the note to those of the meeting, and to the draft where there is one already."""
    words = typed.words(request, "wording")
    name = OTHER if place == OTHER else f"{NOTE}{place}"
    kept = minutes_draft.notes(meeting)
    before = minutes_draft.texts(standing.body).get(name, "") if standing else kept.get(place, "")
    whole = f"{before}\n{words}" if before else words
    if len(whole) > LONGEST:
        raise Refusal(text("minutes.note_too_long", length=len(whole), longest=LONGEST), field="wording")
    meeting.notes = {**meeting.notes, "minutes": {**kept, place: whole}}
    desk.session.add(meeting)
    if standing:
        new_version(desk, meeting, minutes_draft.corrected(draft_of(desk, meeting).body, {name: whole}))


def _place(request: Request, desk: Desk, meeting: Meeting) -> str:
    wanted = request.value("item") or OTHER
    if wanted != OTHER and wanted not in {str(item["id"]) for item in _items(desk, meeting)}:
        raise Refusal(
            text("decisions.no_item", meeting=meeting.code), field="item", form=_note_form(request, desk, meeting)
        )
    return wanted


def _items(desk: Desk, meeting: Meeting) -> list[dict[str, object]]:
    assert meeting.id is not None
    return [{"id": item.id, "title": item.title} for item in agenda.items(desk.session, meeting.id)]


def _note_form(request: Request, desk: Desk, meeting: Meeting | None) -> Form:
    fields: list[Field] = []
    hidden = {"meeting": meeting.code} if meeting else point_hidden(request)
    if meeting is None:
        fields.append(record_meeting.meeting_field(desk, record_meeting.record_open))
    else:
        rows = _items(desk, meeting)
        options = [Option(str(row["id"]), section_name(f"{NOTE}{row['id']}", {"items": rows})) for row in rows]
        options.append(Option(OTHER, text("minutes.section.other")))
        wanted = request.value("item")
        usual = None if wanted else options[0].value
        chosen = wanted if wanted in {option.value for option in options} else usual
        fields.append(Field("select", "item", text("minutes.fact.place_of_note"), chosen, options=tuple(options)))
    fields.append(
        Field("long", "wording", text("minutes.fact.note"), typed.again(request, "wording"), text("minutes.hint.note"))
    )
    return Form(text("minutes.note_form"), "minutes.note", tuple(fields), hidden)


def note_button(meeting: Meeting) -> Button:
    """The press that opens the form for a note."""
    return Button(text("minutes.button.note"), "minutes.note", {"meeting": meeting.code}, opens_form=True)
