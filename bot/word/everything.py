"""Every word of a file that was sent in, wherever it stands: so that what must not be kept is seen before anything is kept; pure.

The minutes read less: no header, no property, no change that nobody settled. A file that cannot be looked at whole (damaged,
protected, with pictures) is kept by nobody; what is written down of it is its name and the reason.
"""

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from bot.word.package import BROKEN, LARGEST, ZIP, Unfit, W, checked, part_of, tree_of

P, SPACES = f"{W}p", {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
LONGEST = 1_000_000
"""Letters that are looked at; minutes with their properties and styles have far fewer."""
READABLE = (".xml", ".rels")
WITHOUT_WORDS = ("docProps/thumbnail", "word/fonts/")
"""What a program keeps in a file by itself: the picture of its first page, the letters it is written in."""


def everything_in(content: bytes) -> str | None:
    """Its words, a paragraph a line; None when it cannot be looked at whole."""
    if len(content) > LARGEST:
        return None
    if not content.startswith(ZIP):
        return _as_text(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = sorted(name for name in checked(packed) if not name.startswith(WITHOUT_WORDS) and name[-1:] != "/")
            if not all(name.endswith(READABLE) for name in names):
                return None
            return _whole("\n".join(line for name in names for line in _lines(tree_of(part_of(packed, name)))))
    except (Unfit, RecursionError, *BROKEN):
        return None


def _as_text(content: bytes) -> str | None:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        words = content.decode(encoding)
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    return None if "\0" in words or "�" in words else _whole(words)


def _whole(words: str) -> str | None:
    return words if len(words) <= LONGEST else None


def _lines(tree: ET.Element) -> Iterator[str]:
    """Each paragraph as one line, however it is cut into runs; in other parts each text by itself."""
    paragraphs = list(tree.iter(P))
    if paragraphs:
        yield from (
            "".join(SPACES.get(each.tag, each.text or "") for each in paragraph.iter()) for paragraph in paragraphs
        )
    else:
        yield from (words for words in tree.itertext() if words.strip())
