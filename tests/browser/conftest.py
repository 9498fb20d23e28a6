"""A real browser, the system's own, on the trial page of a running house."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.running import RunningHouse

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
TELEPHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed after each file: while it is open, its loop occupies the thread in which other tests run theirs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Trial:
    """The page as somebody uses it; it remembers what the browser complained of and whom it asked."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.url + path)

    def become(self, name: str) -> None:
        """Choose a person on the first page."""
        self.open()
        self.page.locator(".roster").get_by_role("link", name=name).click()
        self.page.get_by_role("heading", level=1, name=name).wait_for()

    def say(self, words: str) -> None:
        self.page.locator("#words").fill(words)
        self.page.get_by_role("button", name="Enviar").click()
        self.page.locator(".mine .words", has_text=words).last.wait_for()

    def press(self, name: str) -> None:
        self.page.locator(".presses").get_by_role("button", name=name).last.click()
        self.page.wait_for_load_state()

    @property
    def answers(self) -> Locator:
        return self.page.locator(".entry.answer .card, .entry.refused .card")

    @property
    def notices(self) -> Locator:
        return self.page.locator(".entry.notice .card")

    def sideways(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def trial(chromium: Browser, running_house: RunningHouse, request: pytest.FixtureRequest) -> Iterator[Trial]:
    """A browser window at the house's address; at the end it must have complained of nothing and asked nobody else."""
    size = getattr(request, "param", DESK)
    context = chromium.new_context(viewport=size, locale="es-PE")
    context.set_default_timeout(20_000)
    found = Trial(context.new_page(), running_house.url)
    found.page.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.on("request", lambda asked: found.asked.add("/".join(asked.url.split("/")[:3])))
    yield found
    context.close()
    assert found.complaints == []
    assert found.asked <= {running_house.url}
