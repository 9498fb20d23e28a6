"""Words that are too long for one place are cut into several, and joined they are the same words."""

import unicodedata
from collections.abc import Iterator

from bot.platforms.slack.limits import size

_GLUE = "\u200d"
_GLUED = {_GLUE, "\ufe0e", "\ufe0f"}


def cut(words: str, most: int) -> Iterator[str]:
    """Pieces of at most that size, ended at a line, else at a space, else between two letters."""
    while size(words) > most:
        place = _place(words, most)
        yield words[:place]
        words = words[place:]
    if words:
        yield words


def shortened(words: str, most: int) -> str:
    """The words, or as many as fit with "…" to show that there are more."""
    if size(words) <= most:
        return words
    return words[: _between_letters(words, most - 1)].rstrip() + "…"


def _place(words: str, most: int) -> int:
    end = _between_letters(words, most)
    for mark in ("\n", " "):
        found = words.rfind(mark, end // 2, end)
        if found > 0:
            return found + 1
    return end


def _between_letters(words: str, most: int) -> int:
    """The last place within that size that does not tear a letter from its accent or an emoji apart."""
    end = min(most, len(words))
    while size(words[:end]) > most:
        end -= max(1, (size(words[:end]) - most) // 2)
    place = end
    while 1 < place < len(words) and _one_letter(words, place):
        place -= 1
    return place if place > 1 else max(end, 1)


def _one_letter(words: str, place: int) -> bool:
    following = words[place]
    return bool(unicodedata.combining(following)) or following in _GLUED or words[place - 1] == _GLUE
