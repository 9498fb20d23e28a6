"""E07 through the pretend Slack, over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.slack_stage import slack_stage
from tests.conversations.speaker import SPEAKER
from tests.town import lima


@pytest.mark.timeout(240)
def test_a_speaker_of_the_government_in_slack(tmp_path: Path) -> None:
    with slack_stage(tmp_path, lima(2027, 3, 11, 9)) as stage:
        for event in SPEAKER:
            event(stage)
