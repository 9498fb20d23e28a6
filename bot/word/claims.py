"""What people's own words say of something on the register with another day or another name than the register's; pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.language.reading import days_around
from bot.plain import Say
from bot.word.reading import Difference, lines_of
from handlers.reply import text
from storage.text import from_paper

CODE = re.compile(r"\b[A-Z]{1,5}-[0-9]{4}-[0-9]{1,3}\b")


IN_CHARGE = re.compile(r"a cargo de|responsables?\b|encargad[oa]s?\b|in charge|responsible", re.IGNORECASE)
"""Words by which a line says who does something; without them it may speak of anybody."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Something of the register that has a day."""

    code: str
    day: date


def dated(body: Mapping[str, Any], today: datetime) -> list[Dated]:
    """The actions with their due days, this meeting and the next one; `today` tells the zone their hours are in."""
    found = [Dated(row["code"], from_paper(row["due"])) for row in body["actions"] if row["due"]]
    for each in (from_paper(body["header"]), from_paper(body["next"])):
        if each:
            found.append(Dated(each["code"], each["starts_at"].astimezone(today.tzinfo).date()))
    return found


def claims(
    words: Mapping[str, str], before: Mapping[str, str], known: Iterable[Dated], now: datetime, say: Say
) -> list[Difference]:
    """New lines that name one thing of the register and a day, or days, of which none is its own."""
    days = {each.code: each.day for each in known}
    found: list[Difference] = []
    for field, line, code in _new_lines(words, before, days):
        named = days_around(line, now)
        if named and days[code] not in named:
            found.append(Difference(field, say(text("minutes_word.stands", code=code, day=days[code])), line))
    return found


def misnamed(
    words: Mapping[str, str], before: Mapping[str, str], owners: Mapping[str, str], bodies: Iterable[str], say: Say
) -> list[Difference]:
    """New lines that give one action to others than whose it is: "A-2027-01 (OIM)", or that OIM is in charge of it."""
    found: list[Difference] = []
    known = list(bodies)
    for field, line, code in _new_lines(words, before, owners):
        bracket = re.search(rf"{code}\s*\(([^)]*)\)", line)
        told = bracket[1] if bracket else line if IN_CHARGE.search(line) else ""
        named = {body for body in known if _names(told, body)}
        if named and owners[code] not in named:
            stands = say(text("minutes_word.stands_with", code=code, organisation=owners[code]))
            found.append(Difference(field, stands, line))
    return found


def _new_lines(
    words: Mapping[str, str], before: Mapping[str, str], known: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """The lines that were not there before and name one code of these: their field, the line, the code."""
    for field, said in words.items():
        old = lines_of(before.get(field, ""))
        for line in lines_of(said):
            codes = set(CODE.findall(line)) & set(known)
            if line not in old and len(codes) == 1:
                yield field, line, codes.pop()


def _names(line: str, body: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(body)}(?!\w)", line) is not None
