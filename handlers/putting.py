"""A text is put to the Committee: frozen, numbered, with an end that nothing moves, and each seat is asked."""

import re
from typing import Any

from handlers import consensus, record_hints, silence, typed
from handlers.asking import Asked
from handlers.circulation_cards import Matter, comparison, said_silence, told_why
from handlers.decision_cards import BY_CONSENSUS, DECISION
from handlers.desk import Desk
from handlers.reply import Button, Refusal, text
from handlers.request import Request
from handlers.silence import Period
from storage import decisions, numbers
from storage.decisions import CIRCULATION, OPEN, Decision
from storage.people import Organisation, Person

NAMED_VERSION = re.compile(r"(\(versi[oó]n\s)\d{1,3}(\))", re.IGNORECASE)
"""The version that a title names in brackets."""
CLOSES = "closes"
"""Under this name a preview keeps the end it showed, so that no other is confirmed."""


def put(desk: Desk, matter: Matter, period: Period, asked: list[Asked]) -> Decision:
    """Give it its number, keep the text as it is put, and ask every seat (ToR 5.2.1)."""
    decision = Decision(
        network_id=desk.network_id, series=DECISION,
        code=numbers.next_code(desk.session, desk.network_id, DECISION, desk.today.year),
        title=matter.title, wording=matter.wording, wording_en=matter.wording_en, clause=BY_CONSENSUS, basis=CIRCULATION,
        status=OPEN, subject="" if matter.subject == silence.OTHER else matter.subject, present=[], absent=[],
        taken_on=desk.today, recorded_by=desk.person_id, recorded_at=desk.now,
    )  # fmt: skip
    _open(desk, decision, period, asked)
    _record(desk, "decision.put", decision, asked)
    ask(desk, decision, period, asked, before="")
    return decision


def put_again(desk: Desk, decision: Decision, matter: Matter, period: Period, asked: list[Asked]) -> None:
    """Another version under the same number: a new period, and answers to the one before do not carry over.

    A text of a meeting goes by circulation from here on: whoever was in the room agreed to other words.
    """
    before = decision.wording
    decision.title = matter.title
    decision.version = decisions.next_version(desk.session, decision.id or 0)
    decision.wording, decision.wording_en = matter.wording, matter.wording_en
    decision.basis, decision.status, decision.proposed_result_at = CIRCULATION, OPEN, None
    decision.present, decision.absent = [], []
    _open(desk, decision, period, asked)
    _record(desk, "decision.revised", decision, asked)
    ask(desk, decision, period, asked, before)


def shown_end(request: Request, period: Period) -> bool:
    """Whether what is confirmed is what the preview showed: the same end, and silence meaning the same."""
    return request.value(CLOSES) == _end(period)


def with_end(request: Request, period: Period, **more: Any) -> Request:
    """The request with the end that its preview shows."""
    return request.at_step(request.step, values={**request.values, **more, CLOSES: _end(period)})


def not_twice(desk: Desk, matter: Matter) -> None:
    """Refuse the very text that is before the Committee already: two officers, or two presses."""
    wanted = decisions.fingerprint(matter.wording, matter.wording_en)
    for row in decisions.unsettled(desk.session, desk.network_id):
        if decisions.fingerprint(row.wording, row.wording_en) == wanted:
            raise Refusal(
                text("circulation.already", code=row.code, title=row.title), clause=BY_CONSENSUS,
                instead=(show_button(row),),
            )  # fmt: skip


def show_button(decision: Decision) -> Button:
    """The way to the entry of the register."""
    return Button(text("decisions.button.show"), "decisions.show", {"code": decision.code})


def meeting_button(desk: Desk, matter: Matter, *, keep: bool = True) -> Button:
    """The press that takes it to the next meeting that decides, or convenes one; in a refusal it keeps no text."""
    return record_hints.elsewhere(desk, "executive", True, matter.title, matter.wording, keep=keep)


def matter_of(request: Request, known: Decision | None = None, version: int = 0) -> Matter:
    """The matter as given; its title, when nobody gave one, is its first words. Of a known one, it is its next version."""
    wording = typed.words(request, "wording")
    title = (
        _named(known, version)
        if known
        else typed.words(request, "title", typed.LONGEST_TITLE) or typed.shortened(wording)
    )
    subject = (known.subject or silence.OTHER) if known else request.value("subject") or silence.OTHER
    if subject not in (silence.OTHER, *silence.SUBJECTS):
        raise Refusal(text("circulation.no_subject"), field="subject")
    return Matter(title, wording, typed.words(request, "wording_en"), subject, known.wording if known else "")


def _named(known: Decision, version: int) -> str:
    """A title that names its version names the new one: the register shows no "(versión 1)" over a second text."""
    return NAMED_VERSION.sub(rf"\g<1>{version}\g<2>", known.title)


def _open(desk: Desk, decision: Decision, period: Period, asked: list[Asked]) -> None:
    decision.period, decision.by_silence, decision.closes_at = period.name, period.by_silence, period.closes_at
    decision.voices = [row.seat.id for row in asked if row.seat.id is not None]
    desk.session.add(decision)
    desk.session.flush()
    consensus.freeze(desk, decision)


def _record(desk: Desk, act: str, decision: Decision, asked: list[Asked]) -> None:
    desk.record(
        act, decision.code, decision.clause, version=decision.version, closes=decision.closes_at,
        by_silence=decision.by_silence, period=decision.period, asked=[row.seat.name for row in asked],
        fingerprint=decisions.fingerprint(decision.wording, decision.wording_en),
    )  # fmt: skip


def ask(desk: Desk, decision: Decision, period: Period, asked: list[Asked], before: str) -> None:
    """Write to whoever has a voice in these seats, each once a version."""
    notice = "circulation.silence" if period.by_silence else "circulation.explicit"
    words = notice if before in ("", decision.wording) else f"{notice}_again"
    told: set[int | None] = set()
    for row in asked:
        for person in row.people:
            if person.id not in told:
                told.add(person.id)
                _tell(
                    desk,
                    decision,
                    period,
                    row.seat,
                    person,
                    words,
                    before,
                )


def _tell(
    desk: Desk, decision: Decision, period: Period, seat: Organisation, person: Person, notice: str, before: str
) -> None:
    compared = comparison(before, decision.wording)
    table = {"caption": compared.caption, "header": compared.header, "rows": compared.rows} if compared else None
    desk.tell(
        person, notice, decision.code, key=f"circulation/{decision.code}/{decision.version}/{person.id}",
        code=decision.code, version=decision.version, title=decision.title, wording=decision.wording,
        closes=period.closes_at, organisation=seat.name,
        reason=said_silence(desk, period, already_said=True), table=table, why=told_why(desk),
    )  # fmt: skip


def _end(period: Period) -> str:
    return f"{period.closes_at.isoformat()}/{period.name}"
