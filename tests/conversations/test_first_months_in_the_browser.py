"""E01 (in part), E02, E03 (in part) and E04 on the trial page, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.browser_stage import BrowserStage, browser_page
from tests.conversations.stories import FIRST_MONTHS
from tests.running import running
from tests.town import lima


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_first_months_of_2027_on_the_trial_page(tmp_path: Path) -> None:
    with running(tmp_path, lima(2027, 1, 12)) as house, browser_page() as page:
        stage = BrowserStage(house, page)
        for event in FIRST_MONTHS:
            event(stage)
