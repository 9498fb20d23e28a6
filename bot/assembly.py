"""The only place where everything is put together; tests call it with other parts."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.routing import BaseRoute

import handlers.all_commands  # noqa: F401 - registers every command
from bot import metrics, server
from bot.board import listen as board
from bot.board.letter_links import LetterLinks
from bot.board.links import Letters
from bot.board.parts import Parts as Board
from bot.board.poll_links import PollLetters
from bot.counter import Counter
from bot.dispatch import Carrier, Dispatch, TrialPage
from bot.entrance import Entrance
from bot.mail import entries
from bot.mail.composing import Composer
from bot.mail.letter import mailbox
from bot.mail.sender import post_of
from bot.rehearsal import Rehearsal, hand
from bot.roster import import_roster
from bot.server import Health
from bot.settings import Settings
from bot.watching import Watch
from handlers.commands import answer
from handlers.request import Request
from scheduler import rereading, tick
from scheduler.delivery import Delivery, Patience
from scheduler.jobs import Clock
from storage import charter as charters
from storage import heartbeat, networks, people
from storage.charter import CHARTERS, Charter
from storage.database import Database
from storage.networks import Network

log = structlog.get_logger()

WEB = "web"
"""The trial page: in a rehearsal everybody has an account there."""
HEARTBEAT_OLD = timedelta(minutes=3)


@dataclass(slots=True)
class House:
    """Everything that runs, by name."""

    settings: Settings
    counter: Counter
    charters: Mapping[str, Charter]
    network_id: int
    entrance: Entrance
    timekeeper: Clock
    rehearsal: Rehearsal | None
    doors: list[BaseRoute] = field(default_factory=list)
    tasks: list[Callable[[], Any]] = field(default_factory=list)
    """What runs besides the server while the house is open: coroutine functions."""
    closing: list[Callable[[], Any]] = field(default_factory=list)

    async def close(self) -> None:
        """Finish what is waiting, then let go of platforms and database."""
        for close in self.closing:
            await close()
        await asyncio.to_thread(self.counter.close)
        self.counter.database.close()


async def open_house(settings: Settings, clock: Callable[[], datetime] | None = None) -> House:
    """Put everything together on a migrated database. `clock` tells the network's present; by default it is the machine's."""
    law = {settings.charter: charters.load_named(settings.charter)}
    counter = Counter(Database(settings.database_url), law)
    present = _Present(clock or _wall)
    if settings.rehearsal:
        present.hand = await _hand_of_the_clock(counter, law[settings.charter])
    network_id = await counter.write(lambda session: _network(session, settings, law[settings.charter], present()))
    secret = settings.secret_key or (secrets.token_urlsafe(32) if settings.rehearsal else "")
    entrance = Entrance(counter, present, LetterLinks(secret, settings.link_address, present).linked)
    dispatch = Dispatch(counter, law, _post(settings, counter, present, secret))
    timekeeper = _timekeeper(settings, counter, law, present, dispatch)
    house = House(settings, counter, law, network_id, entrance, timekeeper, None)
    _incoming(house, present)
    watch = Watch(counter, dispatch, network_id, present, _wall, HEARTBEAT_OLD)
    house.tasks.append(watch.run)
    dispatch.chat += await _slack(house)
    if secret:
        house.doors += _board(house, secret)
    if settings.rehearsal:
        dispatch.chat += (TrialPage(),)
        house.rehearsal = await _rehearsal(house, present, secret)
    return house


class _Present:
    """The present moment: the machine's, until a rehearsal's hand takes over."""

    def __init__(self, hand: Callable[[], datetime]) -> None:
        self.hand = hand

    def __call__(self) -> datetime:
        return self.hand()


def _wall() -> datetime:
    return datetime.now(UTC)


async def _hand_of_the_clock(counter: Counter, charter: Charter) -> Callable[[], datetime]:
    """Where a rehearsal's hand stands; a new one begins at nine this morning."""
    start = _wall().astimezone(ZoneInfo(charter.zone)).replace(hour=9, minute=0, second=0, microsecond=0)
    moment = await counter.write(lambda session: hand(session, start))
    return lambda: moment


def _network(session: Session, settings: Settings, charter: Charter, now: datetime) -> int:
    """The network of this charter; in rehearsal an empty house gets the fictional roster."""
    network = networks.find(session, charter.name)
    roster = CHARTERS / f"{charter.name}.roster.csv"
    if network is None and settings.rehearsal and roster.exists():
        import_roster(session, charter, roster.read_text(encoding="utf-8"), roster.name, now)
        network = networks.find(session, charter.name)
    if network is None:
        network = Network(charter=charter.name, opened_at=now)
        session.add(network)
        session.flush()
    network.address = settings.link_address
    session.add(network)
    assert network.id is not None
    if settings.rehearsal:
        people.reached_on(session, network.id, WEB, now)
    return network.id


def _timekeeper(
    settings: Settings, counter: Counter, law: Mapping[str, Charter], present: Callable[[], datetime], sender: Dispatch
) -> Clock:
    def needless(session: Session, notices: Any, now: datetime) -> Mapping[int, str]:
        told = entries.needless_among(session, notices, law, mailbox(settings.mail_from).domain, now)
        return rereading.pointless_among(session, notices, law, now) | told

    def reread(session: Session, messages: Any, now: datetime) -> Mapping[int, str]:
        return rereading.read_again(session, messages, law, now)

    lease = timedelta(seconds=settings.delivery_lease_seconds)
    patience = Patience(lease=lease, send_seconds=min(15.0, lease.total_seconds() / 4))
    delivery = Delivery(
        counter, sender, now=present, wall=_wall, needless=needless, reread=reread, patience=patience, told=_count
    )
    return Clock(counter, delivery, law, act_factory(law), now=present, wall=_wall)


def _count(notice: Any, status: str) -> None:
    if status == "sent" and notice.first_try_at is not None:
        metrics.LATENESS_SECONDS.observe(max((_wall() - notice.first_try_at).total_seconds(), 0))


def act_factory(law: Mapping[str, Charter]) -> tick.ActFactory:
    """How the clock asks for a command: through the same door as people."""

    def factory(session: Session, network: Network, now: datetime) -> tick.Act:
        def act(command: str, values: Mapping[str, Any]) -> object:
            assert network.id is not None
            return answer(session, law, Request(command, network.id, now, None, values, platform="clock"))

        return act

    return factory


async def _slack(house: House) -> tuple[Carrier, ...]:
    if not house.settings.slack_wanted:
        return ()
    from bot.platforms.slack import assemble

    slack = await assemble(
        house.settings, house.counter, house.entrance, house.network_id, house.charters[house.settings.charter]
    )
    house.doors += slack.doors
    house.tasks += slack.tasks
    house.closing.append(slack.close)
    return (slack.carrier,)


def _post(settings: Settings, counter: Counter, present: Callable[[], datetime], secret: str) -> Carrier:
    """Letters go to the mail server if there is one; a rehearsal keeps them (a copy, when there is a server too)."""
    link = Letters(secret, settings.link_address, counter.charters, present).link if settings.link_address else None
    polled = (
        PollLetters(secret, settings.link_address, counter.charters, present).link if settings.link_address else None
    )
    composer = Composer(counter, mailbox(settings.mail_from), present, settings.public_url, link, polled)
    return post_of(settings, composer, counter, present)


def _incoming(house: House, present: Callable[[], datetime]) -> None:
    """The clock looks at the mailbox, where there is one."""
    if not house.settings.imap_wanted:
        return
    from bot.mail.incoming import poll  # the way to IMAP is loaded only where it is gone
    from bot.mail.tokens import Tokens

    tokens = Tokens.of(house.settings)
    token = tokens.token if tokens else None
    seen = poll.of(house.settings, house.counter, house.network_id, now=present, wall=_wall, token=token)
    house.timekeeper.besides.append((seen.once, poll.EVERY))


async def _rehearsal(house: House, present: _Present, secret: str) -> Rehearsal:
    async def round_(_moment: datetime) -> None:
        await house.timekeeper.once()

    rehearsal = Rehearsal(house.counter, round_, present())
    present.hand = rehearsal.clock
    from bot.mail.opened import open_letter
    from bot.platforms.webchat.listen import routes
    from bot.platforms.webchat.parts import Parts

    charter = house.charters[house.settings.charter]
    house.doors += routes(
        Parts(house.counter, house.entrance, rehearsal, house.network_id, charter, secret, open_letter)
    )
    return rehearsal


def _board(house: House, secret: str) -> list[BaseRoute]:
    """The doors behind signed links; every house that can sign has them."""
    sender = mailbox(house.settings.mail_from)
    written_to = sender.addr_spec if house.settings.mail_from else ""
    charter = house.charters[house.settings.charter]
    parts = Board(house.counter, house.entrance, house.network_id, charter, secret, sender.domain, written_to)
    return board.routes(parts)


def application(house: House, *, clock: bool) -> Starlette:
    """The ASGI app of a house; with `clock` the clock and the delivery run in it too."""

    @contextlib.asynccontextmanager
    async def opened() -> AsyncIterator[None]:
        running = [asyncio.create_task(task()) for task in house.tasks]
        if clock:
            house.counter.after_write.append(house.timekeeper.wake)
            running.append(asyncio.create_task(house.timekeeper.run()))
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    health = Health(lambda: _ready(house), lambda: _measure(house))
    return server.application(health, house.doors, opened)


async def _ready(house: House) -> str:
    try:
        beat = await house.counter.look(lambda session: heartbeat.last(session, heartbeat.CLOCK))
    except Exception as broken:  # noqa: BLE001 - whatever is wrong with the database, the answer is: not ready
        return f"the database does not answer ({type(broken).__name__})"
    if beat is None or _wall() - beat > HEARTBEAT_OLD:
        return "the clock has not beaten lately: is `python -m bot clock` running?"
    return ""


async def _measure(house: House) -> None:
    now = house.entrance.clock()
    await house.counter.look(lambda session: metrics.measure_outbox(session, now))


__all__ = ["House", "act_factory", "application", "open_house"]
