"""The details of working groups and of the confirmation of contacts: which group, its name, its decision; a comment as typed."""

import re
from typing import Any

from bot.language.folding import Typed
from bot.understanding.context import Context
from bot.understanding.meeting_meant import code_in, written
from bot.understanding.parts import Parts

_GROUP = re.compile(r"\b(?:grupos?(?: de trabajo)?|(?:working )?groups?)\b")
_LEADS_TO_NAME = re.compile(
    r"[\s:,]*(?:(?:al?|el|la|los|las|the|to|of|del?|en|in|on|sobre|about|con|llamado|called)\b[\s:,]*)*"
)
_LEADS_TO_CODE = re.compile(r"(?:\s+(?:por|con|by|under|la|the|decision|decisión))+$")


def group_named(asked: Parts, context: Context) -> dict[str, Any]:
    """Which group is meant: the words that name it."""
    return {"group": _name(asked.head)}


def proposed_group(asked: Parts, context: Context) -> dict[str, Any]:
    """A new group: its name, after the colon its objectives, and the meeting it comes from when its code is given."""
    head, code = _apart(asked.head, meetings=True)
    return {"name": _name(head), "objectives": asked.title, "origin": code}


def group_decision(asked: Parts, context: Context) -> dict[str, Any]:
    """Which group, and the decision that creates it: "Documentación D-2027-04"."""
    head, code = _apart(asked.head, meetings=False)
    return {"group": _LEADS_TO_CODE.sub("", _name(head)), "decision": code}


def after_the_colon(asked: Parts, context: Context) -> dict[str, Any]:
    """A comment, or who leaves and who arrives, exactly as typed."""
    return {"wording": asked.title}


def with_letters(asked: Parts, context: Context) -> dict[str, Any]:
    """Whether the letters to the government are wanted too."""
    return {"letters": re.search(r"\b(?:cartas?|letters?)\b", asked.whole.plain) is not None or ""}


def _apart(head: Typed, *, meetings: bool) -> tuple[Typed, str]:
    """The words before a code, and the code."""
    code = code_in(head.plain, meetings=meetings)
    return (head.part(0, code.start()), written(code)) if code else (head, "")


def _name(head: Typed) -> str:
    """The group's name: what follows the last "grupo de trabajo"; the words themselves where a command has said it."""
    said = list(_GROUP.finditer(head.plain))
    start = said[-1].end() if said else 0
    lead = _LEADS_TO_NAME.match(head.plain, start)
    return head.original(lead.end() if lead else start).strip(' .:?¿«»"“”')
