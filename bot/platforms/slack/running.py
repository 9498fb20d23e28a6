"""The running record of a meeting in Slack: one message, changed where it stands with every mark."""

from sqlmodel import Session

from bot.notices import RUNNING
from bot.platforms.slack.answers import payload
from bot.platforms.slack.draw import Message
from bot.platforms.slack.house import Counter
from bot.platforms.slack.outcomes import after_a_refusal
from bot.platforms.slack.workspace import UNREACHABLE, Workspace, answered, error_name
from scheduler.sending import GiveUp, Sent, TryLater, Unclear
from storage import minutes
from storage.minutes import RecordCard
from storage.outbox import Notice

SLACK = "slack"
GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found"}
"""What Slack says where the message cannot be changed any more: it is then posted anew."""


class RunningCards:
    """Knows in which message each meeting's record is shown, and writes it anew there."""

    def __init__(self, counter: Counter, workspace: Workspace) -> None:
        self.counter, self.workspace = counter, workspace

    async def updated(self, notice: Notice, pages: list[Message]) -> Sent | TryLater | GiveUp | Unclear | None:
        """Change the message where the record is shown; None when it is shown nowhere yet, or no longer."""
        if notice.notice != RUNNING:
            return None
        known = await self.counter.look(lambda session: minutes.record_card(session, _meeting(notice), SLACK))
        if known is None:
            return None
        given = {"channel": known.place, "ts": known.external_id, **payload(pages[0])}
        try:
            await answered(self.workspace.patient.api_call("chat.update", json=given))
        except UNREACHABLE as wrong:
            if error_name(wrong) in GONE:
                return None
            outcome = after_a_refusal(wrong, more_before=False)
            # To change a message twice to the same does no harm: what is unclear is tried again.
            return TryLater(outcome.why) if isinstance(outcome, Unclear) else outcome
        return Sent(SLACK, f"{known.place}/{known.external_id}")

    async def keep(self, notice: Notice, external_id: str) -> None:
        """Remember where the record is shown from now on."""
        if notice.notice != RUNNING:
            return
        place, _, message = external_id.partition("/")

        def write(session: Session) -> None:
            known = minutes.record_card(session, _meeting(notice), SLACK) or RecordCard(
                network_id=notice.network_id, meeting_id=_meeting(notice), platform=SLACK, place="", external_id=""
            )
            known.place, known.external_id = place, message
            session.add(known)

        await self.counter.write(write)


def _meeting(notice: Notice) -> int:
    return int(notice.values["meeting_id"])
