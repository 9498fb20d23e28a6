"""How far an invitation to speak has come, and what is next for the secretariat; read from the record, never stored."""

from handlers.desk import Desk
from handlers.speaker_answers import is_over
from storage import minutes
from storage.directory import GOVERNMENT
from storage.invitations import DECLINED, EMAIL, SpeakerInvitation
from storage.meetings import HELD, Meeting
from storage.minutes import FINAL
from storage.people import Person

WITHDRAWN, CLEAR, SEND, ANSWER, DECLINES, SLIDES, SLIDES_CLEAR, MEET, THANK, THANK_CLEAR, PART, PART_CLEAR, DONE, LAPSED = (
    "withdrawn", "clear", "send", "answer", "declined", "slides", "slides_clear", "meet", "thank", "thank_clear", "part",
    "part_clear", "done", "lapsed",
)  # fmt: skip


def next_step(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> str:
    """The one thing that is next."""
    if row.withdrawn_at is not None:
        return WITHDRAWN
    if meeting.status == HELD and row.sent_at is not None:
        return _after(desk, row)
    if is_over(desk, meeting):
        return LAPSED
    if row.sent_at is None:
        return SEND if row.cleared_at is not None else CLEAR
    if not row.answer:
        return ANSWER
    if row.answer == DECLINED:
        return DECLINES
    if row.slides_at is None:
        return SLIDES
    return MEET if row.slides_cleared_at is not None or not row.slides_reference else SLIDES_CLEAR


def is_held(row: SpeakerInvitation, meeting: Meeting) -> bool:
    """Whether they could have spoken: the invitation was out, and its meeting is on record as held."""
    return row.sent_at is not None and row.withdrawn_at is None and meeting.status == HELD


def goes_by_mail(desk: Desk, row: SpeakerInvitation) -> bool:
    """Only to an outsider who is written to by e-mail does Quipu write; to the government it drafts (ToR 5)."""
    if row.form != EMAIL or row.category == GOVERNMENT or row.person_id is None:
        return False
    return desk.session.get_one(Person, row.person_id).erased_at is None


def is_drafted(row: SpeakerInvitation) -> bool:
    """Whether what goes to them next is drafted and waits for a second person; what left is no draft any more."""
    return row.thanks_drafted_at is not None


def part_of_minutes(desk: Desk, row: SpeakerInvitation) -> tuple[str, str] | None:
    """The title and the note of their item in the final minutes; nothing of the rest, nothing before they are final."""
    found = minutes.current(desk.session, row.meeting_id)
    if found is None or found.status != FINAL or row.item_id is None:
        return None
    items = found.body.get("items")
    for item in items if isinstance(items, list) else ():
        if item["id"] == row.item_id and item["note"]:
            return str(item["title"]), str(item["note"])
    return None


def _after(desk: Desk, row: SpeakerInvitation) -> str:
    """After the meeting: thanks, then the part of the minutes that is theirs."""
    if row.thanked_at is None:
        silent = row.answer in {"", DECLINED} and row.thanks_drafted_at is None
        return LAPSED if silent else THANK_CLEAR if is_drafted(row) else THANK
    owed = row.minutes_part_at is None and goes_by_mail(desk, row) and part_of_minutes(desk, row) is not None
    if not owed:
        return DONE
    return PART_CLEAR if is_drafted(row) else PART
