"""E05 and E06 through the pretend Slack, over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.no_objection import NO_OBJECTION
from tests.conversations.slack_stage import slack_stage
from tests.town import lima


@pytest.mark.long
@pytest.mark.timeout(240)
def test_the_work_plan_under_no_objection_in_slack(tmp_path: Path) -> None:
    with slack_stage(tmp_path, lima(2027, 2, 12)) as stage:
        for event in NO_OBJECTION:
            event(stage)
