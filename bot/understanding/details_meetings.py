"""The details of convening, moving, holding and answering meetings."""

import re
from typing import Any

from bot.language.folding import EMPTY, Typed, fold
from bot.language.reading import read
from bot.understanding.context import Context
from bot.understanding.meeting_meant import COMING, PAST, code_in, kind_in, meeting_meant, written
from bot.understanding.parts import Parts, colon_in, date_values

_SUBJECT = re.compile(
    r"(?<!\w)(?:sobre|acerca de|titulad[oa]|para tratar|para revisar|para ver|about|titled|called|regarding|to discuss|to review) "
)
_PLACE = re.compile(
    r"(?<!\w)(?:lugar|place|en la sala|en sala|in room|in the room|en el auditorio|en el local|en las oficinas|en la oficina|at the office)"
    rf" (?P<place>[^,;:.(){EMPTY}]{{2,80}})"
)
_ONLINE = re.compile(
    r"(?<!\w)(?:(?:por|via|en|on|by|through) )?(?P<place>zoom|teams|microsoft teams|google meet|webex|en linea|virtual|online)(?!\w)"
)
_BECAUSE = re.compile(r"(?<!\w)(?:porque|por motivo de|debido a|ya que|because of|because|due to) ")
_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{2,200})[»”\"]")
_LEADS_THERE = re.compile(r"\b(?:al?|para|hacia|hasta|to|on|for)(?: el| la| las| the)? $")
_BEGINS_SO = re.compile(r"(?:al|a|para|to|on|for)\b")
_OF_IT = re.compile(r"\b(?:de|of)(?: el| la| las| the)? $")
_OF_IT_SO = re.compile(r"(?:del|de|of)\b")
_ABSENT = re.compile(
    r"(?<!\w)(?:ausentes?|faltaron|no asistieron|no asistio|sin|excusados?|absent|missing|apologies)(?!\w)"
)
_BETWEEN = re.compile(r"[,;:]| (?:y|e|and) |$")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NO_NAME = re.compile(
    r"(?:(?:la |el |the |todos |todas |all )?(?:alterna|alterno|alternate|presentes?|present|asistieron|estuvieron|attended|were there|demas|others|no|nadie)\s*)+"
)
"""What may stand between the names of a list and names nobody."""
_ALTERNATE = re.compile(r"(?<!\w)(?:mi |my |el |la )?(?:alterna|alterno|alternate)(?!\w)")
_BALANCE = re.compile(r"(?<!\w)(?:balance|annual review)(?!\w)")
_PREPOSITION = re.compile(r"(?:en|at|in|on|con|with|por|via|by|through|para|for|de|del|of|y|and|o|or|a|al|to)\b")
_LOOSE = " ,;.-—–"


def convened(asked: Parts, context: Context) -> dict[str, Any]:
    """The kind, when, how long, where and about what."""
    when = read(asked.head, context.now)
    left = asked.head.blanked(when.spans)
    title = asked.title or subject(asked.head, left) or ("" if asked.free else _what_follows(asked.head, left))
    found: dict[str, Any] = {"kind": kind_in(left), "title": title, "place": place_said(asked.head, left)}
    if _BALANCE.search(fold(title).plain or left):
        found["balance"] = True
    if when.afternoon_assumed:
        found["time_assumed"] = True
    return found | date_values(when)


_CHANGES = re.compile(r"\b(?:(?P<title>titulo|title)|lugar|sala|enlace|link|place|room|venue)\b")


def moved(asked: Parts, context: Context) -> dict[str, Any]:
    """Which meeting, and the new day or hour. A day that only says which meeting is not the new one."""
    code = code_in(asked.head.plain, meetings=True)
    if code is not None:
        return {"meeting": written(code)} | _new_moment(asked.head.part(code.end()), context) | _given(asked)
    cut = _target(asked.head, context)
    found = meeting_meant(asked.head.part(0, cut), context, COMING)
    new = _new_moment(asked.head.part(cut), context) if cut < len(asked.head.plain) else {}
    return found | new | _given(asked)


def _given(asked: Parts) -> dict[str, Any]:
    """What stands after the colon: the new title or place where that is what changes, else the reason."""
    about = _CHANGES.search(asked.head.plain)
    if asked.title and about is not None:
        return {"title" if about["title"] else "place": asked.title}
    return {"reason": reason_after(asked)}


def attended(asked: Parts, context: Context) -> dict[str, Any]:
    """Which meeting was held, and which organisations were there and which were not."""
    absent = _ABSENT.search(asked.whole.plain)
    cut = absent.start() if absent else len(asked.whole.plain)
    present, missing = _organisations(asked.whole.part(0, cut), context), _organisations(asked.whole.part(cut), context)
    alternates = [name for name in present if _through_alternate(asked.whole.plain, name)]
    if present:
        present += _unknown_in_list(asked.whole.part(0, cut), context)
    if missing:
        missing += _unknown_in_list(asked.whole.part(cut), context)
    return meeting_meant(asked.head, context, PAST) | {"present": present, "absent": missing, "alternates": alternates}


def not_in_the_room(asked: Parts, context: Context) -> dict[str, Any]:
    """Which organisations are not there, at which meeting; a name we do not know is handed on as it was typed."""
    named = _organisations(asked.whole, context)
    code = code_in(asked.whole.plain, meetings=True)
    rest = asked.whole.original(code.end() if code else 0).strip(_LOOSE + ":")
    found = meeting_meant(asked.head, context, PAST)
    return found | {"organisation": named or rest, "presence": "absent" if named or rest else ""}


def answered(asked: Parts, context: Context) -> dict[str, Any]:
    """Which meeting somebody will attend: found by its day too; and for whom, when a command says so."""
    found = meeting_meant(asked.head, context, COMING)
    if "meeting" not in found:
        days = date_values(read(asked.head, context.now))
        found |= {name: days[name] for name in ("date", "date_choices") if name in days}
    named = [] if asked.free else _organisations(asked.head, context)
    return found | {"organisation": named[0] if len(named) == 1 else ""}


def regretted(asked: Parts, context: Context) -> dict[str, Any]:
    """Which meeting somebody cannot attend, whether the alternate goes, and why."""
    alternate = _ALTERNATE.search(asked.whole.plain) is not None
    return answered(asked, context) | {"alternate": alternate or "", "reason": reason_after(asked)}


def reason_after(asked: Parts) -> str:
    """The reason that was given: after the colon, or after "porque"."""
    because = _BECAUSE.search(asked.head.plain)
    if asked.title or because is None:
        return asked.title
    return asked.head.original(because.end()).rstrip(" .")


def _new_moment(head: Typed, context: Context) -> dict[str, Any]:
    because = _BECAUSE.search(head.plain)
    said = head.part(0, because.start()) if because else head
    return date_values(read(said, context.now)) | {"place": place_said(said, said.plain)}


def _target(head: Typed, context: Context) -> int:
    """Where the new moment begins: led by "al", "para el", "to"; else the first that does not say which meeting."""
    spans = read(head, context.now).spans
    for start, end in spans:
        if _LEADS_THERE.search(head.plain[:start]) or _BEGINS_SO.match(head.plain[start:end]):
            return start
    new = [
        start
        for start, end in spans
        if not (_OF_IT.search(head.plain[:start]) or _OF_IT_SO.match(head.plain[start:end]))
    ]
    return new[0] if new else len(head.plain)


def _organisations(said: Typed, context: Context) -> list[str]:
    """The organisations named, in the order of the roster."""
    return [name for name in context.organisations if names(said.plain, name)]


def _unknown_in_list(said: Typed, context: Context) -> list[str]:
    """What is listed beside organisations and is none that we know, as typed: the handler asks about it."""
    first = min(place for name in _organisations(said, context) if (place := said.plain.find(fold(name).plain)) >= 0)
    start = max(first, 0) if (colon := colon_in(said.plain)) is None else colon + 1
    found = []
    for between in _BETWEEN.finditer(said.plain, start):
        item = said.part(start, between.start())
        words = _IN_BRACKETS.sub(" ", item.plain).strip(" .")
        if words and not _organisations(item, context) and not _NO_NAME.fullmatch(words):
            found.append(item.original().strip(" ."))
        start = between.end()
    return found


def names(plain: str, organisation: str) -> bool:
    """Whether folded words name the organisation, as a word of its own."""
    name = fold(organisation).plain
    return name in plain and re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", plain) is not None


def _through_alternate(plain: str, organisation: str) -> bool:
    """Whether the organisation's alternate is said to have been there: "ACNUR (alterna)"."""
    return (
        re.search(rf"(?<![\w/]){re.escape(fold(organisation).plain)} ?[(,]? ?(?:alterna|alterno|alternate)\b", plain)
        is not None
    )


def subject(head: Typed, left: str) -> str:
    """A title given without a colon: in quotation marks, or after "sobre" up to the date."""
    quoted = _QUOTED.search(head.original())
    if quoted:
        return quoted[1].strip()
    about = _SUBJECT.search(left)
    if about is None:
        return ""
    end = left.find(EMPTY, about.end())
    return head.original(about.end(), end if end >= 0 else len(left)).strip(_LOOSE)


def _what_follows(head: Typed, left: str) -> str:
    """In a command, the words after the date are the title; "en ...", "con ..." and the like are not."""
    start = left.rfind(EMPTY) + 1
    following = left[start:].strip(_LOOSE)
    return "" if not start or not following or _PREPOSITION.match(following) else head.original(start).strip(_LOOSE)


def place_said(head: Typed, left: str) -> str:
    """Where it is to be: a room, an address, or the name of a platform."""
    said = _PLACE.search(left) or _ONLINE.search(left)
    if said is None:
        return ""
    start = said.start() + 3 if said[0].startswith("en la sala") else said.start("place")
    return head.original(start, said.end("place")).strip(_LOOSE)
