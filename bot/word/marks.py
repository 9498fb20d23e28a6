"""The marks by which an edited document is known again: which version it is, and the origin of each paragraph; pure.

Both are hidden bookmarks, which Word and LibreOffice keep; the version also stands among the file's own properties.
"""

import re
from dataclasses import dataclass

PREFIX = "_q_"
PROPERTY = "Quipu"
UNFIT = re.compile(r"[^A-Za-z0-9_]")
LONGEST = 40
"""What Word allows a bookmark's name."""
_WRITTEN = re.compile(r"([A-Za-z0-9_-]+) ([A-Z]+-[0-9]{4}-[0-9]+) ([0-9]{1,6}) ([a-z]{2})")
_BOOKMARK = re.compile(rf"{PREFIX}v_([A-Z]+)_([0-9]{{4}})_([0-9]+)_([0-9]{{1,6}})_([a-z]{{2}})")


@dataclass(frozen=True, slots=True)
class Mark:
    """Which version of which meeting's minutes a document is, of which network ("" when that was lost), in which language."""

    network: str
    meeting: str
    version: int
    language: str

    def written(self) -> str:
        """As it stands among the file's properties."""
        return f"{self.network} {self.meeting} {self.version} {self.language}"

    def bookmark(self) -> str:
        """As a bookmark on the title: it is left where a program drops the properties."""
        return f"{PREFIX}v_{self.meeting.replace('-', '_')}_{self.version}_{self.language}"


def read_property(written: str) -> Mark | None:
    """The mark among the file's properties."""
    found = _WRITTEN.fullmatch(written.strip())
    return Mark(found[1], found[2], int(found[3]), found[4]) if found else None


def read_bookmark(name: str) -> Mark | None:
    """The mark on the title."""
    found = _BOOKMARK.fullmatch(name)
    return Mark("", "-".join(found.group(1, 2, 3)), int(found[4]), found[5]) if found else None


def bookmark_of(tag: str) -> str:
    """The name under which a paragraph or table is found again."""
    return (PREFIX + UNFIT.sub("_", tag))[:LONGEST]
