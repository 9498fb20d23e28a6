"""A Word file from outside, opened with care: what is unsafe or cannot be read whole is refused with its reason; pure.

Nothing in it is run, followed or unpacked to disk; only its words are read, within limits that are checked while reading.
"""

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass

from bot.word.marks import PROPERTY, Mark, read_property

LARGEST = 5_000_000
"""Bytes of a file; minutes with their pictures have far fewer."""
UNPACKED, FILES, PART = 60_000_000, 1000, 8_000_000
"""Bytes of everything in it, how many parts, and bytes of one that is read."""
TIGHTEST = 200
"""How many times smaller than itself a part may be packed; honest XML stays well below."""
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError)
"""What the standard library says of a damaged package."""
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES, BODY, OWN = "[Content_Types].xml", "word/document.xml", "docProps/custom.xml"
READ = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments")
TRACKED = {
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
        "sectPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange",
    )
}  # fmt: skip


class Unfit(Exception):
    """Why a file is not taken: the name of the sentence, and what goes into its gap; `meeting` is its meeting, once known."""

    def __init__(self, why: str, named: str = "") -> None:
        super().__init__(why)
        self.why, self.named, self.meeting = why, named, ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The body of a document, and the mark among its properties if there is one."""

    body: ET.Element
    mark: Mark | None


def opened(name: str, content: bytes) -> Opened:
    """The document in these bytes; `Unfit` says why there is none."""
    if len(content) > LARGEST:
        raise Unfit("too_large")
    if content.startswith(OLE):
        raise Unfit("password" if ENCRYPTED in content else "old_word")
    if not content.startswith(ZIP):
        raise Unfit("not_word")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _read(name, packed)
    except BROKEN as broken:
        raise Unfit("broken") from broken


def _read(name: str, packed: zipfile.ZipFile) -> Opened:
    names = checked(packed)
    if name.lower().endswith((".docm", ".dotm")) or any("vbaproject" in each.lower() for each in names):
        raise Unfit("macros")
    if TYPES not in names or BODY not in names:
        raise Unfit("not_word")
    types = part_of(packed, TYPES)
    if b"macroEnabled" in types:
        raise Unfit("macros")
    if MAIN.encode() not in types:
        raise Unfit("not_word")
    if any(each.startswith(("word/embeddings/", "word/activeX/")) for each in names):
        raise Unfit("embedded")
    for each in sorted(names):
        if each.startswith(READ) and each.endswith(".xml") and each != BODY:
            _settled(tree_of(part_of(packed, each)))
    body = tree_of(part_of(packed, BODY))
    if body.tag != f"{W}document":  # another dialect of the format: saved again as an ordinary .docx it can be read
        raise Unfit("broken")
    _settled(body)
    return Opened(body, _mark(packed, names))


def checked(packed: zipfile.ZipFile) -> set[str]:
    """The names of its parts, once what they say of their sizes is bearable."""
    listed = packed.infolist()
    if any(each.flag_bits & 1 for each in listed):
        raise Unfit("password")
    if len(listed) > FILES or sum(each.file_size for each in listed) > UNPACKED:
        raise Unfit("bomb")
    if any(each.file_size > max(1_000_000, TIGHTEST * each.compress_size) for each in listed):
        raise Unfit("bomb")
    names = {each.filename for each in listed}
    if len(names) < len(listed):
        raise Unfit("broken")
    return names


def part_of(packed: zipfile.ZipFile, name: str) -> bytes:
    """The part, read no further than it may go, whatever it said of its size."""
    with packed.open(name) as part:
        found = part.read(PART + 1)
    if len(found) > PART:
        raise Unfit("bomb")
    return found


def tree_of(part: bytes) -> ET.Element:
    """The part as XML, without a document type: no entity is ever expanded."""
    if b"<!doctype" in part.replace(b"\0", b"").lower():
        raise Unfit("broken")
    try:
        return ET.fromstring(part)  # noqa: S314 - without a document type nothing is expanded or fetched
    except ET.ParseError as broken:
        raise Unfit("broken") from broken


def _settled(tree: ET.Element) -> None:
    """Refuse what its authors have not settled: tracked changes and comments."""
    for element in tree.iter():
        if element.tag in TRACKED:
            raise Unfit("tracked")
        if element.tag in {f"{W}comment", f"{W}commentReference"}:
            raise Unfit("comments")


def _mark(packed: zipfile.ZipFile, names: set[str]) -> Mark | None:
    if OWN not in names:
        return None
    for each in tree_of(part_of(packed, OWN)):
        if each.get("name") == PROPERTY:
            return read_property("".join(each.itertext()))
    return None
