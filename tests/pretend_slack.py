"""A pretend Slack: its Web API and Socket Mode over real HTTP on this machine, strict where Slack is, and made to fail.

It records everything, refuses what Slack would refuse (rights, blocks, triggers), and answers a method
with a failure when one is put in its way: before it records the call, or after.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from bot.platforms.slack.limits import problems
from bot.platforms.slack.manifest import SCOPES
from tests.pretend_slack_api import APP, APP_TOKEN, BOT, BOT_TOKEN, BOT_USER, SECRET, TEAM, Posted, WebApi

__all__ = ["APP", "APP_TOKEN", "BOT", "BOT_TOKEN", "BOT_USER", "SECRET", "TEAM", "Failure", "Posted", "PretendSlack"]

ANSWERS_AT_AN_ADDRESS = 5


@dataclass
class Failure:
    """What goes wrong with a call: a status, or "hang", "drop" (the connection is cut); before or after it is recorded."""

    what: int | str
    after: bool = False
    retry_after: int | None = None
    seconds: float = 30.0


class PretendSlack(WebApi):
    """Start it, point `SLACK_API_URL` at `url`, and look at what it recorded."""

    def __init__(self, *, scopes: tuple[str, ...] = SCOPES, port: int = 0) -> None:
        super().__init__(scopes)
        self.port = port
        self.answers: list[tuple[str, dict[str, Any]]] = []
        """What came to the addresses given with commands and presses: (address, answer)."""
        self.failures: dict[str, deque[Failure]] = {}
        self.fails: Callable[[str, dict[str, Any]], Failure | None] = lambda _method, _given: None
        """Asked for each call; for failures by chance."""
        self.files: dict[str, bytes] = {}
        self.acks: dict[str, dict[str, Any]] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="pretend-slack", daemon=True)

    # What a test does with it

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def start(self) -> PretendSlack:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def fail(self, method: str, *failures: Failure) -> None:
        """The next calls of that method fail like this, one after the other."""
        self.failures.setdefault(method, deque()).extend(failures)

    def calls_of(self, method: str) -> list[dict[str, Any]]:
        return [call.given for call in self.calls if call.method == method]

    def wait_for(self, found: Callable[[], Any], seconds: float = 10.0) -> Any:
        """Wait until something is found."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            thing = found()
            if thing:
                return thing
            time.sleep(0.01)
        raise AssertionError("it did not happen in time")

    def share(self, name: str, content: bytes) -> dict[str, str]:
        """A file somebody shared, as an event names it."""
        self.files[name] = content
        return {"name": name, "url_private_download": f"http://127.0.0.1:{self.port}/files/{name}"}

    def answer_address(self) -> str:
        return f"http://127.0.0.1:{self.port}/answers/{next(self._numbers)}"

    # Socket Mode

    def push(self, kind: str, payload: dict[str, Any], seconds: float = 3.0) -> dict[str, Any]:
        """Send an envelope over the newest connection and return what it was acknowledged with."""
        envelope = f"envelope-{next(self._numbers)}"
        message = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        socket = self.wait_for(lambda: [each for each in self.sockets if not each.closed])[-1]
        asyncio.run_coroutine_threadsafe(socket.send_json(message), self._loop).result(5)
        return dict(self.wait_for(lambda: self.acks.get(envelope), seconds))

    def disconnect(self) -> None:
        """Ask the newest connection to come again, as Slack does every few hours."""
        socket = [each for each in self.sockets if not each.closed][-1]
        asyncio.run_coroutine_threadsafe(
            socket.send_json({"type": "disconnect", "reason": "refresh_requested"}), self._loop
        ).result(5)

    # The server

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        self._ready.set()
        self._loop.run_forever()
        self._loop.close()

    async def _open(self) -> None:
        app = web.Application(client_max_size=4_000_000)
        app.router.add_post("/api/{method}", self._call)
        app.router.add_get("/api/{method}", self._call)
        app.router.add_post("/answers/{number}", self._answered)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_post("/upload/{file}", self._uploaded)
        app.router.add_get("/socket/{ticket}", self._socket)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _close(self) -> None:
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()
        late = asyncio.all_tasks() - {asyncio.current_task()}
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, given = request.match_info["method"], await _given(request)
        failure = self._failure(method, given)
        if failure is not None and not failure.after:
            return await self._fail(request, failure)
        answer = self.answer(method, given, request.headers.get("Authorization", ""))
        if failure is not None:
            return await self._fail(request, failure)
        return web.json_response(answer)

    def _failure(self, method: str, given: dict[str, Any]) -> Failure | None:
        waiting = self.failures.get(method)
        return waiting.popleft() if waiting else self.fails(method, given)

    async def _fail(self, request: web.Request, failure: Failure) -> web.StreamResponse:
        if failure.what == "hang":
            await asyncio.sleep(failure.seconds)
            return web.json_response({"ok": False, "error": "too_late"})
        if failure.what == "drop":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if isinstance(failure.what, str):
            return web.json_response({"ok": False, "error": failure.what})
        headers = {"Retry-After": str(failure.retry_after)} if failure.retry_after is not None else {}
        if failure.what == 429:
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        return web.Response(text="upstream is sad", status=failure.what, headers=headers)

    async def _answered(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        address = str(request.url)
        failure = self._failure("response_url", given)
        if failure is not None:
            return await self._fail(request, failure)
        if sum(each == address for each, _ in self.answers) >= ANSWERS_AT_AN_ADDRESS:
            return web.Response(text="used_url", status=404)
        if self._invalid(problems(given), "invalid_blocks"):
            return web.Response(text="invalid_blocks", status=400)
        self.answers.append((address, given))
        return web.Response(text="ok")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A shared file, to whoever has the token and the right; a page to log in for anybody else."""
        known = request.headers.get("Authorization") == f"Bearer {BOT_TOKEN}" and "files:read" in self.scopes
        content = self.files.get(request.match_info["name"]) if known else None
        if content is None:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=content, content_type="application/octet-stream")

    async def _uploaded(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, at the address that was given for it: as many as were announced, once."""
        upload, content = self.uploads.get(request.match_info["file"]), await request.read()
        failure = self._failure("upload", {"length": len(content)})
        if failure is not None:
            return await self._fail(request, failure)
        if upload is None or upload.content is not None or len(content) != upload.length:
            return web.Response(text="bad upload", status=400)
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}})
        async for message in socket:
            if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                ack = json.loads(message.data)
                self.acks[ack["envelope_id"]] = {"acked": True, **(ack.get("payload") or {})}
        return socket


async def _given(request: web.Request) -> dict[str, Any]:
    if request.method == "POST" and request.content_type == "application/json":
        given: dict[str, Any] = await request.json()
        return given
    form = dict(request.query) | (dict(await request.post()) if request.method == "POST" else {})
    return {name: _unwrapped(name, str(value)) for name, value in form.items()}


def _unwrapped(name: str, value: str) -> Any:
    return json.loads(value) if name in {"blocks", "metadata", "view"} else value
