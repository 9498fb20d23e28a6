"""Which dates change when a meeting moves, and which of them people had been told."""

from dataclasses import dataclass
from datetime import datetime

from handlers.agenda_dates import CALL, CIRCULATION, CLOSE
from handlers.desk import Desk
from handlers.meeting_dates import AGENDA, computed
from handlers.reply import Paragraph, Part, Said, Table, Text, text
from storage.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that changes with its meeting."""

    term: str
    before: datetime
    after: datetime
    announced: bool

    @property
    def shortened(self) -> bool:
        """Whether people were told a later date than the one that would hold now."""
        return self.announced and self.term != CALL and self.after < self.before

    def said(self) -> Text:
        """That a date which was announced would come sooner."""
        label = text(f"meeting.date.{self.term}")
        return text("meeting.move.shortened", deadline=label, before=self.before, after=self.after)


def changed_dates(desk: Desk, before: Meeting, after: Meeting) -> list[Moved]:
    """The computed dates that differ; what is settled already stays. The convocation told those of the agenda."""
    settled = {CALL: before.call_opened_at, CLOSE: before.items_closed_at, CIRCULATION: before.agenda_circulated_at}
    then = {each.term: each.at for each in computed(desk.law, before, desk.now)}
    now = {each.term: each.at for each in computed(desk.law, after, desk.now)}
    return [
        Moved(term, then[term], at, announced=term in AGENDA and then[term] >= before.convened_at)
        for term, at in now.items()
        if term in then and then[term] != at and settled.get(term) is None
    ]


def dates_that_change(desk: Desk, before: Meeting, after: Meeting) -> list[Part]:
    """Each date before and after, whether it was announced, and plainly the announced ones that would come sooner."""
    rows = changed_dates(desk, before, after)
    if not rows:
        return []
    header = tuple(text(f"meeting.move.{column}") for column in ("deadline", "before", "after", "announced"))
    cells = [
        (text(f"meeting.date.{row.term}"), _on(row.before), _on(row.after), text("yes" if row.announced else "no"))
        for row in rows
    ]
    parts: list[Part] = [Table(text("meeting.move.dates"), header, tuple(cells))]
    parts += [Paragraph(row.said()) for row in rows if row.shortened]
    parts += [Paragraph(text(f"meeting.move.{name}_now")) for name in _at_once(rows, desk.now)]
    if before.items_closed_at:
        parts.append(Paragraph(text("meeting.move.stays_closed", closed=before.items_closed_at)))
    return parts


def _on(at: datetime) -> Said:
    return text("meeting.when_short", when=at)


def _at_once(rows: list[Moved], now: datetime) -> list[str]:
    """What the clock would do right after the move, because its new moment has come already."""
    names = {CALL: "call", CLOSE: "close"}
    come = {row.term for row in rows if row.before > now >= row.after}
    return [name for term, name in names.items() if term in come and not (term == CALL and CLOSE in come)]
