"""What someone typed, in Spanish or English, becomes a command with its details, or an honest "I did not understand"."""

import re
from typing import Any

from bot.language.folding import Typed, fold
from bot.understanding import sentences
from bot.understanding.context import Context, Understood
from bot.understanding.details import details
from bot.understanding.meeting_meant import CODE, code_in, written
from bot.understanding.nearest import nearest
from bot.understanding.parts import colon_in, parts
from bot.understanding.point_meant import under_point
from bot.understanding.said_of_others import after_yes, said_of_others
from bot.understanding.sentences import Asked
from bot.understanding.vocabulary import LATER, vocabulary

__all__ = ["Context", "Understood", "understand"]

HOME, UNKNOWN = "network.home", "network.unknown"
ALONE = {
    "network": HOME, "meetings": "meetings.list", "agenda": "agenda.show", "decisions": "decisions.list",
    "minutes": "minutes.show", "actions": "actions.list", "members": "members.list", "groups": "groups.list",
    "speakers": "speakers.list",
}  # fmt: skip
"""What a family's name alone asks for; the others are of later parts."""
SHOWS = {"meetings": "meetings.show", "agenda": "agenda.show", "minutes": "minutes.show", "decisions": "decisions.show"}
"""What a family's name and a code ask for."""
WRITTEN_DOWN = {"decisions.record", "minutes.note"}
"""What follows these marks is what is to be written down, unless the code of a meeting stands first."""
_MEETING_FIRST = re.compile(rf"[\s:]*(?:(?:de|en|para|of|in|for|at) )?{CODE.pattern}")
LONGEST_ANSWER = 40
"""Characters of a "yes" or "no" to what was just shown; anything longer says something of its own."""
LISTS = {
    "decisions.show": "decisions.list",
    "actions.show": "actions.list",
    "groups.show": "groups.list",
    "speakers.show": "speakers.list",
}
"""What is shown when nobody says which."""


def understand(typed: str, context: Context, family: str = "") -> Understood:
    """The command that somebody typed. `family` is the slash command's name when the platform says it apart."""
    whole = fold(typed).part()
    noun, start = _family(whole, family)
    if noun:
        return _in_family(noun, whole, start, context, typed)
    answered = vocabulary().answers.get(" ".join(re.findall(r"\w+", whole.plain[:LONGEST_ANSWER])))
    if answered and len(whole.plain) < LONGEST_ANSWER:
        return Understood(f"drafts.{answered}")
    marked = _marked(whole, context)
    if marked is not None:
        return marked
    if sentences.nothing_but_courtesy(whole):
        return Understood(HOME)
    asked = _asked(whole)
    return _with_details(*asked, context, free=True) if asked else _unknown(typed, whole, "")


def _asked(whole: Typed) -> tuple[Asked, Typed] | None:
    """What a sentence asks for and where it stands; a "yes" that opens it says nothing of its own."""
    asked = said_of_others(whole, surely=True) or sentences.free_sentence(whole, _head_end(whole))
    asked = asked or said_of_others(whole, surely=False)
    if asked is not None:
        return asked, whole
    rest = after_yes(whole)
    asked = sentences.free_sentence(rest, _head_end(rest)) if rest else None
    return (asked, rest) if asked is not None and rest is not None else None


def _family(whole: Typed, family: str) -> tuple[str, int]:
    """The family that was named by a slash command, with a slash, or as the first word before one of its verbs."""
    families = vocabulary().families
    if family:
        return families.get(fold(family.lstrip("/")).plain.strip(), ""), 0
    start = sentences.opened(whole)
    slash = whole.plain.startswith("/", start)
    word = sentences.word_at(whole.plain, start + slash)
    noun, end = families.get(word, ""), start + slash + len(word)
    if not noun or (slash and word):
        return noun, end
    alone = not whole.plain[end:].strip(" .?!")
    code = code_in(whole.plain[end : end + 20], meetings=True) if noun in SHOWS else None
    follows = sentences.verb_of_family(noun, whole, end, at_once=True)
    return (noun, end) if alone or follows or (code and code.start() <= 1) else ("", 0)


def _in_family(noun: str, whole: Typed, start: int, context: Context, typed: str) -> Understood:
    rest = whole.part(start)
    if not rest.plain.strip(" .?!"):
        return Understood(ALONE[noun]) if noun in ALONE else _later(typed)
    asked = sentences.verb_of_family(noun, rest, 0)
    if asked is not None:
        return _later(typed) if asked.command == LATER else _with_details(asked, rest, context, free=False)
    if noun not in ALONE:
        return _later(typed)
    shown = _shown(noun, rest, context)
    if shown is not None:
        return shown
    free = sentences.free_sentence(rest, _head_end(rest))
    return _with_details(free, rest, context, free=True) if free else _unknown(typed, rest, noun)


def _shown(noun: str, rest: Typed, context: Context) -> Understood | None:
    """A code alone shows what it names."""
    code = code_in(rest.plain, meetings=noun != "decisions")
    if noun not in SHOWS or code is None or rest.plain[: code.start()].strip():
        return None
    return Understood(SHOWS[noun], {"code" if noun == "decisions" else "meeting": written(code)})


def _marked(whole: Typed, context: Context) -> Understood | None:
    """The marks of a meeting's channel: "#acuerdo ...", "#nota ..."."""
    if not whole.plain.startswith("#"):
        return None
    word = sentences.word_at(whole.plain, 1)
    command = vocabulary().marks.get(word, "")
    if not command:
        return None
    asked = Asked(command, command.split(".")[0], 1 + len(word))
    said = whole.part(asked.start)
    point, said = under_point(said)
    if command not in WRITTEN_DOWN or _MEETING_FIRST.match(said.plain):
        return _with_details(asked, whole, context, free=False)
    words = {"wording": said.original().lstrip(" :")}  # "#nota De OIM: …" names no meeting
    return Understood(command, words | ({"point": point} if point else {}))


def _with_details(asked: Asked, whole: Typed, context: Context, *, free: bool) -> Understood:
    if asked.command == LATER:
        return _later(whole.words)
    said = parts(whole, asked.start, free=free)
    values = details(asked.command, said, context)
    if not values and (listed := LISTS.get(asked.command)):
        return Understood(listed, details(listed, said, context))
    return Understood(asked.command, values)


def _head_end(whole: Typed) -> int:
    colon = colon_in(whole.plain)
    return len(whole.plain) if colon is None else colon


def _later(typed: str) -> Understood:
    return Understood(LATER, {"typed": typed.strip()})


def _unknown(typed: str, whole: Typed, family: str) -> Understood:
    values: dict[str, Any] = {"typed": typed.strip(), "near": nearest(whole, family)}
    return Understood(UNKNOWN, values)
