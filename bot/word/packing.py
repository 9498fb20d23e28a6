"""Words and parts as a Word package holds them: nothing typed is dropped, and the same document gives the same bytes; pure."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from typing import IO

LONGEST_PROPERTY = 255
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same hour for every file in the package."""


def holdable(typed: str) -> str:
    """The same words; what XML cannot hold is shown by its picture (␀) or as a missing letter, never dropped."""
    return "".join(map(_holdable, typed.replace("\r\n", "\n").replace("\r", "\n")))


def _holdable(letter: str) -> str:
    if letter < " " and letter not in "\t\n":
        return chr(ord("␀") + ord(letter))
    return "\ufffd" if unicodedata.category(letter) == "Cs" or letter in "\ufffe\uffff" else letter


def packed(save: Callable[[IO[bytes]], object]) -> bytes:
    """A document's files in a package whose bytes do not depend on the hour it was made."""
    made, tight_box = io.BytesIO(), io.BytesIO()
    save(made)
    with zipfile.ZipFile(made) as loose, zipfile.ZipFile(tight_box, "w") as tight:
        for name in loose.namelist():
            tight.writestr(zipfile.ZipInfo(name, EPOCH), loose.read(name), zipfile.ZIP_DEFLATED)
    return tight_box.getvalue()
