"""The article of an institution's name inside a sentence: "a la Superintendencia", "del Ministerio", "a ACNUR"."""

import tomllib
from functools import cache
from pathlib import Path

from bot.language.folding import plain

FORMS = {"el": ("", ""), "El": ("", ""), "al": ("a", "al"), "del": ("de", "del")}
"""A gap's form: {word before the name, the same word grown together with "el"}."""
_WORDS = Path(__file__).parent / "es" / "articles.toml"


def with_article(name: str, form: str) -> str:
    """The name with its article and the word before it; a name that begins otherwise, or an acronym, takes none."""
    before, grown = FORMS[form]
    article = _articles().get(plain(name.split(" ", maxsplit=1)[0]), "")
    said = [grown] if article == "el" and grown else [before, article]
    found = " ".join([*filter(None, said), name])
    return found[:1].upper() + found[1:] if form == "El" else found


@cache
def _articles() -> dict[str, str]:
    """{how a name begins, folded: its article}."""
    table = tomllib.loads(_WORDS.read_text(encoding="utf-8"))["article"]
    return {plain(word): article for article, words in table.items() for word in words}
