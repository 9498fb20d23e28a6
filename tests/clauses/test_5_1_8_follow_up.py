"""§5.1.8: decisions are followed up. Who took an action on hears before its day, never after it is done."""

from __future__ import annotations

from datetime import datetime

from tests.handlers.record_scene import SECRETARY
from tests.handlers.test_action_following import MAP, NOTE, OWNER, assigned
from tests.town import Town, lima

COORDINATOR = "l.altaquilla"


def clock(town: Town, at: datetime) -> list[tuple[str, str]]:
    """What the clock had written by then about actions: notice and reader."""
    before = {row.key for row in town.notices()}
    town.clock(at)
    fresh = [row for row in town.notices() if row.key not in before and row.notice.startswith("action.")]
    return sorted((row.notice, reader) for row in fresh for reader in town.emails([row]))


def test_five_and_one_working_days_before_and_on_the_day(town: Town) -> None:
    """Reminders five and one working days before the day, and on it: to the official focal point, in the morning."""
    assigned(town)
    assert clock(town, lima(2027, 5, 6, 12)) == []
    assert clock(town, lima(2027, 5, 7, 9)) == [("action.due.before", OWNER)]
    assert clock(town, lima(2027, 5, 13, 9)) == [("action.due.before", OWNER)]
    assert clock(town, lima(2027, 5, 14, 9)) == [("action.due.today", OWNER)]
    assert clock(town, lima(2027, 5, 14, 18)) == []


def test_what_is_done_is_reminded_of_no_more(town: Town) -> None:
    code = assigned(town)
    clock(town, lima(2027, 5, 7, 9))
    town.ask(OWNER, "actions.done", lima(2027, 5, 12, 10), code=code, wording="enviado")
    town.clock(lima(2027, 5, 12, 11))
    assert clock(town, lima(2027, 5, 13, 9)) == []
    assert clock(town, lima(2027, 6, 30, 9)) == []


def test_what_is_overdue_comes_once_a_week_as_one_message(town: Town) -> None:
    """Five working days after the first day missed, and every five more: all that is overdue in one message."""
    assigned(town)
    assigned(town, NOTE, day="2027-05-17")
    for day in (7, 10, 13, 14, 17):
        clock(town, lima(2027, 5, day, 9))
    assert clock(town, lima(2027, 5, 20, 12)) == []
    assert clock(town, lima(2027, 5, 21, 9)) == [("action.overdue.today", OWNER)]
    assert clock(town, lima(2027, 5, 27, 12)) == []
    found = clock(town, lima(2027, 5, 28, 9))
    assert ("action.overdue.today", OWNER) in found
    (letter,) = [row for row in town.notices("action.overdue.today") if row.due_at == lima(2027, 5, 21, 9)]
    assert MAP in str(letter.values["all"])
    assert NOTE in str(letter.values["all"])


def test_ten_working_days_late_the_coordinator_hears_alone(town: Town) -> None:
    assigned(town)
    for day in (7, 13, 14, 21):
        clock(town, lima(2027, 5, day, 9))
    found = clock(town, lima(2027, 5, 28, 9))
    assert ("action.due.coordinator", COORDINATOR) in found
    assert all(reader in {COORDINATOR, OWNER} for _, reader in found)
    assert SECRETARY not in {reader for _, reader in found}


def test_a_new_day_is_reminded_of_anew(town: Town) -> None:
    code = assigned(town)
    clock(town, lima(2027, 5, 7, 9))
    town.ask(OWNER, "actions.move", lima(2027, 5, 10, 10), code=code, date="2027-05-21", wording="faltan datos")
    assert clock(town, lima(2027, 5, 13, 9)) == []
    assert clock(town, lima(2027, 5, 14, 9)) == [("action.due.before", OWNER)]
