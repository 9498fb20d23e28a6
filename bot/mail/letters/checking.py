"""Whether a Word file may become a template of the network: small, whole, without macros, fetching nothing, and fillable."""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.mail.letters.fields import KNOWN, NEEDED, LetterError, example

if TYPE_CHECKING:
    from lxml import etree

LARGEST, UNPACKED, WRITTEN, FILES = 5_000_000, 20_000_000, 3_000_000, 400
"""Bytes of the file, of everything in it, of each written part, and how many parts it may hold."""
DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HYPERLINK, LINKS = "/relationships/hyperlink", ("http://", "https://", "mailto:")
CARRIES = re.compile(r"vbaproject|vbadata|activex|/embeddings/|\.bin$|afchunk", re.IGNORECASE)
FETCHES = re.compile(r"INCLUDE|IMPORT|DDE|DATABASE|(?<!HYPER)LINK")
"""Word's fields that read another file; how a field is cut into pieces in the file does not matter."""
TRIED_AT = datetime(2000, 1, 1, tzinfo=UTC)


def checked(content: bytes, name: str, language: str) -> bytes:
    """The template, if it can be used for that letter; LetterError says what to mend."""
    if name not in KNOWN:
        raise LetterError(f"there is no letter «{name}»; there are {', '.join(KNOWN)}")
    parts = _unpacked(content)
    _require_plain(parts)
    for path, part in parts.items():
        _require_inside(path, part)
    _require_fields(content, name)
    from bot.mail.letters.drawing import draw

    draw(content, example(name), title=name, author="", written_at=TRIED_AT, language=language)
    return content


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every file in the package, each read no further than it says it is long."""
    if len(content) > LARGEST:
        raise LetterError(f"the file has {len(content):,} bytes; a template has at most {LARGEST:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            held = package.infolist()
            if len(held) > FILES or sum(each.file_size for each in held) > UNPACKED:
                raise LetterError("unpacked, the file is far larger than any letter")
            if len({each.filename for each in held}) != len(held) or any(each.flag_bits & 1 for each in held):
                raise LetterError("the file is packed in a way Word does not use")
            return {each.filename: package.read(each) for each in held}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError) as broken:
        if isinstance(broken, LetterError):
            raise
        raise LetterError("this is not a .docx file, or it is damaged") from broken


def _require_plain(parts: dict[str, bytes]) -> None:
    types = parts.get(TYPES, b"").decode("utf-8", "replace")
    if any(CARRIES.search(path) for path in parts) or "macroEnabled" in types:
        raise LetterError("the file carries macros or embedded objects; save it in Word as a plain .docx without them")
    if DOCUMENT not in parts or PLAIN not in types:
        raise LetterError("this is not a Word document; save it in Word as .docx, not as a template or another kind")


def _require_inside(path: str, part: bytes) -> None:
    """Nothing that is fetched from elsewhere when the letter is opened, and no entity an XML reader would unfold."""
    if not path.endswith((".xml", ".rels")):
        return
    tree = _read(path, part)
    for node in tree.iter():
        if _outside(node):
            raise LetterError(
                f"{path}: the file takes a picture, a template or another part from outside; put it into the file"
            )
    said = "".join(str(node.text or "") for node in tree.iter("{*}instrText"))
    said += " ".join(str(value) for node in tree.iter("{*}fldSimple") for value in node.attrib.values())
    if FETCHES.search(said.upper()):
        raise LetterError(f"{path}: the file has a Word field that fetches something from outside")


def _read(path: str, part: bytes) -> "etree._Element":
    """One written part; as Word writes it: UTF-8, without a document type."""
    from lxml import etree

    if len(part) > WRITTEN or b"\x00" in part or b"<!" in part.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise LetterError(f"{path} is not written as Word writes it")
    try:
        part.decode("utf-8")
        reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(part, reader)
    except (UnicodeDecodeError, etree.XMLSyntaxError) as broken:
        raise LetterError(f"{path} is damaged") from broken


def _outside(node: "etree._Element") -> bool:
    """A relationship that leads out of the file, unless it is a link one presses; a picture named by its address."""
    found = {str(name).rpartition("}")[2]: str(value) for name, value in node.attrib.items()}
    if found.get("TargetMode", "").strip().lower() == "external":
        return not (found.get("Type", "").endswith(HYPERLINK) and found.get("Target", "").startswith(LINKS))
    return str(node.tag).endswith("}imagedata") and "src" in found


def _require_fields(content: bytes, name: str) -> None:
    from bot.mail.letters.drawing import asked_for

    used = asked_for(content)
    if unknown := sorted(used - KNOWN[name]):
        raise LetterError(
            f"the letter «{name}» has no field {_listed(unknown)} (docs/letters.md lists them)", unknown[0]
        )
    if missing := sorted(NEEDED[name] - used):
        raise LetterError(f"the template lacks the field {_listed(missing)}", missing[0])


def _listed(fields: list[str]) -> str:
    return ", ".join(f"«{field}»" for field in fields)
