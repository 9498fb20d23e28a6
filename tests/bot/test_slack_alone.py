"""An answer that one person alone sees in a channel: shown there, or in their direct messages where that cannot be."""

from __future__ import annotations

from tests.bot.test_slack_carrier import CARD, NOELIA, ROOM, Errand, run, slack
from tests.pretend_slack import Failure, PretendSlack
from tests.town import Town

__all__ = ["slack"]

ALONE = {"slack": {"channel": ROOM, "thread": "17.1", "only": NOELIA}}


def test_what_one_person_alone_sees_in_a_channel_goes_to_their_messages_where_that_cannot_be(
    town: Town, slack: PretendSlack
) -> None:
    async def story(errand: Errand) -> None:
        await errand.carrier.send(errand.notice("one", values=ALONE), errand.noelia, CARD)
        slack.fail("chat.postEphemeral", Failure("user_not_in_channel"))
        await errand.carrier.send(errand.notice("two", values=ALONE), errand.noelia, CARD)

    run(town, slack, story)
    first, second = slack.posted
    assert (first.channel, first.thread, first.ephemeral_to) == (ROOM, "17.1", NOELIA)
    assert (second.channel, second.ephemeral_to) == (f"D{NOELIA[1:]}", "")


def test_the_history_of_a_channel_is_not_read_for_what_one_person_alone_sees(town: Town, slack: PretendSlack) -> None:
    async def story(errand: Errand) -> None:
        again = errand.notice("one", values=ALONE, attempts=2)
        assert await errand.carrier.find(again, errand.noelia) is None
        await errand.carrier.send(again, errand.noelia, CARD)

    run(town, slack, story)
    assert len(slack.posted) == 1
    assert not [call for call in slack.calls if call.method.startswith("conversations.history")]
    assert not [call for call in slack.calls if call.method.startswith("conversations.replies")]
