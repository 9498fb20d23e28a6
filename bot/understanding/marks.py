"""The marks in what is said in a channel: "#acuerdo …", "#nota …", each with the words that belong to it (pure)."""

import re

from bot.language.folding import fold
from bot.understanding.vocabulary import vocabulary

LONGEST = 40
"""Characters in which a mark's word stands."""
_WORD = re.compile(r"#([a-z]+)(?=[\s:.,;]|$)")
_CHANNEL = re.compile(r"<#[CG][A-Z0-9]{5,20}\|([^<>|]{1,80})>")
"""What Slack makes of a mark where a channel has that name."""


def marks_in(words: str, *, all_of_it: bool = False) -> list[str]:
    """Each mark with its words: it begins a line, and goes on to the next mark or to an empty line.

    `all_of_it`: what was written to us goes on past an empty line, so that nothing is lost.
    """
    found: list[str] = []
    inside = False
    for line in words.splitlines():
        mark = _begins(line)
        if mark:
            found.append(mark)
        inside = bool(mark) or (inside and (all_of_it or bool(line.strip())))
        if inside and not mark:
            found[-1] += f"\n{line}"
    return found


def marked(words: str) -> tuple[str, str]:
    """The command of the mark that the words begin with, and what follows it; no command where they begin otherwise."""
    meant = words.strip()
    begins = fold(meant[:LONGEST])
    word = _WORD.match(begins.plain)
    command = vocabulary().marks.get(word[1], "") if word else ""
    return (command, meant[begins.places[word.end()] :].lstrip(" :,.;\n")) if word and command else ("", words)


def _begins(line: str) -> str:
    """The line as it was meant where a mark begins it, else nothing."""
    meant = line.strip()
    named = _CHANNEL.match(meant)
    if named:
        meant = f"#{named[1]}{meant[named.end() :]}"
    if not meant.startswith("#"):
        return ""
    word = _WORD.match(fold(meant[:LONGEST]).plain)
    return meant if word and word[1] in vocabulary().marks else ""
