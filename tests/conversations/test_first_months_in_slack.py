"""E01 (in part), E02, E03 (in part) and E04 through the pretend Slack, over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.slack_stage import slack_stage
from tests.conversations.stories import FIRST_MONTHS
from tests.town import lima

FINAL = ("Minuta final de CE-2027-01", "Final minutes of CE-2027-01")


@pytest.mark.long
@pytest.mark.timeout(240)
def test_the_first_months_of_2027_in_slack(tmp_path: Path) -> None:
    with slack_stage(tmp_path, lima(2027, 1, 12)) as stage:
        for event in FIRST_MONTHS:
            event(stage)
        read_in_english = stage.slack.to("U0ASODERQUIST")
        assert any("Executive Committee" in message.text for message in read_in_english)
        final = [message for message in stage.slack.posted if message.text.startswith(FINAL)]
        assert final
        assert [[file.name for file in message.files] for message in final] == [
            ["minutes-CE-2027-01-v2.docx" if message.text.startswith("Final") else "minuta-CE-2027-01-v2.docx"]
            for message in final
        ]
        assert stage.slack.problems == []
