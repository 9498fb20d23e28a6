"""A charter read and checked: every value has its source, every name is known, every number can be."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

from holidays.registry import EntityLoader

from storage.charter import CalendarRule, Charter, Clause, MeetingType, OfficeName, Power, Term
from storage.charter_page import open_page
from storage.charter_part import Part
from storage.charter_terms import MEETING_KINDS, TERMS, read_origin, read_term
from storage.people import OFFICES

POWERS = (
    "convene", "move", "cancel", "hold", "propose_item", "order_agenda", "override", "record", "circulate_minutes",
    "comment", "manage_people", "manage_calendar", "settings", "see_register", "attend",
    "decide", "put_to_committee", "speak_for_agency", "see_people", "see_meetings",
    "manage_groups", "update_actions", "invite_speakers", "clear_letters", "review_mail", "see_deliveries", "keep_data",
)  # fmt: skip
CALENDARS = ("national", "public_sector", "un_office")
COUNTED_FOR = ("network", "government")
OTHER_CODES = ("D", "A", "AT", "P")
"""Prefixes of decisions, actions, technical agreements and proposals."""
CLAUSES = (
    "1", "2", "2.agility", "3", "5.members", "5.committee", "5.focal_points", "5.groups", "5.government", "5.stakeholders",
    "5.1", "5.1.1", "5.1.3", "5.1.5", "5.1.8", "5.2.1", "5.2.2", "5.2.3", "6", "7.network", "7.technical", "7.committee",
)  # fmt: skip
"""The matters whose clause the house may have to cite, whatever number it has in a network's own document."""
LONGEST_MEETING = 720
"""Minutes: a day of twelve hours."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the charter may refer to."""

    languages: tuple[str, ...]
    clauses: Collection[str]


def read(path: Path) -> Charter:
    """The charter in that file; the first thing that is wrong in it is refused with its line and the mend."""
    page = open_page(path)
    whole = Part(page, (), page.content)
    network = whole.part("network")
    languages = _languages(network)
    clauses = _clauses(whole.part("clauses"), languages)
    known = Known(languages, clauses)
    about = _network(network, known)
    terms = _terms(whole.part("terms"), known)
    charter = Charter(
        name=path.stem,
        languages=languages,
        clauses=clauses,
        offices=_offices(whole.part("offices"), known),
        powers=_powers(whole.part("powers"), known),
        meetings=_meetings(whole.part("meetings"), known),
        terms=terms,
        calendars=_calendars(whole.part("calendars"), known),
        objectives=_objectives(whole.part("objectives"), known),
        **about,
        **_hours(terms),
    )
    whole.close()
    return charter


def _languages(part: Part) -> tuple[str, ...]:
    found = part.take("languages")
    if not isinstance(found, list) or not found or not all(isinstance(each, str) for each in found):
        raise part.wrong("languages", "languages is no list of languages", 'write it like ["es", "en"]')
    for each in found:
        if not re.fullmatch("[a-z]{2}", each):
            raise part.wrong("languages", f"{each!r} is no language", 'write its two letters, like "es"')
    return tuple(found)


def _clauses(part: Part, languages: Collection[str]) -> Mapping[str, Clause]:
    found: dict[str, Clause] = {}
    for key, each in part.parts():
        found[key] = Clause(each.text("number"), each.text("words"), each.words("title", languages))
        each.close()
    for key in CLAUSES:
        if key not in found:
            raise part.wrong("", f"the clause {key} is missing", f'quote it in a table [clauses."{key}"]')
    return MappingProxyType(found)


def _network(part: Part, known: Known) -> dict[str, Any]:
    found = {
        "title": part.words("title", known.languages),
        "short": part.words("short", known.languages),
        "zone": part.text("zone"),
        "language": part.one_of("language", known.languages, "language of this network"),
    }
    if found["zone"] not in available_timezones():
        raise part.wrong("zone", f"{found['zone']!r} is no time zone", 'write its name as in "Africa/Nairobi"')
    read_origin(part, known.clauses)
    part.close()
    return found


def _hours(terms: Mapping[str, Term]) -> dict[str, Any]:
    names = {"opens": "opens", "closes": "closes", "close_of_business": "close_of_business", "notices_at": "notices"}
    return {field: terms[f"hours.{name}"].at for field, name in names.items()}


def _named(part: Part, names: Collection[str], what: str) -> Mapping[str, Part]:
    """A table of tables in which every known name stands, and no other."""
    found = dict(part.parts())
    for name, each in found.items():
        if name not in names:
            raise each.wrong("", f"{name!r} is no {what}", f"the {what}s are {', '.join(names)}")
    for name in names:
        if name not in found:
            raise part.wrong("", f"the {what} {name} is missing", f'add a table [{part.name}."{name}"]')
    return found


def _terms(part: Part, known: Known) -> Mapping[str, Term]:
    tables = _named(part, TERMS, "term")
    found = {name: read_term(name, each, known.clauses) for name, each in tables.items()}
    opens, closes = found["hours.opens"].at, found["hours.closes"].at
    if opens and closes and opens >= closes:
        raise tables["hours.closes"].wrong("at", "the office closes before it opens", "let closes come after opens")
    for earlier, later in (("agenda.call", "agenda.close"), ("agenda.close", "agenda.circulation")):
        for kind, days in found[earlier].by_meeting.items():
            if days > found[later].by_meeting.get(kind, 0):
                what = f"{later} of {kind} would come before {earlier} ({days})"
                raise part.page.wrong((*tables[later].place, "by_meeting", kind), what, "give it a number nearer to 0")
    return MappingProxyType(found)


def _offices(part: Part, known: Known) -> Mapping[str, OfficeName]:
    found: dict[str, OfficeName] = {}
    for name, each in _named(part, OFFICES, "office").items():
        bound_to = each.text("bound_to") if each.has("bound_to") else ""
        found[name] = OfficeName(name=name, bound_to=bound_to, **read_origin(each, known.clauses))
        each.close()
    return MappingProxyType(found)


def _powers(part: Part, known: Known) -> Mapping[str, Power]:
    found: dict[str, Power] = {}
    for name, each in _named(part, POWERS, "power").items():
        offices = each.some_of("offices", OFFICES, "office")
        found[name] = Power(name=name, offices=offices, **read_origin(each, known.clauses))
        each.close()
    return MappingProxyType(found)


def _meetings(part: Part, known: Known) -> Mapping[str, MeetingType]:
    found: dict[str, MeetingType] = {}
    for kind, each in _named(part, MEETING_KINDS, "meeting kind").items():
        found[kind] = MeetingType(
            kind=kind,
            prefix=_prefix(each, {other.prefix: other.kind for other in found.values()}),
            readers=each.some_of("readers", OFFICES, "office"),
            decides=each.flag("decides"),
            minutes=each.number("minutes", 5, LONGEST_MEETING),
            title=each.words("title", known.languages) if each.has("title") else MappingProxyType({}),
            hour=each.hour("hour") if each.has("hour") else None,
            balance=each.words("balance", known.languages) if each.has("balance") else MappingProxyType({}),
            **read_origin(each, known.clauses),
        )
        each.close()
    return MappingProxyType(found)


def _prefix(part: Part, others: Mapping[str, str]) -> str:
    prefix = part.text("prefix")
    if not re.fullmatch("[A-Z]{1,6}", prefix):
        raise part.wrong("prefix", f"{prefix!r} is no prefix of a code", 'write 1 to 6 capital letters, like "PLE"')
    if prefix in others or prefix in OTHER_CODES:
        whose = others.get(prefix, "other papers: decisions, actions, agreements or proposals")
        raise part.wrong("prefix", f"the prefix {prefix} is already that of {whose}", "choose another")
    return prefix


def _calendars(part: Part, known: Known) -> Mapping[str, CalendarRule]:
    found: dict[str, CalendarRule] = {}
    for name, each in _named(part, CALENDARS, "calendar").items():
        country = ""
        if each.has("country"):
            country = each.one_of(
                "country", sorted(EntityLoader.get_country_codes()), "country whose holidays are known"
            )
        counts_for = each.some_of("counts_for", COUNTED_FOR, "reckoning")
        found[name] = CalendarRule(
            name=name,
            country=country,
            counts_for=counts_for,
            days=each.days("days"),
            **read_origin(each, known.clauses),
        )
        each.close()
    return MappingProxyType(found)


def _objectives(part: Part, known: Known) -> Mapping[int, Mapping[str, str]]:
    read_origin(part, known.clauses)
    names = part.part("names")
    part.close()
    found: dict[int, Mapping[str, str]] = {}
    for key in names:
        if not re.fullmatch("[1-9][0-9]?", key):
            raise names.wrong(key, f"{key!r} is no number of an objective", "number them from 1 to 99")
        found[int(key)] = names.words(key, known.languages)
    return MappingProxyType(found)
