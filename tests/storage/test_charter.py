"""The charter of Peru says what the secretariat works by, and from which clause."""

import re
from dataclasses import FrozenInstanceError
from datetime import date, time
from pathlib import Path

import pytest

from storage.charter import SETTING, TOR, Charter, CharterError, load_named
from storage.charter_terms import changed

SEED = Path(__file__).parents[3] / "shared" / "seed"
SINCE = date(2027, 3, 1)


def test_the_charter_of_peru_says_what_the_secretariat_works_by(peru: Charter) -> None:
    assert peru.name == "peru"
    assert (peru.zone, peru.language, peru.languages) == ("America/Lima", "es", ("es", "en"))
    assert (peru.opens, peru.closes, peru.close_of_business, peru.notices_at) == (
        time(8, 30), time(17, 30), time(17), time(9),
    )  # fmt: skip
    assert [kind.prefix for kind in peru.meetings.values()] == ["PLE", "CE", "TEC", "GT", "EXT"]
    assert [kind for kind, each in peru.meetings.items() if each.decides] == ["executive", "extraordinary"]
    assert [kind for kind, each in peru.meetings.items() if each.balance] == ["plenary"]
    assert peru.meetings["executive"].hour == time(10)
    assert peru.offices["secretariat"].bound_to == "OIM"
    assert peru.powers["override"].offices == ("coordination",)
    assert len(peru.objectives) == 23
    assert peru.objectives[15]["es"] == "Acceso a los servicios básicos"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("agenda.call", {"plenary": -20, "executive": -15, "technical": -10, "working_group": -10}),
        ("agenda.close", {"plenary": -12, "executive": -8, "technical": -6, "working_group": -6}),
        (
            "agenda.circulation",
            {"plenary": -10, "executive": -5, "technical": -5, "working_group": -5, "extraordinary": -2},
        ),
        (
            "agenda.documents",
            {"plenary": -5, "executive": -5, "technical": -3, "working_group": -3, "extraordinary": -2},
        ),
        ("meeting.notice", {"plenary": 20, "executive": 15, "technical": 10, "working_group": 10, "extraordinary": 2}),
    ],
)
def test_the_agenda_of_each_kind_of_meeting_has_its_dates(peru: Charter, term: str, expected: dict[str, int]) -> None:
    assert peru.terms[term].by_meeting == expected


@pytest.mark.parametrize(
    ("term", "days"),
    [
        ("minutes.circulation", 5), ("minutes.comments", 5), ("minutes.final", 2), ("absent.answer", 3),
        ("invitation.government", -10), ("invitation.high_level", -15), ("invitation.stakeholder", -10),
    ],
)  # fmt: skip
def test_the_periods_are_the_defaults_of_the_secretariat(peru: Charter, term: str, days: int) -> None:
    assert peru.terms[term].working_days == days
    assert peru.terms[term].source == SETTING


def test_only_the_yearly_meetings_are_terms_of_the_document_itself(peru: Charter) -> None:
    """The terms of reference give no number of days: once a year is all the time they fix (§7)."""
    assert [name for name, term in peru.terms.items() if term.source == TOR] == ["plenary.yearly", "executive.yearly"]
    alert = peru.terms["plenary.alert"]
    assert (alert.source, alert.day, alert.amber, alert.red) == (SETTING, (12, 15), (10, 1), (12, 1))


def test_the_ladder_of_the_minutes_warns_before_on_the_day_and_late(peru: Charter) -> None:
    ladder = peru.terms["minutes.circulation"].ladder
    assert (ladder.before, ladder.on_the_day, ladder.late, ladder.coordinator) == ((1,), True, 1, 2)
    assert peru.terms["minutes.circulation"].owner == "secretariat"


def test_the_three_calendars_count_for_different_people(peru: Charter) -> None:
    national, state, office = (peru.calendars[name] for name in ("national", "public_sector", "un_office"))
    assert (national.country, national.counts_for) == ("PE", ("network", "government"))
    assert (state.counts_for, dict(state.days)) == (("government",), {})
    assert (office.counts_for, dict(office.days)) == (("network",), {})


def test_a_charter_cannot_be_changed_by_accident(peru: Charter) -> None:
    with pytest.raises(FrozenInstanceError):
        peru.zone = "Europe/Paris"  # type: ignore[misc]
    with pytest.raises(TypeError):
        peru.terms["minutes.circulation"] = peru.terms["minutes.final"]  # type: ignore[index]
    with pytest.raises(TypeError):
        peru.terms["agenda.call"].by_meeting["plenary"] = 0  # type: ignore[index]


def test_each_clause_is_quoted_and_named_in_both_languages(peru: Charter) -> None:
    keys = [f"4.{n}" for n in range(1, 6)] + [f"5.1.{n}" for n in range(1, 10)] + [f"5.2.{n}" for n in range(1, 5)]
    structure = [
        f"5.{part}" for part in ("members", "committee", "focal_points", "groups", "government", "stakeholders")
    ]
    meetings = ["7.network", "7.technical", "7.committee"]
    assert {"1", "2", "2.agility", "3", *keys, *structure, "5.1", "6", *meetings} == set(peru.clauses)
    for key, clause in peru.clauses.items():
        assert clause.number.startswith(key.split(".")[0]), key
        assert len(clause.words) > 40, key
        assert set(clause.title) == {"es", "en"}, key


@pytest.mark.skipif(not SEED.is_dir(), reason="the terms of reference lie beside the repository, not in it")
def test_each_clause_is_quoted_word_for_word(peru: Charter) -> None:
    document = _plain("".join(path.read_text(encoding="utf-8") for path in SEED.glob("*.txt")))
    for key, clause in peru.clauses.items():
        assert clause.words in document, key


def _plain(text: str) -> str:
    """The document without marks of its printing: bold, links, line breaks, and hyphens cut by the end of a line."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text.replace("**", ""))
    return re.sub(r"(?<=\w)- (?=\w)", "-", re.sub(r"\s+", " ", text))


def test_a_changed_setting_is_checked_like_a_charter(peru: Charter) -> None:
    minutes = changed(peru.terms["minutes.circulation"], {"working_days": 7}, SINCE, "D-2027-02")
    assert (minutes.working_days, minutes.since, minutes.decision, minutes.owner) == (
        7,
        SINCE,
        "D-2027-02",
        "secretariat",
    )
    call = changed(peru.terms["agenda.call"], {"by_meeting": {"executive": -12}}, SINCE, "D-2027-02")
    assert call.by_meeting == {"plenary": -20, "executive": -12, "technical": -10, "working_group": -10}
    assert changed(peru.terms["hours.close_of_business"], {"at": "16:30"}, SINCE, "").at == time(16, 30)
    assert changed(peru.terms["plenary.alert"], {"amber": "09-15"}, SINCE, "").amber == (9, 15)


@pytest.mark.parametrize(
    ("term", "values", "complaint"),
    [
        ("minutes.circulation", {"working_days": 500}, "whole number from 0 to 250"),
        ("minutes.circulation", {"days": 5}, "days is not a key of terms.minutes.circulation"),
        ("agenda.call", {"by_meeting": {"plenaria": -5}}, "plenaria is not a key"),
        ("agenda.call", {"by_meeting": -5}, "must be a table"),
        ("hours.opens", {"at": "25:00"}, "no hour of the day"),
        ("plenary.alert", {"red": "09-01"}, "not in this order"),
        ("plenary.yearly", {"number": 2}, "is a rule of the terms of reference"),
    ],
)
def test_an_impossible_change_of_a_setting_is_refused(
    peru: Charter, term: str, values: dict[str, object], complaint: str
) -> None:
    with pytest.raises(CharterError, match=complaint) as refused:
        changed(peru.terms[term], values, SINCE, "D-2027-02")
    assert str(refused.value).startswith("the change: ")


def test_a_charter_is_found_by_its_name() -> None:
    assert load_named("peru").name == "peru"
    with pytest.raises(CharterError, match="no charter named 'atlantis'; choose one of example, peru"):
        load_named("atlantis")
    with pytest.raises(CharterError, match="no charter named"):
        load_named("../charters/peru")
