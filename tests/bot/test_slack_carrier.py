"""Notices on their way to Slack: what each answer of Slack's means, pages, marks, and asking back after a crash."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.counter import Counter
from bot.dispatch import Address
from bot.language.catalogue import Words
from bot.platforms.slack.carrier import SlackCarrier
from bot.platforms.slack.manifest import SCOPES
from bot.platforms.slack.people import People
from bot.platforms.slack.workspace import Workspace
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Table
from scheduler.sending import CannotTell, GiveUp, Pace, Sent, TryLater, Unclear
from storage.networks import Network
from storage.outbox import Notice
from storage.people import Account, Person
from tests.pretend_slack import BOT_TOKEN, Failure, PretendSlack
from tests.slack_hand import buttons, words_of
from tests.town import Town

T = TypeVar("T")
ROOM, NOELIA = "C0SALA", "U0NOELIA"
CARD = Card((Heading("Recordatorio"), Paragraph("La agenda cierra hoy.")))
LONG = Card(
    (Heading("Minuta"), *[Paragraph(f"Punto {number}. " + "Se informó del avance. " * 20) for number in range(60)])
)


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    pretend = PretendSlack().start()
    pretend.add_user(NOELIA, "n.quintamayo@acnur.example", "Noelia")
    pretend.add_channel(ROOM, NOELIA)
    yield pretend
    pretend.stop()


class Errand:
    """A carrier with a notice for Noelia or for the room, used inside one event loop."""

    def __init__(self, town: Town, slack: PretendSlack, url: str = "") -> None:
        self.counter = Counter(town.database, town.charters)
        self.workspace = Workspace(BOT_TOKEN, url or slack.url)
        charter = town.charters["peru"]
        self.people = People(self.workspace, self.counter, lambda: town.now, town.network_id, charter)
        self.carrier = SlackCarrier(self.people)
        with town.database.reading() as session:
            network = session.get_one(Network, town.network_id)
            person = session.exec(select(Person).where(Person.email == "n.quintamayo@acnur.example")).one()
        words = Words("es", "es", ZoneInfo(charter.zone))
        self.noelia = Address(network, charter, person, words)
        self.room = Address(network.model_copy(update={"slack_room": ROOM}), charter, None, words)
        self.nowhere = Address(network, charter, None, words)

    def notice(self, key: str = "1/agenda.close/CE-2027-01/Noelia", **more: Any) -> Notice:
        now = datetime.now(UTC)
        given = {"attempts": 1, "first_try_at": now - timedelta(seconds=5), "values": {}, **more}
        return Notice(id=1, network_id=1, key=key, notice="agenda.close.before", due_at=now, written_at=now, **given)


def run(town: Town, slack: PretendSlack, story: Callable[[Errand], Awaitable[T]], url: str = "") -> T:
    async def told() -> T:
        errand = Errand(town, slack, url)
        try:
            return await story(errand)
        finally:
            await errand.workspace.close()
            errand.counter.close()

    return asyncio.run(told())


def test_a_notice_arrives_in_the_direct_messages_and_the_record_holds_its_words(
    town: Town, slack: PretendSlack
) -> None:
    sent = run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, CARD))
    (posted,) = slack.to(NOELIA)
    assert sent == Sent("slack", f"{posted.channel}/{posted.ts}", "Recordatorio\n\nLa agenda cierra hoy.")
    assert posted.text == "Recordatorio\n\nLa agenda cierra hoy."


def test_the_mark_in_the_message_tells_nothing_of_what_it_is_about(town: Town, slack: PretendSlack) -> None:
    """Any app of the workspace can read it."""
    run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, CARD))
    mark = slack.to(NOELIA)[0].metadata
    assert mark["event_type"] == "quipu_notice"
    assert mark["event_payload"].keys() == {"key", "page", "pages"}
    assert "agenda" not in str(mark)
    assert "CE-2027" not in str(mark)
    assert "Noelia" not in str(mark)


def test_the_room_hears_an_announcement_and_an_answer_goes_into_its_thread(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> None:
        await errand.carrier.send(errand.notice(), errand.room, CARD)
        await errand.carrier.send(
            errand.notice("other", values={"slack": {"channel": ROOM, "thread": "17.1"}}), errand.noelia, CARD
        )

    run(town, slack, story)
    assert [(message.channel, message.thread) for message in slack.posted] == [(ROOM, ""), (ROOM, "17.1")]


def test_slack_is_asked_for_an_address_and_a_conversation_once(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> None:
        for number in range(4):
            assert await errand.carrier.reaches(errand.noelia)
            await errand.carrier.send(errand.notice(str(number)), errand.noelia, CARD)

    run(town, slack, story)
    assert [call.method for call in slack.calls if call.method not in {"chat.postMessage", "auth.test"}] == [
        "users.lookupByEmail",
        "conversations.open",
    ]
    with town.database.reading() as session:
        assert session.exec(select(Account.external_id)).all() == [NOELIA]


def test_who_is_not_in_the_workspace_is_not_reached_here(town: Town, slack: PretendSlack) -> None:
    slack.users.pop(NOELIA)
    assert run(town, slack, lambda e: e.carrier.reaches(e.noelia)) is False
    assert run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, CARD)) == GiveUp("not_in_workspace")


def test_somebody_of_another_workspace_with_that_e_mail_is_not_written_to(town: Town, slack: PretendSlack) -> None:
    slack.users[NOELIA] |= {"is_stranger": True}
    assert run(town, slack, lambda e: e.carrier.reaches(e.noelia)) is False


def test_a_room_is_reached_once_it_is_named(town: Town, slack: PretendSlack) -> None:
    assert run(town, slack, lambda e: e.carrier.reaches(e.room)) is True
    assert run(town, slack, lambda e: e.carrier.reaches(e.nowhere)) is False


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (Failure(429, retry_after=7), TryLater), (Failure("ratelimited"), TryLater), (Failure(403), TryLater), (Failure(404), TryLater),
        (Failure("invalid_auth"), TryLater), (Failure("token_revoked"), TryLater), (Failure("missing_scope"), TryLater),
        (Failure(500), Unclear), (Failure(502, after=True), Unclear), (Failure("internal_error"), Unclear), (Failure("drop"), Unclear),
        (Failure("drop", after=True), Unclear), (Failure(200), Unclear),
        (Failure("account_inactive"), GiveUp), (Failure("channel_not_found"), GiveUp), (Failure("not_in_channel"), GiveUp),
        (Failure("is_archived"), GiveUp), (Failure("restricted_action"), GiveUp), (Failure("msg_too_long"), GiveUp),
    ],
    ids=lambda value: f"{value.what}{' after' if value.after else ''}" if isinstance(value, Failure) else value.__name__,
)  # fmt: skip
def test_what_an_answer_of_slacks_means_for_the_notice(
    town: Town, slack: PretendSlack, failure: Failure, kind: type
) -> None:
    async def story(errand: Errand) -> object:
        await errand.carrier.reaches(errand.noelia)
        slack.fail("chat.postMessage", failure)
        return await errand.carrier.send(errand.notice(), errand.noelia, CARD)

    outcome = run(town, slack, story)
    assert type(outcome) is kind
    assert len(slack.calls_of("chat.postMessage")) == int(failure.after), "nothing is sent twice by itself"


def test_the_pause_slack_asks_for_is_kept(town: Town, slack: PretendSlack) -> None:
    slack.fail("chat.postMessage", Failure(429, retry_after=7))
    assert run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, CARD)) == TryLater("ratelimited", 7.0)


@pytest.mark.parametrize("method", ["users.lookupByEmail", "conversations.open"])
def test_a_question_before_the_send_that_fails_means_that_nothing_was_sent(
    town: Town, slack: PretendSlack, method: str
) -> None:
    for failure in (Failure(500), Failure(200), Failure(429, retry_after=2), Failure("internal_error")):
        slack.fail(method, failure)
        outcome = run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, CARD))
        assert isinstance(outcome, TryLater)
    assert slack.posted == []


def test_nobody_at_slacks_address_means_later_and_reaching_stays_open(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> tuple[bool, object]:
        return await errand.carrier.reaches(errand.noelia), await errand.carrier.send(
            errand.notice(), errand.room, CARD
        )

    reaches, outcome = run(town, slack, story, url="http://127.0.0.1:9/api/")
    assert reaches
    assert isinstance(outcome, TryLater)


def test_after_a_crash_the_conversation_is_asked_for_the_mark(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> list[object]:
        before = await errand.carrier.find(errand.notice(), errand.noelia)
        await errand.carrier.send(errand.notice("another"), errand.noelia, CARD)
        other = await errand.carrier.find(errand.notice(), errand.noelia)
        await errand.carrier.send(errand.notice(), errand.noelia, CARD)
        return [before, other, await errand.carrier.find(errand.notice(), errand.noelia)]

    before, other, found = run(town, slack, story)
    assert (before, other) == (None, None)
    assert found == Sent("slack", f"{slack.to(NOELIA)[1].channel}/{slack.to(NOELIA)[1].ts}")


def test_the_mark_is_found_among_hundreds_of_later_messages(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> object:
        await errand.carrier.send(errand.notice(), errand.noelia, CARD)
        mark = slack.to(NOELIA)[0]
        slack.posted.extend(type(mark)(mark.channel, slack.new_ts(), "x", []) for _ in range(450))
        return await errand.carrier.find(errand.notice(), errand.noelia)

    assert isinstance(run(town, slack, story), Sent)
    assert len(slack.calls_of("conversations.history")) == 3


def test_an_answer_in_a_thread_is_found_in_its_thread(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> object:
        threaded = errand.notice(values={"slack": {"channel": ROOM, "thread": "17.1"}})
        await errand.carrier.send(threaded, errand.noelia, CARD)
        return await errand.carrier.find(threaded, errand.noelia)

    assert isinstance(run(town, slack, story), Sent)


def test_without_the_right_to_look_slack_cannot_tell(town: Town) -> None:
    pretend = PretendSlack(scopes=tuple(scope for scope in SCOPES if scope != "im:history")).start()
    pretend.add_user(NOELIA, "n.quintamayo@acnur.example", "Noelia")
    try:
        assert isinstance(run(town, pretend, lambda e: e.carrier.find(e.notice(), e.noelia)), CannotTell)
    finally:
        pretend.stop()


def test_a_long_card_arrives_in_numbered_pages_a_second_apart(town: Town, slack: PretendSlack) -> None:
    sent = run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, LONG))
    pages = slack.to(NOELIA)
    assert len(pages) == 3
    assert isinstance(sent, Sent)
    assert sent.external_id.endswith(pages[0].ts)
    assert [words_of(page.blocks[-1:]) for page in pages] == [f"Parte {n} de 3" for n in (1, 2, 3)]
    assert all(float(later.ts) - float(earlier.ts) >= 0.9 for earlier, later in itertools.pairwise(pages))
    assert slack.problems == []


def test_pages_that_arrived_are_not_sent_again(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> list[object]:
        first = errand.notice()
        outcomes: list[object] = []

        def second_page_fails(method: str, _given: dict[str, Any]) -> Failure | None:
            second = method == "chat.postMessage" and len(slack.posted) == 1 and not outcomes
            return Failure(429, retry_after=1) if second else None

        slack.fails = second_page_fails
        outcomes.append(await errand.carrier.send(first, errand.noelia, LONG))
        outcomes.append(await errand.carrier.find(first, errand.noelia))
        outcomes.append(await errand.carrier.send(errand.notice(attempts=2), errand.noelia, LONG))
        outcomes.append(await errand.carrier.find(first, errand.noelia))
        return outcomes

    broken, unfinished, finished, found = run(town, slack, story)
    assert isinstance(broken, TryLater)
    assert unfinished is None
    assert isinstance(finished, Sent)
    assert isinstance(found, Sent)
    assert [words_of(page.blocks[-1:]) for page in slack.to(NOELIA)] == [f"Parte {n} de 3" for n in (1, 2, 3)]


def test_where_a_table_is_not_taken_its_rows_are_a_list(town: Town, slack: PretendSlack) -> None:
    slack.fail("chat.postMessage", Failure("invalid_blocks"))
    card = Card((Heading("Plazos"), Table("Plazos", ("Qué", "Cuándo"), (("Cierre", "hoy"),))))
    assert isinstance(run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, card)), Sent)
    (posted,) = slack.to(NOELIA)
    assert "table" not in {block["type"] for block in posted.blocks}
    assert "Cierre" in words_of(posted.blocks)


def test_a_button_too_heavy_for_slack_carries_a_name_and_our_record_the_rest(town: Town, slack: PretendSlack) -> None:
    card = Card((Heading("Dos fechas"), Buttons((Button("Martes", "meetings.convene", {"title": "á" * 3000}),))))
    run(town, slack, lambda e: e.carrier.send(e.notice(), e.noelia, card))
    (button,) = buttons(slack.to(NOELIA)[0].blocks)
    assert "slack.unfold" in button["value"]
    assert len(button["value"]) < 200
    assert slack.problems == []


def test_each_reader_and_the_room_have_a_pace_of_their_own(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> tuple[Pace | None, Pace | None]:
        return errand.carrier.pace(errand.notice(person_id=4)), errand.carrier.pace(errand.notice())

    assert run(town, slack, story) == (Pace("slack/1/4", 1.0), Pace("slack/1/room", 1.0))
