"""The trial page as a stage: a real browser, one page, whoever one is at the moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, sync_playwright

from tests.conversations.stage import person_id
from tests.running import RunningHouse

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class BrowserStage:
    """People talk to Quipu on the trial page."""

    def __init__(self, house: RunningHouse, page: Page) -> None:
        self.house, self.page = house, page

    def says(self, who: str, words: str) -> str:
        self._be(who)
        self.page.fill("#words", words)
        self.page.press("#words", "Enter")
        return self._newest()

    def presses(self, who: str, label: str) -> str:
        self._be(who)
        self.page.get_by_role("main").get_by_role("button", name=label, exact=False).last.click()
        return self._newest()

    def fills(self, who: str, **fields: str | list[str]) -> str:
        self._be(who)
        form = self.page.locator("form.asks").last
        for name, value in fields.items():
            self._fill(form, name, value)
        form.locator("button.primary").click()
        return self._newest()

    def _fill(self, form: Locator, name: str, value: str | list[str]) -> None:
        inputs = form.locator(f'[name="f-{name}"]')
        kind = inputs.first.evaluate("e => e.tagName + '/' + (e.type || '')")
        if kind == "INPUT/checkbox":
            wanted = value if isinstance(value, list) else [value]
            for label in form.locator("label.tick").all():
                box = label.locator(f'[name="f-{name}"]')
                if box.count():
                    box.set_checked(label.inner_text().strip() in wanted or box.get_attribute("value") in wanted)
        elif kind.startswith("SELECT"):
            labels = [option.inner_text().strip() for option in inputs.first.locator("option").all()]
            inputs.first.select_option(**({"label": str(value)} if value in labels else {"value": str(value)}))
        else:
            inputs.first.fill(str(value))

    def _be(self, who: str) -> None:
        number = self.house.look(lambda session: person_id(session, who))
        self.page.goto(f"{self.house.url}/trial/people/{number}")

    def _newest(self) -> str:
        self.page.wait_for_load_state("load")
        answers = "ol.conversation > li.entry.answer, ol.conversation > li.entry.refused"
        return self.page.locator(answers).last.inner_text()


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of the system's Chromium that may reach this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        page = browser.new_page(locale="es-PE")
        yield page
        browser.close()
