"""What is said of an action: who takes it on, what, by when, under which point; later its code, and what became of it."""

import re
from typing import Any

from bot.language.folding import Typed, fold
from bot.language.reading import When, read
from bot.understanding.context import Context
from bot.understanding.details_meetings import names
from bot.understanding.meeting_meant import CODE, code_in, written
from bot.understanding.parts import Parts, colon_in, date_values
from bot.understanding.point_meant import point_aside, point_first

_UNTIL = re.compile(
    r"[\s,;(-]*(?:\b(?:para|hasta|antes de|a mas tardar|con plazo|plazo|by|before|until|due|on)\b[\s:]*)*(?:el|la|the)?\s*$"
)
_BEGINS = re.compile(r"^[\s:,;.—–-]*(?:\b(?:porque|por que|ya que|because|since|con|with)\b[\s:,]*)?")


def assigned(asked: Parts, context: Context) -> dict[str, Any]:
    """Who takes it on, what, by when: "ACNUR preparar la ficha para el viernes 26 de febrero"; "punto 3: ACNUR …"."""
    point, whole = point_aside(asked.whole, at_an_end=False)
    before, whole = point_first(whole, sentence=False)
    code = code_in(whole.plain, meetings=True)
    found: dict[str, Any] = {"meeting": written(code)} if code else {}
    if code:
        whole = whole.part(code.end()) if code.start() == 0 else whole.part(0, code.start())
    after_code, whole = point_first(whole, sentence=False)
    organisation, whole = _taken_on_by(whole, context)
    after_name, whole = point_first(whole, sentence=False)
    when = read(whole, context.now)
    found |= {"organisation": organisation, "point": point or before or after_code or after_name}
    return found | _due(when) | {"wording": _without_due(whole, when)}


def _taken_on_by(whole: Typed, context: Context) -> tuple[str, Typed]:
    """The organisation named first, and what follows its name; after "@somebody" it is not another that is named in passing."""
    for name in sorted(context.organisations, key=len, reverse=True):
        start = re.match(
            rf"[\s@:,-]*(?:(?:a|al|la|el|to|the) )?{re.escape(fold(name).plain)}(?![\w/])[\s:,—-]*", whole.plain
        )
        if start:
            return name, whole.part(start.end())
    if whole.plain.lstrip(" :,-").startswith("@"):
        return "", whole
    named = [name for name in context.organisations if names(whole.plain, name)]
    return (named[0] if len(named) == 1 else ""), whole


def _due(when: When) -> dict[str, Any]:
    return {name: value for name, value in date_values(when).items() if name.startswith("date")}


def _without_due(whole: Typed, when: When) -> str:
    """The words without a date that ends them."""
    end = len(whole.plain.rstrip(" .)"))
    for start, stop in sorted(when.spans, reverse=True):
        if stop >= end:
            before = _UNTIL.search(whole.plain[:start])
            end = before.start() if before else start
    return whole.original(0, end) if end < len(whole.plain.rstrip(" .)")) else whole.original()


def reported(asked: Parts, context: Context) -> dict[str, Any]:
    """The code, and everything after it exactly as typed; without a code everything, where it was no mere sentence."""
    code = _code(asked)
    if code is None:
        return {} if asked.free else {"wording": asked.whole.original().strip()}
    after = asked.whole.part(code.end())
    begin = _BEGINS.match(after.plain)
    return {"code": written(code), "wording": after.original(begin.end() if begin else 0).strip()}


def put_off(asked: Parts, context: Context) -> dict[str, Any]:
    """The code, the new day, and after a colon, a comma or "porque" the reason."""
    code = _code(asked)
    found: dict[str, Any] = {"code": written(code)} if code else {}
    after = asked.whole.part(code.end()) if code else asked.whole
    colon = colon_in(after.plain)
    when = read(after if colon is None else after.part(0, colon), context.now)
    if colon is not None:
        reason = after.original(colon + 1)
    else:
        end = max((stop for _, stop in when.spans), default=0)
        rest = after.part(end) if end else None
        begin = _BEGINS.match(rest.plain) if rest else None
        reason = rest.original(begin.end() if begin else 0) if rest else ""
    days = {name: value for name, value in date_values(when).items() if name.startswith("date")}
    return found | days | {"wording": reason.strip()}


def _code(asked: Parts) -> re.Match[str] | None:
    return next((code for code in CODE.finditer(asked.whole.plain) if code["series"] == "a"), None)
