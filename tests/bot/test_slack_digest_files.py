"""Final minutes that are gathered into the day's one message bring their Word files with it, as one that goes alone does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.notices import card_of
from scheduler.sending import Sent
from storage import gathered, minutes
from storage.minutes import COMMITTEE
from storage.outbox import Notice
from tests.bot.test_slack_carrier import NOELIA, run
from tests.handlers.minutes_scene import circulated, finished
from tests.handlers.record_scene import ACNUR, CE, SECRETARY, TEC, TEC_STARTS, meeting_of, technical
from tests.pretend_slack import Failure, PretendSlack
from tests.town import Town, lima

LATER = lima(2027, 4, 20, 11)


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    pretend = PretendSlack().start()
    pretend.add_user(NOELIA, "n.quintamayo@acnur.example", "Noelia")
    yield pretend
    pretend.stop()


def both_final(town: Town) -> None:
    """The minutes of the Committee of February and of the technical meeting of April are final."""
    circulated(town)
    finished(town)
    technical(town)
    town.ask(SECRETARY, "minutes.draft", TEC_STARTS + timedelta(days=1), meeting=TEC)
    town.do(SECRETARY, "minutes.circulate", TEC_STARTS + timedelta(days=2), meeting=TEC)
    asked = town.ask(SECRETARY, "minutes.final", LATER, meeting=TEC)
    assert asked.form is not None
    town.do(SECRETARY, "minutes.final", LATER, **asked.form.hidden)
    town.now = LATER


def digest(town: Town, *names: str) -> Notice:
    """The day's one message, with these notices as they were written for their reader."""
    rows = [row for name in names for row in town.notices(name, to=ACNUR)]
    values: dict[str, Any] = {"of": [gathered.part(row) for row in rows], "ahead": [], "count": len(rows)}
    now = datetime.now(UTC)
    return Notice(
        id=9_999, network_id=town.network_id, key="1/digest/acnur", person_id=town.id_of(ACNUR), notice=gathered.DIGEST,
        values=values, due_at=now, written_at=now, attempts=1, first_try_at=now - timedelta(seconds=5),
    )  # fmt: skip


def sent(town: Town, slack: PretendSlack, row: Notice) -> Any:
    return run(town, slack, lambda errand: errand.carrier.send(row, errand.noelia, card_of(row)))


def test_one_message_brings_the_word_file_of_each_of_its_final_minutes(town: Town, slack: PretendSlack) -> None:
    both_final(town)
    assert isinstance(sent(town, slack, digest(town, "minutes.final", "action.assigned")), Sent)
    (message,) = slack.to(NOELIA)
    assert [file.name for file in message.files] == ["minuta-CE-2027-01-v2.docx", "minuta-TEC-2027-01-v2.docx"]
    assert all(file.content for file in message.files)
    assert "Los Word de las minutas CE-2027-01 y TEC-2027-01 vienen con este mensaje" in message.text
    assert slack.problems == []


def test_one_final_among_others_brings_its_own_file(town: Town, slack: PretendSlack) -> None:
    circulated(town)
    finished(town)
    town.now = lima(2027, 2, 24, 9)
    sent(town, slack, digest(town, "minutes.final", "action.assigned"))
    (message,) = slack.to(NOELIA)
    assert [file.name for file in message.files] == ["minuta-CE-2027-01-v2.docx"]
    assert "El Word de la minuta CE-2027-01 viene con este mensaje" in message.text


def test_a_message_without_final_minutes_brings_none(town: Town, slack: PretendSlack) -> None:
    both_final(town)
    sent(town, slack, digest(town, "action.assigned", "minutes.circulated"))
    assert slack.uploads == {}
    assert "viene con este mensaje" not in slack.to(NOELIA)[0].text


def test_of_two_only_those_its_reader_may_still_read_come(town: Town, slack: PretendSlack) -> None:
    both_final(town)
    row = digest(town, "minutes.final")
    with town.database.transaction() as session:
        current = minutes.current(session, meeting_of(town, CE).id or 0)
        assert current is not None
        current.label = COMMITTEE
        session.add(current)
    sent(town, slack, row)
    assert [file.name for file in slack.to(NOELIA)[0].files] == ["minuta-TEC-2027-01-v2.docx"]


@pytest.mark.parametrize("method", ["upload", "files.completeUploadExternal", "chat.update"])
def test_where_slack_takes_no_file_there_is_one_message_and_it_says_how_to_ask(
    town: Town, slack: PretendSlack, method: str
) -> None:
    both_final(town)
    slack.fail(method, Failure(500))
    row = digest(town, "minutes.final")
    assert isinstance(sent(town, slack, row), Sent)
    (message,) = slack.to(NOELIA)
    assert message.files == []
    assert "pídalos con «En Word»" in message.text
    row.attempts = 2
    assert isinstance(sent(town, slack, row), Sent)
    assert len(slack.to(NOELIA)) == 1
