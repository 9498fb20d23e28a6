"""Quipu's office in Slack, put together from its parts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.platforms.slack.answers import Answers
from bot.platforms.slack.carrier import SlackCarrier
from bot.platforms.slack.door import door
from bot.platforms.slack.house import Counter, Entrance
from bot.platforms.slack.listen import Listening
from bot.platforms.slack.people import People
from bot.platforms.slack.socket_mode import listen_on_a_socket
from bot.platforms.slack.workspace import Identity, Workspace
from storage.charter import Charter


class Settings(Protocol):
    """What the administrator decides of Slack."""

    @property
    def slack_bot_token(self) -> str: ...
    @property
    def slack_signing_secret(self) -> str: ...
    @property
    def slack_app_token(self) -> str: ...
    @property
    def slack_api_url(self) -> str: ...
    @property
    def rehearsal(self) -> bool: ...


class EntranceWithClock(Entrance, Protocol):
    """The house's entrance, and its present."""

    @property
    def clock(self) -> Callable[[], datetime]: ...


@dataclass(frozen=True, slots=True)
class SlackOffice:
    """The doors to mount, the tasks to run beside the server, the carrier of notices, and how to close."""

    doors: tuple[BaseRoute, ...]
    tasks: tuple[Callable[[], Awaitable[Any]], ...]
    carrier: SlackCarrier
    workspace: Workspace
    close: Callable[[], Awaitable[None]]


async def assemble(
    settings: Settings, counter: Counter, entrance: EntranceWithClock, network_id: int, charter: Charter
) -> SlackOffice:
    """The office of one network in one workspace. Nothing is asked of Slack yet: Quipu starts without it."""
    workspace = Workspace(settings.slack_bot_token, settings.slack_api_url, only_here=settings.rehearsal)
    people = People(workspace, counter, entrance.clock, network_id, charter)
    app = Listening(people, entrance, Answers(workspace, counter, entrance.clock, network_id)).app(
        settings.slack_signing_secret
    )

    async def introduced(identity: Identity) -> None:
        await people.introduced(identity.team)

    tasks: list[Callable[[], Awaitable[Any]]] = [partial(workspace.keep_introducing, introduced)]
    if settings.slack_app_token:
        tasks.append(partial(listen_on_a_socket, app, settings.slack_app_token, settings.slack_api_url))
    doors = (door(app, settings.slack_signing_secret),) if settings.slack_signing_secret else ()
    return SlackOffice(doors, tuple(tasks), SlackCarrier(people), workspace, workspace.close)
