"""What a notice that belongs to no duty asks, or tells of, may be settled before it leaves: then it is not said (ToR 2, 5).

One table: the question that is put to the record right before sending, and the notices of which it is asked. A notice
with a press is in it, or in one of the lists below it, by name (`tests/every/test_every_notice_is_reread.py`).
"""

from datetime import datetime

from sqlmodel import Session

from scheduler import still_so as ask
from scheduler import still_to_come as come
from scheduler.still_so import Asked, Question
from storage.calendars_sent import MEETINGS, SLOTS
from storage.outbox import Notice

REREAD: tuple[tuple[Question, tuple[str, ...]], ...] = (
    (come.meeting_comes, (
        "meeting.convened", "meeting.convened_with_call", "meeting.moved", "meeting.changed", "meeting.alternate_goes",
        "meeting.announced", "meeting.announced_moved", "meeting.announced_changed", "agenda.call", "agenda.draft",
        "agenda.closed", "agenda.circulated", "agenda.changed", "agenda.late_item", "agenda.observer", "agenda.admitted",
        "agenda.taken_up", "agenda.withdrawn", "agenda.document_given",
    )),
    (come.at_that_hour, ("meeting.moved", "meeting.announced_moved", "meeting.alternate_goes")),
    (ask.until, ("agenda.call", "alerts.allowed", "away.you_stand_in", "minutes.circulated", "speaker.proposed")),
    (come.points_taken, ("agenda.call",)),
    (come.agenda_is_draft, ("agenda.draft",)),
    (come.agenda_not_sent_since, ("agenda.withdrawn", "agenda.document_given")),
    (come.point_waits, ("agenda.late_item",)),
    (ask.draft_waits, ("meeting.exception_wanted", "speaker.exception_wanted", "circulation.wanted")),
    (ask.action_open, ("action.assigned",)),
    (ask.not_in_the_table, ("action.assigned",)),
    (ask.help_wanted, ("action.help",)),
    (ask.answer_wanted, (
        "circulation.silence", "circulation.silence_again", "circulation.explicit", "circulation.explicit_again",
    )),
    (ask.undecided, ("decision.result_proposed", "decision.expired", "decision.objection_wanted")),
    (ask.suspended, ("decision.objected",)),
    (ask.alarm_waits, ("alerts.asked",)),
    (ask.away, ("away.you_stand_in",)),
    (ask.change_stands, ("contacts.change",)),
    (ask.contacts_missing, ("contacts.closed",)),
    (ask.undelivered, ("delivery.given_up",)),
    (ask.group_proposed, ("groups.answers.composition",)),
    (ask.group_works, ("groups.answers.review",)),
    (come.hour_wanted, ("polls.outcome", "polls.no_hour", "polls.closed_early")),
    (come.comments_wanted, ("minutes.circulated", "minutes.comments_closed", "minutes.late_comment")),
    (ask.mail_waits, ("mail.waiting",)),
    (ask.letter_to_see, ("mail.returned",)),
    (ask.account_unknown, ("slack.reassigned",)),
    (come.invitation_stands, (
        "speaker.proposed", "speaker.to_clear", "speaker.comments_over", "speaker.cleared", "speaker.cleared_sent",
        "speaker.thanks_wanted", "speaker.hanging", "speaker.invited",
)),
    (come.to_clear, ("speaker.proposed", "speaker.to_clear", "speaker.comments_over")),
    (come.to_deliver, ("speaker.cleared",)),
    (come.thanks_to_clear, ("speaker.thanks_wanted",)),
)  # fmt: skip

WITH_A_DUTY = (
    "absent.answer", "contacts.asked", "contacts.copied", "groups.asked.composition", "groups.asked.review",
    "polls.asked", "polls.complete", "network.daily_line",
)  # fmt: skip
"""They carry their duty, as every reminder does, and are read again with it (`scheduler/rereading.py`)."""
OF_A_CALENDAR = (*MEETINGS, *SLOTS)
"""They are read from the record as they leave (decision 0007)."""
TRUE_ANYWAY = (
    # what somebody did, and when: it stays so
    "action.done", "action.moved", "agenda.deferred", "alerts.by_mail", "alerts.noticed", "away.is_back", "circulation.adopted",
    "contacts.complete", "contacts.stands", "decision.adopted", "decision.answer_noted", "decision.answered",
    "decision.answered_late", "decision.commented", "decision.not_adopted", "decision.recorded", "decision.resumed",
    "decision.suspended", "decision.taken_back", "decisions.extract", "groups.at_odds", "groups.created", "groups.ended",
    "groups.joined", "groups.late", "groups.left", "groups.renewed", "invitation.answered", "meeting.announced_cancelled", "meeting.cancelled",
    "members.designated", "members.handover", "members.left", "members.relieved", "members.welcome", "minutes.dropped",
    "minutes.final", "minutes.follow_up", "polls.withdrawn", "setting.changed", "slack.stranger", "speaker.dropped",
    "speaker.tell_officially", "undo.corrected", "voices.at_odds",
    # what one asked for oneself, and letters that a second person has cleared
    "letters.drafted", "minutes.comments_table", "minutes.running", "minutes.word", "speaker.invitation_withdrawn",
    "speaker.part_letter", "speaker.thanks_letter",
    # said by the web process itself, while the clock stands still
    "clock.stopped",
)  # fmt: skip
"""They stay true whatever happens before they leave."""

_OF: dict[str, tuple[Question, ...]] = {
    notice: tuple(question for question, those in REREAD if notice in those)
    for _, notices in REREAD
    for notice in notices
}


def settled(session: Session, notice: Notice, now: datetime) -> str:
    """Why it has nothing to say any more, or ""."""
    questions = _OF.get(notice.notice, ())
    asked = Asked.about(session, notice, now) if questions else None
    return next((why for question in questions if asked is not None and (why := question(asked))), "")
