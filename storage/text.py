"""A message by its name: handlers and rules say which words, `bot/language` says them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A catalogue key and what to put in its gaps.

    Gaps hold what a person wrote or is called (`str`), numbers, dates, moments (aware), other
    texts, and lists of these. Nothing here is words yet: the reader's language is not known.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def text(key: str, **values: Any) -> Text:
    """`Text` with its gaps as keyword arguments."""
    return Text(key, values)


OWN_WORDS = "own_words"


def own_words(words: Mapping[str, str]) -> Text:
    """What a charter itself names, in each of its languages: a clause's title, an objective. Said in the reader's."""
    return Text(OWN_WORDS, dict(words))


def to_paper(value: Any) -> Any:
    """Value as JSON can hold it; `from_paper` gives the same value back."""
    if isinstance(value, Text):
        return {"§text": value.key, "values": to_paper(dict(value.values))}
    if isinstance(value, datetime):
        return {"§moment": value.isoformat()}
    if isinstance(value, date):
        return {"§day": value.isoformat()}
    if isinstance(value, time):
        return {"§hour": value.isoformat()}
    if isinstance(value, Mapping):
        return {str(name): to_paper(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [to_paper(each) for each in value]
    return value


def from_paper(value: Any) -> Any:
    """The inverse of `to_paper`; lists come back as lists."""
    if isinstance(value, list):
        return [from_paper(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"§text", "values"}:
        return Text(value["§text"], from_paper(value["values"]))
    if value.keys() == {"§moment"}:
        return datetime.fromisoformat(value["§moment"])
    if value.keys() == {"§day"}:
        return date.fromisoformat(value["§day"])
    if value.keys() == {"§hour"}:
        return time.fromisoformat(value["§hour"])
    return {name: from_paper(each) for name, each in value.items()}
