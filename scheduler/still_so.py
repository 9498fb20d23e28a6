"""Questions to the record about a notice that has not left yet: is what it asks, or tells of, still so (ToR 2, 5.1.8)?

Each answers with the reason why there is nothing to say any more, or with "".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from scheduler.follow_up import FOLLOW_UP, sent_at
from storage import (
    actions,
    contacts,
    decisions,
    deliveries,
    drafts,
    groups,
    incoming_mail,
    meetings,
    outbox_read,
    people,
)  # fmt: skip
from storage.alerts import SensitiveAlert
from storage.drafts import Draft
from storage.meetings import Meeting
from storage.outbox import Notice
from storage.people import Absence, Account, Organisation
from storage.text import from_paper

DONE, OVER, GONE, CHANGED, MOVED, TOLD = "done", "over", "cancelled", "superseded", "moved", "told"


@dataclass(frozen=True, slots=True)
class Asked:
    """A notice, what it carries, and the record at this moment."""

    session: Session
    notice: Notice
    values: dict[str, Any]
    now: datetime

    @classmethod
    def about(cls, session: Session, notice: Notice, now: datetime) -> "Asked":
        """What is asked about this notice now."""
        return cls(session, notice, from_paper(notice.values), now)

    def number(self, name: str) -> int:
        """A number it carries; 0 where it carries none."""
        written = str(self.values.get(name) or "")
        return int(written) if written.isascii() and written.isdigit() else 0

    @property
    def network_id(self) -> int:
        """Whose record is asked."""
        return self.notice.network_id

    @property
    def meeting(self) -> Meeting | None:
        """The meeting it is about."""
        return meetings.by_code(self.session, self.network_id, str(self.values.get("meeting") or self.notice.about))


Question = Callable[[Asked], str]


def until(asked: Asked) -> str:
    """What can be said or done only for a while."""
    ends = [asked.values.get(name) for name in ("until", "closes", "last")]
    today = asked.now.date()
    over = any(
        end < asked.now if isinstance(end, datetime) else isinstance(end, date) and end < today for end in ends if end
    )
    return OVER if over else ""


def draft_waits(asked: Asked) -> str:
    """An act prepared for somebody else's press: until they did it or put it aside."""
    row = asked.session.get(Draft, str(asked.values.get("draft") or ""))
    return "" if row is None or row.status == drafts.WAITING else DONE


def action_open(asked: Asked) -> str:
    """An action: until it is done or dropped."""
    row = actions.by_code(asked.session, asked.network_id, asked.notice.about)
    return "" if row is None or row.status == actions.OPEN else DONE


def not_in_the_table(asked: Asked) -> str:
    """An action of a meeting: unless the same person has the meeting's table, which names it with who and by when."""
    row = actions.by_code(asked.session, asked.network_id, asked.notice.about)
    meeting = asked.session.get(Meeting, row.meeting_id) if row is not None and row.meeting_id else None
    sent = sent_at(meeting) if meeting is not None else None
    if row is None or meeting is None or sent is None or row.recorded_at > sent:
        return ""
    key = f"{asked.network_id}/{FOLLOW_UP}/{meeting.code}/{asked.notice.person_id}"
    return TOLD if outbox_read.goes(asked.session, key) else ""


def help_wanted(asked: Asked) -> str:
    """A call for help: until the action is done or goes on."""
    row = actions.by_code(asked.session, asked.network_id, asked.notice.about)
    return "" if row is None or row.help_wanted_at is not None else DONE


def answer_wanted(asked: Asked) -> str:
    """A text put to the Committee: while it is this version, undecided, and the seat has not answered."""
    row = decisions.by_code(asked.session, asked.network_id, asked.notice.about)
    if row is None or row.id is None:
        return ""
    if row.status not in (decisions.OPEN, decisions.SUSPENDED):
        return DONE
    if str(asked.values.get("version", row.version)) != str(row.version):
        return CHANGED
    given = decisions.standing(decisions.answers_of(asked.session, row.id), row.version)
    seats = {asked.session.get_one(Organisation, seat).name for seat in given}
    return DONE if asked.values.get("organisation") in seats else ""


def undecided(asked: Asked) -> str:
    """What somebody should do so that a decision is settled: until it is, or its text is another."""
    row = decisions.by_code(asked.session, asked.network_id, asked.notice.about)
    if row is None:
        return ""
    if row.status not in (decisions.OPEN, decisions.SUSPENDED, decisions.AD_REFERENDUM):
        return DONE
    return "" if str(asked.values.get("version", row.version)) == str(row.version) else CHANGED


def suspended(asked: Asked) -> str:
    """A way out of an objection is looked for: while the text is stopped by one."""
    row = decisions.by_code(asked.session, asked.network_id, asked.notice.about)
    return "" if row is None or row.status == decisions.SUSPENDED else DONE


def alarm_waits(asked: Asked) -> str:
    """A false alarm to be looked at: until it was allowed."""
    row = asked.session.get(SensitiveAlert, asked.number("alert"))
    return DONE if row is not None and row.allowed_at is not None else ""


def away(asked: Asked) -> str:
    """Days for which somebody stands in: unless the notice of absence was taken back."""
    number = asked.notice.about
    row = asked.session.get(Absence, int(number)) if number.isdigit() else None
    return GONE if row is not None and row.withdrawn_at is not None else ""


def change_stands(asked: Asked) -> str:
    """A change of focal points to be recorded: unless the organisation has confirmed since that all is well."""
    rows = _round(asked)
    mine = [
        row for row in rows
        if asked.session.get_one(Organisation, row.organisation_id).name == asked.values.get("organisation")
    ]  # fmt: skip
    return DONE if mine and all(row.answer == contacts.CONFIRMED for row in mine) else ""


def contacts_missing(asked: Asked) -> str:
    """The list of those that have not confirmed: until all have."""
    rows = _round(asked)
    return DONE if rows and all(row.answer for row in rows) else ""


def _round(asked: Asked) -> list[contacts.ContactCheck]:
    try:
        return contacts.checks(asked.session, asked.network_id, date.fromisoformat(asked.notice.about))
    except ValueError:
        return []


def undelivered(asked: Asked) -> str:
    """A message that did not arrive: until it was sent once more."""
    row = deliveries.notice(asked.session, asked.network_id, asked.number("notice"))
    return (
        DONE if row is not None and deliveries.again(asked.session, asked.network_id, row.key)[-1].id != row.id else ""
    )


def group_proposed(asked: Asked) -> str:
    """What was said of a group that is proposed: until it was created or given up."""
    return _group(asked, groups.PROPOSED)


def group_works(asked: Asked) -> str:
    """What was said of a group that works: until it ended."""
    return _group(asked, groups.ACTIVE)


def _group(asked: Asked, status: str) -> str:
    row = asked.session.get(groups.WorkingGroup, asked.number("group"))
    return DONE if row is not None and row.status != status else ""


def mail_waits(asked: Asked) -> str:
    """The review list: until it is empty."""
    return "" if incoming_mail.to_review(asked.session, asked.network_id) else DONE


def letter_to_see(asked: Asked) -> str:
    """A letter that came back: until somebody has seen to it."""
    row = incoming_mail.received(asked.session, asked.network_id, str(asked.values.get("message") or ""))
    return DONE if row is not None and row.status != incoming_mail.REVIEW else ""


def account_unknown(asked: Asked) -> str:
    """An account that acts for nobody: until the secretariat said whose it is."""
    where = (str(asked.values.get("team") or ""), str(asked.values.get("user") or ""))
    row: Account | None = people.account(asked.session, asked.network_id, "slack", *where)
    owner = people.by_email(asked.session, asked.network_id, row.email) if row is not None and row.email else None
    return DONE if row is not None and owner is not None and owner.id == row.person_id else ""
