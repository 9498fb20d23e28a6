"""Whom to call for a point, and why: government by the point's topic, key actors who may be invited (ToR 5)."""

from handlers import agenda_finding, typed
from handlers.agenda_cards import objectives_field
from handlers.agenda_items import objectives_given
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import NUMBERED
from handlers.guests import LIVING
from handlers.matching import Topic
from handlers.reply import Field, Form, Option, Reply, text
from handlers.request import FORM, Request
from handlers.speaker_reasons import proposals_card
from storage import agenda
from storage.meetings import Meeting

LONGEST_TOPIC, SHORTEST_TOPIC = 200, 5


@command("speakers.suggest", power="see_people")
def suggest(request: Request, desk: Desk) -> Reply:
    """For a point of a coming meeting, or a topic in words: who, why, one alternative each, and the last day to invite."""
    words = typed.words(request, "topic", LONGEST_TOPIC)
    objectives = objectives_given(request.values.get("objectives"), desk)
    if request.step == FORM or request.value("again"):
        return Reply(form=_form(request, desk))
    if words or objectives:
        return _answer(desk, words, objectives, _meeting_named(request, desk))
    if not (request.value("meeting") or request.value("item") or request.value("meeting_kind")):
        return Reply(form=_form(request, desk))
    if not request.value("item") and not _has_points(agenda_finding.coming_meeting(request, desk), desk):
        return Reply(form=_form(request, desk, intro=True))
    pair = agenda_finding.item_meant(request, desk, *LIVING)
    if pair is None:
        return agenda_finding.pick_item(request, desk, *LIVING)
    meeting, item = pair
    return _answer(desk, item.title, tuple(item.objectives), meeting)


def _meeting_named(request: Request, desk: Desk) -> Meeting | None:
    named = request.value("meeting") or request.value("meeting_kind")
    return agenda_finding.coming_meeting(request, desk) if named else None


def _has_points(meeting: Meeting, desk: Desk) -> bool:
    return meeting.id is not None and bool(agenda.items(desk.session, meeting.id, *LIVING))


def _answer(desk: Desk, title: str, objectives: tuple[int, ...], meeting: Meeting | None) -> Reply:
    said = frozenset(objectives) | named_objectives(desk, title)
    topic = Topic(said & frozenset(desk.law.charter.objectives), typed.plain(title))
    return Reply(proposals_card(desk, title, topic, meeting))


def named_objectives(desk: Desk, title: str) -> frozenset[int]:
    """The objectives that a title names: by number ("PMM 4"), by their whole name, or by a good part of it."""
    plain = typed.plain(title)
    found = {int(said["number"] or said["only"]) for said in NUMBERED.finditer(plain)}
    for number, names in desk.law.charter.objectives.items():
        for name in map(typed.plain, names.values()):
            if f" {name} " in f" {plain} " or (len(plain) >= SHORTEST_TOPIC and f" {plain} " in f" {name} "):
                found.add(number)
    return frozenset(found)


def _form(request: Request, desk: Desk, *, intro: bool = False) -> Form:
    options = tuple(Option(each.code, each.code) for each in agenda_finding.open_meetings(desk))
    chosen = next((o.value for o in options if o.value == request.value("meeting").upper()), None)
    fields = [
        Field(
            "text", "topic", text("speakers.fact.topic"), typed.again(request, "topic", LONGEST_TOPIC),
            text("speakers.hint.topic"), required=False, longest=LONGEST_TOPIC,
        ),
        objectives_field(request, desk),
    ]  # fmt: skip
    if options:
        fields.append(
            Field("select", "meeting", text("speakers.fact.meeting"), chosen, required=False, options=options)
        )
    words = text("speakers.no_points") if intro else ""
    return Form(text("speakers.form.suggest"), "speakers.suggest", tuple(fields), intro=words)
