"""Links to a date poll that need no account: signed with the house's key, each for one person and one poll.

They end with the poll, which is read from the record and not from the link.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from itsdangerous import BadData
from sqlmodel import Session

from bot.board.links import Forms
from handlers import poll_sheet
from handlers.poll_sheet import AskedOf
from storage.charter import Charter
from storage.outbox import Notice

PARTS = 3
"""What a link says: network, poll, person."""


class PollSeal(Forms):
    """Makes and reads the tokens of links to polls, and the seals of the forms that are drawn for them."""

    def __init__(self, secret_key: str) -> None:
        super().__init__(secret_key, "poll")

    def token(self, asked: AskedOf) -> str:
        """The secret part of a link."""
        return str(self._links.dumps([asked.network_id, asked.poll, asked.person_id]))

    def read(self, token: str) -> AskedOf | None:
        """What the link asks for; None when it is not one of ours, whole and unchanged."""
        try:
            given = self._links.loads(token)
        except BadData:
            return None
        if not isinstance(given, list) or len(given) != PARTS:
            return None
        return AskedOf(*(int(each) for each in given))


class PollLetters:
    """Gives each letter of a poll its reader's own link."""

    def __init__(
        self, secret_key: str, address: str, charters: Mapping[str, Charter], clock: Callable[[], datetime]
    ) -> None:
        self._seal, self._address, self._charters = PollSeal(secret_key), address.rstrip("/"), charters
        self._clock = clock

    def link(self, session: Session, notice: Notice) -> str:
        """The address at which this reader answers; "" for somebody who is not asked, or no longer."""
        number = str(notice.values.get("poll") or "")
        if notice.person_id is None or not number.isdigit():
            return ""
        asked = AskedOf(notice.network_id, int(number), notice.person_id)
        if poll_sheet.sheet(session, self._charters, asked, self._clock()).closed:
            return ""
        return f"{self._address}/poll/{self._seal.token(asked)}"
