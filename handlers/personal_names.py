"""Runs of capitalised words that look like somebody's name: a given name among them, a title before them, or no body's word in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.personal_words import GIVEN, PARTICLES, PLACES, WORDS, any_of
from handlers.typed import plain

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
_TITLE = re.compile(any_of(WORDS["titles"]) + r"[.:]?\s*$")
_BODIES = frozenset(WORDS["bodies"])
_INSTITUTION = re.compile(r"\W{0,2}\(\s*[A-Z]{2,}")
"""Behind a colleague's name: (OIM)."""
_INITIALS = re.compile(r"(?<![\w.])(?<!\w\.\s)[A-ZÑ]\.\s?[A-ZÑ]\.(?!\s?[A-ZÑ]\.)")
_NO_PERSON = frozenset(("S.A.", "U.N.", "N.U.", "R.M.", "D.S.", "D.L.", "C.E.", "C.I.", "P.D.", "P.S.", "U.S."))
"""Abbreviations of other things: companies, bodies, norms, papers, postscripts."""
_WORDS_OF_A_TITLE = 24
"""Characters before a name in which a title is looked for."""


@dataclass(frozen=True, slots=True)
class Name:
    """Where a name stands; whether it is more than a given name alone; whether only its look says that it is one.

    `hidden`: only its initials stand there.
    """

    start: int
    end: int
    full: bool
    guessed: bool = False
    hidden: bool = False


def names(words: str, folded: str) -> list[Name]:
    """Every run of capitalised words that can be a person's name, colleagues with their institution behind them aside."""
    found = (_name(run, folded) for run in _runs(words, folded))
    return [name for name in found if name is not None and not _INSTITUTION.match(words, name.end)]


def initials(words: str) -> Iterator[Name]:
    """«N. N.», «J. R.»; no company (S. A.) and no nation (U. N., EE. UU.)."""
    for found in _INITIALS.finditer(words):
        if "".join(found.group().split()) not in _NO_PERSON:
            yield Name(found.start(), found.end(), full=False, guessed=True, hidden=True)


def _runs(words: str, folded: str) -> Iterator[list[re.Match[str]]]:
    """Capitalised words with nothing between them but spaces and particles."""
    run: list[re.Match[str]] = []
    last = 0
    for word in _WORD.finditer(words):
        capital = word.group()[0].isupper()
        goes_on = not folded[last : word.start()].strip(" ") and (capital or plain(word.group()) in PARTICLES)
        last = word.end()
        if run and not goes_on:
            yield run
            run = []
        if capital:
            run.append(word)
    if run:
        yield run


def _name(run: list[re.Match[str]], folded: str) -> Name | None:
    start, end = run[0].start(), run[-1].end()
    said = [plain(word.group()) for word in run]
    if _TITLE.search(folded[max(start - _WORDS_OF_A_TITLE, 0) : start]):
        return Name(start, end, full=True)
    if said[0] in PLACES or _BODIES & set(said):
        return None
    first = next((place for place, word in enumerate(said) if set(re.split(r"[-'’]", word)) & GIVEN), None)
    if first is not None:
        return Name(run[first].start(), end, full=len(run) - first > 1)
    looks = len(run) > 1 and not any(word.group().isupper() for word in run)
    return Name(start, end, full=True, guessed=True) if looks else None
