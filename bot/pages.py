"""What every page and letter of the house has in common: templates that escape, words, headers that keep others out."""

import base64
import hashlib
from pathlib import Path

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from bot.language.catalogue import MissingWords, Words
from bot.plain import Say
from handlers.reply import Said

log = structlog.get_logger()

LARGEST = 1_000_000
"""Bytes a form may have."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def environment(folder: Path) -> Environment:
    """The templates of a folder: everything said is escaped, and a missing value is an error."""
    pages = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["kind"] = lambda part: type(part).__name__
    return pages


def saying(words: Words) -> Say:
    """Says everything; a sentence nobody wrote shows as its name, so that one gap does not hide a conversation."""

    def say(said: Said) -> str:
        try:
            return words.say(said)
        except MissingWords as missing:
            log.exception("words are missing", key=str(missing))
            return f"⟨{missing}⟩"

    return say


def style_digest(template: Path) -> str:
    """The digest of a template's own style sheet, as a Content-Security-Policy wants it."""
    style = template.read_text(encoding="utf-8").partition("<style>")[2].partition("</style>")[0]
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def too_large(request: Request, largest: int = LARGEST) -> bool:
    """Whether a form is bigger than any that a person fills in, or does not say how big it is."""
    length = request.headers.get("content-length", "0")
    return not length.isdigit() or int(length) > largest or "transfer-encoding" in request.headers


def sealed(response: Response, policy: str) -> Response:
    """The answer with the headers of every page, where it has none of its own."""
    for name, value in {"Content-Security-Policy": policy, **HEADERS}.items():
        response.headers.setdefault(name, value)
    return response
