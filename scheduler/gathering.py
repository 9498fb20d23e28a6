"""Once a day what waits for a person becomes one message, as often a week as the budget allows (ToR 2, settings)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.manners import BUDGET, counts, first_gathering_after_this_week, goes_at_once, week_of
from scheduler.polling import as_said
from scheduler.reminders import AHEAD_OF_TIME, Stage
from scheduler.rereading import narrowing
from storage import gathered, ledger
from storage.gathered import DIGEST
from storage.ledger import TOLD_AHEAD, Entry
from storage.outbox import WAITING, Notice
from storage.text import from_paper, text

LONG_PAST = timedelta(days=7)
"""What fell due so long ago is as true on Monday: the coordination hears together of actions that stay open."""
Upcoming = Sequence[tuple[Duty, Stage, str]]
"""Reminders still to come: the duty, its stage, and the ledger's key of the stage without its reader."""
Needless = Callable[[Notice], str]
"""Why a notice has become pointless since it was written, or ""."""


def gather(session: Session, law: Law, network_id: int, upcoming: Upcoming, now: datetime, needless: Needless) -> None:
    """Send off what has waited long enough and is still so: one message a person, or next week when theirs are used up."""
    waiting: dict[int, list[Notice]] = {}
    for notice in gathered.held(session, network_id, now):
        if why := needless(notice):
            gathered.drop(session, notice, why)
            continue
        waiting.setdefault(notice.person_id or 0, []).append(notice)
    sent = _sent(session, law, network_id, now) if waiting else Counter[int]()
    for person, notices in waiting.items():
        _for_person(session, law, person, notices, sent[person], upcoming, now)


def _sent(session: Session, law: Law, network_id: int, now: datetime) -> Counter[int]:
    """How many of the week's messages each person (id) has had: gathered ones, and exceptions of the charter."""
    monday, found = week_of(law, now), Counter[int]()
    since, until = (law.at(day, time.min) for day in (monday, monday + timedelta(days=7)))
    for each in gathered.sent_between(session, network_id, since, until):
        found[each.person_id] += each.times if counts(law, each.notice) else each.gathered
    return found


def _for_person(
    session: Session, law: Law, person: int, notices: list[Notice], sent: int, upcoming: Upcoming, now: datetime
) -> None:
    budget = law.term(BUDGET).number or 1
    later = first_gathering_after_this_week(law, now)
    exception = any(goes_at_once(law, notice.notice) for notice in notices)
    if sent >= budget and not exception and not any(_before(notice, later, now) for notice in notices):
        gathered.put_off(session, notices, later)
        return
    last_of_the_week = sent + 1 >= budget and not exception
    ahead = _told_ahead(session, person, notices, upcoming, later, now) if last_of_the_week else []
    if len(notices) == 1 and not ahead:
        gathered.release(session, notices[0])
        return
    gathered.bundle(session, notices, _digest(person, notices, ahead, now))


def _before(notice: Notice, moment: datetime, now: datetime) -> bool:
    """Whether it speaks of a day that comes earlier, or has just gone by: it cannot wait until then."""
    due = from_paper(notice.values).get("due")
    return isinstance(due, datetime) and now - LONG_PAST <= due < moment


def _told_ahead(
    session: Session, person: int, notices: Sequence[Notice], upcoming: Upcoming, until: datetime, now: datetime
) -> list[dict[str, Any]]:
    """What else falls due this week is said in the week's last message, each matter once, and is then not said again."""
    network_id = notices[0].network_id
    named, said = {(notice.duty, notice.about) for notice in notices}, list[dict[str, Any]]()
    for duty, stage, key in upcoming:
        if person not in stage.recipients or stage.name not in AHEAD_OF_TIME or not now < stage.at < until:
            continue
        entry = Entry(key=f"{key}/{person}", network_id=network_id, due_at=stage.at, entered_at=now, outcome=TOLD_AHEAD)
        if ledger.enter(session, entry) and (duty.name, duty.about) not in named:
            named.add((duty.name, duty.about))
            said.append(_line(duty, stage, entry.key))
    return said


def _line(duty: Duty, stage: Stage, key: str) -> dict[str, Any]:
    """What is said of it, and by what it is read again before it leaves."""
    said = text("digest.ahead", duty=text(f"duty.{duty.name}"), about=as_said(duty.about), due=duty.due)
    values = {"due": duty.due, **narrowing(duty)}
    return {"key": key, "say": said, "notice": f"{duty.name}.{stage.name}", "duty": duty.name, "about": duty.about, "values": values}  # fmt: skip


def _digest(person: int, notices: Iterable[Notice], ahead: list[dict[str, Any]], now: datetime) -> Notice:
    these = list(notices)
    network_id = these[0].network_id
    parts = [gathered.part(each) for each in these]
    return Notice(
        network_id=network_id, key=f"{network_id}/{DIGEST}/{person}/{now.isoformat()}", person_id=person,
        notice=DIGEST, values={"of": parts, "ahead": ahead, "count": len(parts)}, about=these[0].about,
        due_at=now, written_at=now, status=WAITING,
    )  # fmt: skip
