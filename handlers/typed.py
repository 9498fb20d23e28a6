"""What people write for the record: kept as typed, its length said rather than cut."""

import unicodedata
from datetime import date

from handlers.reply import Refusal, text
from handlers.request import Request

LONGEST_TITLE, LONGEST_WORDING = 200, 3000


def words(request: Request, name: str, longest: int = LONGEST_WORDING) -> str:
    """What was given under that name, as typed; refused with its length when it is too long.

    Only what no database can hold is left out (NUL, half a surrogate pair); line ends are written one way.
    """
    given = request.value(name).replace("\x00", "").replace("\r\n", "\n")
    given = given.encode("utf-8", "ignore").decode("utf-8").strip()
    if len(given) > longest:
        raise Refusal(text("typed.too_long", length=len(given), longest=longest), field=name)
    return given


def again(request: Request, name: str, longest: int = LONGEST_WORDING) -> str:
    """What fills the field when its form is shown again; too much for the field is left to its author to shorten."""
    given = request.value(name)
    return given if len(given) <= longest else ""


def shortened(words_: str, most: int = 80) -> str:
    """The first words, for a label; the whole stands elsewhere."""
    line = words_.split("\n", 1)[0].strip()
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"


def number(request: Request, name: str) -> int:
    """A count given by a press; 0 when it is none."""
    given = request.value(name)
    return int(given) if given.isascii() and given.isdigit() and len(given) <= len(str(LONGEST_WORDING)) else 0


def day(request: Request, name: str) -> date:
    """A day given as such or in figures (2027-02-09); refused when it is no day."""
    try:
        return as_day(request.values.get(name))
    except ValueError:
        raise Refusal(text("typed.not_a_day", written=request.value(name)[:60]), field=name) from None


def as_day(given: object) -> date:
    """A day from a day, a moment or figures; ValueError when it is none."""
    return given if type(given) is date else date.fromisoformat(str(given).strip()[:10])


def plain(words_: str) -> str:
    """For comparing and searching: without capitals or accents."""
    folded = unicodedata.normalize("NFD", words_.strip().casefold())
    return "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
