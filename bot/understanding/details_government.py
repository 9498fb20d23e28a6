"""The details of what the government writes: which institution names whom by which oficio, and when a letter was received."""

import re
from typing import Any

from bot.language.folding import Typed, fold
from bot.understanding import details_members as members
from bot.understanding.context import Context
from bot.understanding.parts import Parts
from handlers.institutions import short_names

_OFICIO = re.compile(
    r"[\s,;(]*(?<!\w)(?:(?:segun|con|por|mediante|by|with|in) )?(?:(?:su|el|un|its|the|an) )?oficio(?!\w)"
)
_STAMP = re.compile(r"(?<!\w)(?:cargo|sello|stamp)(?! de la carta| de recepcion)\b")
_CAPITALS = re.compile(r"[A-ZÁÉÍÓÚÜÑ]{3,12}\b")
_INSTITUTION = re.compile(
    r"^[\s,:]*(?:(?:de |del |of |from |a |al |to )?(?:la |el |the )?)(?P<first>[\w./-]+)", re.IGNORECASE
)


def designated_by_oficio(asked: Parts, context: Context) -> dict[str, Any]:
    """The institution, the person with their address, and the oficio with its day: "Cancillería designó a … con Oficio N.° …"."""
    whole = asked.whole
    oficio = _OFICIO.search(whole.plain)
    said = whole.part(0, oficio.start()) if oficio else whole
    address = members.ADDRESS.search(said.original())
    organisation, rest = _institution(said, context, free=asked.free)
    reference = whole.original(oficio.start()).strip(" ,;()") if oficio else ""
    reference = re.sub(
        r"^(?:(?:según|segun|con|por|mediante|by|with|in) )?(?:(?:su|el|un|its|the|an) )?", "", reference
    )
    return {
        "organisation": organisation,
        "name": members.called_in(rest, organisation) if asked.free else members.name_in(rest, ""),
        "email": address["address"].strip("()") if address else "",
        "reference": _without_day(reference),
        "date": members.letter_day(reference, context),
    }


def delivered(asked: Parts, context: Context) -> dict[str, Any]:
    """The institution, the day it was received, and the stamp."""
    whole = asked.whole
    stamp = _STAMP.search(whole.plain)
    organisation, _ = _institution(whole.part(0, stamp.start()) if stamp else whole, context, free=asked.free)
    return {
        "organisation": organisation,
        "date": members.letter_day(whole.original(0, stamp.start()) if stamp else whole.original(), context),
        "reference": whole.original(stamp.start()).strip(" ,;.") if stamp else asked.title,
    }


def _institution(said: Typed, context: Context, *, free: bool) -> tuple[str, Typed]:
    """The institution that is named, by its own name or for short, and the words without it."""
    for name in sorted(context.organisations, key=len, reverse=True):
        if found := re.search(rf"(?<![\w/@.]){re.escape(fold(name).plain)}(?![\w/])", said.plain):
            return name, _cut(said, found)
    for name in context.organisations:
        for short in sorted(short_names(name, context.organisations), key=len, reverse=True):
            if found := re.search(rf"(?<![\w/@.]){re.escape(short)}(?![\w/@.])", said.plain):
                return name, _cut(said, found)
    first = _INSTITUTION.match(said.original())
    if first is None or (free and not _CAPITALS.match(first["first"])):
        return "", said
    return first["first"], said.part(first.end())


def _cut(said: Typed, found: re.Match[str]) -> Typed:
    """The words without what was found: those after it, and those before when nothing follows."""
    after = said.part(found.end())
    return after if after.plain.strip(" .,;:") else said.part(0, found.start())


def _without_day(reference: str) -> str:
    """The oficio without the day that follows it: that has a field of its own."""
    return re.sub(r"[\s,]+(?:del?|of|dated|on)\s+(?:(?:el|the)\s+)?(?:\w+\s+)?[0-9]{1,2}\b.*$", "", reference).strip(
        " ,;."
    )
