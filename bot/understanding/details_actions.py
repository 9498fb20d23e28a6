"""What is said of an action: its code, and after it what shows that it is done, the new day with its reason, or what is needed."""

import re
from typing import Any

from bot.language.reading import read
from bot.understanding.context import Context
from bot.understanding.meeting_meant import CODE, written
from bot.understanding.parts import Parts, colon_in, date_values

_BEGINS = re.compile(r"^[\s:,;.—–-]*(?:\b(?:porque|por que|ya que|because|since|con|with)\b[\s:,]*)?")


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
