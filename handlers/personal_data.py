"""Personal data of people who are helped, told by their look: numbers of papers, a name with a telephone, with a case (pure).

It reads words and answers with kinds, never with what it found. Where it is unsure it errs to the side of the person
who is written about: a false alarm costs a sentence typed again, a miss cannot be taken back.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from handlers.personal_names import Name, initials, names
from handlers.personal_words import WORDS, any_of
from handlers.typed import plain

IDENTITY, PASSPORT, RESIDENCE, PERMIT, FOREIGN = "identity", "passport", "residence", "permit", "foreign"
PHONE, CASE, MINOR = "phone", "case", "minor"
KINDS = (IDENTITY, PASSPORT, RESIDENCE, PERMIT, FOREIGN, PHONE, CASE, MINOR)
NEAR, BESIDE, AT_ONCE = 90, 22, 4
"""Characters within which a whole name, a given name alone, or what must follow at once belongs to a mark."""
SPOKEN = 60
"""Characters around a name in which a word says that they speak on the matter."""

LONGEST_MARK = 80
"""Characters of the longest word or number that is looked for."""

_GAP = r"[^\d]{0,28}?"
_BEFORE, _AFTER = r"(?<![\d./-])", r"(?![\d/]|[-.]\d)"
"""Not inside a longer figure, a date, an amount or the number of a letter (041-2027)."""
_DIGIT_BY_DIGIT = r"\d(?: \d){5,11}"
_NUMBER = rf"(?:\d{{6,12}}|\d{{1,3}}(?:[. ]\d{{3}}){{2,3}}|{_DIGIT_BY_DIGIT}){_AFTER}"
_EIGHT = rf"(?:\d{{8}}|\d{{2}}[. ]\d{{3}}[. ]\d{{3}}|{_DIGIT_BY_DIGIT}){_AFTER}"
_OF_PASSPORT = rf"(?<![a-z])(?:[a-z]{{1,3}}[ -]?)?(?:\d{{6,9}}|{_DIGIT_BY_DIGIT}){_AFTER}"
_PAPERS = {name: rf"(?<!\w)(?:{any_of(words, whole=False)})(?![a-z])" for name, words in WORDS["papers"].items()}
LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (IDENTITY, re.compile(_PAPERS[IDENTITY] + _GAP + _EIGHT)),
    (IDENTITY, re.compile(rf"{_BEFORE}{_EIGHT}[\s(/:-]{{0,3}}{_PAPERS[IDENTITY]}")),
    (PASSPORT, re.compile(_PAPERS[PASSPORT] + _GAP + _OF_PASSPORT)),
    (RESIDENCE, re.compile(_PAPERS[RESIDENCE] + _GAP + _NUMBER)),
    (RESIDENCE, re.compile(rf"\bc\.? ?e\.?(?: (?:n\.?[°º]?|no\.?|es|:))*[ :]+{_NUMBER}")),  # never CE-2027-01
    (PERMIT, re.compile(_PAPERS[PERMIT] + _GAP + _NUMBER)),
    (FOREIGN, re.compile(rf"(?<!\w)[ve]-? ?\d{{1,2}}\.?\d{{3}}\.?\d{{3}}{_AFTER}")),
    (FOREIGN, re.compile(_PAPERS[FOREIGN] + _GAP + _NUMBER)),
)
"""All read words folded by `_folded`."""
_TELEPHONE = re.compile(rf"{_BEFORE}(?:\+\d[\d ().-]{{7,16}}\d|9\d{{2}}[ .-]?\d{{3}}[ .-]?\d{{3}}){_AFTER}")
_OF_AN_OFFICE = re.compile(any_of(WORDS["office"]) + r"|@")
_CASE = re.compile(any_of([*WORDS["case"], *WORDS["plea"]]))
_CASE_IN_PASSING = re.compile(any_of(WORDS["case"]))
_OWN_LIFE = re.compile(any_of(WORDS["own_life"]))
_HEALTH, _OF_WORK = re.compile(any_of(WORDS["health"])), re.compile(any_of(WORDS["of_work"]))
_OF_HELP = re.compile(any_of(WORDS["of_help"]))
_OF_A_SUPPLIER = re.compile(any_of(WORDS["supplier"]))
_SUBJECT = re.compile(rf"{any_of(WORDS['subject_of'])}\s+(?:(?:el|la)\s+)?{any_of(WORDS['subjects'])}")
_CASE_OF = re.compile(any_of(WORDS["case_of"]))
_AGE = rf"(?:1?\d|{any_of(WORDS['ages'])})[-\s](?:anos?|meses|years?|months?)\b(?!\s+(?:de|of)\s)"
_AGED = re.compile(rf"(?<!\d){_AGE}")
_CHILD = re.compile(
    rf"{any_of(WORDS['child'])}[^\n]{{0,40}}?(?<!\d){_AGE}|(?<!\d)1?\d-year-old\b|{any_of(WORDS['child_alone'])}"
)
_SPEAKS = re.compile(any_of(WORDS["speaks"]))


def kinds_in(words: str, colleagues: Collection[frozenset[str]] = (), *, in_passing: bool = False) -> tuple[str, ...]:
    """The kinds of personal data that these words seem to hold, in the order of `KINDS`; none when all is well.

    `colleagues` are the names of people at work, each as its words in plain: their telephones are no secret.
    `in_passing`: said to others in a channel, where colleagues ask each other for help all day long.
    """
    folded = _folded(words)
    named = names(words, folded)
    found = {kind for kind, look in LOOKS if look.search(folded)}
    others = [name for name in named if not _at_work(folded[name.start : name.end], colleagues)]
    found |= {PHONE} if _with_telephone(folded, others, in_passing=in_passing) else set()
    theirs = [*(name for name in named if not _speaks(folded, name)), *initials(words)]
    found |= {CASE} if _has_case(folded, theirs, in_passing=in_passing) else set()
    found |= {MINOR} if _is_child(folded, theirs) else set()
    return tuple(kind for kind in KINDS if kind in found)


def _at_work(name: str, colleagues: Collection[frozenset[str]]) -> bool:
    """Whether at least two words of a name, and no other word, are a colleague's."""
    said = frozenset(name.split())
    return len(said) > 1 and any(said <= colleague for colleague in colleagues)


def _with_telephone(folded: str, named: list[Name], *, in_passing: bool) -> bool:
    """A name beside a telephone, unless it is a place of work's; overheard, neither a supplier's of whom no case is told."""
    found = [each for each in _TELEPHONE.finditer(folded) if not _around(_OF_AN_OFFICE, folded, each.span())]
    if in_passing and not any(look.search(folded) for look in (_OWN_LIFE, _OF_HELP, _CASE)):
        found = [each for each in found if not _around(_OF_A_SUPPLIER, folded, each.span())]
    return _near(named, found)


def _has_case(folded: str, named: list[Name], *, in_passing: bool) -> bool:
    """A name near a word that tells a person's own case, or right behind the word «case of».

    Overheard, a colleague's illness or pregnancy, told with a word of work and none of somebody's own life, is none.
    """
    pairs = _pairs(named, _CASE_OF.finditer(folded))
    follows = any(0 <= name.start - mark.end() <= AT_ONCE for name, mark in pairs)
    if not in_passing:
        return follows or _near(named, _CASE.finditer(folded))
    subjects = {mark.end() for mark in _SUBJECT.finditer(folded)}
    own_life = _OWN_LIFE.search(folded)
    told = (_CASE if own_life else _CASE_IN_PASSING).finditer(folded)
    at_work = not own_life and not _OF_HELP.search(folded) and _OF_WORK.search(folded)
    marks = (mark for mark in told if mark.end() not in subjects and not (at_work and _HEALTH.fullmatch(mark.group())))
    # Whoever writes initials hides somebody: there a plea is a case.
    hidden = [name for name in named if name.hidden]
    return follows or _near(named, marks) or _near(hidden, _CASE.finditer(folded))


def _is_child(folded: str, named: list[Name]) -> bool:
    """A child of an age with a name or a case, or a name with a child's age behind it."""
    children = [*_CHILD.finditer(folded)]
    if children and (_near(named, children) or _CASE.search(folded)):
        return True
    pairs = _pairs(named, _AGED.finditer(folded))
    return any(0 <= mark.start() - name.end <= AT_ONCE for name, mark in pairs if not name.guessed)


def _speaks(folded: str, name: Name) -> bool:
    """Somebody who speaks or reports on a matter is not a case of it."""
    return _around(_SPEAKS, folded, (name.start, name.end))


def _around(look: re.Pattern[str], folded: str, span: tuple[int, int]) -> bool:
    return look.search(folded, max(span[0] - SPOKEN, 0), span[1] + SPOKEN) is not None


def _near(named: Iterable[Name], marks: Iterable[re.Match[str]]) -> bool:
    return any(_apart(name, mark) <= (NEAR if name.full else BESIDE) for name, mark in _pairs(named, marks))


def _pairs(named: Iterable[Name], marks: Iterable[re.Match[str]]) -> Iterator[tuple[Name, re.Match[str]]]:
    """Each name with the marks that can be near it: long texts have many of both."""
    seen = [*marks]
    starts = [mark.start() for mark in seen]
    for name in named:
        first, last = bisect_left(starts, name.start - LONGEST_MARK - NEAR), bisect_right(starts, name.end + NEAR)
        for mark in seen[first:last]:
            yield name, mark


def _apart(name: Name, mark: re.Match[str]) -> int:
    return max(mark.start() - name.end, name.start - mark.end(), 0)


def _folded(words: str) -> str:
    """Letter for letter without capitals and accents, so that places stay what they are."""
    return "".join(map(_letter, words))


@cache
def _letter(each: str) -> str:
    if each.isspace():
        return each if each == "\n" else " "  # a space that does not break is one too
    return plain(each)[:1] or each
