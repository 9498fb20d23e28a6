"""The final minutes come in Slack as one message with their Word file; whatever Slack does between the steps, nothing is doubled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from docx import Document

from bot.notices import card_of
from bot.platforms.slack.manifest import SCOPES
from bot.word.package import opened
from scheduler.sending import Sent
from storage import minutes
from storage.minutes import COMMITTEE
from storage.outbox import Notice
from tests.bot.test_slack_carrier import NOELIA, run
from tests.handlers.minutes_scene import circulated, finished
from tests.handlers.record_scene import ACNUR, CE, SECRETARY, meeting_of
from tests.pretend_slack import Failure, PretendSlack
from tests.town import Town, lima


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    pretend = PretendSlack().start()
    pretend.add_user(NOELIA, "n.quintamayo@acnur.example", "Noelia")
    yield pretend
    pretend.stop()


@pytest.fixture
def final(town: Town) -> Town:
    circulated(town)
    finished(town)
    town.now = lima(2027, 2, 23, 11)
    return town


def notice(town: Town, name: str = "minutes.final", attempts: int = 1) -> Notice:
    (row,) = town.notices(name, to=ACNUR)
    row.attempts, row.first_try_at = attempts, datetime.now(UTC) - timedelta(seconds=5)
    return row


def sent(town: Town, slack: PretendSlack, name: str = "minutes.final", attempts: int = 1) -> Any:
    row = notice(town, name, attempts)
    return run(town, slack, lambda errand: errand.carrier.send(row, errand.noelia, card_of(row)))


def test_one_message_brings_the_final_minutes_with_their_word_file(final: Town, slack: PretendSlack) -> None:
    assert isinstance(sent(final, slack), Sent)
    (message,) = slack.to(NOELIA)
    (file,) = message.files
    assert file.name == file.title == "minuta-CE-2027-01-v2.docx"
    assert file.content is not None
    page = Document(io.BytesIO(file.content))
    assert page.paragraphs[0].text == "Minuta · CE-2027-01 · Prioridades 2027"
    assert (
        page.sections[0]
        .header.paragraphs[0]
        .text.startswith("Red de las Naciones Unidas sobre la Migración en el Perú")
    )
    assert opened(file.name, file.content).mark is not None
    assert "El Word viene con este mensaje" in message.text
    assert slack.problems == []


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "chat.update"]
)
@pytest.mark.parametrize(
    "failure",
    [Failure(500), Failure("drop"), Failure(429, retry_after=30), Failure("file_uploads_disabled"), Failure(404), Failure(502, after=True)],
    ids=lambda each: f"{each.what}{'-after' if each.after else ''}",
)  # fmt: skip
def test_where_slack_fails_between_the_steps_the_message_stays_one_and_says_how_to_ask(
    final: Town, slack: PretendSlack, method: str, failure: Failure
) -> None:
    slack.fail(method, replace(failure))
    assert isinstance(sent(final, slack), Sent)
    (message,) = slack.to(NOELIA)
    assert "pídalo con «En Word»" in message.text
    assert len(message.files) <= 1
    assert slack.problems == []


def test_a_message_that_had_arrived_before_is_not_sent_again_nor_its_file(final: Town, slack: PretendSlack) -> None:
    sent(final, slack)
    assert isinstance(sent(final, slack, attempts=2), Sent)
    assert len(slack.to(NOELIA)) == len(slack.uploads) == 1


def test_an_unclear_post_brings_its_file_once_it_is_sent(final: Town, slack: PretendSlack) -> None:
    slack.fail("chat.postMessage", Failure(500))
    assert not isinstance(sent(final, slack), Sent)
    assert slack.uploads == {}
    assert isinstance(sent(final, slack, attempts=2), Sent)
    (message,) = slack.to(NOELIA)
    assert len(message.files) == 1


def test_without_the_right_to_files_the_message_comes_alone(final: Town, slack: PretendSlack) -> None:
    slack.scopes = set(SCOPES) - {"files:write"}
    assert isinstance(sent(final, slack), Sent)
    assert [message.files for message in slack.to(NOELIA)] == [[]]


def test_whoever_may_not_read_them_any_more_gets_no_file(final: Town, slack: PretendSlack) -> None:
    row = notice(final)
    with final.database.transaction() as session:
        current = minutes.current(session, meeting_of(final).id or 0)
        assert current is not None
        current.label = COMMITTEE
        session.add(current)
    run(final, slack, lambda errand: errand.carrier.send(row, errand.noelia, card_of(row)))
    assert slack.uploads == {}


def test_a_narrowed_label_keeps_back_the_final_minutes_that_wait(final: Town) -> None:
    final.do(SECRETARY, "minutes.label", lima(2027, 2, 23, 11), meeting=CE, label=COMMITTEE)
    (row,) = final.notices("minutes.final", to=ACNUR)
    assert (row.status, row.why) == ("dropped", "label")


def test_minutes_that_go_round_are_asked_for_in_word(town: Town, slack: PretendSlack) -> None:
    circulated(town)
    town.now = lima(2027, 2, 15, 16, 10)
    sent(town, slack, "minutes.circulated")
    assert slack.uploads == {}
