"""Links that need no account: signed with the house's key, each for one person, one meeting and its hour.

They end with the meeting, which is read from the record and not from the link.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer
from sqlmodel import Session

from handlers.answer_sheet import Asked, may_answer
from storage.charter import Charter
from storage.meetings import Meeting
from storage.outbox import Notice

PARTS = 4
"""What a link says: network, meeting, person, the hour as seconds."""


class Forms:
    """The seals of the forms that are drawn for a link of one sort."""

    def __init__(self, secret_key: str, sort: str) -> None:
        self._links = URLSafeSerializer(secret_key, salt=f"{sort}-link")
        self._forms = URLSafeSerializer(secret_key, salt=f"{sort}-form")

    def form(self, token: str) -> str:
        """What the form of a drawn page carries; no two are the same."""
        return str(self._forms.dumps([name_of(token), secrets.token_urlsafe(9)]))

    def key(self, token: str, sealed: str) -> str:
        """The name of what is pressed on that form; "" when the form was not drawn for this link."""
        try:
            name, fresh = self._forms.loads(sealed)
        except (BadData, TypeError, ValueError):
            return ""
        return f"{name}/{fresh}" if name == name_of(token) else ""


class Seal(Forms):
    """Makes and reads the tokens of links, and the seals of the forms that are drawn for them."""

    def __init__(self, secret_key: str) -> None:
        super().__init__(secret_key, "answer")
        self._key = secret_key.encode()

    def token(self, asked: Asked) -> str:
        """The secret part of a link. The hour is veiled: a speaker's link tells nobody when the meeting around their slot begins."""
        hour = int(asked.starts_at.timestamp()) ^ self._veil(asked.network_id, asked.meeting, asked.person_id)
        return str(self._links.dumps([asked.network_id, asked.meeting, asked.person_id, hour]))

    def read(self, token: str) -> Asked | None:
        """What the link asks for; None when it is not one of ours, whole and unchanged."""
        try:
            given = self._links.loads(token)
        except BadData:
            return None
        if not isinstance(given, list) or len(given) != PARTS:
            return None
        network_id, meeting, person_id, hour = given
        moment = int(hour) ^ self._veil(network_id, meeting, person_id)
        return Asked(int(network_id), str(meeting), int(person_id), datetime.fromtimestamp(moment, UTC))

    def _veil(self, *about: object) -> int:
        """32 bits that only the house can know, the same for the same person and meeting."""
        said = "/".join(map(str, ("answer-hour", *about)))
        return int.from_bytes(hmac.digest(self._key, said.encode(), "sha256")[:4], "big")


def name_of(token: str) -> str:
    """A link's name where the link itself must not stand."""
    return hashlib.sha256(token.encode()).hexdigest()[:20]


class Letters:
    """Gives each letter of an invitation its reader's own link."""

    def __init__(
        self, secret_key: str, address: str, charters: Mapping[str, Charter], clock: Callable[[], datetime]
    ) -> None:
        self._seal, self._address, self._charters, self._clock = Seal(secret_key), address.rstrip("/"), charters, clock

    def link(self, session: Session, notice: Notice, meeting: Meeting) -> str:
        """The address at which this reader answers; "" for somebody whose answer is not asked."""
        if notice.person_id is None:
            return ""
        asked = Asked(notice.network_id, meeting.code, notice.person_id, meeting.starts_at)
        if not may_answer(session, self._charters, asked, self._clock()):
            return ""
        return f"{self._address}/answer/{self._seal.token(asked)}"
