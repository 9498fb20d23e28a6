"""A provider of access tokens over real HTTP on loopback, and a mail server that lets in only who has one."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from bot.settings import Settings
from tests.bot.post_scene import Inbox

SECRET, CLIENT, USER = "s3creto-de-prueba", "cliente-1", "quipu@red.example"


class Provider:
    """Gives out token-1, token-2 … Each answer can be told beforehand; what was asked is remembered."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, str]] = []
        self.status = 200
        self.more: dict[str, Any] = {"expires_in": 3600, "token_type": "Bearer"}
        self.raw: bytes | None = None
        self.sends_to = ""
        self.seconds = 0.0
        self.paths: list[str] = []

    @property
    def newest(self) -> str:
        return f"token-{len(self.asked)}"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        self.paths.append(path)
        self.asked.append(form)
        time.sleep(self.seconds)
        said = {"access_token": self.newest, **self.more}
        return self.status, json.dumps(said).encode() if self.raw is None else self.raw


@contextmanager
def provider_running(provider: Provider) -> Iterator[None]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            status, said = provider.answer(self.path, form)
            self.send_response(status)
            if provider.sends_to:
                self.send_header("Location", provider.sends_to)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever asked may have gone away
                self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/token"
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Guarded(Inbox):
    """A mail server that takes letters only from USER with one of the tokens that are good."""

    def __init__(self) -> None:
        super().__init__()
        self.good: set[str] = set()
        self.tried: list[str] = []

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if not session.authenticated:
            return "530 5.7.57 log in first"
        envelope.mail_from = address
        return "250 OK"

    async def auth_XOAUTH2(self, server: Any, words: list[str]) -> AuthResult:  # noqa: N802
        said = base64.b64decode(words[1]).decode()
        user, bearer = said.removesuffix("\x01\x01").split("\x01")
        self.tried.append(bearer.removeprefix("auth=Bearer "))
        right = user == f"user={USER}" and self.tried[-1] in self.good
        return AuthResult(success=right, handled=False, auth_data=USER if right else None)


@contextmanager
def guarded_server(inbox: Guarded) -> Iterator[None]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, auth_require_tls=False)
    controller.start()
    inbox.url = f"smtp://{USER.replace('@', '%40')}@127.0.0.1:{port}"
    try:
        yield
    finally:
        controller.stop()


def settings_for(provider: Provider, **more: Any) -> Settings:
    given = {
        "mail_oauth_token_url": provider.url, "mail_oauth_client_id": CLIENT, "mail_oauth_client_secret": SECRET,
        "mail_oauth_scope": "https://outlook.office365.com/.default", "secret_key": "x" * 20,
    }  # fmt: skip
    return Settings(**{**given, **more})
