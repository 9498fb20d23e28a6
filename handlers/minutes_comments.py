"""Comments on circulated minutes: kept as written, in time or late, for the secretariat to weigh."""

from typing import Any

from handlers import minutes_sight, record_meeting, typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import acting_office
from handlers.minutes_places import place_name, place_of_number, place_options
from handlers.minutes_record import CLAUSE, COMMENTS, clerks
from handlers.minutes_round import circulated, told_why
from handlers.reply import Button, Card, Facts, Field, Form, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import minutes
from storage.meetings import Meeting
from storage.minutes import CIRCULATED, FINAL, Minutes, MinutesComment
from storage.people import Organisation

LONGEST_PLACE = 120


@command("minutes.comment", power="comment")
def comment(request: Request, desk: Desk) -> Reply:
    """A reader says what should read otherwise, and where; after the close it is kept as late, never lost."""
    meeting = meeting_to_comment(request, desk)
    row = open_for(desk, meeting)
    minutes_sight.require_sight(desk, row.label)
    if request.step == FORM or not request.value("wording"):
        return Reply(form=_form(request, meeting, row))
    try:
        place, wording = typed.words(request, "paragraph", LONGEST_PLACE), typed.words(request, "wording")
        place = _place(place, row)
    except Refusal as refusal:
        refusal.form = _form(request, meeting, row)
        raise
    body = organisation_for(desk, meeting)
    late = row.comments_until is not None and desk.now > row.comments_until
    card = _card("minutes.comment_preview", desk, meeting, row, body, place, wording, late)
    if request.step != CONFIRMED:
        return desk.show_first(request.at_step(request.step, values={**request.values, "meeting": meeting.code}), card)
    assert body.id is not None
    assert meeting.id is not None
    assert row.id is not None
    kept = MinutesComment(
        network_id=desk.network_id, meeting_id=meeting.id, minutes_id=row.id, organisation_id=body.id,
        person_id=desk.person_id, paragraph=place, wording=wording, late=late, said_at=desk.now,
    )  # fmt: skip
    desk.session.add(kept)
    desk.session.flush()
    desk.record("minutes.commented", meeting.code, CLAUSE, organisation=body.name, late=late)
    if late:
        _tell_late(desk, meeting, row, kept, body)
    return Reply(_card("minutes.comment_kept", desk, meeting, row, body, place, wording, late))


def meeting_to_comment(request: Request, desk: Desk) -> Meeting:
    """The meeting whose minutes are meant, among those that are out for comments."""
    if not request.value("meeting") and not record_meeting.candidates(desk, circulated):
        raise Refusal(text("minutes.nothing_to_comment"), clause=CLAUSE, setting=COMMENTS)
    return record_meeting.the_meeting(request, desk, circulated)


def open_for(desk: Desk, meeting: Meeting) -> Minutes:
    """The minutes to comment upon; refused before they circulate and once they are final."""
    assert meeting.id is not None
    row = minutes.current(desk.session, meeting.id)
    if row is not None and row.status == FINAL:
        propose = Button(text("minutes.button.propose"), "agenda.propose", opens_form=True)
        show = Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
        raise Refusal(text("minutes.final_already", meeting=meeting.code), clause=CLAUSE, instead=(propose, show))
    if row is None or row.status != CIRCULATED:
        raise Refusal(text("minutes.not_circulated", meeting=meeting.code), clause=CLAUSE, setting=COMMENTS)
    return row


def organisation_for(desk: Desk, meeting: Meeting) -> Organisation:
    """The organisation spoken for: the readers of that kind of meeting comment on its minutes."""
    readers = desk.law.charter.meetings[meeting.kind].readers
    held = [office for office in desk.offices if office.office in readers]
    office = acting_office(desk.law.charter, "comment", held)
    if office is None:
        who = [text(f"office.{name}") for name in readers]
        kind = text(f"meeting_kind.{meeting.kind}")
        why = text("minutes.not_a_reader", kind=kind, who=who)
        raise Refusal(why, clause=desk.law.charter.powers["comment"].clause, setting="powers.comment")
    return desk.session.get_one(Organisation, office.organisation_id)


def _place(wanted: str, row: Minutes) -> str:
    """A paragraph's number is the paragraph that has it in this version; one that is not there is said to be none."""
    if not wanted.isdecimal():
        return wanted
    if found := place_of_number(wanted, row.body):
        return found
    raise Refusal(text("minutes.no_paragraph", asked=wanted), clause=CLAUSE, field="paragraph")


def _form(request: Request, meeting: Meeting, row: Minutes) -> Form:
    options = place_options(row.body)
    said = request.value("paragraph")
    wanted = place_of_number(said, row.body) or said
    chosen = wanted if wanted in {option.value for option in options} else None
    fields = (
        Field("select", "paragraph", text("minutes.fact.section"), chosen, options=options),
        Field(
            "long",
            "wording",
            text("minutes.fact.proposed"),
            typed.again(request, "wording"),
            text("minutes.hint.comment"),
        ),
    )
    hidden: dict[str, Any] = {"meeting": meeting.code}
    intro = text("minutes.comment_intro", meeting=meeting.code, until=row.comments_until)
    return Form(text("minutes.comment_form"), "minutes.comment", fields, hidden, text("minutes.comment_submit"), intro)


def _card(
    title: str, desk: Desk, meeting: Meeting, row: Minutes, body: Organisation, place: str, wording: str, late: bool
) -> Card:
    rows: tuple[tuple[Said, Said], ...] = (
        (text("minutes.fact.section"), place_name(place, row.body)),
        (text("minutes.column.organisation"), body.name),
        (text("record.told"), text("minutes.to_secretariat")),
    )
    parts: list[Part] = [Heading(text(title, meeting=meeting.code)), Paragraph(wording), Facts(rows)]
    if late:
        parts.append(Note(text("minutes.comes_late", until=row.comments_until)))
    return Card((*parts, *source_parts(desk, CLAUSE, COMMENTS)))


def _tell_late(desk: Desk, meeting: Meeting, row: Minutes, kept: MinutesComment, body: Organisation) -> None:
    """After the close the table has gone: the secretariat is told of what came since, and nobody else."""
    for person in clerks(desk):
        desk.tell(
            person, "minutes.late_comment", meeting.code, key=f"minutes.late_comment/{kept.id}/{person.id}",
            meeting=meeting.code, title=meeting.title, organisation=body.name, wording=kept.wording,
            section=place_name(kept.paragraph, row.body),
            until=row.comments_until, why=told_why(desk, COMMENTS),
        )  # fmt: skip
