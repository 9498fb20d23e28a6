"""A member answers a consultation about a group: one press, or a comment. One voice each; the newest answer in time stands."""

from handlers import asked_seats, group_cards, typed
from handlers.asked_seats import officers
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import kept_buttons
from handlers.group_finding import CLAUSE, list_button, show_button
from handlers.meeting_plan import TRUE
from handlers.refusals import refusal_card
from handlers.reply import (
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Paragraph,
    Question,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.voices import Voice
from handlers.why import source_parts
from scheduler.groups import CONSULTATION
from storage import groups
from storage.groups import Consultation, ConsultationAnswer, WorkingGroup

LONGEST = 1500


@command("groups.answer", power="speak_for_agency")
def answer(request: Request, desk: Desk) -> Reply:
    """Agreeing is one press; a comment is read back first. What comes after the end is refused, and seen by the secretariat as late."""
    asked = _round(request, desk)
    assert asked.id is not None
    group = desk.session.get_one(WorkingGroup, asked.group_id)
    voice = _voice(request, desk, asked)
    if request.step == FORM or not (request.value("agrees") or request.value("wording")):
        return Reply(form=_form(request, asked, group, voice))
    try:
        wording = typed.words(request, "wording", LONGEST)
    except Refusal as refusal:
        refusal.form = _form(request, asked, group, voice)
        raise
    agrees = request.values.get("agrees", "yes") in TRUE
    if (wording or not agrees) and request.step != CONFIRMED and desk.now <= asked.closes_at:
        return _read_back(request, desk, asked, group, voice, agrees, wording)
    row = _kept(desk, asked, voice, agrees, wording)
    if row.answered_at > asked.closes_at:
        return _late(desk, asked, group, voice, row)
    heading = Heading(text("groups.answered", organisation=voice.organisation.name, name=group.name))
    facts = Facts(_facts(agrees, wording))
    note = Paragraph(text("groups.may_change", until=asked.closes_at))
    return Reply(Card((heading, facts, note, Buttons((group_cards.comment_button(asked), show_button(group))))))


def _round(request: Request, desk: Desk) -> Consultation:
    """The consultation that is meant: by its press, else the only one open; a press for each where there are several."""
    rows = groups.consultations(desk.session, desk.network_id)
    if wanted := request.value("consultation"):
        rows = [row for row in rows if str(row.id) == wanted]
    else:
        still_open = [row for row in rows if row.closes_at >= desk.now]
        rows = still_open or (rows[-1:] if request.value("wording") else [])  # what was written late is not lost
    if not rows:
        raise Refusal(text("groups.nothing_asked"), clause=CLAUSE, setting=CONSULTATION, instead=(list_button(),))
    if len(rows) > 1:
        choices = [
            (desk.session.get_one(WorkingGroup, row.group_id).name, {"consultation": str(row.id)}) for row in rows
        ]
        buttons = kept_buttons(desk, request.command, dict(request.values), choices)
        raise Question(Reply(Card((Heading(text("groups.which")), Buttons(buttons)))))
    return rows[0]


def _voice(request: Request, desk: Desk, asked: Consultation) -> Voice:
    assert asked.id is not None
    said: dict[int, list[int | None]] = {}
    for row in groups.answers(desk.session, asked.id):
        said.setdefault(row.organisation_id, []).append(row.person_id)
    return asked_seats.voice_of(request, desk, asked.opened_at, said)


def _read_back(
    request: Request, desk: Desk, asked: Consultation, group: WorkingGroup, voice: Voice, agrees: bool, wording: str
) -> Reply:
    told: tuple[Said, Said] = (
        text("groups.fact.told"), text("groups.told", all=[person.name for person in officers(desk)]),
    )  # fmt: skip
    given = {"consultation": str(asked.id), "as": str(voice.organisation.id), "agrees": "yes" if agrees else "no"}
    heading = Heading(text("groups.answer_preview", organisation=voice.organisation.name, name=group.name))
    kept = request.at_step(request.step, values={**request.values, **given})
    return desk.show_first(kept, Card((heading, Facts((*_facts(agrees, wording), told)), *source_parts(desk, CLAUSE))))


def _facts(agrees: bool, wording: str) -> tuple[tuple[Said, Said], ...]:
    answer_ = (text("groups.column.answer"), text("groups.said.agrees" if agrees else "groups.said.disagrees"))
    return (answer_, (text("groups.column.wording"), wording)) if wording else (answer_,)


def _form(request: Request, asked: Consultation, group: WorkingGroup, voice: Voice) -> Form:
    options = tuple(Option(name, text(f"groups.form.{name}")) for name in ("yes", "no"))
    chosen = "no" if request.value("agrees") == "no" else "yes"
    fields = (
        Field("select", "agrees", text("groups.column.answer"), chosen, options=options),
        Field(
            "long", "wording", text("groups.column.wording"), typed.again(request, "wording", LONGEST),
            text("groups.hint.wording"), required=False, longest=LONGEST,
        ),
    )  # fmt: skip
    hidden = {"consultation": str(asked.id), "as": str(voice.organisation.id)}
    intro = text("groups.form.intro", name=group.name, until=asked.closes_at)
    return Form(text("groups.form.answer"), "groups.answer", fields, hidden, text("groups.form.submit"), intro)


def _kept(desk: Desk, asked: Consultation, voice: Voice, agrees: bool, wording: str) -> ConsultationAnswer:
    """Write an answer down, once; where the member's people now say different things, the secretariat sees it."""
    assert asked.id is not None
    assert voice.organisation.id is not None
    rows = [r for r in groups.answers(desk.session, asked.id) if r.organisation_id == voice.organisation.id]
    if rows and (rows[-1].person_id, rows[-1].agrees, rows[-1].wording) == (desk.person_id, agrees, wording):
        return rows[-1]
    row = ConsultationAnswer(
        consultation_id=asked.id, organisation_id=voice.organisation.id, person_id=desk.person_id, agrees=agrees,
        wording=wording, answered_at=desk.now,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    group = desk.session.get_one(WorkingGroup, asked.group_id)
    late = desk.now > asked.closes_at
    desk.record("group.answered", group.name, CLAUSE, organisation=voice.organisation.name, agrees=agrees, late=late)
    if voice.organisation.id in groups.at_odds([*rows, row], asked.closes_at) and not late:
        _tell(desk, "groups.at_odds", asked, group, voice, row)
    return row


def _late(desk: Desk, asked: Consultation, group: WorkingGroup, voice: Voice, row: ConsultationAnswer) -> Reply:
    """The end was announced to everybody: the answer does not count, but what was written is not lost."""
    _tell(desk, "groups.late", asked, group, voice, row)
    why = text("groups.too_late", name=group.name, until=asked.closes_at)
    refusal = Refusal(why, clause=CLAUSE, setting=CONSULTATION, instead=(show_button(group),))
    return Reply(refusal_card(refusal, desk.law.charter), refused=True)


def _tell(
    desk: Desk, notice: str, asked: Consultation, group: WorkingGroup, voice: Voice, row: ConsultationAnswer
) -> None:
    for person in officers(desk):
        desk.tell(
            person, notice, group.name, key=f"{notice}/{row.id}/{person.id}", title=group.name, group=str(group.id),
            organisation=voice.organisation.name, until=asked.closes_at,
            facts=[list(each) for each in _facts(row.agrees, row.wording)],
            why=group_cards.told_why(desk, CONSULTATION),
        )  # fmt: skip
