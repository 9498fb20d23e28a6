"""Which command a sentence asks for: the verb that opens it and what it is about, or a phrase that is enough alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.folding import Typed
from bot.understanding.meeting_meant import CODE
from bot.understanding.vocabulary import LATER, Entry, verbs_of, verbs_of_several_words, vocabulary

LOOKED_AT = 400
"""Characters in which the request itself is looked for: what follows is its matter."""
SHORT = 24
"""Letters that may follow a verb of the network's own (tdr, idioma, ayuda) that opens a sentence."""
_BETWEEN = re.compile(r"[\s,.;:!¡?¿\"'()*_-]+")
_MENTION = re.compile(r"(?:<@[^<>]{1,40}>|@?quipu(?![\w-]))[\s,:;.-]*")
_NOT = re.compile(r"\b(?:no|not|don't|dont|nunca|never|tampoco|todavia|aun)(?: \w+)? $")
_REPORTED = re.compile(r"[a-z](?:aron|ieron|ed)\b")
"""Words of something done: "who attended" is no question to the terms of reference."""
_ACCENTED = "áéíóú"
READS_ONLY = re.compile(
    r"network\.(?!calendar_day|room|referral)|mail\.review$"
    r"|.*\.(?:show|source|list|search|find|suggest|export_one|export|invitations?|calendar|no_objection)$"
)
"""Commands that change nothing: the only ones that a question asks for."""
ANSWERS = {"decisions.agree", "decisions.object"}
"""What a seat says of a text, whatever the text is about: "objeto el plan de trabajo" is no matter of the plan's own."""
SERIES = {"d": "decisions", "at": "decisions", "a": "actions", "p": "proposals"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The command, and from where on the words are its details."""

    command: str
    family: str
    start: int


def opened(typed: Typed) -> int:
    """Where the words begin, after a mention of the bot."""
    mention = _MENTION.match(typed.plain)
    return mention.end() if mention else 0


def word_at(plain: str, start: int) -> str:
    """The word that begins there."""
    said = re.compile(r"[a-z]+").match(plain, start)
    return said[0] if said else ""


def verb_of_family(family: str, typed: Typed, start: int, *, at_once: bool = False) -> Asked | None:
    """The verb that follows the name of a family, the longest that fits; `at_once`: with nothing between."""
    plain = typed.plain[: start + LOOKED_AT].replace("-", " ")
    start = start + 1 if at_once else _past_courtesy(plain, start)[0]
    found = ((verb, entry) for verb, entry in verbs_of(family) if _stands(verb, plain, start))
    return next((Asked(entry.command, family, start + len(verb)) for verb, entry in found), None)


def free_sentence(typed: Typed, head_end: int) -> Asked | None:
    """What a sentence asks for; None when it is not clear. A negated or merely asked act is never taken for an order."""
    plain = typed.plain[: min(head_end, LOOKED_AT)].replace("-", " ")
    start, modal = _past_courtesy(plain, 0)
    asks = not modal and _is_question(typed, plain)
    by_verb = _by_verb(typed, plain, start)
    if by_verb is not None and asks and not READS_ONLY.match(by_verb[0].command):
        by_verb = None
    if by_verb is not None and by_verb[1]:
        return by_verb[0]
    by_phrase = _by_phrase(plain, reads_only=asks)
    if by_verb is not None and by_verb[0].command in ANSWERS and by_phrase is not None and by_phrase.command == LATER:
        return by_verb[0]
    return by_phrase or (by_verb[0] if by_verb else None) or _who_may(plain, asks=asks)


def nothing_but_courtesy(typed: Typed) -> bool:
    """Whether there is only a greeting, or nothing."""
    plain = typed.plain[:LOOKED_AT]
    return not plain[_past_courtesy(plain, 0)[0] :].strip(" .,;:!?¡¿")


def _past_courtesy(plain: str, start: int) -> tuple[int, bool]:
    """Where the request proper begins, and whether it was put as "could you ..."."""
    words, modal = vocabulary(), False
    while True:
        between = _BETWEEN.match(plain, start)
        start = between.end() if between else start
        polite = words.modal.match(plain, start)
        said = polite or _MENTION.match(plain, start) or words.courtesy.match(plain, start)
        if said is None or _opens_entry(plain, start):
            return start, modal
        modal, start = modal or polite is not None, said.end()


def _opens_entry(plain: str, start: int) -> bool:
    """Whether a verb begins here that also begins like a courtesy ("se realizó")."""
    return any(_stands(verb, plain, start) for verb in verbs_of_several_words())


def _stands(verb: str, plain: str, start: int) -> bool:
    end = start + len(verb)
    return plain.startswith(verb, start) and (end >= len(plain) or not (plain[end].isalnum() or plain[end] == "_"))


def _is_question(typed: Typed, plain: str) -> bool:
    if "?" in plain or "¿" in plain:
        return True
    words = typed.original(0, min(len(typed.plain), LOOKED_AT)).lower().split(maxsplit=1)
    accented = bool(words) and any(letter in _ACCENTED for letter in words[0])
    said = vocabulary().questions.match(plain)
    return said is not None and (
        accented or not plain.startswith(("que ", "es ", "hay ", "debo ", "tengo ", "tenemos "))
    )


def _by_verb(typed: Typed, plain: str, start: int) -> tuple[Asked, bool] | None:
    """The verb that opens the sentence with the first noun that fits it (then True), or alone (then False)."""
    fitting = [
        (len(verb), entry)
        for entry in vocabulary().entries
        for verb in entry.verbs
        if _said_so(verb, entry, typed, plain, start)
    ]
    if not fitting:
        return None
    longest = max(length for length, _ in fitting)
    entries = [entry for length, entry in fitting if length == longest]
    end = start + longest
    named = [(*_noun(entry, typed, plain, end), number) for number, entry in enumerate(entries)]
    named = sorted(noun for noun in named if noun[0] >= 0)
    if named:
        chosen = entries[named[0][-1]]
        return Asked(chosen.command, chosen.family, end), True
    alone = [entry for entry in entries if entry.command != LATER]
    alone = [entry for entry in alone if entry.family == "network" or not entry.needs_noun]
    if len({entry.command for entry in alone}) != 1 or not _enough_alone(alone[0], plain[end:]):
        return None
    return Asked(alone[0].command, alone[0].family, end), False


def _said_so(verb: str, entry: Entry, typed: Typed, plain: str, start: int) -> bool:
    """Whether the verb stands there as listed: "circulé" (I did) is not "circule" (please do)."""
    if not _stands(verb, plain, start):
        return False
    last = typed.original(start, start + len(verb))[-1:].lower()
    return last not in _ACCENTED or any(written.endswith(last) for written in entry.verbs[verb])


def _noun(entry: Entry, typed: Typed, plain: str, start: int) -> tuple[int, int]:
    """Where the first noun of the entry stands after the verb, longer ones before shorter; a code is one of its series."""
    said = entry.nouns.search(plain, start)
    places = [(said.start(), -len(said[0]))] if said else []
    codes = CODE.finditer(typed.plain, start, len(plain))
    places += [
        (code.start(), -len(code[0])) for code in codes if SERIES.get(code["series"], "meetings") == entry.family
    ]
    return min(places, default=(-1, 0))


def _enough_alone(entry: Entry, rest: str) -> bool:
    return entry.family != "network" or len(rest.strip(" .!?")) <= SHORT


def _by_phrase(plain: str, *, reads_only: bool) -> Asked | None:
    """The longest phrase in the sentence that is enough alone; an act that is denied, doubted or asked is none."""
    words = vocabulary()
    found = []
    for said in words.says.finditer(plain):
        entry, before = words.said_by[said[0]], plain[: said.start()]
        denied = not said[0].startswith("no ") and _NOT.search(before)
        unsure = reads_only or words.hedges.search(before)
        if not denied and not (unsure and not READS_ONLY.match(entry.command)):
            found.append((len(said[0]), entry))
    if not found:
        return None
    entry = max(found, key=lambda pair: pair[0])[1]
    return Asked(entry.command, entry.family, 0)


def _who_may(plain: str, *, asks: bool) -> Asked | None:
    """A question of who may or must is one to the terms of reference."""
    start = re.match(r"[^a-z]*", plain)
    assert start is not None
    if asks and vocabulary().who.match(plain, start.end()) and not _REPORTED.search(plain):
        return Asked("network.tor", "network", 0)
    return None


def first_words(plain: str, most: int) -> Sequence[str]:
    """The first words of a sentence."""
    return re.findall(r"[a-z'-]+", plain[:LOOKED_AT])[:most]
