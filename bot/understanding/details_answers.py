"""What a seat answers, taken from its words: which decisions, and of an objection why and what would solve it."""

import re
from typing import Any

from bot.language.folding import fold
from bot.understanding.context import Context
from bot.understanding.meeting_meant import CODE, written
from bot.understanding.parts import Parts

_WAY_OUT = re.compile(
    r"[\s;.,]*[;.,]\s*(?=(?:y |and )?(?:propongo|proponemos|sugiero|sugerimos|se resolveria|lo resolveria|quedaria resuelt[oa]|"
    r"i propose|we propose|i suggest|we suggest|it would be solved|this would be solved)\b)"
)
"""Where the reason of an objection ends and its way out begins."""
_BOTH = re.compile(r"\b(?:ambas|ambos|las dos|los dos|both|todas|all)\b")

_TAKEN_BACK = re.compile(r"\b(?:objecion|reserva|objection|reservation)\b[^,;.:]{0,30}[,;.]\s*")
"""Where the words that withdraw something end and the reason begins."""
_JOINING = re.compile(
    r"\b(?:con|y|e|la|las|los|lo|de|decision|decisiones|acuerdos?|sobre|por favor|gracias|ambas|ambos|dos|todas|both|all|"
    r"with|and|the|decisions?|to|on|please|thanks|yes|estoy|estamos|totalmente|plenamente|i have no|we have no|from our side|from us|no tengo|no tenemos|objecion(?:es)?|objections?|"
    r"de nuestra parte|de mi parte)\b"
)
_WORD = re.compile(r"[a-z]{2,}")


def agreed(asked: Parts, context: Context) -> dict[str, Any]:
    """The decision, or those that are named, or "both"; a seat and its message; and words that are more than a yes.

    "De acuerdo, si se corrige el plazo" is no plain yes: with such words Quipu asks before it writes anything down.
    """
    found = [code for code in CODE.finditer(asked.whole.plain) if code["series"] in {"d", "at"}]
    if seat := _of_a_seat(asked, context):
        return {"code": written(found[0])} | seat
    both = _BOTH.search(asked.whole.plain) is not None
    named = {"codes": [written(code) for code in found]} if len(found) > 1 else {"code": "".join(map(written, found))}
    return named | {"both": "yes" if both and not found else "", "wording": _more_than_yes(asked, found)}


def _more_than_yes(asked: Parts, found: list[re.Match[str]]) -> str:
    """What was said beside the codes, as typed; "" when the rest only joins them."""
    left = asked.whole.blanked(code.span() for code in found)
    if not _WORD.search(_JOINING.sub(" ", left)):
        return ""
    start = found[-1].end() if len(found) == 1 else 0
    after = asked.whole.original(start).strip(" ,.;:—–-")
    return after if _WORD.search(_JOINING.sub(" ", left[start:])) else asked.whole.original()


def objected(given: dict[str, Any]) -> dict[str, Any]:
    """Cut at "; propongo …": before it the reason, from it on what would solve it; without that the form asks."""
    typed = fold(given.get("wording", "")).part()
    cut = _WAY_OUT.search(typed.plain)
    if cut is None:
        return given
    return given | {"wording": typed.original(0, cut.start()), "way_out": typed.original(cut.end())}


def taken_back(asked: Parts, given: dict[str, Any]) -> dict[str, Any]:
    """What follows "retiro mi objeción," is how it is said for the register."""
    said = None if given.get("wording") else _TAKEN_BACK.search(asked.whole.plain)
    return given | {"wording": asked.whole.original(said.end()).strip()} if said else given


def _of_a_seat(asked: Parts, context: Context) -> dict[str, Any]:
    """The secretariat notes what a seat answered: "D-2027-01 PNUD: correo del 11 de febrero"."""
    code = CODE.search(asked.head.plain)
    if code is None or not asked.title:
        return {}
    named = asked.head.original(code.end()).strip(" ,.;—–-")
    body = next((name for name in context.organisations if name.casefold() == named.casefold()), "")
    return {"organisation": body, "reference": asked.title} if body else {}
