"""A strict reader of iCalendar of the tests' own (RFC 5545, 5546): it knows nothing of the library that wrote the bytes.

`problems` lists whatever a careful client could stumble over; `properties` takes an event apart.
"""

from __future__ import annotations

import re

LONGEST_LINE = 75
NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)')
UTC_TIME, LOCAL_TIME = re.compile(r"\d{8}T\d{6}Z"), re.compile(r"\d{8}T\d{6}")
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT")
ONCE = (
    "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "STATUS", "CLASS",
    "TRANSP", "PRIORITY", "URL",
)  # fmt: skip
METHODS = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}

Line = tuple[str, dict[str, str], str]
"""A property: its name, its parameters, its raw value."""


def problems(raw: bytes) -> list[str]:
    """What is wrong with an invitation as it left; nothing, when a strict client can read it."""
    found = _of_the_lines(raw)
    if found:
        return found
    try:
        lines = content_lines(raw)
    except ValueError as wrong:
        return [str(wrong)]
    found = _of_the_nesting(lines)
    return found or [*_of_the_calendar(lines), *_of_the_event(lines), *_of_the_zones(lines), *_of_the_texts(lines)]


def content_lines(raw: bytes) -> list[Line]:
    """Unfolded and split into name, parameters and value."""
    unfolded = raw.replace(b"\r\n ", b"").decode("utf-8")
    return [_split(line) for line in unfolded.split("\r\n")[:-1]]


def properties(raw: bytes) -> dict[str, str]:
    """The event's own properties, by name, texts unescaped; times keep their form."""
    return {
        name: unescaped(value) if name in TEXTS else value for name, _, value in _inside(content_lines(raw), "VEVENT")
    }


def method_of(raw: bytes) -> str:
    """The METHOD of the calendar."""
    return next(value for name, _, value in content_lines(raw) if name == "METHOD")


def unescaped(value: str) -> str:
    """A TEXT value as it was meant."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _of_the_lines(raw: bytes) -> list[str]:
    if not raw.endswith(b"\r\n"):
        return ["the last line does not end"]
    found = []
    rest = raw.replace(b"\r\n", b"")
    if b"\n" in rest or b"\r" in rest:
        found.append("a bare line break")
    for line in raw.split(b"\r\n")[:-1]:
        if len(line) > LONGEST_LINE:
            found.append(f"a line of {len(line)} octets")
        if not line:
            found.append("an empty line")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append("a letter is cut in two by a fold")
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", rest):
        found.append("a control character")
    return found


def _split(line: str) -> Line:
    name = NAME.match(line)
    if name is None:
        raise ValueError(f"no property: {line[:40]!r}")
    at, given = name.end(), {}
    while at < len(line) and line[at] == ";":
        found = PARAMETER.match(line, at)
        if found is None:
            raise ValueError(f"a bad parameter: {line[:60]!r}")
        given[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if at >= len(line) or line[at] != ":":
        raise ValueError(f"no value: {line[:60]!r}")
    return name[0].upper(), given, line[at + 1 :]


def _of_the_nesting(lines: list[Line]) -> list[str]:
    open_: list[str] = []
    for number, (name, _, value) in enumerate(lines):
        if name == "BEGIN":
            open_.append(value)
        elif name == "END" and (not open_ or open_.pop() != value):
            return [f"END:{value} closes nothing"]
        if not open_ and number < len(lines) - 1:
            return ["something outside VCALENDAR"]
    return [f"{open_} is never closed"] if open_ else []


def _inside(lines: list[Line], wanted: str) -> list[Line]:
    """The properties directly inside components of that name."""
    open_: list[str] = []
    found = []
    for line in lines:
        if line[0] == "BEGIN":
            open_.append(line[2])
        elif line[0] == "END":
            open_.pop()
        elif open_ and open_[-1] == wanted:
            found.append(line)
    return found


def _of_the_calendar(lines: list[Line]) -> list[str]:
    names = [name for name, _, _ in _inside(lines, "VCALENDAR")]
    events = sum(1 for line in lines if line[0] == "BEGIN" and line[2] == "VEVENT")
    found = [
        f"{name} stands {names.count(name)} times" for name in ("PRODID", "VERSION", "METHOD") if names.count(name) != 1
    ]
    return found + ([] if events == 1 else [f"{events} events"])


def _of_the_event(lines: list[Line]) -> list[str]:
    event = _inside(lines, "VEVENT")
    names = [name for name, _, _ in event]
    by_name = {name: (given, value) for name, given, value in event}
    method = next((value for name, _, value in _inside(lines, "VCALENDAR") if name == "METHOD"), "")
    found = [
        f"{name} is missing"
        for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "ORGANIZER", "STATUS")
        if name not in names
    ]
    found += [f"{name} stands more than once" for name in ONCE if names.count(name) > 1]
    found += [] if names.count("ATTENDEE") == 1 else [f"{names.count('ATTENDEE')} attendees in one letter"]
    if found:
        return found
    if METHODS.get(method) != by_name["STATUS"][1]:
        found.append(f"{method} with STATUS {by_name['STATUS'][1]}")
    if not UTC_TIME.fullmatch(by_name["DTSTAMP"][1]):
        found.append("DTSTAMP is not in UTC")
    if not by_name["SEQUENCE"][1].isdigit() or "@" not in by_name["UID"][1]:
        found.append("a bad SEQUENCE or UID")
    found += [
        f"{name} is no mailbox"
        for name in ("ORGANIZER", "ATTENDEE")
        if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", by_name[name][1])
    ]
    alarms = _inside(lines, "VALARM")
    if (method == "CANCEL") == bool(alarms):
        found.append("an alarm for what was cancelled" if alarms else "no alarm")
    if alarms and {"ACTION", "TRIGGER", "DESCRIPTION"} - {name for name, _, _ in alarms}:
        found.append("an alarm without its properties")
    return found


def _of_the_zones(lines: list[Line]) -> list[str]:
    defined = [value for name, _, value in _inside(lines, "VTIMEZONE") if name == "TZID"]
    found = []
    for name, given, value in lines:
        zone = given.get("TZID")
        if zone is not None and zone not in defined:
            found.append(f"{zone} is not defined")
        if (
            name in {"DTSTART", "DTEND"}
            and not (UTC_TIME if zone is None else LOCAL_TIME).fullmatch(value)
            and value != "19700101T000000"
        ):
            found.append(f"{name} floats: {value}")
    offsets = {name for name, _, _ in _inside(lines, "STANDARD")}
    if defined and not {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= offsets:
        found.append("a zone without its offsets")
    return found


def _of_the_texts(lines: list[Line]) -> list[str]:
    loose = re.compile(r"(?<!\\)(?:\\\\)*[,;]|(?<!\\)(?:\\\\)*\\[^\\;,nN]|(?<!\\)(?:\\\\)*\\$")
    return [
        f"{name} is not escaped" for name, _, value in _inside(lines, "VEVENT") if name in TEXTS and loose.search(value)
    ]
