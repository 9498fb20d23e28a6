"""What people typed, made harmless for mail headers and calendars; what can be kept stays as typed."""

import unicodedata

LONGEST_LINE = 200
_OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_ISOLATES = {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_SEPARATORS = {"Zl", "Zp"}
"""Unicode's own line and paragraph separators: a line break by another name."""


def one_line(typed: str, longest: int = LONGEST_LINE) -> str:
    """The same words on one line without control characters, so that no header or property can be added."""
    words = "".join(" " if _breaks(letter) else letter for letter in _encodable(typed))
    words = " ".join(words.split())
    if len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return closed(words)


def paragraphs(typed: str) -> str:
    """The same words with plain line breaks and no other control characters."""
    lines = _encodable(typed).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(closed("".join(" " if _breaks(letter) else letter for letter in line).rstrip()) for line in lines)


def closed(line: str) -> str:
    """The line with every change of writing direction undone at its end: it turns nothing round after it."""
    waiting: list[str] = []
    for letter in line:
        if closer := _OPENERS.get(letter) or _ISOLATES.get(letter):
            waiting.append(closer)
        elif waiting and letter == waiting[-1]:
            waiting.pop()
    return line + "".join(reversed(waiting))


def _breaks(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", *_SEPARATORS}


def _encodable(typed: str) -> str:
    """Half a surrogate pair cannot be sent; it becomes a question mark."""
    return typed.encode("utf-8", "replace").decode("utf-8")
