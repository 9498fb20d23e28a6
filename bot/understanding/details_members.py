"""The details of membership, designations, absences and handovers, as typed; what is not clear is left for the form."""

import re
from datetime import date
from typing import Any

from bot.language.folding import Typed, fold
from bot.language.reading import read
from bot.understanding.context import Context
from bot.understanding.details_meetings import names
from bot.understanding.parts import Parts
from bot.understanding.said_of_others import followed

ADDRESS = re.compile(
    r"<?(?:mailto:)?(?P<address>(?<![^\s@<>|,;:])[^\s@<>|,;:]{1,64}@[^\s@<>|,;:]{1,190}?)(?:\|[^<>]{0,200})?>?(?=[\s,;:.]{0,4}(?:\s|$))"
)
_ALTERNATE = re.compile(r"(?<!\w)(?:alterno|alterna|suplente|alternate)(?!\w)")
_OFFICIAL = re.compile(r"(?<!\w)(?:oficial|titular|official)(?!\w)")
_ROLE = re.compile(
    r"(?<!\w)(?:(?:como|as|es|is) )?(?:(?:el|la|su|the|its) )?(?:punto focal |focal point )?"
    r"(?:oficial|titular|official|alterno|alterna|suplente|alternate)(?: focal point)?(?!\w)"
)
_LETTER = re.compile(
    r"[\s,;(]{0,4}(?<!\w)(?:(?:segun|con|por|mediante|by|with|in) )?(?:(?:su|la|una|its|the|a) )?"
    r"(?:carta|oficio|nota|mensaje|correo|letter|message|note|e-?mail)(?!\w)"
)
_LEADS_LETTER = re.compile(r"^(?:segun|con|por|mediante|by|with|in) (?:(?:su|la|una|its|the|a) )?")
_OF_COMMITTEE = re.compile(r"(?<!\w)(?:comite(?: ejecutivo)?|executive committee|committee|excom)(?!\w)")
_OF_NETWORK = re.compile(
    r"[\s,]{0,4}(?<!\w)(?:de|del|a|al|en|to|from|the|la|el|join|joins|leaves)? ?(?:la |the )?(?:red|network)(?!\w)"
)
_VOTE = re.compile(r"(?<!\w)(?:voto|votos|votar|votacion|votemos|vote|voting)(?!\w)")
_TO = re.compile(r"\s(?:a|al|por|to|by|->|=>|→)\s(?:favor de )?")
_BACK = re.compile(
    r"(?<!\w)(?:retirar|retira|retire|anular|anula|cancelar|cancela|ya volvi|withdraw|cancel|take back|back)(?!\w)"
)
_REASON = re.compile(r"(?:por|debido|porque|para|because|due|for|on)\b")
_CALLED = re.compile(
    r"(?<!\w)[A-ZÁÉÍÓÚÜÑ][\w'’.-]{0,40}(?:\s(?:(?:de|del|la|las|los|y|van|von|da|dos)\s){0,3}[A-ZÁÉÍÓÚÜÑ][\w'’.-]{0,40}){1,8}"
)
"""What somebody is called, in the middle of a sentence: capitals in a row."""
_LOOSE = " ,;.:-—–()<>|"
_PARTICLES = frozenset(["de", "del", "la", "las", "los", "y", "van", "von", "da", "dos"])
_LEADS = frozenset(
    [
        "de",
        "del",
        "a",
        "al",
        "la",
        "el",
        "los",
        "las",
        "para",
        "of",
        "for",
        "to",
        "the",
        "from",
        "en",
        "in",
        "como",
        "as",
        "y",
        "and",
        "estara",
        "estare",
        "traspaso",
        "is",
        "will",
        "be",
    ]
)
"""Little words at the beginning that belong to no name."""

_OWN_DATA = re.compile(r"\b(?:mis? datos|my (?:personal )?data|de mi|about me)\b|^\W*$")
_DATA_OF = re.compile(r"\s*(?:(?:los |las |the )?(?:datos|data) (?:de |del |of )?)")


def organisation_of(asked: Parts, context: Context) -> dict[str, Any]:
    """The one organisation that is named; what was typed when it is none that is known."""
    named = _named(asked.whole.plain, context)
    if named or asked.free:
        return {"organisation": named}
    return {"organisation": _tidy(asked.whole.original())}


def joined(asked: Parts, context: Context) -> dict[str, Any]:
    """Who wishes to join (or sit in the Committee), by which letter of what day."""
    if _VOTE.search(asked.whole.plain):
        return {"organisation": _named(asked.whole.plain, context), "vote": True}
    letter = _LETTER.search(asked.whole.plain)
    colon = len(asked.head.plain)
    cut = min(letter.start() if letter else colon, colon)
    before = asked.whole.part(0, cut)
    named = _named(before.plain, context)
    body = named or ("" if asked.free else _tidy(_without(before, _OF_NETWORK, _OF_COMMITTEE)))
    return {"organisation": body} | _by_letter(asked, letter, context)


def left(asked: Parts, context: Context) -> dict[str, Any]:
    """Who leaves, which body, by which letter."""
    found = joined(asked, context)
    committee = _OF_COMMITTEE.search(asked.head.plain) is not None
    return found | {"body": "committee" if committee else ""}


def designated(asked: Parts, context: Context) -> dict[str, Any]:
    """The organisation, the name, the address and the office, in any order, and the letter that was named."""
    whole = asked.whole
    address = ADDRESS.search(whole.original())
    letter = _LETTER.search(whole.plain)
    said = whole.part(0, letter.start()) if letter else whole
    role = "alternate" if _ALTERNATE.search(said.plain) else "focal_point" if _OFFICIAL.search(said.plain) else ""
    organisation = _named(said.plain, context)
    return {
        "organisation": organisation,
        "name": called_in(said, organisation) if asked.free else name_in(said, organisation),
        "email": address["address"] if address else "",
        "office": role,
    } | {"reference": _reference(whole, letter, asked)}


def handed_over(asked: Parts, context: Context) -> dict[str, Any]:
    """Who leaves and, after "a", who follows with their address; or "Rosa reemplaza a Noelia"."""
    whole = asked.whole
    if asked.free and (said := followed(whole)):
        address = ADDRESS.search(whole.original())
        return {"person": said[1], "name": said[0], "email": address["address"] if address else ""}
    to = _TO.search(whole.plain)
    letter = _LETTER.search(whole.plain, to.end() if to else 0)
    end = letter.start() if letter else len(whole.plain)
    former = whole.part(0, to.start() if to else end)
    found: dict[str, Any] = {"person": _person(former), "reference": _reference(whole, letter, asked)}
    if to:
        following = whole.part(to.end(), end)
        address = ADDRESS.search(following.original())
        found |= {"name": name_in(following, ""), "email": address["address"] if address else ""}
    return found


def absent(asked: Parts, context: Context) -> dict[str, Any]:
    """From which day to which, whose absence when it is not one's own, and whether it is taken back."""
    if _BACK.search(asked.whole.plain):
        return {"withdraw": True, "person": "" if asked.free else _person(asked.whole.part(0, _back_at(asked.whole)))}
    when = read(asked.whole, context.now)
    found: dict[str, Any] = {}
    if when.day is not None and when.problem is None and when.day_said and (when.last or not when.choices):
        found = {"date": when.day, "last": when.last or ""}
    start = min((start for start, _ in when.spans), default=len(asked.whole.plain))
    return found | {"person": "" if asked.free else _somebody(asked.whole.part(0, start))}


def _named(plain: str, context: Context) -> str:
    """The organisation that is named; the first one, when several are."""
    found = [name for name in context.organisations if names(plain, name)]
    places = {name: plain.find(fold(name).plain) for name in found}
    return min(found, key=lambda name: (places[name], -len(name))) if found else ""


def name_in(said: Typed, organisation: str) -> str:
    """What is left of the words when organisation, address and office are taken out."""
    words = said.original()
    address = ADDRESS.search(words)
    words = words.replace(address[0], " ") if address else words
    words = _without(fold(words).part(), _ROLE)
    if organisation:
        words = _without(fold(words).part(), re.compile(rf"(?<![\w/]){re.escape(fold(organisation).plain)}(?![\w/])"))
    return _with_capitals(_tidy(words))


def _with_capitals(name: str) -> str:
    """A name typed in a hurry without any capital gets them; one typed with some is left as its owner writes it."""
    if name != name.lower():
        return name
    return " ".join(word if word in _PARTICLES else word.capitalize() for word in name.split())


def called_in(said: Typed, organisation: str) -> str:
    """The longest name in a sentence that is not the organisation's."""
    names_ = (
        found[0] for found in _CALLED.finditer(said.original()) if fold(found[0]).plain != fold(organisation).plain
    )
    return max(names_, key=len, default="")


def _somebody(said: Typed) -> str:
    """Whose absence it is; a reason ("por viaje") names nobody."""
    return "" if _REASON.match(said.plain) else _person(said)


def whose_data(asked: Parts, context: Context) -> dict[str, Any]:
    """Whose data: "exportar los datos de Noelia"; nobody named is oneself."""
    if asked.free or _OWN_DATA.search(asked.whole.plain):
        return {}
    return {"person": _person(_after(asked.whole, _DATA_OF))}


def _after(said: Typed, lead: re.Pattern[str]) -> Typed:
    found = lead.match(said.plain)
    return said.part(found.end()) if found else said


def _person(said: Typed) -> str:
    address = ADDRESS.search(said.original())
    return address["address"] if address else _tidy(said.original())


def _tidy(words: str) -> str:
    """Without loose marks at the ends and little words at the beginning."""
    pieces = words.split()
    start = 0
    while start < len(pieces) and fold(pieces[start]).plain.strip(_LOOSE) in _LEADS | {""}:
        start += 1
    return " ".join(pieces[start:]).strip(_LOOSE)


def _without(said: Typed, *patterns: re.Pattern[str]) -> str:
    """The words as typed without what the patterns find."""
    words = said
    for pattern in patterns:
        found = pattern.search(words.plain)
        if found:
            words = fold(f"{words.original(0, found.start())} {words.original(found.end())}").part()
    return words.original()


def _reference(whole: Typed, letter: re.Match[str] | None, asked: Parts) -> str:
    """How the letter was named: after the colon, or from the word for it on."""
    if letter is None:
        return "" if ADDRESS.search(asked.title) else asked.title  # "mailto:" has a colon too
    said = whole.part(letter.start())
    lead = _LEADS_LETTER.match(said.plain.lstrip(" ,;("))
    start = len(said.plain) - len(said.plain.lstrip(" ,;(")) + (lead.end() if lead else 0)
    return said.original(start).strip(" ,;)")


def _by_letter(asked: Parts, letter: re.Match[str] | None, context: Context) -> dict[str, Any]:
    reference = _reference(asked.whole, letter, asked)
    return {"reference": reference, "date": letter_day(reference, context)}


def letter_day(reference: str, context: Context) -> date | str:
    """The day of a letter lies behind: that a day has passed is no mistake here."""
    when = read(fold(reference).part(), context.now)
    if when.problem is not None and isinstance(found := when.problem.values.get("day"), date):
        return found
    return when.day if when.day is not None and when.day_said and when.day <= context.now.date() else ""


def _back_at(whole: Typed) -> int:
    said = _BACK.search(whole.plain)
    return said.start() if said else len(whole.plain)
