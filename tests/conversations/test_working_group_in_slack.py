"""E08 through the pretend Slack, over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.slack_stage import slack_stage
from tests.conversations.working_group import WORKING_GROUP
from tests.town import lima


@pytest.mark.long
@pytest.mark.timeout(240)
def test_a_working_group_in_slack(tmp_path: Path) -> None:
    with slack_stage(tmp_path, lima(2027, 4, 5)) as stage:
        for event in WORKING_GROUP:
            event(stage)
