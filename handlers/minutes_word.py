"""The minutes as a Word document: sent by mail to whoever may see them and asks; the secretariat gets the draft to edit."""

from handlers import finding, record_meeting
from handlers import minutes as shown
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.minutes_record import CIRCULATION, CLAUSE, draft_of, in_word
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import Request
from handlers.why import source_parts
from storage import minutes
from storage.meetings import HELD, Meeting
from storage.minutes import DRAFT, FINAL, Minutes
from storage.outbox import MAIL


@command("minutes.word", power="see_register")
def word(request: Request, desk: Desk) -> Reply:
    """Whoever may see the minutes gets them as .docx by mail, for themselves alone; the secretariat also gets drafts."""
    clerk = may(desk.law.charter, "circulate_minutes", desk.offices)
    meeting = meeting_asked(request, desk, clerk)
    row = version_seen(desk, meeting, clerk) if meeting else None
    if meeting is None or row is None or desk.person is None:
        raise Refusal(
            text("minutes.not_yet"), clause=CLAUSE, setting=CIRCULATION, instead=(record_meeting.list_button(),)
        )
    desk.tell(
        desk.person, "minutes.word", meeting.code, road=MAIL,
        key=f"minutes.word/{meeting.code}/{row.version}/{desk.person.id}/{desk.now:%Y%m%d%H%M}",
        meeting=meeting.code, title=meeting.title, version=row.version, word=in_word(desk, row),
    )  # fmt: skip
    parts: list[Part] = [
        Heading(text("minutes_word.sent", meeting=meeting.code, version=row.version)),
        Paragraph(text("minutes_word.by_mail", address=desk.person.email)),
    ]
    if clerk and row.status != FINAL:
        parts += [Note(text("minutes_word.back")), Buttons((back_button(meeting),))]
    return Reply(Card((*parts, *source_parts(desk, CLAUSE))))


def back_button(meeting: Meeting) -> Button:
    """The press that says how an edited file comes back."""
    return Button(text("minutes.button.upload"), "minutes.upload", {"meeting": meeting.code})


def meeting_asked(request: Request, desk: Desk, clerk: bool) -> Meeting | None:
    """The meeting named, else the newest whose minutes this person may see, or of which the secretariat can have a draft."""
    if request.value("meeting"):
        return record_meeting.meeting_meant(request, desk, record_meeting.record_open)

    def there(desk_: Desk, each: Meeting) -> bool:
        return (clerk and each.status == HELD) or shown.visible(desk_, each, clerk) is not None

    return next(iter(record_meeting.candidates(desk, there, finding.days_named(request))), None)


def version_seen(desk: Desk, meeting: Meeting, clerk: bool) -> Minutes | None:
    """The version that this person may see; for the secretariat the draft as the record gives it now."""
    assert meeting.id is not None
    standing = minutes.current(desk.session, meeting.id)
    if clerk and meeting.status == HELD and (standing is None or standing.status == DRAFT):
        record_meeting.take_turns(desk)
        return draft_of(desk, meeting)
    return shown.visible(desk, meeting, clerk)
