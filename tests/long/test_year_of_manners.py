"""A virtual year of the whole network: nobody gets more than the charter lets them, at night, or for what is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.year_of_manners import play

EXCEPTIONS = {
    "minutes.follow_up", "meeting.convened", "meeting.convened_with_call", "contacts.asked",
    "contacts.copied", "agenda.call",
}  # fmt: skip
"""What leaves by itself in the weeks over the budget: it starts a period or changes a date, and never waits."""


@pytest.mark.long
def test_a_year_of_sixty_people_keeps_the_manners_of_the_charter(tmp_path: Path) -> None:
    year = play(tmp_path)
    assert (year.people, year.meetings, year.actions) == (60, 12, 80)
    assert year.gathered > 100
    assert year.reminders > 200
    assert year.gathered_over == 0
    assert year.could_wait == 0, "past the budget only exceptions leave, and what falls due before Monday"
    assert max(year.weekly) <= 4
    assert set(year.exceptions) <= EXCEPTIONS
    assert (year.outside_hours, year.for_done, year.late) == (0, 0, 0)
