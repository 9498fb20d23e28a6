"""What is told of somebody else in few words: "la ministra aceptó", "Rosa reemplaza a Noelia", "sí, seguimos igual"; pure."""

import re

from bot.language.folding import Typed
from bot.understanding.meeting_meant import code_in
from bot.understanding.sentences import Asked, opened

LONGEST_WHO = 8
"""Words in which somebody is named, at most."""
_ANSWERED = re.compile(
    r"^(?:(?:acaba de |nos )?(?:avis\w+|dij\w+|confirm\w+) que )?(?P<who>\w[\w .'/-]{1,80}?),? "
    r"(?:ya |nos )?(?:(?P<verb>acepto|declino|rechazo)|ha aceptado|ha declinado|ha rechazado|no acepto|no ha aceptado"
    r"|has accepted|accepted|declined|has declined|(?:did not|didn't) accept)"
    r"(?: (?:para|en|a|for|to|at)(?: la| el| the)?)?(?: (?:[a-z]{2,4}-20\d\d-\d{1,3}))?[ .!]*$"
)
_FOLLOWS = re.compile(
    r"^(?P<new>\w[\w .'-]{1,80}?),? (?:reemplaza|reemplazara|reemplazo|sustituye|sustituira|releva|relevara|sucede"
    r"|replaces|will replace|is replacing|takes over from|succeeds) (?:a la|al|a)? ?(?P<old>\w[\w .'-]{1,80}?)"
    r"(?=$|[,;:(]| (?:desde|a partir|en|como|con|from|as|with|on)\b|[.!]*$)"
)
_NOBODY = re.compile(
    r"^(?:(?:yo|nosotros|nosotras|no|si|ya|i|we|ok|bien|se|me|que|quien|who|con|por|de|en|gracias|claro|muy|tambien|conforme|perfecto|listo|entonces|hola)\b|(?:lo|la|los|las|le|les)$)"
)
_YES = re.compile(r"^(?:si|yes|claro|correcto|exacto) ?[,.;:!]+ ?(?=\w)")
_PAST = {"acepto": "aceptó", "declino": "declinó", "rechazo": "rechazó"}
"""Without its accent it is said of oneself."""


def said_of_others(typed: Typed, *, surely: bool) -> Asked | None:
    """An answer of an invited speaker, or who follows whom; None when the words are something else.

    `surely`: not where only an accent tells it from what one says of oneself ("acepto").
    """
    start = opened(typed)
    whole = typed.part(start)
    plain = whole.plain.strip()
    if "?" in plain or "¿" in plain:
        return None
    if (said := _ANSWERED.match(plain)) and _somebody(said["who"]) and (_is_past(said, whole) or not surely):
        return Asked("speakers.answer", "speakers", start)
    follows = _FOLLOWS.match(plain)
    if (
        follows
        and _somebody(follows["new"])
        and code_in(plain, meetings=False) is None
        and code_in(plain, meetings=True) is None
    ):
        return Asked("members.handover", "members", start)
    return None


def after_yes(typed: Typed) -> Typed | None:
    """What follows a "yes" that opens a sentence of its own."""
    said = _YES.match(typed.plain)
    return typed.part(said.end()) if said else None


def followed(typed: Typed) -> tuple[str, str] | None:
    """Who follows and whom, as "Rosa reemplaza a Noelia" has it."""
    said = _FOLLOWS.match(typed.plain.strip())
    return (typed.original(*said.span("new")), typed.original(*said.span("old"))) if said else None


def _somebody(who: str) -> bool:
    words = who.split()
    return 0 < len(words) <= LONGEST_WHO and not _NOBODY.match(who)


def _is_past(said: re.Match[str], whole: Typed) -> bool:
    """Whether it is told of somebody ("aceptó"), not said of oneself ("acepto")."""
    verb = said["verb"]
    return verb is None or whole.original(*said.span("verb")).lower() == _PAST[verb]
