"""What people's own words say of something on the register with another date than the register's; pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.language.reading import days_around
from bot.plain import Say
from bot.word.reading import Difference, lines_of
from handlers.reply import text
from storage.text import from_paper

CODE = re.compile(r"\b[A-Z]{1,5}-[0-9]{4}-[0-9]{1,3}\b")


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
    for field, said in words.items():
        old = lines_of(before.get(field, ""))
        for line in lines_of(said):
            codes = set(CODE.findall(line)) & set(days)
            if line in old or len(codes) != 1:
                continue
            code = codes.pop()
            named = days_around(line, now)
            if named and days[code] not in named:
                stands = say(text("minutes_word.stands", code=code, day=days[code]))
                found.append(Difference(field, stands, line))
    return found
