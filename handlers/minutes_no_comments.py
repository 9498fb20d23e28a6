"""One press says that an organisation has no comments on circulated minutes; silence until the close says the same (ToR 5.1.8)."""

from handlers import minutes_sight
from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_comments import meeting_to_comment, open_for, organisation_for
from handlers.minutes_record import CLAUSE, COMMENTS
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Refusal, Reply, Text, text
from handlers.request import Request
from handlers.why import source_parts
from storage import minutes
from storage.meetings import Meeting
from storage.minutes import Minutes, MinutesComment


@command("minutes.no_comments", power="comment")
def no_comments(request: Request, desk: Desk) -> Reply:
    """It is kept once for each organisation; what it has commented before stays, and it may still comment afterwards."""
    meeting = meeting_to_comment(request, desk)
    row = open_for(desk, meeting)
    minutes_sight.require_sight(desk, row.label)
    body = organisation_for(desk, meeting)
    assert meeting.id is not None
    assert body.id is not None
    if row.comments_until is not None and desk.now > row.comments_until:
        raise Refusal(text("no_comments.closed", until=row.comments_until), clause=CLAUSE, setting=COMMENTS)
    if any(each.organisation_id == body.id for each in minutes.comments(desk.session, meeting.id)):
        return Reply(_card(desk, meeting, row, text("no_comments.commented", organisation=body.name)))
    if body.id not in minutes.content(desk.session, meeting.id):
        desk.session.add(_kept(desk, meeting, row, body.id))
        desk.record("minutes.no_comments", meeting.code, CLAUSE, organisation=body.name)
    return Reply(_card(desk, meeting, row, text("no_comments.kept", organisation=body.name)))


def _kept(desk: Desk, meeting: Meeting, row: Minutes, body: int) -> MinutesComment:
    assert meeting.id is not None
    assert row.id is not None
    return MinutesComment(
        network_id=desk.network_id, meeting_id=meeting.id, minutes_id=row.id, organisation_id=body,
        person_id=desk.person_id, wording="", said_at=desk.now,
    )  # fmt: skip


def _card(desk: Desk, meeting: Meeting, row: Minutes, said: Text) -> Card:
    comment = Button(text("minutes.button.comment"), "minutes.comment", {"meeting": meeting.code}, opens_form=True)
    parts = (
        Heading(text("no_comments.title", meeting=meeting.code)),
        Paragraph(said),
        Paragraph(text("no_comments.still", until=row.comments_until)),
    )
    return Card((*parts, *source_parts(desk, CLAUSE, COMMENTS), Buttons((comment,))))
