"""A pretend Slack over real HTTP that forgets to answer now and then: before it has recorded a message, or after."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

EVERY = 100
"""Of so many calls one fails before recording and one after: 1 % each."""


@dataclass
class PretendSlack:
    """chat.postMessage and conversations.history; messages carry their metadata, as Slack keeps it."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    slow: tuple[float, float] = (0.002, 0.025)
    address: str = ""

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    def keys(self) -> list[str]:
        """The key of every message that was posted, in order."""
        return [message["metadata"]["event_payload"]["key"] for message in list(self.messages)]

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", self._post)
        app.router.add_post("/api/conversations.history", self._history)
        self._runner = web.AppRunner(app)
        self._loop.run_until_complete(self._runner.setup())
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        self._ready.set()
        self._loop.run_forever()

    async def _post(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.calls["post"] += 1
        place = self.calls["post"] % EVERY
        await asyncio.sleep(random.uniform(*self.slow))
        if place == EVERY // 4:
            self.calls["failed before"] += 1
            return self._break(request)
        ts = f"{1_800_000_000 + len(self.messages)}.{len(self.messages):06}"
        self.messages.append({**asked, "ts": ts})
        await asyncio.sleep(random.uniform(*self.slow))
        if place == EVERY // 2:
            self.calls["failed after"] += 1
            return self._break(request)
        return web.json_response({"ok": True, "channel": asked["channel"], "ts": ts})

    def _break(self, request: web.Request) -> web.Response:
        """Now a 500, now a connection that is simply gone."""
        if self.calls["broken"] % 2 and request.transport is not None:
            request.transport.abort()
        self.calls["broken"] += 1
        return web.json_response({"ok": False, "error": "internal_error"}, status=500)

    async def _history(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.calls["history"] += 1
        found = [message for message in self.messages if message["channel"] == asked["channel"]]
        return web.json_response({"ok": True, "messages": found})
