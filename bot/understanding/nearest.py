"""The commands nearest to words that were not understood, for the person to choose from."""

from rapidfuzz import fuzz

from bot.language.folding import Typed
from bot.understanding import sentences
from bot.understanding.vocabulary import LATER, Entry, vocabulary

AT_MOST = 6
WORDS_TRIED = 8
LEAST_LIKENESS = 60
SHORTEST_VERB = 3
OF_THE_FAMILY, ABOUT_IT = 25, 15
"""What a command gains by being of the family that was typed, or by its noun being in the words."""


def nearest(typed: Typed, family: str) -> list[str]:
    """Up to six command names, the likeliest first."""
    words = [word for word in sentences.first_words(typed.plain, WORDS_TRIED) if len(word) >= SHORTEST_VERB]
    plain = typed.plain[: sentences.LOOKED_AT].replace("-", " ")
    best: dict[str, float] = {}
    for entry in vocabulary().entries:
        if entry.command != LATER:
            best[entry.command] = max(best.get(entry.command, 0), _likeness(entry, words, plain, family))
    ranked = sorted(best, key=lambda command: -best[command])
    near = [command for command in ranked if best[command] >= LEAST_LIKENESS]
    return (near or [command for command in ranked if command.startswith(f"{family}.")])[:AT_MOST]


def _likeness(entry: Entry, words: list[str], plain: str, family: str) -> float:
    tried = words[:1] if family else words
    verb = max(
        (fuzz.ratio(word, verb) for word in tried for verb in entry.verbs if len(verb) >= SHORTEST_VERB), default=0.0
    )
    return verb + OF_THE_FAMILY * (entry.family == family) + ABOUT_IT * (entry.nouns.search(plain) is not None)
