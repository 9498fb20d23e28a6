"""One log for the whole process: structured, with a reference per fault and never the body of a message."""

import logging
import sys
import traceback
from pathlib import PurePath
from typing import Literal

import structlog

DEEPEST = 12
"""Frames shown of an exception, from the inside."""


def set_up(form: Literal["console", "json"]) -> None:
    """Console for people, JSON for production; the libraries' own logs join in, from warnings up."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(where_it_broke),
    ]
    last: structlog.typing.Processor
    if form == "json":
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("apscheduler", "slack_bolt", "slack_sdk", "aiohttp", "uvicorn", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def where_it_broke(exc_info: structlog.typing.ExcInfo) -> str:
    """An exception as its types and places, the cause first. Its message is left out: it may quote what people wrote."""
    lines: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        places = [f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        lines.insert(0, f"{type(error).__module__}.{type(error).__qualname__} at " + " > ".join(places))
        error = error.__cause__ or error.__context__
    return "\n".join(lines[-DEEPEST:])
