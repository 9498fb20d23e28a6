"""Who was in the room for a seat of the Committee: by whom a seat can have agreed at a meeting."""

from __future__ import annotations

from datetime import date

import pytest

from storage.people import Office
from tests.handlers.circulation_scene import COORDINATOR, of
from tests.handlers.consensus_scene import D1, PRIORITIES
from tests.handlers.record_scene import CE as MEETING
from tests.handlers.record_scene import COMMITTEE as BODIES
from tests.handlers.record_scene import NOON, held
from tests.town import Town


@pytest.mark.parametrize(("letter", "status"), [("", "ad_referendum"), ("carta 050-2027", "consensus")])
def test_a_seat_that_came_with_an_alternate_has_agreed_only_by_letter(town: Town, letter: str, status: str) -> None:
    """5: focal points do the technical work; in the Committee somebody else speaks for a seat only with its letter."""
    held(town, present=BODIES, regrets=(), alternates=("ACNUR",))
    with town.database.transaction() as session:
        deputy = Office(
            network_id=town.network_id, person_id=town.id_of("h.parihuanca"), organisation_id=town.organisation("ACNUR"),
            office="deputy", since=date(2026, 11, 23), reference=letter,
        )  # fmt: skip
        session.add(deputy)

    town.do(COORDINATOR, "decisions.record", NOON, meeting=MEETING, wording=PRIORITIES)

    assert of(town, D1).status == status
