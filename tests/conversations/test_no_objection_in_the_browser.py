"""E05 and E06 on the trial page, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.browser_stage import BrowserStage, browser_page
from tests.conversations.no_objection import NO_OBJECTION
from tests.running import running
from tests.town import lima


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(240)
def test_the_work_plan_under_no_objection_on_the_trial_page(tmp_path: Path) -> None:
    with running(tmp_path, lima(2027, 2, 12)) as house, browser_page() as page:
        stage = BrowserStage(house, page)
        for event in NO_OBJECTION:
            event(stage)
