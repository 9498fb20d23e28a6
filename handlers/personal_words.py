"""The words by which personal data is told, read once from `personal_data.toml`."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("personal_data.toml")
WORDS: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
GIVEN = frozenset(WORDS["given"].split())
PLACES, PARTICLES = frozenset(WORDS["places"]), frozenset(WORDS["particles"])


def any_of(names: Iterable[str], *, whole: bool = True) -> str:
    """A pattern for any of these, as whole words unless told otherwise; the longest first, so that none hides in another."""
    escaped = (re.escape(each).replace(r"\ ", r"\s+") for each in sorted(names, key=len, reverse=True))
    alternatives = f"(?:{'|'.join(escaped)})"
    return rf"(?<!\w){alternatives}(?!\w)" if whole else alternatives
