"""A message taken apart within limits: whatever strangers send, it ends soon and nothing in it is trusted; pure."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, StartBoundaryNotFoundDefect
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from bot.mail.harmless import one_line
from storage.people import ADDRESS

DEEPEST, MOST_PARTS, MOST_BOUNDARIES, MOST_DASHES = 20, 100, 60, 5000
LONGEST_HEADER, LONGEST_ADDRESS, LONGEST_NAME = 2000, 254, 300
ENDLESS = re.compile(rb"^content-[a-z-]{1,30}:(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE)
"""A header of a part no honest program writes; taking its parameters apart would take seconds."""
MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
CUT_SHORT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
Mail = Message


class Hostile(ValueError):
    """A message built to cost time or memory: it is not taken apart any further."""


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a message; `nested` is whether it lies inside another message that is enclosed."""

    part: Mail
    kind: str
    nested: bool


def opened(raw: bytes) -> Mail:
    """The message; one with more boundaries, or longer headers, than any honest one is not even parsed."""
    many = raw.lower().count(b"boundary=") > MOST_BOUNDARIES or raw.count(b"\n--") > MOST_DASHES
    if many or ENDLESS.search(raw):
        raise Hostile("too many parts")
    return message_from_bytes(raw)


def parts(message: Mail) -> Iterator[Part]:
    """Every leaf, from the first to the last; a delivery report is a leaf."""
    waiting, seen = [(message, 0, False)], 0
    while waiting:
        part, depth, nested = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            raise Hostile("too deep or too many parts")
        kind, inside = part.get_content_type(), part.get_payload()
        if kind == "message/delivery-status" or not isinstance(inside, list):
            yield Part(part, kind, nested)
            continue
        enclosed = nested or kind.startswith("message/")
        waiting += [(child, depth + 1, enclosed) for child in reversed(inside) if isinstance(child, Message)]


def cut_short(message: Mail) -> bool:
    """Whether the end of it is missing."""
    return any(isinstance(each, CUT_SHORT) for part in message.walk() for each in part.defects)


def content(part: Mail) -> bytes:
    """The bytes of a leaf, decoded from how they travelled."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def words(part: Mail) -> str:
    """The text of a leaf, in the charset it names where that is true, else in the one it most likely is."""
    raw = content(part)
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def header(message: Mail, name: str, longest: int = 200) -> str:
    """A header on one line, in plain letters; "" when there is none."""
    given = str(message.get(name) or "")[:LONGEST_HEADER]
    with contextlib.suppress(LookupError, ValueError, HeaderParseError):
        given = str(make_header(decode_header(given)))
    return one_line(given, longest)


def file_name(part: Mail) -> str:
    """What a leaf is called as a file, in plain letters; "" when it has no name."""
    given = str(part.get_filename() or "")[:LONGEST_HEADER]
    with contextlib.suppress(LookupError, ValueError, HeaderParseError):
        given = str(make_header(decode_header(given)))
    return one_line(given, LONGEST_NAME)


def headers(message: Mail, name: str) -> tuple[str, ...]:
    """Every header of that name from the top, unfolded."""
    return tuple(one_line(str(each)[:LONGEST_HEADER], LONGEST_HEADER) for each in message.get_all(name) or ())


def sender(message: Mail) -> str:
    """The address it says it is from; "" unless exactly one From names exactly one address."""
    given = message.get_all("From") or []
    found = [each for _, each in getaddresses([str(given[0])[:LONGEST_HEADER]]) if each] if len(given) == 1 else []
    return address(found[0]) if len(found) == 1 else ""


def address(written: str) -> str:
    """An address in lower case if it is one that can be written to, else ""."""
    found = written.strip().strip("<>").lower()
    return found if len(found) <= LONGEST_ADDRESS and found.isprintable() and ADDRESS.fullmatch(found) else ""


def message_ids(*written: str) -> tuple[str, ...]:
    """The Message-IDs in what was written, each once."""
    return tuple(dict.fromkeys(found for each in written for found in MESSAGE_ID.findall(each)))
