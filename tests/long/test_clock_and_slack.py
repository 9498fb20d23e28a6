"""The same siege with nothing made for the test: the house's own clock and Slack carrier, killed fifty times."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from handlers.papers import on_paper
from handlers.reply import Card, Heading
from storage import outbox, people
from storage.outbox import SENT, Notice
from tests.conversations.slack_stage import account
from tests.pretend_slack import BOT_TOKEN, SECRET, Failure, PretendSlack
from tests.town import Town

pytestmark = [pytest.mark.long, pytest.mark.timeout(800)]

NOTICES, READERS, KILLS = 500, 25, 50
processes = multiprocessing.get_context("forkserver")


def the_clock(database_url: str, slack_url: str, behind: timedelta) -> None:
    """`python -m bot clock`, with a short lease so that fifty deaths fit into two minutes.

    Its present runs that much behind the machine's, on a day on which the charter itself asks for nothing.
    """
    from bot.processes import run_clock
    from bot.settings import Settings

    settings = Settings(
        database_url=database_url, slack_bot_token=BOT_TOKEN, slack_signing_secret=SECRET, slack_api_url=slack_url,
        delivery_lease_seconds=1.2,
    )  # fmt: skip
    asyncio.run(run_clock(settings, once=False, clock=lambda: datetime.now(UTC) - behind))


def test_fifty_kills_of_the_whole_clock_send_each_notice_once(network: Town) -> None:
    """500 notices are due; Slack fails before and after recording 1 % of calls each; each arrives exactly once.

    Each process is killed at a random moment after it began to work, however long the machine took to start it.
    """
    slack = PretendSlack().start()
    chance = random.Random(2027)

    def fails(method: str, _given: object) -> Failure | None:
        drawn = chance.random() if method == "chat.postMessage" else 1.0
        return Failure(500) if drawn < 0.01 else Failure(500, after=True) if drawn < 0.02 else None

    slack.fails = fails
    before_anything_is_due = network.now - timedelta(hours=1)
    behind = datetime.now(UTC) - before_anything_is_due
    _write(network, slack, before_anything_is_due)
    url = network.database.url.render_as_string(hide_password=False)
    alive = _start(url, slack.url, behind)
    in_the_middle, began = 0, time.monotonic()
    for _ in range(KILLS):
        _wait_for_work(network, slack)
        time.sleep(chance.uniform(0.0, 0.8))
        in_the_middle += _left(network) > 0
        alive.kill()
        alive.join()
        alive = _start(url, slack.url, behind)
    # A notice rests for as long as it has been failing: the longest for as long as the siege.
    give_up = time.monotonic() + 60 + (time.monotonic() - began)
    while _left(network) and time.monotonic() < give_up:
        time.sleep(0.2)
    alive.kill()
    alive.join()
    print(f"\n{network.database.url.get_backend_name()}: {in_the_middle} of {KILLS} kills in the middle")
    times = Counter(message.text for message in slack.posted)
    slack.stop()

    assert {words: count for words, count in times.items() if count != 1} == {}
    assert len(times) == NOTICES
    assert _left(network) == 0
    assert in_the_middle >= KILLS * 0.5


def _write(network: Town, slack: PretendSlack, now: datetime) -> None:
    with network.database.transaction() as session:
        readers = list(session.exec(select(people.Person).order_by(col(people.Person.id)).limit(READERS)))
        for reader in readers:
            slack.add_user(account(reader.email.split("@")[0]), reader.email, reader.name)
        for number in range(NOTICES):
            _post(session, network.network_id, readers[number % READERS], number, now)


def _post(session: Session, network_id: int, reader: people.Person, number: int, now: datetime) -> None:
    card = on_paper(Card((Heading(f"Notice {number:03}"),)))
    outbox.post(
        session,
        Notice(
            network_id=network_id, key=f"siege/{number:03}", person_id=reader.id, notice="reply.card",
            values={"card": card}, due_at=now, written_at=now,
        ),
    )  # fmt: skip


def _start(url: str, slack_url: str, behind: timedelta) -> BaseProcess:
    process = processes.Process(target=the_clock, args=(url, slack_url, behind), daemon=True)
    process.start()
    return process


def _wait_for_work(network: Town, slack: PretendSlack) -> None:
    """Until whoever is alive has spoken to Slack, or nothing is left to do."""
    so_far, give_up = len(slack.calls), time.monotonic() + 3
    while len(slack.calls) == so_far and _left(network) and time.monotonic() < give_up:
        time.sleep(0.01)


def _left(network: Town) -> int:
    query = select(func.count()).select_from(Notice).where(col(Notice.status) != SENT)
    with network.database.reading() as session:
        return session.exec(query).one()


processes.set_forkserver_preload(
    ["bot.processes", "bot.platforms.slack", "tests.long.warm", "tests.long.test_clock_and_slack"]
)
