"""The ASGI app: health, metrics, Slack's door and, in rehearsal, the trial page."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.metrics import REGISTRY


@dataclass(frozen=True, slots=True)
class Health:
    """How the house knows it is well; each answers "" or what is wrong."""

    ready: Callable[[], Awaitable[str]]
    measure: Callable[[], Awaitable[None]]


def application(
    health: Health, doors: Sequence[BaseRoute], opened: Callable[[], AbstractAsyncContextManager[None]]
) -> Starlette:
    """The app with its doors; `opened` is entered while it runs."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        wrong = await health.ready()
        return JSONResponse({"ready": not wrong, "why": wrong}, 503 if wrong else 200)

    async def metrics(_request: Request) -> Response:
        with suppress(Exception):  # what was counted is told even while the database is away; /readyz says that it is
            await health.measure()
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with opened():
            yield

    plain = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    return Starlette(routes=[*plain, *doors], lifespan=lifespan)
