"""Which point of the agenda is meant, by its number there: "punto 3: …", "p3 …", "(punto 3)"; English likewise, "item 3"."""

import re

from bot.language.folding import Typed, fold
from bot.understanding.meeting_meant import CODE

_NUMBER = r"(?:n(?:\.?o|ro|um|umero|umber)?\.? ?)?[#º°]?\.? ?(?P<number>[0-9]{1,3})(?![0-9]|[.,/-][0-9])"
_SPELT = r"(?:(?:en|sobre|on|under|al?|del?|el|the|agenda) ){0,2}(?:punto|point|item) " + _NUMBER
_OF_AGENDA = r"(?: (?:de la|of the|en la|on the) agenda\b| del orden del dia\b)?"
_OF_MEETING = r"(?: (?:de|en|of|for|in|at)(?= [a-z]{1,5}-[0-9]{4}-[0-9]))?"
_CLOSED = r"(?: ?[:,;.)-]+ ?| ?$)"
_OPENS = re.compile(
    rf"^[ :,;.-]*{_SPELT}{_OF_AGENDA}{_OF_MEETING}(?P<closed>{_CLOSED})?(?P<goes_on>(?! ?(?:del?|of|y|and|e)\b))?"
)
_SHORT = re.compile(r"^[ :,;.-]*p\.? ?(?P<number>[0-9]{1,3})(?![\w/%-]|[.,][0-9])[ :,;.)-]*")
_ASIDE = re.compile(rf" ?\( ?(?:{_SPELT}{_OF_AGENDA}|p\.? ?(?P<short>[0-9]{{1,3}})) ?\)")


def point_first(said: Typed, *, sentence: bool) -> tuple[str, Typed]:
    """The number of the point that the words begin with, and the words without it; "" where they begin otherwise.

    A `sentence` that only goes on from it ("Punto 3 queda aprobado") stays whole; "punto 3 del informe" is no point of ours.
    """
    short = _SHORT.match(said.plain)
    if short is not None:
        return short["number"], said.part(short.end())
    spelt = _OPENS.match(said.plain)
    if spelt is None or (spelt["closed"] is None and spelt["goes_on"] is None):
        return "", said
    apart = spelt["closed"] is not None or CODE.match(said.plain[spelt.end() :].lstrip()) is not None
    return spelt["number"], said if sentence and not apart else said.part(spelt.end())


def point_aside(said: Typed, *, at_an_end: bool) -> tuple[str, Typed]:
    """The number of the only point that stands in brackets, anywhere or only before or after all else; and the words without it."""
    found = list(_ASIDE.finditer(said.plain))
    if len(found) != 1:
        return "", said
    (aside,) = found
    if at_an_end and said.plain[: aside.start()].strip(" :,.") and said.plain[aside.end() :].strip(" ."):
        return "", said
    before, after = said.part(0, aside.start()), said.plain[aside.end() :]
    rest = said.words[said.places[aside.end()] : said.places[len(said.plain)]] if after else ""
    return aside["number"] or aside["short"], fold((before.original() + rest).lstrip(" :,.;-"))


def under_point(said: Typed) -> tuple[str, Typed]:
    """The point under which something is to be written down: named before it, or in brackets before or after it."""
    point, rest = point_first(said, sentence=True)
    return (point, rest) if point else point_aside(said, at_an_end=True)
