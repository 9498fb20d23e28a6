"""The label of minutes, as it is typed in either language."""

import re
from typing import Any

from bot.understanding.context import Context
from bot.understanding.meeting_meant import PAST, code_in, meeting_meant
from bot.understanding.parts import Parts

_LABELS = (
    ("committee", re.compile(r"\b(?:interno (?:del )?ce|interna (?:del )?ce|comite|committee)\b")),
    ("network", re.compile(r"\b(?:interno (?:de la )?red|interna (?:de la )?red|network)\b")),
    ("guests", re.compile(r"\b(?:invitados|guests)\b")),
    ("public", re.compile(r"\b(?:publico|publica|public)\b")),
)


def labelled(asked: Parts, context: Context) -> dict[str, Any]:
    """Which minutes, and who may read them; read after the meeting's code, which names a kind itself."""
    code = code_in(asked.whole.plain, meetings=True)
    after = asked.whole.plain[code.end() if code else 0 :]
    found = [name for name, pattern in _LABELS if pattern.search(after)]
    return meeting_meant(asked.head, context, PAST) | {"label": found[0] if len(found) == 1 else ""}
