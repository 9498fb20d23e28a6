"""The entrance every platform uses: words, presses and forms of an identified person become one Request."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.counter import Counter
from bot.understanding import Context, understand
from bot.word.door import COMMAND, open_file, request_of
from handlers.alerts import OVERHEARD
from handlers.reply import Reply
from handlers.request import CONFIRMED, Request
from storage import meetings, people
from storage.networks import Network
from storage.people import Person
from storage.rows import row_of


@dataclass(frozen=True, slots=True)
class Entrance:
    """Joins the counter, the clock and the understanding of words; knows no platform."""

    counter: Counter
    clock: Callable[[], datetime]
    """The present moment, aware: the machine's, or the rehearsal's."""
    linked: Callable[[Reply, int, int], Reply] = lambda reply, _network, _person: reply
    """Gives an answer that offers a file its reader's own link to it."""

    async def typed(
        self, network_id: int, person_id: int, words: str, *, family: str = "", platform: str, key: str,
        language: str = "", place: str = "", attached: str = "", said: str = "",
    ) -> Reply:  # fmt: skip
        """Answer what somebody typed, in a command (then `family` is its name without slash) or in plain words.

        `place` is the channel it was typed in, for the one command that means «here»; `attached` the names (and words) of
        files that came with it, `said` the whole message that `words` are a part of: both are looked at and not kept.
        """
        now = self.clock()

        def understood(session: Session) -> Request:
            context = _context(session, network_id, person_id, now, language, self)
            meant = understand(words, context, family)
            values = dict(meant.values)
            if place and meant.command == "network.room":
                values.setdefault("channel", place)
            typed = f"{said or words}\n{attached}" if attached else said or words
            return Request(
                meant.command, network_id, now, person_id, values, key=key, platform=platform, typed=typed, place=place
            )

        return self.linked(await self.counter.answer(understood), network_id, person_id)

    async def overheard(
        self, network_id: int, person_id: int | None, words: str, *, platform: str, key: str, place: str
    ) -> Reply:
        """Look at what was said in a channel without naming us: an answer only when it must not stand there.

        `person_id` is empty for somebody who is not on the roster.
        """
        now = self.clock()
        request = Request(
            OVERHEARD, network_id, now, person_id, key=key, platform=platform, typed=words, place=place
        )  # fmt: skip
        return await self.counter.answer(request)

    async def pressed(
        self, network_id: int, person_id: int, command: str, values: Mapping[str, Any], *, platform: str, key: str
    ) -> Reply:
        """Answer a press on a button."""
        return await self._answer(network_id, person_id, command, values, platform, key, self.clock())

    async def submitted(
        self, network_id: int, person_id: int, command: str, values: Mapping[str, Any], *, platform: str, key: str
    ) -> Reply:
        """Answer a form that was filled in."""
        return await self._answer(network_id, person_id, command, values, platform, key, self.clock())

    async def attached(
        self, network_id: int, person_id: int, name: str, content: bytes, *, meeting: str = "", platform: str, key: str
    ) -> Reply:
        """Answer a Word file that was sent in; `meeting` is the code it was said to be of, if any."""
        now, charters = self.clock(), self.counter.charters
        asked = Request(COMMAND, network_id, now, person_id, {"meeting": meeting}, key=key, platform=platform)
        sent = await asyncio.to_thread(open_file, name, content)
        return await self.counter.answer(lambda session: request_of(session, charters, asked, sent))

    async def confirmed(
        self, network_id: int, person_id: int, command: str, values: Mapping[str, Any], *, platform: str, key: str
    ) -> Reply:
        """Answer a press on a page that showed beforehand what it does and who is told: it needs no second one."""
        now = self.clock()
        request = Request(command, network_id, now, person_id, dict(values), CONFIRMED, key, platform)
        return self.linked(await self.counter.answer(request), network_id, person_id)

    async def _answer(
        self,
        network_id: int,
        person_id: int,
        command: str,
        values: Mapping[str, Any],
        platform: str,
        key: str,
        now: datetime,
    ) -> Reply:
        request = Request(command, network_id, now, person_id, dict(values), key=key, platform=platform)
        return self.linked(await self.counter.answer(request), network_id, person_id)


def _context(
    session: Session, network_id: int, person_id: int, now: datetime, language: str, entrance: Entrance
) -> Context:
    network = row_of(session, Network, network_id)
    charter = entrance.counter.charters[network.charter]
    person = row_of(session, Person, person_id)
    zone = ZoneInfo(charter.zone)
    held = [(code, kind, at.astimezone(zone).date()) for code, kind, at in meetings.known(session, network_id)]
    bodies = people.names_of_organisations(session, network_id)
    return Context(language or person.language, now.astimezone(zone), bodies, tuple(held))
