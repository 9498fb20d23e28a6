"""Two versions of a text compared word by word: only what changed, with a few words around it."""

import re
from difflib import SequenceMatcher

from handlers.reply import Table, text

AROUND = 4
"""Words shown on either side of a change."""
WORD = re.compile(r"\S+")


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Each passage that changed, as it was and as it is; what changed stands in square brackets.

    Changes closer together than the words shown around them are one passage. In long texts words that stand everywhere
    ("de", "la") anchor nothing, so that the longest text is compared at once.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    groups = SequenceMatcher(None, before, after).get_grouped_opcodes(AROUND)
    found = []
    for group in groups:
        was = _passage(before, [(tag != "equal", start, end) for tag, start, end, _, _ in group])
        now = _passage(after, [(tag != "equal", start, end) for tag, _, _, start, end in group])
        found.append((was, now))
    return found


def changes_table(old: str, new: str) -> Table:
    """The same as a table; a side on which nothing stands is a dash."""
    rows = tuple((was or "—", now or "—") for was, now in changes(old, new))
    return Table(text("comparison.caption"), (text("comparison.before"), text("comparison.after")), rows)


def _passage(words: list[str], spans: list[tuple[bool, int, int]]) -> str:
    said = []
    for changed, start, end in spans:
        if piece := " ".join(words[start:end]):
            said.append(f"[{piece}]" if changed else piece)
    first, last = spans[0][1], spans[-1][2]
    return ("… " if first > 0 else "") + " ".join(said) + (" …" if last < len(words) else "") if said else ""
