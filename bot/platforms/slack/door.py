"""The HTTP door of Slack: only what Slack signed, lately, comes in; then Bolt takes over."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from urllib.parse import parse_qsl

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.request.async_internals import build_async_context
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

log = structlog.get_logger()

MOST_BYTES = 1_000_000
FRESH_SECONDS = 300
PATH = "/slack/events"
UNSIGNED, TOO_MUCH, UNREADABLE, UNHANDLED = 401, 413, 400, 404


def door(app: AsyncApp, signing_secret: str) -> Route:
    """The route on which Slack delivers events, commands and interactions."""

    async def enter(request: Request) -> Response:
        body = await request.body()
        if len(body) > MOST_BYTES:
            return Response(status_code=TOO_MUCH)
        if body.startswith(b"ssl_check=1"):
            return Response()
        if not signed(signing_secret, body, request.headers):
            return Response(status_code=UNSIGNED)
        try:
            heard = bolt_request(body, request.headers)
        except ValueError:
            return Response(status_code=UNREADABLE)
        answered = await app.async_dispatch(heard)
        if answered.status == UNHANDLED:
            # Slack counts it as a failure and delivers it again; there is nothing in it for us.
            log.info("nothing to do", platform="slack")
            return Response()
        return Response(answered.body, answered.status, headers=answered.first_headers_without_set_cookie())

    return Route(PATH, enter, methods=["POST"])


def signed(signing_secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether Slack signed these very bytes, within the last five minutes."""
    stamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not (stamp.isascii() and stamp.isdigit()) or abs(time.time() - int(stamp)) > FRESH_SECONDS:
        return False
    expected = hmac.new(signing_secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={expected}".encode(), signature.encode())


def bolt_request(body: bytes, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """The delivery as Bolt reads it; raises ValueError when it cannot be read.

    Bolt takes a command in whose text the word "payload" stands for an interaction without one, and
    loses it: such a body is read again.
    """
    written = body.decode("utf-8")
    heard = AsyncBoltRequest(body=written, headers={"content-type": headers.get("content-type", "")})
    if not heard.body and written and not written.startswith("{"):
        heard.body = dict(parse_qsl(written, keep_blank_values=True))
        heard.context = build_async_context(heard.context, heard.body)
    if not isinstance(heard.body, dict):
        raise json.JSONDecodeError("not an object", written, 0)
    return heard
