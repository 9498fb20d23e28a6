"""The fields of a letter in words: each said in the letter's own language, on the network's clock."""

from bot.language import dates
from bot.language.catalogue import Words
from bot.language.folding import plain
from bot.mail.letters.fields import Row
from handlers.letter_parts import Rows
from handlers.letters import Letter
from storage.text import text


def said(letter: Letter, words: Words) -> dict[str, str | list[Row]]:
    """Every field of this letter as it will stand in it."""
    found: dict[str, str | list[Row]] = {}
    for name, value in letter.values.items():
        found[name] = _rows(value, words) if isinstance(value, tuple) else words.say(value)
    found["city"] = dates.city_of(words.zone, words.language)
    found["sender"] = _by_name(words, "sender", str(found["signing_organisation"]))
    found["honourable"] = _by_name(words, "honourable", str(found["organisation"]))
    return found


def _rows(rows: Rows, words: Words) -> list[Row]:
    return [{"label": words.say(label), "value": words.say(value)} for label, value in rows]


def _by_name(words: Words, what: str, organisation: str) -> str:
    """How the letters' words name a body: by its whole name, by its first word, else as it is called."""
    first = plain(organisation).split(" ")[0]
    for name in (organisation, first, "other"):
        if words.knows(f"word.{what}.{name}"):
            return words.say(text(f"word.{what}.{name}", organisation=organisation))
    return organisation
