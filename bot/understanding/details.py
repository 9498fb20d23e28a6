"""The details of each command, taken from the words that follow it; what is not clear is left for the form to ask."""

import re
from collections.abc import Callable
from typing import Any

from bot.language.folding import fold
from bot.language.reading import read
from bot.understanding import details_members as members
from bot.understanding.context import Context
from bot.understanding.details_actions import assigned, put_off, reported
from bot.understanding.details_agenda import agenda_point
from bot.understanding.details_answers import agreed, objected, taken_back
from bot.understanding.details_circulation import cited, proposed, revised, settled
from bot.understanding.details_deliveries import unanswered, went_out
from bot.understanding.details_government import delivered, designated_by_oficio
from bot.understanding.details_groups import (
    after_the_colon,
    group_decision,
    group_named,
    proposed_group,
    with_letters,
)
from bot.understanding.details_labels import labelled
from bot.understanding.details_meetings import (
    answered,
    attended,
    convened,
    moved,
    names,
    not_in_the_room,
    reason_after,
    regretted,
)
from bot.understanding.details_minutes import OF_THE_PAST, heading_lines, paragraph_asked, paragraph_named
from bot.understanding.details_of_speakers import OF_SPEAKERS
from bot.understanding.details_polls import opened, said_of_hours
from bot.understanding.details_settings import changed_setting
from bot.understanding.meeting_meant import ANY, COMING, PAST, code_in, meeting_meant, written
from bot.understanding.parts import Parts, date_values, parts
from bot.understanding.point_meant import under_point

Details = Callable[[Parts, Context], dict[str, Any]]

LANGUAGES_SAID = {"es": r"\b(?:es|espanol|castellano|spanish)\b", "en": r"\b(?:en|ingles|english)\b"}
_LINK = re.compile(r"<?(https?://[^\s<>|]+)(?:\|[^<>]{0,300})?>?")
_REFERENCE = re.compile(
    r"(?:los |las |el |la )?(?:de|del|acuerdos?|decision(?:es)?|of|for|para|en|the|reunion|meeting|comite|committee)\b"
)
"""How words begin that only say which meeting is meant."""
_SEPARATOR = re.compile(r"^\s*[:—–,-]?\s*")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]{5,20})(?:\|[^<>]{0,90})?>")


def details(command: str, asked: Parts, context: Context) -> dict[str, Any]:
    """The values that were given with a command."""
    find = _DETAILS.get(command)
    found = find(asked, context) if find else {}
    return {name: value for name, value in found.items() if value not in ("", None, [], ())}


def _meeting(tense: str) -> Details:
    return lambda asked, context: meeting_meant(asked.head, context, tense)


def _meeting_and_reason(asked: Parts, context: Context) -> dict[str, Any]:
    return meeting_meant(asked.head, context, COMING) | {"reason": reason_after(asked)}


def _order(asked: Parts, context: Context) -> dict[str, Any]:
    """The numbers after the meeting's code: "CE-2027-01 2 1 3"."""
    code = code_in(asked.head.plain, meetings=True)
    after = asked.head.plain[code.end() if code else 0 :]
    order = re.search(r"[0-9]{1,3}(?:[\s,;>-]+[0-9]{1,3})+", after) or re.fullmatch(r"\s*([0-9]{1,3})\s*", after)
    return meeting_meant(asked.head, context, COMING) | {"order": order[0].strip() if order else ""}


def _document(asked: Parts, context: Context) -> dict[str, Any]:
    link = _LINK.search(asked.whole.original())
    return meeting_meant(asked.head, context, COMING) | {"document": link[1] if link else ""}


def _recorded(asked: Parts, context: Context) -> dict[str, Any]:
    """A decision or a note, exactly as typed. What is to be written down never says which meeting is meant."""
    only_words = code_in(asked.head.plain, meetings=True) is None and _is_matter(asked)
    return ({} if only_words else meeting_meant(asked.head, context, PAST)) | {
        "wording": _wording(asked, meetings=True)
    }


def _under_a_point(asked: Parts, context: Context) -> dict[str, Any]:
    """The same, under the point of the agenda that is named before it or in brackets beside it."""
    before, whole = under_point(asked.whole)
    found = _recorded(parts(whole, 0, free=asked.free) if before else asked, context)
    after, words = under_point(fold(found["wording"]))
    return found | ({"point": before} if before else {"point": after, "wording": words.original()})


def _about_entry(asked: Parts, context: Context) -> dict[str, Any]:
    code = code_in(asked.head.plain, meetings=False)
    return {"code": written(code) if code else "", "wording": _wording(asked, meetings=False)}


def _wording(asked: Parts, *, meetings: bool) -> str:
    """What is to be written down: after the code and its colon, whole, even when it has a colon of its own."""
    code = code_in(asked.head.plain, meetings=meetings)
    if code is None:
        return asked.whole.original() if _is_matter(asked) else asked.title
    between = asked.head.plain[code.end() :].strip()
    if asked.title and (not between or _REFERENCE.match(between)):
        return asked.title
    return _SEPARATOR.sub("", asked.whole.original(code.end()))


def _is_matter(asked: Parts) -> bool:
    """Whether the words before the colon already are what is to be written down, not which meeting is meant."""
    return not asked.free and bool(asked.head.plain) and not _REFERENCE.match(asked.head.plain)


def _code(asked: Parts, context: Context) -> dict[str, Any]:
    code = code_in(asked.head.plain, meetings=False) or code_in(asked.head.plain, meetings=True)
    return {"code": written(code) if code else ""}


def _why(asked: Parts, context: Context) -> dict[str, Any]:
    """The code, clause or name that is asked about; the whole question when it has none."""
    found = _code(asked, context)
    if found["code"]:
        return found
    clause = re.search(r"§\s*[0-9][0-9.]*[0-9]|§\s*[0-9]|\b[0-9](?:\.[0-9]){1,2}\b", asked.whole.plain)
    if clause:
        return {"code": clause[0].replace(" ", "")}
    return {} if asked.free else {"code": asked.whole.original().strip(" ?¿!.:")}


def _route(asked: Parts, context: Context) -> dict[str, Any]:
    """Where people are referred to: after the colon, or all that follows the command."""
    return {"route": asked.title or ("" if asked.free else asked.whole.original())}


def _question(asked: Parts, context: Context) -> dict[str, Any]:
    return {"question": asked.whole.original()}


def _words(asked: Parts, context: Context) -> dict[str, Any]:
    return {"words": asked.whole.original().strip(' .:?¿«»"“”')}


def _language(asked: Parts, context: Context) -> dict[str, Any]:
    return {"language": next((name for name, said in LANGUAGES_SAID.items() if _last(said, asked.whole.plain)), "")}


def _last(pattern: str, plain: str) -> bool:
    """Whether the pattern stands as the last known language: "en inglés", "en español"."""
    others = "|".join(LANGUAGES_SAID.values())
    named = [said[0] for said in re.finditer(others, plain)]
    clear = [word for word in named if word not in {"en", "es"}] or named
    return bool(clear) and re.fullmatch(pattern, clear[-1]) is not None


def _day_off(asked: Parts, context: Context) -> dict[str, Any]:
    when = read(asked.head, context.now)
    return date_values(when) | {"name": asked.title}


def _channel(asked: Parts, context: Context) -> dict[str, Any]:
    channel = _CHANNEL.search(asked.whole.original())
    return {"channel": channel[1] if channel else ""}


def _actions(asked: Parts, context: Context) -> dict[str, Any]:
    """Whose actions: an organisation's, or one's own."""
    named = [name for name in context.organisations if names(asked.whole.plain, name)]
    mine = re.search(r"\b(?:mis|mias|nuestras|mine|my|our)\b", asked.whole.plain) is not None
    return {"organisation": named[0] if len(named) == 1 else "", "mine": mine or ""}


def _year(asked: Parts, context: Context) -> dict[str, Any]:
    year = re.search(r"(?<![\w-])20[0-9]{2}(?![\w-])", asked.whole.plain)
    return {"year": year[0] if year else ""}


_DETAILS: dict[str, Details] = {
    "network.why": _why,
    "network.tor": _question,
    "network.language": _language,
    "network.calendar_day": _day_off,
    "network.room": _channel,
    "network.deliveries": went_out,
    "network.unanswered": unanswered,
    "settings.change": changed_setting,
    "network.away": members.absent,
    "network.referral": _route,
    "meetings.convene": convened,
    "meetings.move": moved,
    "meetings.cancel": _meeting_and_reason,
    "meetings.held": attended,
    "meetings.show": _meeting(ANY),
    "meetings.attend": answered,
    "meetings.regret": regretted,
    "agenda.propose": agenda_point,
    "agenda.nothing": _meeting(COMING),
    "agenda.show": _meeting(COMING),
    "agenda.order": _order,
    "agenda.close": _meeting(COMING),
    "agenda.circulate": _meeting(COMING),
    "agenda.call": _meeting(COMING),
    "agenda.withdraw": _meeting(COMING),
    "agenda.admit": _meeting_and_reason,
    "agenda.defer": _meeting(COMING),
    "agenda.document": _document,
    "decisions.record": _under_a_point,
    "decisions.show": _code,
    "decisions.search": _words,
    "decisions.agree": agreed,
    "decisions.comment": _about_entry,
    "decisions.propose": proposed,
    "decisions.revise": revised,
    "decisions.mediate": settled,
    "decisions.adopt": settled,
    "decisions.not_adopted": settled,
    "decisions.no_objection_change": cited,
    "decisions.reserve": _about_entry,
    "decisions.object": lambda asked, context: objected(_about_entry(asked, context)),
    "decisions.ask_again": _code,
    "decisions.classify": _code,
    "decisions.take_back": lambda asked, context: taken_back(asked, _about_entry(asked, context)),
    "actions.assign": assigned,
    "actions.list": _actions,
    "actions.done": reported,
    "actions.move": put_off,
    "actions.help": reported,
    "actions.show": _code,
    "decisions.list": _year,
    "minutes.comment": lambda asked, context: _recorded(asked, context) | paragraph_named(asked),
    "minutes.note": _under_a_point,
    "minutes.label": labelled,
    "minutes.source": paragraph_asked,
    "minutes.heading": heading_lines,
    **{name: _meeting(PAST) for name in OF_THE_PAST},
    "meetings.presence": not_in_the_room,
    "meetings.roll": _meeting(PAST),
    "members.show": members.organisation_of,
    "members.join": members.joined,
    "members.committee": members.joined,
    "members.leave": members.left,
    **dict.fromkeys(("members.focal_point", "members.alternate", "members.head", "members.deputy"), members.designated),
    "members.government": designated_by_oficio,
    "contacts.letter_delivered": delivered,
    "members.handover": members.handed_over,
    "members.export": members.whose_data,
    "groups.propose": proposed_group,
    "groups.consult": group_named,
    "groups.answer": after_the_colon,
    "groups.create": group_decision,
    "groups.join": group_named,
    "groups.leave": group_named,
    "groups.show": group_named,
    "groups.end": group_named,
    "polls.open": opened,
    "polls.answer": said_of_hours,
    "contacts.ask": with_letters,
    "contacts.change": after_the_colon,
    **OF_SPEAKERS,
}
