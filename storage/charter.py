"""The network's law as data: offices, powers, meeting types, every time rule with its clause or setting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from types import MappingProxyType

TOR, SETTING = "tor", "setting"


class CharterError(ValueError):
    """The charter cannot be used; the message names the file, the line and the mend."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the terms of reference: number, its own words, and a short name a language."""

    number: str
    words: str
    """Quoted from the terms of reference, in their own language."""
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who hears of a duty when. Numbers are working days counted from the due day; hours from `at`."""

    before: tuple[int, ...] = ()
    on_the_day: bool = False
    late: int | None = None
    coordinator: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A value of the charter and where it comes from.

    `source` is "tor" (the clause itself says it) or "setting" (the secretariat's, under the
    discretion the clause leaves). Exactly the fields a rule needs are set; `by_meeting` holds working
    days per meeting type, where an absent type means: not for that type.
    """

    name: str
    source: str
    clause: str
    since: date
    changed_by: str = ""
    decision: str = ""
    working_days: int | None = None
    by_meeting: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    number: int | None = None
    day: tuple[int, int] | None = None
    """(month, day) of a yearly date."""
    amber: tuple[int, int] | None = None
    red: tuple[int, int] | None = None
    at: time | None = None
    days: tuple[tuple[int, int], ...] = ()
    """(month, day) of each date of the year, in order."""
    names: tuple[str, ...] = ()
    """Notices by name; a name stands for all that begin with it and a dot."""
    on: bool | None = None
    """Whether something is in force at all."""
    owner: str = ""
    """The office that answers for the duty."""
    ladder: Ladder = Ladder()


@dataclass(frozen=True, slots=True)
class MeetingType:
    """A kind of meeting: code prefix, who is convened, who decides there, usual length in minutes."""

    kind: str
    prefix: str
    readers: tuple[str, ...]
    """Offices that are convened and hear of the agenda."""
    decides: bool
    clause: str
    minutes: int
    source: str = SETTING
    since: date | None = None
    changed_by: str = ""
    title: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What it is called when nobody gives it a title, a language."""
    hour: time | None = None
    """When it usually begins."""
    balance: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The agenda item of the annual balance, for the kind of meeting that has one."""


@dataclass(frozen=True, slots=True)
class Power:
    """Who may do an act: the offices and the clause or setting that says so."""

    name: str
    offices: tuple[str, ...]
    source: str
    clause: str
    since: date | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class OfficeName:
    """An office of the network; `bound_to` names the organisation it is fixed to by a clause, if any."""

    name: str
    clause: str
    bound_to: str = ""
    source: str = TOR
    since: date | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """One of the layered calendars: national (from `holidays`), public_sector, un_office."""

    name: str
    country: str
    counts_for: tuple[str, ...]
    """network (our own deadlines) and/or government (the State's)."""
    days: Mapping[date, str]
    source: str = SETTING
    clause: str = ""
    since: date | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class Charter:
    """A network's charter, checked. `name` is the file's name: peru."""

    name: str
    title: Mapping[str, str]
    short: Mapping[str, str]
    zone: str
    language: str
    languages: tuple[str, ...]
    opens: time
    closes: time
    """The office hours within which people are written to."""
    close_of_business: time
    """The hour of the last day at which a period ends."""
    notices_at: time
    """The hour of the day's reminders."""
    clauses: Mapping[str, Clause]
    offices: Mapping[str, OfficeName]
    powers: Mapping[str, Power]
    meetings: Mapping[str, MeetingType]
    terms: Mapping[str, Term]
    calendars: Mapping[str, CalendarRule]
    objectives: Mapping[int, Mapping[str, str]]
    """The objectives an agenda item can be tagged with (GCM 1-23), short names a language."""


CHARTERS = Path(__file__).parent / "charters"


def load(path: Path) -> Charter:
    """Read and check a charter; an unknown key, a value without source or an impossible number is refused."""
    from storage.charter_reading import read

    return read(path)


def load_named(name: str) -> Charter:
    """The charter of that name that comes with the house: peru, example."""
    names = sorted(found.stem for found in CHARTERS.glob("*.toml"))
    if name not in names:
        raise CharterError(f"there is no charter named {name!r}; choose one of {', '.join(names)}")
    return load(CHARTERS / f"{name}.toml")
