"""Socket Mode: the same deliveries over a connection Quipu opens itself, for houses with no public address."""

import asyncio
import logging

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.workspace import here

log = structlog.get_logger()


async def listen_on_a_socket(app: AsyncApp, app_token: str, api_url: str) -> None:
    """Stay connected until cancelled; a connection that breaks is opened again."""
    client = AsyncWebClient(base_url=api_url, retry_handlers=[], timeout=10)
    if here(api_url):
        client.proxy = None
    handler = AsyncSocketModeHandler(
        app, app_token, web_client=client, logger=logging.getLogger("slack_sdk.socket"), ping_interval=5
    )
    if here(api_url):
        handler.client.proxy = None
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        log.info("listening", platform="slack", by="socket")
        await asyncio.Event().wait()
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
