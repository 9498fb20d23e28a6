"""A message that was read goes on record once: applied through the one door, put on the review list, or only counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from bot.mail.incoming import found, rule
from bot.mail.incoming.about import About, about
from bot.mail.incoming.found import Found
from bot.mail.incoming.record import Record
from bot.mail.incoming.watch import watched
from handlers.commands import answer
from handlers.mail_press import pressed
from handlers.request import CONFIRMED, Request
from storage import incoming_mail, networks
from storage.charter import Charter
from storage.incoming_mail import APPLIED, IGNORED, REVIEW, MailReceived
from storage.networks import Network

PLATFORM = "mail"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies, for good: the only mark that it was read."""

    mailbox: str
    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Filing:
    """Files for one network. `domain` is that of the mailbox letters come from, `authserv_id` our mail server's name."""

    charters: Mapping[str, Charter]
    network_id: int
    domain: str
    authserv_id: str

    def file(self, session: Session, place: Place, message: Found, now: datetime) -> str:
        """What became of it: applied, review or ignored; "" when it was on record already."""
        networks.one_at_a_time(session, self.network_id)  # what is read below is still so when it is acted on
        if _filed(session, place):
            return ""
        message, kinds = watched(message)
        charter = session.get_one(Network, self.network_id).charter
        record = Record(session, self.network_id, f"-{charter}@{self.domain}")
        row = self._row(record, place, message, now)
        if row.status == APPLIED:
            self._apply(session, row, now)
        session.add(row)
        session.flush()
        if row.kind == found.BOUNCE and row.status == REVIEW:
            values = {"message": str(row.id)}
            self._ask(session, "mail.returned", now, values)
        if kinds and row.network_id:
            self._ask(session, "alerts.by_mail", now, {"person": str(row.person_id or ""), "kinds": list(kinds)})
        return row.status

    def file_fault(self, session: Session, place: Place, now: datetime) -> str:
        """Something of ours broke over this message: it is kept aside for a person, and the next one is read."""
        if _filed(session, place):
            return ""
        row = _bare(place, found.BROKEN, now)
        row.network_id, row.reason, row.status = self.network_id, "fault", REVIEW
        session.add(row)
        return REVIEW

    def remind(self, session: Session, now: datetime) -> None:
        """Have the secretariat told, at most once a day, while anything waits for it."""
        if incoming_mail.to_review(session, self.network_id):
            self._ask(session, "mail.remind", now, {})

    def _row(self, record: Record, place: Place, message: Found, now: datetime) -> MailReceived:
        """The row as the rule has it; of what does not concern the network nothing of its writer is kept."""
        found_out = about(record, message, self.authserv_id, now)
        row = _bare(place, message.kind, now)
        if not found_out.concerns_us:
            return row
        twice = record.seen(message.message_id, message.sender)
        row.network_id, row.reason = self.network_id, "twice" if twice else found_out.reason(now)
        row.status = APPLIED if not row.reason else IGNORED if row.reason in rule.IGNORED else REVIEW
        row.message_id, row.sender, row.subject = message.message_id, message.sender, message.subject
        row.person_id, row.meeting, row.outbox_key = found_out.person, found_out.meeting, found_out.letter
        row.invitation_id, row.facts = found_out.slot, _facts(found_out)
        said = found_out.said
        row.attendee, row.answer = (said.attendee, said.status[:40]) if said else ("", message.hint)
        return row

    def _apply(self, session: Session, row: MailReceived, now: datetime) -> None:
        """Press as that person; where the press is refused or would ask back, a person looks at it."""
        press = pressed(session, row, row.answer)
        key = f"mail/{row.mailbox}/{row.uid_validity}/{row.uid}"
        request = Request(
            press.command, self.network_id, now, row.person_id, press.values, CONFIRMED, key, PLATFORM
        )  # fmt: skip
        reply = answer(session, self.charters, request)
        if reply.refused or reply.form is not None:
            row.status, row.reason = REVIEW, "refused" if reply.refused else "which_seat"

    def _ask(self, session: Session, command: str, now: datetime, values: Mapping[str, Any]) -> None:
        answer(session, self.charters, Request(command, self.network_id, now, None, values, platform="clock"))


def _filed(session: Session, place: Place) -> bool:
    query = select(MailReceived.id).where(
        MailReceived.mailbox == place.mailbox, MailReceived.uid_validity == place.uid_validity,
        MailReceived.uid == place.uid,
    )  # fmt: skip
    return session.exec(query).first() is not None


def _bare(place: Place, kind: str, now: datetime) -> MailReceived:
    """Only that it was read."""
    return MailReceived(
        mailbox=place.mailbox, uid_validity=place.uid_validity, uid=place.uid, received_at=now, kind=kind, status=IGNORED
    )  # fmt: skip


def _facts(found_out: About) -> dict[str, Any]:
    """What else it said, for the review list and for telling newer answers from older ones."""
    facts: dict[str, Any] = {}
    if said := found_out.said:
        facts = {"sequence": said.sequence, "comment": said.comment, "problem": said.problem}
        facts |= {"delegated_to": said.delegated_to, "sent_by": said.sent_by, "instance": said.instance}
        facts["stamp"] = said.stamped_at.isoformat() if said.stamped_at else ""
        facts["proposed"] = [moment.isoformat() for moment in said.proposed or ()]
    if back := found_out.message.returned:
        facts |= {"status": back.status}
    return {name: value for name, value in facts.items() if value not in ("", [])}
