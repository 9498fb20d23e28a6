"""The details of a point for the agenda: read as they were given, checked, and written down."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from handlers import agenda_dates, typed
from handlers.desk import Desk
from handlers.reply import Form, Refusal, text
from handlers.request import Request
from storage import agenda
from storage.agenda import DEBATE, DECIDE, INFORM, AgendaItem, NothingToRaise
from storage.meetings import Meeting
from storage.people import Organisation

KINDS = (INFORM, DEBATE, DECIDE)
LONGEST_TITLE, LONGEST_WHY, LONGEST_LINK = 200, 2000, 500
PROPOSED, LATE, MOVED, WITHDRAWN = "proposed", "late", "moved", "withdrawn"


@dataclass(frozen=True, slots=True)
class Details:
    """A point as somebody asks for it; what was not given is empty."""

    title: str = ""
    kind: str = ""
    minutes: int = 0
    why: str = ""
    document: str = ""
    objectives: tuple[int, ...] = ()
    balance: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything that an agenda needs to know is there."""
        return bool(self.title and self.kind and self.minutes)


def read(request: Request, desk: Desk, meeting: Meeting | None) -> Details:
    """The details given so far, each checked; what is wrong is refused by its field."""
    return Details(
        title=typed.words(request, "title", LONGEST_TITLE),
        kind=_kind(request.value("kind")),
        minutes=_minutes(request.value("minutes"), meeting),
        why=typed.words(request, "why", LONGEST_WHY),
        document=link(request),
        objectives=objectives_given(request.values.get("objectives"), desk),
        balance=request.values.get("balance") in {True, "true", "True", "1", "on"},
    )


def _kind(given: str) -> str:
    if given and given not in KINDS:
        kinds = [text(f"agenda_kind.{kind}") for kind in KINDS]
        raise Refusal(text("agenda.bad.kind", given=typed.shortened(given), kinds=kinds), field="kind")
    return given


def _minutes(given: str, meeting: Meeting | None) -> int:
    if not given:
        return 0
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", given):
        raise Refusal(text("agenda.bad.minutes", given=typed.shortened(given)), field="minutes")
    if int(given) < 1:
        raise Refusal(text("agenda.bad.minutes_too_few", given=given), field="minutes")
    if meeting is not None and int(given) > meeting.minutes:
        raise Refusal(
            text("agenda.bad.minutes_too_many", given=given, longest=meeting.minutes, meeting=meeting.code),
            field="minutes",
        )
    return int(given)


def link(request: Request) -> str:
    """The address of a document: http or https, a host, nothing unseen in it; empty when none was given."""
    given = typed.words(request, "document", LONGEST_LINK)
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and given.isprintable()
        good = good and not re.search(r"[\s<>\"]", given)
    except ValueError:
        good = False
    if not good:
        raise Refusal(text("agenda.bad.document", given=typed.shortened(given)), field="document")
    return given


def objectives_given(given: Any, desk: Desk) -> tuple[int, ...]:
    """The objectives' numbers, each once and in order, from a list of choices or from "6, 15"."""
    parts = re.split(r"[\s,;]+", given.strip()) if isinstance(given, str) else list(given or ())
    known = desk.law.charter.objectives
    found = set()
    for part in (str(part).strip() for part in parts):
        if part and not (re.fullmatch(r"[0-9]{1,3}", part) and int(part) in known):
            raise Refusal(
                text("agenda.bad.objectives", given=typed.shortened(part), first=min(known), last=max(known)),
                field="objectives",
            )
        if part:
            found.add(int(part))
    return tuple(sorted(found))


def add(desk: Desk, meeting: Meeting, body: Organisation, details: Details) -> AgendaItem:
    """Write the point down, late if it comes after the close; a "sin puntos" said before is taken back."""
    assert meeting.id is not None
    assert body.id is not None
    late = agenda_dates.is_late(desk.law, meeting, desk.now)
    item = AgendaItem(
        network_id=desk.network_id, meeting_id=meeting.id, organisation_id=body.id, person_id=desk.person_id,
        title=details.title, why=details.why, kind=details.kind, minutes=details.minutes, document=details.document,
        objectives=list(details.objectives), balance=details.balance,
        position=agenda.next_position(desk.session, meeting.id),
        status=LATE if late else PROPOSED, late=late, received_at=desk.now,
    )  # fmt: skip
    desk.session.add(item)
    for row in _nothing_said(desk, meeting, body.id):
        desk.session.delete(row)
    desk.session.flush()
    return item


def same(desk: Desk, meeting: Meeting, body: Organisation, title: str) -> AgendaItem | None:
    """The point of that title which the organisation already has on its way, if any."""
    assert meeting.id is not None
    living = agenda.items(desk.session, meeting.id, PROPOSED, LATE)
    alike = (i for i in living if i.organisation_id == body.id and i.title.casefold() == title.casefold())
    return next(alike, None)


def say_nothing(desk: Desk, meeting: Meeting, body: Organisation) -> bool:
    """Note that the organisation has no points; False when it had said so already."""
    assert meeting.id is not None
    assert body.id is not None
    if _nothing_said(desk, meeting, body.id):
        return False
    desk.session.add(
        NothingToRaise(
            network_id=desk.network_id, meeting_id=meeting.id, organisation_id=body.id,
            person_id=desk.person_id, said_at=desk.now,
        )
    )  # fmt: skip
    desk.session.flush()
    return True


def _nothing_said(desk: Desk, meeting: Meeting, organisation_id: int) -> list[NothingToRaise]:
    assert meeting.id is not None
    return [row for row in agenda.said_nothing(desk.session, meeting.id) if row.organisation_id == organisation_id]


def total(items: list[AgendaItem]) -> int:
    """The minutes the points ask for together."""
    return sum(item.minutes for item in items)


@contextmanager
def form_at_hand(again: Callable[[], Form]) -> Iterator[None]:
    """Whatever is refused in here brings its form along, so that nothing typed is lost."""
    try:
        yield
    except Refusal as refusal:
        refusal.form = again()
        raise
