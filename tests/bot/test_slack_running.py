"""The running record in Slack is one message: changed where it stands, posted anew only when it is gone."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.reply import Card, Heading, Paragraph
from scheduler.sending import Sent
from storage import meetings, minutes
from storage.outbox import Notice
from tests.bot.test_slack_carrier import NOELIA, Errand, run, slack
from tests.handlers.record_scene import CE, convened
from tests.pretend_slack import PretendSlack
from tests.town import Town

__all__ = ["slack"]


def record(*lines: str) -> Card:
    return Card((Heading("Registro de CE-2027-01"), *(Paragraph(line) for line in lines)))


def notice(errand: Errand, town: Town, number: int) -> Notice:
    with town.database.reading() as session:
        meeting = meetings.by_code(session, town.network_id, CE)
        assert meeting is not None
        values: dict[str, Any] = {"meeting_id": meeting.id}
    made = errand.notice(f"1/minutes.running/{CE}/{number}", values=values)
    made.notice = "minutes.running"
    return made


def test_three_marks_are_one_message(town: Town, slack: PretendSlack) -> None:
    convened(town)

    async def story(errand: Errand) -> list[Any]:
        lines = ("Uno.", "Dos.", "Tres.")
        return [
            await errand.carrier.send(notice(errand, town, count), errand.noelia, record(*lines[:count]))
            for count in (1, 2, 3)
        ]

    outcomes = run(town, slack, story)
    (posted,) = slack.to(NOELIA)
    assert "Tres." in posted.text
    assert {outcome.external_id for outcome in outcomes if isinstance(outcome, Sent)} == {
        f"{posted.channel}/{posted.ts}"
    }
    with town.database.reading() as session:
        meeting = meetings.by_code(session, town.network_id, CE)
        kept = minutes.record_card(session, (meeting.id if meeting else 0) or 0, "slack")
    assert kept is not None
    assert (kept.place, kept.external_id) == (posted.channel, posted.ts)


def test_a_message_that_somebody_deleted_is_posted_anew_and_followed_there(town: Town, slack: PretendSlack) -> None:
    convened(town)

    async def story(errand: Errand) -> None:
        await errand.carrier.send(notice(errand, town, 1), errand.noelia, record("Uno."))
        slack.posted.clear()
        await errand.carrier.send(notice(errand, town, 2), errand.noelia, record("Uno.", "Dos."))
        await errand.carrier.send(notice(errand, town, 3), errand.noelia, record("Uno.", "Dos.", "Tres."))

    run(town, slack, story)
    (posted,) = slack.to(NOELIA)
    assert "Tres." in posted.text


@pytest.mark.parametrize("attempts", [2, 3])
def test_a_change_that_may_have_arrived_is_made_again_and_posts_nothing(
    town: Town, slack: PretendSlack, attempts: int
) -> None:
    convened(town)

    async def story(errand: Errand) -> None:
        await errand.carrier.send(notice(errand, town, 1), errand.noelia, record("Uno."))
        again = notice(errand, town, 2)
        again.attempts = attempts
        await errand.carrier.send(again, errand.noelia, record("Uno.", "Dos."))

    run(town, slack, story)
    (posted,) = slack.to(NOELIA)
    assert "Dos." in posted.text
