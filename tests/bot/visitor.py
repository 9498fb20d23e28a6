"""Somebody on the trial page with a browser but without script."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx
from sqlmodel import col, select

from storage.people import Person
from storage.rehearsal import ChatLine
from tests.running import RunningHouse

HIDDEN = re.compile(r'name="(token|key|line|notice)" value="([^"]*)"')


class Visitor:
    """Somebody with a browser but without script: reads pages and sends their forms."""

    def __init__(self, house: RunningHouse) -> None:
        self.house = house
        self.client = httpx.Client(base_url=house.url, follow_redirects=True, timeout=60)

    def person(self, start: str) -> int:
        def find(session: Any) -> int:
            people = session.exec(select(Person))
            return next(person.id for person in people if person.email.startswith(start))

        return self.house.look(find)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text[:300]
        return unescape(answer.text)

    def token(self, path: str = "/") -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.client.get(path).text)
        assert found is not None
        return unescape(found[1])

    def say(self, who: int, words: str, key: str = "", **more: str) -> str:
        path = f"/trial/people/{who}"
        data = {"token": self.token(path), "key": key or f"k{len(words)}{words[-20:]}", "words": words, **more}
        answer = self.client.post(f"{path}/say", data=data)
        assert answer.status_code == 200
        return unescape(answer.text)

    def press(self, who: int, label: str) -> str:
        """Press the last button of that name on the person's page."""
        raw = self.client.get(f"/trial/people/{who}").text
        forms = re.findall(r'<form class="presses".*?</form>', raw, re.DOTALL)
        for form in reversed(forms):
            found = re.search(rf'<button[^>]*value="(\d+)">{re.escape(label)}', unescape(form))
            if found:
                data = {name: unescape(value) for name, value in HIDDEN.findall(form)} | {"button": found[1]}
                return unescape(self.client.post(f"/trial/people/{who}/press", data=data).text)
        raise LookupError(label)

    def submit(self, who: int, **filled: Any) -> str:
        """Send the last form on the person's page, with these fields and else what stands in it."""
        raw = self.client.get(f"/trial/people/{who}").text
        form = re.findall(r'<form class="asks".*?</form>', raw, re.DOTALL)[-1]
        data: dict[str, Any] = {name: unescape(value) for name, value in HIDDEN.findall(form)}
        for name, value in re.findall(
            r'<input type="(?:text|date|time)"[^>]*name="(f-[^"]+)"[^>]*value="([^"]*)"', form
        ):
            data[name] = unescape(value)
        data |= {f"f-{name}": value for name, value in filled.items()}
        return unescape(self.client.post(f"/trial/people/{who}/submit", data=data).text)

    def lines(self, who: int) -> list[ChatLine]:
        query = select(ChatLine).where(ChatLine.person_id == who).order_by(col(ChatLine.id))
        return self.house.look(lambda session: list(session.exec(query)))
