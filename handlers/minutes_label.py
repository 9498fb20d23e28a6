"""The confidentiality label of minutes, set by the secretariat: who may read them (ToR 5.1.8)."""

from handlers import guests, record_meeting
from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_record import CLAUSE, readers
from handlers.reply import Button, Buttons, Card, Facts, Field, Form, Heading, Note, Option, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import minutes, outbox, outbox_read
from storage.meetings import Meeting
from storage.minutes import DRAFT, LABELS, Minutes
from storage.people import Person


@command("minutes.label", power="circulate_minutes")
def label(request: Request, desk: Desk) -> Reply:
    """Internal to the Committee, internal to the network, for guests, or public; the network's own is what stands until then."""
    meeting = record_meeting.the_meeting(request, desk, _has_minutes)
    row = minutes.current(desk.session, meeting.id or 0)
    if row is None:
        draft = Button(text("minutes.button.draft"), "minutes.draft", {"meeting": meeting.code}, "primary")
        raise Refusal(text("label.no_minutes", meeting=meeting.code), clause=CLAUSE, instead=(draft,))
    wanted = request.value("label")
    if request.step == FORM or wanted not in LABELS:
        return Reply(form=_form(meeting, row, wanted))
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={"meeting": meeting.code, "label": wanted})
        return desk.show_first(pinned, _preview(desk, meeting, row, wanted))
    record_meeting.take_turns(desk)
    staying = {person.id for person in readers(desk, meeting, wanted)}
    for person in readers(desk, meeting, row.label):
        if person.id not in staying:
            _withdraw(desk, meeting, person)
    before, row.label = row.label, wanted
    desk.session.add(row)
    desk.record("minutes.labelled", meeting.code, CLAUSE, before=before, label=wanted)
    show = Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
    return Reply(
        Card((Heading(text("label.done", meeting=meeting.code, label=text(f"label.{wanted}"))), Buttons((show,))))
    )


def _withdraw(desk: Desk, meeting: Meeting, person: Person) -> None:
    """What has not left for somebody who may not read them any more does not leave."""
    for notice in ("minutes.circulated", "minutes.final"):
        for row in outbox_read.about(desk.session, desk.network_id, notice, meeting.code):
            if row.person_id == person.id:
                outbox.withdraw(desk.session, desk.network_id, row.key.partition("/")[2], "label")


def label_button(meeting: Meeting) -> Button:
    """The press that opens the choice."""
    return Button(text("label.button"), "minutes.label", {"meeting": meeting.code}, opens_form=True)


def _has_minutes(desk: Desk, meeting: Meeting) -> bool:
    return minutes.current(desk.session, meeting.id or 0) is not None


def _form(meeting: Meeting, row: Minutes, wanted: str) -> Form:
    options = tuple(Option(each, text(f"label.{each}")) for each in LABELS)
    chosen = wanted if wanted in LABELS else row.label
    field = Field("select", "label", text("label.fact"), chosen, text("label.hint"), options=options)
    return Form(text("label.form"), "minutes.label", (field,), {"meeting": meeting.code})


def _preview(desk: Desk, meeting: Meeting, row: Minutes, wanted: str) -> Card:
    """Who may read them from then on; what already went out is not called back."""
    count = len(readers(desk, meeting, wanted))
    parts: list[Part] = [
        Heading(text("label.preview", meeting=meeting.code)),
        Facts((
            (text("label.before"), text(f"label.{row.label}")),
            (text("label.fact"), text(f"label.{wanted}")),
            (text("label.who"), text(f"label.reads.{wanted}", count=count)),
        )),
    ]  # fmt: skip
    if row.status != DRAFT:
        parts.append(Note(text("label.sent_already")))
    return Card((*parts, *source_parts(desk, CLAUSE, guests.ACCESS if wanted == minutes.GUESTS else "")))
