"""How a day and an hour are said: always in full unless asked otherwise, on the network's own clock."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date

FOLDER = Path(__file__).parent
DAY, HOUR, SHORT = "day", "hour", "short"
_PATTERNS = {"": "full", DAY: "full", SHORT: "short"}


def said_moment(moment: datetime, language: str, zone: tzinfo, form: str = "") -> str:
    """An aware moment: "jueves 10 de diciembre de 2026, 10:00 (hora de Lima)"; form: day, hour, short, month ..."""
    local = moment.astimezone(zone)
    if form == HOUR:
        return said_hour(local.time())
    if form not in {"", SHORT}:
        return said_day(local.date(), language, form)
    shape = _ways(language)["moment_short" if form == SHORT else "moment"]
    day = said_day(local.date(), language, form)
    return shape.format(day=day, hour=said_hour(local.time()), city=city_of(zone, language))


@lru_cache(maxsize=4096)
def said_day(day: date, language: str, form: str = "") -> str:
    """A day: "jueves 10 de diciembre de 2026"; form: short, number (no weekday), month, weekday."""
    ways = _ways(language)
    words = format_date(day, ways[_PATTERNS.get(form, form)], locale=ways["locale"])
    return words.replace(".", "")


def said_hour(hour: time) -> str:
    """An hour of the day: "10:00"."""
    return f"{hour:%H:%M}"


def city_of(zone: tzinfo, language: str) -> str:
    """The city whose clock it is: the catalogue's name for it, else the last part of the zone's own name."""
    key = getattr(zone, "key", "") or str(zone)
    named: Mapping[str, str] = _written(language).get("city", {})
    return named.get(key, key.rsplit("/", 1)[-1].replace("_", " "))


def _ways(language: str) -> Mapping[str, str]:
    return _written(language)["date"]


@cache
def _written(language: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((FOLDER / language / "dates.toml").read_text(encoding="utf-8"))
