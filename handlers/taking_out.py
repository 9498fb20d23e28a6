"""Names and addresses taken out of what was written, however they were typed (data protection)."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from handlers.typed import plain
from storage.people import ERASED

LEFT_OUT = "[…]"
"""Stands where a name was taken out of what somebody wrote."""


def names_any(values: Any, names: list[str]) -> bool:
    """Whether one of these names stands anywhere in it."""
    if isinstance(values, dict):
        values = list(values.values())
    if isinstance(values, list):
        return any(names_any(each, names) for each in values)
    return isinstance(values, str) and (values in names or any(_cut_out(values, name) != values for name in names))


def without(values: Any, names: list[str]) -> Any:
    """The same values with these names taken out, wherever they stand."""
    if isinstance(values, dict):
        return {key: without(each, names) for key, each in values.items()}
    if isinstance(values, list):
        return [without(each, names) for each in values]
    if not isinstance(values, str):
        return values
    if values in names:
        return ERASED
    for name in filter(None, names):
        values = _cut_out(values, name)
    return values


def _cut_out(said: str, name: str) -> str:
    """The words without the name, however its capitals and accents were typed.

    A name of one word stands alone or is left: cut out of "Rosa Alva" it would change somebody else's.
    """
    if plain(name) not in plain(said) or not ("@" in name or " " in name):
        return said
    letters = list(unicodedata.normalize("NFC", said))
    wanted = _folded(unicodedata.normalize("NFC", name))
    place = _folded(letters).find(wanted)
    if place < 0:
        return said
    rest = _cut_out("".join(letters[place + len(wanted) :]), name)
    return "".join(letters[:place]) + LEFT_OUT + rest


def _folded(letters: Iterable[str]) -> str:
    """Letter by letter without capitals and accents: places stay what they are."""
    return "".join(each if each.isspace() else plain(each)[:1] or each for each in letters)
