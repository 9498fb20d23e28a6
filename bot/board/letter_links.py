"""Links to a letter's file: signed, for one person, for one day. An answer that offers a letter gets them at the door."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.mail.letters.drafts import Wanted
from handlers.letter_cards import FILE
from handlers.reply import Button, Buttons, Card, Part, Reply

PARTS = 5
LASTS = timedelta(hours=24)
"""How long a link works; the letter can be asked for again at any time."""


class LetterSeal:
    """Makes and reads the tokens of links to letters."""

    def __init__(self, secret_key: str) -> None:
        self._links = URLSafeSerializer(secret_key, salt="letter-link")

    def token(self, wanted: Wanted, until: datetime) -> str:
        """The secret part of a link."""
        parts = [wanted.network_id, wanted.person_id, wanted.kind, wanted.number, int(until.timestamp())]
        return str(self._links.dumps(parts))

    def read(self, token: str) -> tuple[Wanted, datetime] | None:
        """Which letter for whom, and until when; None when it is not one of ours, whole and unchanged."""
        try:
            given = self._links.loads(token)
        except BadData:
            return None
        if not isinstance(given, list) or len(given) != PARTS:
            return None
        network_id, person_id, kind, number, until = given
        return Wanted(int(network_id), int(person_id), str(kind), int(number)), datetime.fromtimestamp(int(until), UTC)


@dataclass(frozen=True, slots=True)
class LetterLinks:
    """Turns each offer of a letter in an answer into its reader's own link; without an address it leaves it out."""

    secret_key: str
    address: str
    clock: Callable[[], datetime]

    def linked(self, reply: Reply, network_id: int, person_id: int) -> Reply:
        """The answer with its links."""
        card = reply.card
        if card is None or not any(_offers(part) for part in card.parts):
            return reply
        parts = (self._part(part, network_id, person_id) for part in card.parts)
        return replace(reply, card=Card(tuple(part for part in parts if part != Buttons(()))))

    def _part(self, part: Part, network_id: int, person_id: int) -> Part:
        if not isinstance(part, Buttons):
            return part
        linked = (self._button(each, network_id, person_id) for each in part.buttons)
        return Buttons(tuple(each for each in linked if each is not None))

    def _button(self, button: Button, network_id: int, person_id: int) -> Button | None:
        if button.command != FILE:
            return button
        if not self.address:
            return None
        wanted = Wanted(network_id, person_id, str(button.values["kind"]), int(button.values["number"]))
        token = LetterSeal(self.secret_key).token(wanted, self.clock() + LASTS)
        return replace(button, link=f"{self.address.rstrip('/')}/board/letter/{token}")


def _offers(part: Part) -> bool:
    return isinstance(part, Buttons) and any(button.command == FILE for button in part.buttons)
