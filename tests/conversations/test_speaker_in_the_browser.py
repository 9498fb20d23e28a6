"""E07 on the trial page, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.browser_stage import BrowserStage, browser_page
from tests.conversations.speaker import SPEAKER
from tests.running import running
from tests.town import lima


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(240)
def test_a_speaker_of_the_government_on_the_trial_page(tmp_path: Path) -> None:
    with running(tmp_path, lima(2027, 3, 11, 9)) as house, browser_page() as page:
        stage = BrowserStage(house, page)
        for event in SPEAKER:
            event(stage)
