"""The details of date polls: the hours to ask about, and what somebody says of them."""

import re
from typing import Any

from bot.language import reading_words as words
from bot.language.folding import Typed, fold
from bot.language.reading import days_around
from bot.language.reading_hours import named_hours
from bot.language.reading_slots import Slots, read_slots
from bot.language.reading_words import WEEKDAYS
from bot.understanding.context import Context
from bot.understanding.details_meetings import names, place_said, subject
from bot.understanding.meeting_meant import kind_in
from bot.understanding.parts import Parts, colon_in

MOST_CLAUSES = 24
"""Of a longer sentence the rest is not read: no poll has so many hours."""
_MUST = re.compile(r"\b(?:imprescindibles?|indispensables?|no pueden? faltar|must(?:[ -]have)?|required|essential)\b")
_APART = re.compile(
    r"[,;.]+ *(?:y |e |pero |and |but )?| (?:y|e|pero|and|but) (?=(?:el|los|la|the|on|a las?|at|no|not|todas|ningun\w*|"
    rf"{words.WEEKDAY}|[0-9]))| (?=(?:menos (?!cuarto)|excepto |salvo |except ))"
)
_IF_NEEDED = re.compile(
    r"\b(?:si (?:hace|hiciera) falta|si es (?:necesario|preciso)|de ser necesario|si no hay (?:otra|mas)|"
    r"con dificultad|if (?:needed|necessary|need be|i must|we must)|at a pinch|in a pinch)\b"
)
_NO = re.compile(
    r"\b(?:no|not|never|tampoco|ni|imposible|impossible|can't|cannot|cant|menos|excepto|salvo|except|none|ningun[oa]?)\b"
)
_YES = re.compile(
    r"\b(?:si|yes|puedo|podemos|sirven?|bien|prefiero|preferimos|mejor|ok|i can|we can|works?|suits?|perfecto|fine)\b"
)
_EVERY = re.compile(r"\b(?:tod[oa]s|cualquiera?|ningun[oa]?|all|any|every|none)\b")
_WEEKDAY = re.compile(rf"\b{words.WHOLE_WEEKDAY}\b")
_NUMBER = re.compile(r"(?<![0-9:/.])([0-9]{1,2})(?![0-9:/]|h\b)")
_SAYS_NO = re.compile(r"\b(?:no (?:puedo|podemos|me sirven?|nos sirven?)|i can't|we can't|i cannot|we cannot)\b")


def opened(asked: Parts, context: Context) -> dict[str, Any]:
    """The kind, the hours, the title: the hours after the colon where they stand there, else before it."""
    colon = colon_in(asked.whole.plain)
    after = asked.whole.part(colon + 1) if colon is not None else None
    slots = read_slots(after, context.now) if after else Slots()
    listed = slots if slots.found or slots.problems else read_slots(asked.head, context.now)
    left = asked.head.blanked([] if listed is slots else listed.spans)
    title = subject(asked.head, left) or ("" if listed is slots else asked.title)
    found: dict[str, Any] = {
        "kind": kind_in(left), "title": title, "place": place_said(asked.head, left), "slots": list(listed.found),
        "must_have": _must_have(asked.whole, context),
    }  # fmt: skip
    if listed.problems:
        found["slot_problems"] = [[why, list(near)] for why, near in listed.problems]
    return found | ({"minutes": listed.minutes} if listed.minutes else {})


def _must_have(whole: Typed, context: Context) -> list[str]:
    said = _MUST.search(whole.plain)
    return [name for name in context.organisations if said and names(whole.plain[said.end() :], name)]


def said_of_hours(asked: Parts, context: Context) -> dict[str, Any]:
    """What is said of each hour, clause by clause; `unsure` where a clause may go with the one before or after it."""
    everything = fold(asked.whole.words).plain
    lead = "no" if _SAYS_NO.search(everything[: everything.find(asked.whole.plain) + 1] or everything) else "yes"
    found: list[dict[str, Any]] = []
    unsure = False
    for clause, joined in _clauses(asked.whole):
        marked = _answer(clause.plain)
        one = _clause(clause, context, found[-1] if found else None)
        if one is None:
            if marked and found:
                found[-1]["answer"] = marked
            continue
        one["answer"] = marked or lead
        other = bool(found) and found[-1]["answer"] != one["answer"]
        unsure = unsure or (bool(found) and other and joined and not (found[-1]["marked"] and marked))
        found.append({**one, "marked": bool(marked) or not found})
    said = [{name: value for name, value in each.items() if name != "marked"} for each in found]
    if not said and _EVERY.search(everything):  # "no puedo ninguno de esos días": the verb itself says which
        said = [{"every": True, "answer": _answer(everything) or lead}]
    return {"said": said} | ({"unsure": True} if unsure else {})


def _clauses(whole: Typed) -> list[tuple[Typed, bool]]:
    """The pieces of the sentence, and whether each is joined to the one before by "y"."""
    pieces, start, joined = [], 0, False
    for cut in [*_APART.finditer(whole.plain), None]:
        piece = whole.part(start, cut.start() if cut else None)
        if piece.plain.strip():
            pieces.append((piece, joined))
        if cut:
            start, joined = cut.end(), cut[0].strip() in {"y", "e", "and"}
    return pieces[:MOST_CLAUSES]


def _answer(plain: str) -> str:
    if _IF_NEEDED.search(plain):
        return "if_needed"
    if _NO.search(plain):
        return "no"
    return "yes" if _YES.search(plain) else ""


def _clause(clause: Typed, context: Context, before: dict[str, Any] | None) -> dict[str, Any] | None:
    """Which hours a clause speaks of; an hour alone is of the day named before it. None when it names none."""
    weekday, every = _WEEKDAY.search(clause.plain), _EVERY.search(clause.plain)
    days = sorted(day.isoformat() for day in days_around(clause, context.now))
    hours = [each.begins for each in named_hours(clause.plain) if each.begins is not None]
    bare = clause.plain
    for each in named_hours(bare):
        bare = bare[: each.start] + " " * (each.end - each.start) + bare[each.end :]
    number = _NUMBER.search(bare)
    of_day: dict[str, Any] = {
        "weekday": WEEKDAYS[weekday[0]] if weekday else None, "number": int(number[1]) if number else None, "days": days,
    }  # fmt: skip
    hour = f"{hours[0]:%H:%M}" if len(hours) == 1 else ""
    if weekday or number or days:
        return {**of_day, "hour": hour}
    if hour and before:
        return {**{name: before.get(name) for name in of_day}, "hour": hour}
    return {"every": True} if every else None
