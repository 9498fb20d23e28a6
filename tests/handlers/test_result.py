"""How a circulation ends: the clock proposes after the last second, the secretariat records what the answers say, nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.circulation_scene import (
    ACNUR,
    COORDINATOR,
    ENDS,
    OIT,
    OPENED,
    SEATS,
    SECRETARY,
    WAY_OUT,
    in_force,
    objects,
    of,
    opened,
    revised,
)
from tests.handlers.record_scene import acts, said
from tests.town import Town, keys_of, lima

SECOND = timedelta(seconds=1)
WEDNESDAY = lima(2027, 2, 24, 10)


def test_silence_until_the_end_is_proposed_and_adopted_as_of_the_end(town: Town) -> None:
    in_force(town)
    code = opened(town)
    town.clock(ENDS)
    assert town.notices("decision.result_proposed") == [], "17:00:00 still counts"
    town.clock(ENDS + SECOND)
    assert town.emails(town.notices("decision.result_proposed")) == {COORDINATOR, SECRETARY}
    assert of(town, code).status == "open", "the clock only proposes"
    words = said(town.ask(SECRETARY, "decisions.adopt", lima(2027, 2, 26, 9), code=code))
    assert "Con fecha: jueves 25 de febrero de 2027, 17:00 (hora de Lima)" in words
    town.do(SECRETARY, "decisions.adopt", lima(2027, 2, 26, 9), code=code)
    decision = of(town, code)
    assert (decision.status, decision.settled_at) == ("consensus", ENDS)
    assert "decision.adopted" in [entry.act for entry in acts(town, code)]


def test_an_objection_in_the_last_second_stops_it_and_one_a_second_later_is_shown(town: Town) -> None:
    in_force(town)
    code = opened(town)
    objects(town, code, ENDS.replace(microsecond=999_999))
    town.clock(ENDS + SECOND)
    assert of(town, code).status == "suspended"
    assert town.notices("decision.result_proposed") == []

    other = opened(town, lima(2027, 3, 1, 9), wording="Otro texto.")
    ends = of(town, other).closes_at
    assert ends is not None
    objects(town, other, ends + SECOND)
    town.clock(ends + SECOND)
    words = said(town.ask(SECRETARY, "decisions.adopt", ends + timedelta(minutes=1), code=other))
    assert "Esto llegó después del plazo" in words
    assert WAY_OUT in words
    assert "OIT, objeción" in words


def test_an_answer_that_races_the_clock_has_one_outcome(town: Town) -> None:
    """It was given in time but comes to the counter after the clock: it counts, and the proposed result is taken back."""
    in_force(town)
    code = opened(town)
    town.clock(ENDS + SECOND)
    objects(town, code, ENDS)
    assert (of(town, code).status, of(town, code).proposed_result_at) == ("suspended", None)
    refused = town.ask(SECRETARY, "decisions.adopt", ENDS + SECOND, code=code)
    assert "circulation.objected" in keys_of(refused)
    assert "OIT" in said(refused)


def test_nothing_is_adopted_while_seats_are_waited_for(town: Town) -> None:
    in_force(town)
    code = opened(town)
    town.ask(ACNUR, "decisions.agree", WEDNESDAY, code=code)
    refused = town.ask(COORDINATOR, "decisions.adopt", WEDNESDAY, code=code)
    assert "circulation.waiting" in keys_of(refused)
    assert "ACNUR" not in said(refused)


def test_when_every_seat_has_spoken_it_may_be_adopted_before_the_end(town: Town) -> None:
    code = opened(town)
    at = lima(2027, 2, 19, 10)
    for seat in SEATS:
        town.ask(seat, "decisions.agree", at, code=code)
    assert of(town, code).proposed_result_at == at
    town.do(COORDINATOR, "decisions.adopt", at, code=code)
    assert (of(town, code).status, of(town, code).settled_at) == ("consensus", at)


def test_an_explicit_round_that_ends_with_a_seat_silent_is_no_consensus(town: Town) -> None:
    code = opened(town)
    at, ends = lima(2027, 2, 19, 10), of(town, code).closes_at
    assert ends is not None
    for seat in SEATS:
        if seat != OIT:
            town.ask(seat, "decisions.agree", at, code=code)
    town.clock(ends + SECOND)
    assert town.emails(town.notices("decision.expired")) == {COORDINATOR}
    refused = town.ask(COORDINATOR, "decisions.adopt", ends + SECOND, code=code)
    assert "circulation.expired" in keys_of(refused)
    again = town.do(
        COORDINATOR, "decisions.revise", ends + SECOND, code=code, wording=of(town, code).wording, period="explicit"
    )
    assert not again.refused, "the same text may be asked again once its period is over"
    assert town.notices("circulation.explicit_again") == [], "it is not called a revised text"
    assert of(town, code).version == 2


def test_not_adopted_keeps_its_number_and_its_reason(town: Town) -> None:
    in_force(town)
    code = opened(town)
    objects(town, code, WEDNESDAY)
    done = town.do(COORDINATOR, "decisions.not_adopted", WEDNESDAY, code=code, reason="No hubo acuerdo sobre la 3.2.")
    assert not done.refused
    assert of(town, code).status == "not_adopted"
    assert town.emails(town.notices("decision.not_adopted")) == {*SEATS, SECRETARY}
    assert opened(town, WEDNESDAY, wording="Otro.") == "D-2027-04", "its number is never used again"
    refused = town.ask(COORDINATOR, "decisions.revise", WEDNESDAY, code=code, wording="Otra cosa", period="urgent")
    assert "circulation.settled" in keys_of(refused)


@pytest.mark.parametrize(
    ("at", "why"), [(WEDNESDAY, "circulation.still_running"), (ENDS + SECOND, "circulation.reached")]
)
def test_the_secretariat_does_not_say_no_for_the_committee(town: Town, at: object, why: str) -> None:
    in_force(town)
    code = opened(town)
    refused = town.ask(COORDINATOR, "decisions.not_adopted", at, code=code, reason="x")  # type: ignore[arg-type]
    assert why in keys_of(refused)


def test_a_person_cannot_end_a_period_early(town: Town) -> None:
    in_force(town)
    code = opened(town)
    assert "circulation.still_running" in keys_of(town.ask(COORDINATOR, "decisions.end_period", WEDNESDAY, code=code))


def test_a_result_shown_for_one_version_is_not_recorded_for_the_next(town: Town) -> None:
    in_force(town)
    code = opened(town)
    previewed = town.ask(COORDINATOR, "decisions.adopt", ENDS + SECOND, code=code)
    revised(town, code, ENDS + SECOND, period="urgent")
    confirmed = town.confirm(COORDINATOR, previewed, ENDS + SECOND)
    assert "circulation.waiting" in keys_of(confirmed)
    assert of(town, code).status == "open"


def test_adopted_once_it_is_not_adopted_again(town: Town) -> None:
    in_force(town)
    code = opened(town)
    town.do(SECRETARY, "decisions.adopt", ENDS + SECOND, code=code)
    assert "circulation.settled" in keys_of(town.ask(COORDINATOR, "decisions.adopt", ENDS + SECOND, code=code))


def test_the_clock_after_a_week_of_sleep_proposes_once(town: Town) -> None:
    in_force(town)
    code = opened(town)
    for day in (5, 5, 8):
        town.clock(lima(2027, 3, day, 12))
    assert len(town.notices("decision.result_proposed")) == 2
    assert of(town, code).status == "open"


def test_it_was_opened_and_answered_in_the_same_minute(town: Town) -> None:
    in_force(town)
    code = opened(town)
    town.ask(OIT, "decisions.agree", OPENED, code=code)
    assert of(town, code).status == "open"


def test_a_seat_that_takes_its_answer_back_before_the_end_is_waited_for_again(town: Town) -> None:
    """The result proposed when all had spoken is no result any more; the end is looked at after all."""
    code, at = opened(town), lima(2027, 2, 19, 10)
    ends = of(town, code).closes_at
    assert ends is not None
    for seat in SEATS[:-1]:
        town.ask(seat, "decisions.agree", at, code=code)
    town.do(SEATS[-1], "decisions.reserve", at, code=code, wording="Con una declaración.")
    assert of(town, code).proposed_result_at == at
    town.do(SEATS[-1], "decisions.take_back", at, code=code, wording="La retiro.")
    assert of(town, code).proposed_result_at is None
    town.clock(ends + SECOND)
    assert len(town.notices("decision.expired")) == 1
