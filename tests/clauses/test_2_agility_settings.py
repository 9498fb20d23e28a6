"""§2 (Agilidad): the Network reviews its methods; a setting changes by its decision, from a day on, and shortens nothing announced."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from handlers.setting_effects import with_change
from scheduler import law as laws
from scheduler.duties import all_duties, gather
from scheduler.law import Law
from scheduler.papers import MinutesFacts
from storage.charter import SETTING, TOR, Charter
from tests.examples import held, lima, meeting, papers, the
from tests.handlers.record_scene import CE, convened
from tests.handlers.setting_scene import COORDINATOR, SECRETARY, TERM, decided, desk_at
from tests.town import Town, keys_of
from tests.town import lima as in_lima

MARCH = date(2027, 3, 1)
DECISION = "D-2027-05"
CONVENED = meeting("CE-2027-02", "executive", lima("2027-03-22", "10:00"), lima("2027-02-25"))


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def test_what_was_due_before_is_judged_by_the_rule_of_its_day(law: Law) -> None:
    """Minutes of a meeting held before the change keep their five days; those of one held on its first day have two."""
    after = with_change(law, TERM, {"working_days": 2}, MARCH, DECISION)
    now = lima("2027-03-02")
    assert the(TERM, papers(held("TEC-2027-01", "technical", "2027-02-26")), after, now).due == lima(
        "2027-03-05", "17:00"
    )
    assert the(TERM, papers(held("TEC-2027-01", "technical", "2027-03-01")), after, now).due == lima(
        "2027-03-03", "17:00"
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("agenda.close", {"by_meeting": {"executive": -12}}),
        ("agenda.circulation", {"by_meeting": {"executive": -7}}),
        ("hours.close_of_business", {"at": "12:00"}),
    ],
)
def test_a_meeting_that_was_convened_keeps_the_dates_it_was_announced_with(
    law: Law, name: str, values: dict[str, object]
) -> None:
    """Whatever is made stricter after a convocation, the dates of its agenda stay as they were announced."""
    now, on = lima("2027-03-05"), papers(CONVENED)
    after = with_change(law, name, values, MARCH, DECISION)
    agenda = [
        [duty.due for duty in all_duties(on, each, now) if duty.name.startswith("agenda.")] for each in (law, after)
    ]
    assert agenda[0] == agenda[1] != []


def test_the_final_version_keeps_the_day_announced_when_the_draft_went_round(law: Law) -> None:
    """The draft went round on 25 February with its final version for 8 March; a change of 1 March does not hurry it."""
    facts = MinutesFacts(lima("2027-02-25"), lima("2027-03-04", "17:00"))
    on = papers(held("TEC-2027-01", "technical", "2027-02-23"), minutes=facts)
    after = with_change(law, "minutes.final", {"working_days": 0}, MARCH, DECISION)
    assert the("minutes.final", on, after, lima("2027-03-05")).due == lima("2027-03-08", "17:00")


def test_a_day_off_that_is_added_brings_no_announced_date_forward(town: Town) -> None:
    """Items close eight working days before the meeting. A day off added meanwhile would make that nine days: it does not."""
    convened(town, CE, "executive", in_lima(2027, 2, 9, 10))
    before = _closes(town)
    town.do(
        SECRETARY, "network.calendar_day", in_lima(2027, 1, 18), date="2027-02-02", name="Feriado", calendar="un_office"
    )
    assert _closes(town) == before == in_lima(2027, 1, 28, 17)


def test_an_announced_date_that_becomes_a_day_off_waits_for_the_next_working_day(town: Town) -> None:
    """Nobody is due on a day on which nobody works: the deadline is lengthened, never shortened."""
    convened(town, CE, "executive", in_lima(2027, 2, 9, 10))
    town.do(
        SECRETARY, "network.calendar_day", in_lima(2027, 1, 18), date="2027-01-28", name="Feriado", calendar="un_office"
    )
    assert _closes(town) == in_lima(2027, 1, 29, 17)


def test_a_meeting_convened_after_the_day_off_was_added_counts_without_it(town: Town) -> None:
    """The calendar of the day of the convocation counts: a day off that was known then is no working day."""
    town.do(
        SECRETARY,
        "network.calendar_day",
        in_lima(2026, 11, 24),
        date="2027-02-02",
        name="Feriado",
        calendar="un_office",
    )
    convened(town, CE, "executive", in_lima(2027, 2, 9, 10))
    assert _closes(town) == in_lima(2027, 1, 27, 17)


def test_a_rule_of_the_terms_of_reference_is_no_setting(peru: Charter, town: Town) -> None:
    """What a clause itself says changes only with the terms of reference; the refusal names that clause."""
    decided(town)
    rules = [name for name, term in peru.terms.items() if term.source == TOR]
    assert rules
    for name in rules:
        reply = town.ask(COORDINATOR, "settings.change", in_lima(2027, 2, 15), name=name)
        assert reply.refused
        assert {"setting.rule", "source.clause"} <= set(keys_of(reply))
    assert all(term.changed_by for term in peru.terms.values() if term.source == SETTING)


def _closes(town: Town) -> datetime:
    with desk_at(town, in_lima(2027, 1, 19)) as desk:
        found = all_duties(gather(desk.session, desk.network_id, desk.law, desk.now), desk.law, desk.now)
        return next(duty.due for duty in found if duty.name == "agenda.close")
