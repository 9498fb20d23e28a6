"""Makes the README's picture from a rehearsal: `python -m tests.picture`. Nothing in it is drawn by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.conversations.browser_stage import BrowserStage, browser_page
from tests.conversations.cast import COORDINATOR, FOCAL_POINTS
from tests.running import running
from tests.town import lima

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "trial-page.png"


def main() -> None:
    """Convene, look at it as a focal point, and take the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), lima(2027, 1, 19)) as house,
        browser_page() as page,
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        stage = BrowserStage(house, page)
        stage.says(COORDINATOR, "/reunion convocar comite el martes 9 de febrero de 2027 a las 10: Prioridades 2027")
        stage.presses(COORDINATOR, "Confirmar")
        house.go_to(lima(2027, 1, 22, 10))
        stage.says(FOCAL_POINTS["ACNUR"], "propongo un punto: acceso a salud, para debatir, 15 minutos")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURE), full_page=True)


if __name__ == "__main__":
    main()
