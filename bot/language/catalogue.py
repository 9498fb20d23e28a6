"""The words of a language: a message's name and what goes into its gaps become a sentence for one reader."""

import string
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from bot.language import dates
from bot.language.articles import FORMS, with_article
from bot.language.folding import plain
from handlers.reply import Said
from storage.people import ERASED
from storage.text import OWN_WORDS, Text

FOLDER = Path(__file__).parent
LINES = "lines"
LANGUAGES = tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / "dates.toml").is_file()))

COUNTED = {"0": "none", "1": "one"}
"""Counts that have a form of their own, where a message gives one."""
Template = tuple[tuple[str, str | None, str], ...]
"""Pieces of (words before, name of the gap or None, form of the gap)."""


class MissingWords(LookupError):
    """No language has words for a message, or a message lacks what one of its gaps needs."""


class Words:
    """What Quipu says to one reader: in their language, else in the network's; hours on the network's clock."""

    def __init__(self, language: str, fallback: str = "es", zone: tzinfo = UTC, folder: Path = FOLDER) -> None:
        self.language = language if language.isalpha() and (folder / language).is_dir() else fallback
        self.zone = zone
        self._catalogues = (catalogue(self.language, folder), catalogue(fallback, folder))

    def say(self, said: Said) -> str:
        """A message in words; what a person wrote or is called stays exactly as it is."""
        if isinstance(said, str):
            return self.say(Text("person.erased")) if said == ERASED else said
        if said.key == OWN_WORDS:
            return str(said.values.get(self.language) or next(iter(said.values.values())))
        return "".join(chain.from_iterable(self._pieces(said)))

    def knows(self, key: str) -> bool:
        """Whether there are words for that message."""
        return any(key in words for words in self._catalogues)

    def _pieces(self, said: Text) -> Iterable[tuple[str, str]]:
        for before, gap, form in self._template(said):
            if gap is None:
                yield before, ""
            elif gap in said.values:
                yield before, self._fill(said.values[gap], form)
            else:
                raise MissingWords(f"{said.key} needs {gap}")

    def _template(self, said: Text) -> Template:
        for words in self._catalogues:
            forms = words.get(said.key)
            if forms is not None:
                wanted = COUNTED.get(str(said.values.get("count")), "other")
                return forms.get(wanted) or forms["other"]
        raise MissingWords(said.key)

    def _fill(self, value: Any, form: str) -> str:
        if isinstance(value, str | Text):
            return with_article(self.say(value), form) if form in FORMS else self.say(value)
        if isinstance(value, datetime):
            return dates.said_moment(value, self.language, self.zone, form)
        if isinstance(value, date):
            return dates.said_day(value, self.language, form)
        if isinstance(value, list | tuple):
            return self._listed(value, form)
        return self._plainly(value)

    def _plainly(self, value: Any) -> str:
        if isinstance(value, time):
            return dates.said_hour(value)
        if isinstance(value, bool):
            return self.say(Text("yes" if value else "no"))
        return "" if value is None else str(value)

    def _listed(self, values: Sequence[Any], form: str) -> str:
        """Things in a row; `or` joins the last with "o", `lines` sets each on its own; any other is the form of each."""
        if form == LINES:
            return "\n".join(self._fill(each, "") for each in values)
        joint = "or" if form == "or" else "and"
        said = [self._fill(each, "" if form == "or" else form) for each in values]
        if not said[1:]:
            return "".join(said)
        return f"{', '.join(said[:-1])} {self._joint(joint, said[-1])} {said[-1]}"

    def _joint(self, joint: str, following: str) -> str:
        """The word before the last thing: in Spanish "y" becomes "e" before an i sound, "o" becomes "u" before an o."""
        sound = plain(following).lstrip("\"'¿¡(").removeprefix("h")
        changes = sound[:1] == self.say(Text(f"joined.{joint}_sound")) and sound[:2] not in {"ia", "ie", "io"}
        return self.say(Text(f"joined.{joint}_changed" if changes else f"joined.{joint}"))


def catalogue(language: str, folder: Path = FOLDER) -> Mapping[str, Mapping[str, Template]]:
    """Every message of a language, cut at its gaps: {key: {"other": template, maybe "one", "none": template}}."""
    return _read(language, folder)


@cache
def _read(language: str, folder: Path) -> Mapping[str, Mapping[str, Template]]:
    found: dict[str, Mapping[str, Template]] = {}
    for path in sorted((folder / language).glob("*.toml")):
        for key, forms in _leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in found:
                raise ValueError(f"{path.name}: {key} has words already")
            found[key] = {form: _cut(words) for form, words in forms.items()}
    return found


def gaps(template: Template) -> set[str]:
    """The names of a message's gaps."""
    return {gap for _, gap, _ in template if gap is not None}


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, Mapping[str, str]]]:
    """The messages of nested tables by dotted name. Lists are no messages: they are words to be recognised."""
    for name, value in table.items():
        key = f"{above}{name}"
        if isinstance(value, str):
            yield key, {"other": value}
        elif isinstance(value, dict) and {"one", "other"} <= value.keys() <= {"none", "one", "other"}:
            yield key, value
        elif isinstance(value, dict):
            yield from _leaves(value, f"{key}.")


def _cut(words: str) -> Template:
    return tuple((before, gap, form or "") for before, gap, form, _ in string.Formatter().parse(words))
