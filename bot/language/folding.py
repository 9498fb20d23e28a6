"""What was typed, folded for comparison: accents, capitals, kinds of dashes and quotes no longer matter."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘´`", "'") | dict.fromkeys("“”«»„", '"'))
EMPTY = "\0"
"""Stands where something was taken out of folded words: neither a word nor a space, so nothing joins across it."""
_known: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as typed and the same folded; a place in the folded words is also a place in the typed ones.

    `words` is the whole message even when this is a piece of it: `original()` is what the piece says.
    """

    words: str
    plain: str
    places: Sequence[int]
    """For each character of `plain` where it stands in `words`; one more for the end."""

    def original(self, start: int = 0, end: int | None = None) -> str:
        """Exactly what was typed between two places of the folded words, trimmed outside."""
        return self.words[self.places[start] : self.places[len(self.plain) if end is None else end]].strip()

    def part(self, start: int = 0, end: int | None = None) -> "Typed":
        """The piece between two places, trimmed outside; it still knows the words it was cut from."""
        end = len(self.plain) if end is None else end
        while start < end and self.plain[start] == " ":
            start += 1
        while end > start and self.plain[end - 1] == " ":
            end -= 1
        return Typed(self.words, self.plain[start:end], self.places[start : end + 1])

    def blanked(self, spans: Iterable[tuple[int, int]]) -> str:
        """The folded words with those spans emptied; every other character keeps its place."""
        left = self.plain
        for start, end in spans:
            left = left[:start] + EMPTY * (end - start) + left[end:]
        return left


def fold(words: str) -> Typed:
    """Fold what was typed. Invisible marks (right-to-left, joiners, loose accents) and second spaces leave no trace in `plain`."""
    kept: list[str] = []
    places: list[int] = []
    begins = 0  # an invisible mark belongs to the character after it, a loose accent to the one before
    for place, character in enumerate(words):
        plain = _known.get(character)
        if plain is None:
            plain = _known[character] = _folded(character)
        if plain and not (plain == " " and kept and kept[-1] == " "):
            kept.append(plain)
            places.append(begins)
            begins = place + 1
        elif not plain and unicodedata.combining(character):
            begins = place + 1
    places.append(len(words))
    return Typed(words, "".join(kept), places)


def plain(words: str) -> str:
    """Words folded, outer and double spaces gone: for tables of words that are compared with what is typed."""
    return " ".join(fold(words).plain.split())


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Mn", "Cf", "Cc"}:
        return ""
    bare = "".join(each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each))
    lower = (bare if len(bare) == 1 else character).translate(_ALIKE).lower()
    return lower if len(lower) == 1 else character
