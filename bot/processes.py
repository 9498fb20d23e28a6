"""The processes people start: everything in one, the web process, the clock, and the rehearsal's hand."""

import asyncio
import gc
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
import uvicorn

from bot.assembly import application, open_house
from bot.language.catalogue import LANGUAGES, catalogue
from bot.settings import Settings
from scheduler.jobs import Clock

log = structlog.get_logger()

BACKLOG = 2048
"""Connections that may wait to be taken up: as many as uvicorn itself would let wait."""
SELDOM = (20_000, 20, 50)
"""How much is made before what refers to itself is looked for: an answer makes thousands of things and few of that kind."""
LOOK_SECONDS = 2
"""A clock in a process of its own is not woken by the web process; so often it looks whether anything was written."""


def serve(settings: Settings, *, clock: bool) -> int:
    """Run the web process until it is stopped."""
    return asyncio.run(_serve(settings, clock=clock))


async def _serve(settings: Settings, *, clock: bool) -> int:
    door = open_door(settings)  # first: a second Quipu on the same port must not tick even once
    if door is None:
        return 2
    house = await open_house(settings)
    _settle_memory()
    app = application(house, clock=clock)
    config = uvicorn.Config(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, timeout_graceful_shutdown=10
    )
    if settings.rehearsal:
        print(f"\n  Quipu is ready: {settings.address}\n", flush=True)  # noqa: T201 - the one address of the newcomer's minute
    log.info("open", address=settings.address, clock=clock, slack=settings.slack_wanted, rehearsal=settings.rehearsal)
    running = uvicorn.Server(config)
    try:
        await running.serve(sockets=[door])
    finally:
        await house.close()
    return 0 if running.started else 1


def open_door(settings: Settings) -> socket.socket | None:
    """The address people come to, ours alone; None when it cannot be had, which is said."""
    door = None
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        # The protocol is named: asyncio sends small answers at once (TCP_NODELAY) only where it reads TCP, not 0.
        door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(BACKLOG)
    except OSError as taken:
        mend = "stop what listens there (another Quipu?) or set another PORT"
        print(f"PORT: {taken.strerror}; {mend}", file=sys.stderr)  # noqa: T201 - for whoever starts it
        if door is not None:
            door.close()
        return None
    return door


async def run_clock(settings: Settings, *, once: bool, clock: Callable[[], datetime] | None = None) -> int:
    """Run the clock and the delivery, by the machine's clock or the one handed in; or one round of both."""
    house = await open_house(settings, clock)
    _settle_memory()
    try:
        if once:
            await house.timekeeper.beat()
            await house.timekeeper.once()
            return 0
        house.counter.after_write.append(house.timekeeper.wake)
        await asyncio.gather(house.timekeeper.run(), _look_often(house.timekeeper))
    finally:
        await house.close()
    return 0


def _settle_memory() -> None:
    """Words are read before anybody waits for them: the first notices would else all read them at once.

    What was loaded stays: a full collection that walks it again would hold the loop up for 100 ms.
    """
    for language in LANGUAGES:
        catalogue(language)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


async def _look_often(timekeeper: Clock) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        timekeeper.wake()


async def rehearse(settings: Settings, moment: datetime) -> int:
    """Move the rehearsal's clock to that moment and stop at everything on the way."""
    if not settings.rehearsal:
        log.error("not a rehearsal", mend="set REHEARSAL=1")
        return 2
    house = await open_house(settings)
    try:
        assert house.rehearsal is not None
        zone = ZoneInfo(house.charters[settings.charter].zone)
        await house.rehearsal.go_to(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except ValueError as wrong:
        log.error("the clock was not moved", why=str(wrong))  # noqa: TRY400 - a sentence, not a trace
        return 2
    finally:
        await house.close()
    return 0
