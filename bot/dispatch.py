"""The dispatch: each notice goes by its road, to the platform its reader is on, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session

from bot.counter import Counter
from bot.language.catalogue import MissingWords, Words
from bot.metrics import SENDS
from bot.notices import card_of
from bot.plain import plain
from handlers.reply import Card
from scheduler.sending import CannotTell, GiveUp, Pace, Sent, TryLater, Unclear
from storage.charter import Charter
from storage.networks import Network
from storage.outbox import MAIL, Notice
from storage.people import Person

Outcome = Sent | TryLater | GiveUp | Unclear
log = structlog.get_logger()

NOWHERE = "nowhere"
"""Where an announcement goes while the network has named no room: it is on record, and nobody is troubled."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a notice is for: a person, or (without one) the network's room; and the words they read."""

    network: Network
    charter: Charter
    person: Person | None
    words: Words

    @property
    def language(self) -> str:
        """The reader's language; a room reads the network's."""
        return self.person.language if self.person else self.charter.language


class Carrier(Protocol):
    """A platform or the post: carries a card to an address."""

    def pace(self, notice: Notice) -> Pace | None:
        """How fast this reader may be written to."""
        ...

    async def reaches(self, address: Address) -> bool:
        """Whether this reader can be found there."""
        ...

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """Send it once; never retry."""
        ...

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """Whether it arrived after all."""
        ...


class TrialPage:
    """The trial page shows what the outbox says was sent: being on record is being delivered."""

    def pace(self, notice: Notice) -> Pace | None:
        """As fast as one likes."""
        return None

    async def reaches(self, address: Address) -> bool:
        """Everybody, in a rehearsal."""
        return True

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """On record is delivered."""
        return Sent("web", f"web/{notice.id}", plain(card, address.words.say))

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """What was not settled was not shown."""
        return None


class NoPost:
    """No mail server is configured: letters wait in the outbox until there is one, and are given up aloud in time."""

    def pace(self, notice: Notice) -> Pace | None:
        """There is nothing to wait for."""
        return None

    async def reaches(self, address: Address) -> bool:
        """Nobody."""
        return False

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """Wait for the administrator."""
        return TryLater("no_mail_server")

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """Nothing was ever sent."""
        return None


class Dispatch:
    """Chooses the carrier of each notice. Chat falls back to mail for whoever is on no platform."""

    def __init__(self, counter: Counter, charters: Mapping[str, Charter], mail: Carrier) -> None:
        self.counter, self.charters, self.mail = counter, charters, mail
        self.chat: tuple[Carrier, ...] = ()
        """The platforms, first choice first; the assembly adds them."""

    def pace(self, notice: Notice) -> Pace | None:
        """The pace of the road it will most likely take."""
        carrier = self.mail if notice.road == MAIL or not self.chat else self.chat[0]
        return carrier.pace(notice)

    async def send(self, notice: Notice) -> Outcome:
        """Draw it for its reader and hand it to the carrier that reaches them."""
        address = await self.counter.look(lambda session: self._address(session, notice))
        carrier = await self._carrier(notice, address)
        if carrier is None:
            return Sent(NOWHERE, NOWHERE)
        try:
            outcome = await carrier.send(notice, address, card_of(notice))
        except MissingWords as missing:
            log.error("no words", notice=notice.notice, missing=str(missing))  # noqa: TRY400 - the name says it all
            outcome = GiveUp("words_missing")
        SENDS.labels(type(carrier).__name__, type(outcome).__name__).inc()
        return outcome

    async def find(self, notice: Notice) -> Sent | CannotTell | None:
        """Ask the carrier whether an earlier attempt arrived."""
        address = await self.counter.look(lambda session: self._address(session, notice))
        carrier = await self._carrier(notice, address)
        return await carrier.find(notice, address) if carrier else None

    async def _carrier(self, notice: Notice, address: Address) -> Carrier | None:
        if notice.road == MAIL:
            return self.mail
        for carrier in self.chat:
            if await carrier.reaches(address):
                return carrier
        return self.mail if address.person else None

    def _address(self, session: Session, notice: Notice) -> Address:
        network = session.get_one(Network, notice.network_id)
        charter = self.charters[network.charter]
        person = session.get(Person, notice.person_id) if notice.person_id else None
        language = person.language if person else charter.language
        return Address(network, charter, person, Words(language, charter.language, ZoneInfo(charter.zone)))
