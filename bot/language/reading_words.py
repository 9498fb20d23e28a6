"""The words of dates in Spanish and English, folded: months, weekdays, numbers, and the pieces of patterns made of them."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

_MONTHS = (
    "enero january ene jan", "febrero february feb", "marzo march mar", "abril april abr apr", "mayo may",
    "junio june jun", "julio july jul", "agosto august ago aug", "septiembre setiembre september set sep sept",
    "octubre october oct", "noviembre november nov", "diciembre december dic dec",
)  # fmt: skip
_WEEKDAYS = (
    "lunes monday lun mon", "martes tuesday mar tue tues", "miercoles wednesday mie wed", "jueves thursday jue thu thur thurs",
    "viernes friday vie fri", "sabado saturday sab sat", "domingo sunday dom sun",
)  # fmt: skip
_CARDINALS = (
    "uno un una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidos",
    "veintitres", "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho", "veintinueve", "treinta",
)  # fmt: skip
_ENGLISH = "one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
SLIPS = 3
"""With so many letters wrong a word may still have been meant for a month."""


def split_words(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


def _numbered(rows: Iterable[str]) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows, 1) for word in row.split()}


MONTHS = _numbered(_MONTHS)
WEEKDAYS = {word: number - 1 for word, number in _numbered(_WEEKDAYS).items()}
SHORT_NAMES = split_words(
    "ene jan feb mar abr apr may jun jul ago aug set sep sept oct nov dic dec lun mon tue tues mie wed jue thu thur thurs vie fri "
    "sab sat dom sun"
)
"""Abbreviations (and the English May) mean a date only beside a number."""
WHOLE_MONTHS = {word: number for word, number in MONTHS.items() if word not in SHORT_NAMES}
WHOLE_WEEKDAYS = {word: number for word, number in WEEKDAYS.items() if word not in SHORT_NAMES}
ENGLISH_MONTHS = {word: MONTHS[word] for word in split_words(
    "january jan february feb march april apr may june jun july jul august aug september sep sept october oct november nov december dec"
)}  # fmt: skip
"""Those that stand before the day ("Dec 10"); "mar 9" may be a Spanish Tuesday and is left to be asked."""
NUMBERS = _numbered(_CARDINALS) | _numbered(_ENGLISH.split()) | {"treinta y uno": 31, "a": 1, "an": 1}
DAY_WORDS = (
    _numbered(_CARDINALS)
    | _numbered(_ORDINALS.split())
    | {f"twenty {word}": 20 + n for word, n in _numbered(_ORDINALS.split()[:9]).items()}
    | {f"twenty-{word}": 20 + n for word, n in _numbered(_ORDINALS.split()[:9]).items()}
    | {"thirtieth": 30, "thirty first": 31, "thirty-first": 31, "treinta y uno": 31, "primero": 1, "primer": 1}
)
for _small in ("un", "una"):
    del DAY_WORDS[_small]
NTH = {
    "primer": 1, "primera": 1, "primero": 1, "first": 1, "1er": 1, "1ra": 1, "1st": 1,
    "segundo": 2, "segunda": 2, "second": 2, "2do": 2, "2da": 2, "2nd": 2,
    "tercer": 3, "tercera": 3, "tercero": 3, "third": 3, "3er": 3, "3ra": 3, "3rd": 3,
    "cuarto": 4, "cuarta": 4, "fourth": 4, "4to": 4, "4ta": 4, "4th": 4,
    "ultimo": -1, "ultima": -1, "last": -1,
}  # fmt: skip


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


WEEKDAY = any_of(WEEKDAYS)
WHOLE_WEEKDAY = any_of(WHOLE_WEEKDAYS)
MONTH = any_of(MONTHS)
WHOLE_MONTH = any_of(WHOLE_MONTHS)
THIS_MONTH = any_of(("este mes", "presente mes", "mes en curso", "this month"))
NEXT_MONTH = any_of(("proximo mes", "mes que viene", "mes proximo", "mes siguiente", "next month"))
FRONT_MONTH = any_of(ENGLISH_MONTHS)
YEAR = r"(?:19|20)[0-9]{2}(?![0-9:h])"
DAY_NUMBER = rf"(?:[0-9]{{1,2}}(?:ro|er|o|st|nd|rd|th)?(?![0-9a-z])|{any_of(DAY_WORDS)}\b)"


def day_number(said: str) -> int:
    """The day of the month that was said, in digits or words."""
    digits = re.match(r"[0-9]+", said)
    return int(digits[0]) if digits else DAY_WORDS[" ".join(said.split())]


def likely_month(said: str) -> int | None:
    """The month that a misspelt word can only mean: one slip away from exactly one month's name."""
    near = {number for word, number in WHOLE_MONTHS.items() if OSA.distance(said, word) == 1}
    return near.pop() if len(near) == 1 else None


def resembles_a_month(said: str) -> bool:
    """Whether a word may be a month so misspelt that nobody can tell which."""
    names = (word for word in WHOLE_MONTHS if len(word) > SLIPS + 1)
    return any(word[0] == said[0] and OSA.distance(said, word) <= SLIPS for word in names)
