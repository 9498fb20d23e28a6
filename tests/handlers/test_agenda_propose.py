"""Points are proposed: shown before they count, in the name of the right organisation, bad details refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.reply import Paragraph, Text
from storage.agenda import said_nothing
from tests.handlers.agenda_scene import (
    CLOSE,
    OIT,
    SECRETARY,
    UNFPA,
    UNICEF,
    acts,
    convened,
    points,
    proposed,
    said,
    the_meeting,
    titles,
)  # fmt: skip
from tests.town import Town, keys_of, lima

NOON = lima(2027, 1, 22, 12)
GOVERNMENT = "f.valderruma"


def test_a_complete_point_is_shown_before_it_counts(network: Town) -> None:
    convened(network)
    shown = network.ask(
        OIT, "agenda.propose", NOON, title="Condiciones laborales", kind="decide", minutes="20", objectives=["6"]
    )
    assert shown.form is None
    assert titles(network) == []
    assert network.notices() == []
    told = said(shown)
    for wanted in (
        "CE-2027-01",
        "Condiciones laborales",
        "Para decidir",
        "Minutos: 20",
        "OIT",
        "6. Contratación y trabajo decente",
    ):
        assert wanted in told
    assert "Con este punto, la agenda suma 20 de los 90 minutos de la reunión; quedan 70." in told
    network.confirm(OIT, shown, NOON)
    (item,) = points(network)
    assert (item.title, item.kind, item.minutes, item.objectives) == ("Condiciones laborales", "decide", 20, [6])
    assert item.organisation_id == network.organisation("OIT")
    assert item.late is False
    assert acts(network)[-1] == "agenda.proposed"


def test_a_point_to_be_decided_without_document_is_taken_and_told_by_when_it_needs_one(network: Town) -> None:
    convened(network)
    reply = proposed(network, OIT, "Prioridades", NOON, kind="decide")
    assert "agenda.document_needed" in keys_of(reply)
    (due,) = [
        part.words.values["due"] for part in reply.card.parts
        if isinstance(part, Paragraph) and isinstance(part.words, Text) and part.words.key == "agenda.document_needed"
    ]  # fmt: skip
    assert due == lima(2027, 2, 2, 17)
    assert "source.setting" in keys_of(reply)
    assert titles(network) == ["Prioridades"]


def test_the_document_that_comes_later_is_added_to_the_point(network: Town) -> None:
    convened(network)
    proposed(network, OIT, "Prioridades", NOON, kind="decide")
    asked = network.ask(OIT, "agenda.document", NOON)
    assert asked.form is not None
    network.ask(OIT, "agenda.document", NOON, **asked.form.hidden, document="https://docs.example/prioridades")
    assert points(network)[0].document == "https://docs.example/prioridades"
    assert acts(network)[-1] == "agenda.document_given"


def test_what_is_missing_is_asked_with_what_was_given_filled_in(town: Town) -> None:
    convened(town)
    reply = town.ask(OIT, "agenda.propose", NOON, title="acceso a salud", minutes=15)
    assert reply.card is None
    given = {field.name: field.value for field in reply.form.fields}
    assert given["title"] == "acceso a salud"
    assert given["minutes"] == "15"
    assert given["kind"] is None
    assert "meeting" not in given, "there is only one meeting it can be"
    assert "organisation" not in given, "the office says for whom they speak"
    assert reply.form.hidden == {"meeting": "CE-2027-01", "organisation": str(town.organisation("OIT"))}
    objectives = next(field for field in reply.form.fields if field.name == "objectives")
    assert [option.value for option in objectives.options] == [str(n) for n in range(1, 24)]


def test_with_two_meetings_to_come_the_form_asks_for_which(town: Town) -> None:
    convened(town)
    convened(town, "technical", "TEC-2027-01", starts=lima(2027, 3, 4, 10))
    reply = town.ask(OIT, "agenda.propose", NOON, title="x", kind="debate", minutes=10)
    asked = next(field for field in reply.form.fields if field.name == "meeting")
    assert [option.value for option in asked.options] == ["CE-2027-01", "TEC-2027-01"]
    proposed(town, OIT, "Salud", NOON, meeting="tec-2027-01")
    assert titles(town, code="TEC-2027-01") == ["Salud"]


def test_the_meeting_that_was_shown_is_the_one_that_gets_the_point(town: Town) -> None:
    convened(town)
    shown = town.ask(OIT, "agenda.propose", NOON, title="Salud", kind="debate", minutes=10)
    convened(town, "technical", "TEC-2027-01", starts=lima(2027, 2, 3, 10))
    town.confirm(OIT, shown, NOON)
    assert titles(town) == ["Salud"]


def test_the_form_comes_back_filled_to_change_a_draft(town: Town) -> None:
    convened(town)
    shown = town.ask(OIT, "agenda.propose", NOON, title="Salud", kind="debate", minutes=10, objectives=["15"])
    form = town.press(OIT, shown, "button.change", NOON).form
    given = {field.name: field.value for field in form.fields}
    assert given["title"] == "Salud"
    assert given["meeting"] == "CE-2027-01"
    assert given["objectives"] == ["15"]


def test_two_presses_on_confirm_are_one_point(network: Town) -> None:
    convened(network)
    shown = network.ask(OIT, "agenda.propose", NOON, title="Salud", kind="debate", minutes=10)
    first = network.confirm(OIT, shown, NOON)
    second = network.confirm(OIT, shown, NOON)
    assert first == second
    assert titles(network) == ["Salud"]


def test_the_same_point_of_the_same_organisation_is_not_taken_twice(town: Town) -> None:
    convened(town)
    proposed(town, OIT, "Salud", NOON)
    again = town.ask("m.tordoya", "agenda.propose", NOON, title="salud", kind="inform", minutes=5)
    assert again.refused
    assert "agenda.propose.twice" in keys_of(again)
    proposed(town, UNICEF, "Salud", NOON)
    assert titles(town) == ["Salud", "Salud"]


def test_too_many_minutes_together_are_said_and_not_refused(town: Town) -> None:
    convened(town)
    proposed(town, OIT, "Uno", NOON, minutes=60)
    shown = town.ask(UNICEF, "agenda.propose", NOON, title="Dos", kind="debate", minutes=45)
    assert "Con este punto, la agenda suma 105 minutos y la reunión dura 90: hay 15 de más." in said(shown)
    town.confirm(UNICEF, shown, NOON)
    assert titles(town) == ["Uno", "Dos"]


@pytest.mark.parametrize(("moment", "late"), [(-1, False), (0, False), (1, True)])
def test_an_act_is_late_from_the_second_after_five_on_the_day_of_the_close(
    network: Town, moment: int, late: bool
) -> None:
    convened(network)
    shown = network.ask(UNFPA, "agenda.propose", CLOSE - timedelta(minutes=5), title="Salud", kind="debate", minutes=10)
    assert "agenda.would_be_late" not in keys_of(shown)
    reply = network.confirm(UNFPA, shown, CLOSE + timedelta(seconds=moment))
    (item,) = points(network, "late" if late else "proposed")
    assert item.late is late
    assert ("agenda.late.received" in keys_of(reply)) is late


def test_a_point_is_in_time_at_five_sharp_even_when_the_clock_closed_just_before_it(network: Town) -> None:
    convened(network)
    network.ask(None, "agenda.close", CLOSE, meeting="CE-2027-01")
    proposed(network, OIT, "Salud", CLOSE)
    assert titles(network) == ["Salud"]


def test_members_outside_the_committee_are_hinted_to_the_secretariat_alone(network: Town) -> None:
    convened(network)
    proposed(network, OIT, "Trabajo", NOON)
    assert network.notices("agenda.observer") == []
    proposed(network, UNFPA, "Salud", NOON)
    proposed(network, UNFPA, "Más salud", NOON)
    (hint,) = network.notices("agenda.observer")
    assert network.emails([hint]) == {SECRETARY}
    assert hint.values["organisation"] == "UNFPA"
    assert hint.values["why"]["values"]["number"] == network.charter.clauses["5.committee"].number


def test_no_hint_where_no_committee_meets(town: Town) -> None:
    convened(town, "technical", "TEC-2027-01")
    proposed(town, UNFPA, "Salud", NOON)
    assert town.notices("agenda.observer") == []


def test_a_decision_asked_of_a_technical_meeting_is_told_what_the_clause_says(town: Town) -> None:
    convened(town, "technical", "TEC-2027-01")
    shown = town.ask(UNFPA, "agenda.propose", NOON, title="Salud", kind="decide", minutes=10)
    assert "agenda.not_decided_here" in keys_of(shown)
    assert town.charter.clauses["5.focal_points"].words in said(shown)


def test_an_organisation_says_it_has_no_points_and_may_change_its_mind(network: Town) -> None:
    convened(network)
    network.ask(UNFPA, "agenda.nothing", NOON)
    network.ask("e.coscollana", "agenda.nothing", NOON, meeting="ce-2027-01")
    with network.database.reading() as session:
        answers = said_nothing(session, the_meeting(network).id)
        assert [row.organisation_id for row in answers] == [network.organisation("UNFPA")]
    assert acts(network).count("agenda.nothing") == 1
    proposed(network, UNFPA, "Salud", NOON)
    with network.database.reading() as session:
        assert said_nothing(session, the_meeting(network).id) == []


def test_an_organisation_with_a_point_on_its_way_cannot_say_it_has_none(town: Town) -> None:
    convened(town)
    proposed(town, UNFPA, "Salud", NOON)
    reply = town.ask(UNFPA, "agenda.nothing", NOON)
    assert "agenda.nothing.has_items" in keys_of(reply)
    assert town.button(reply, "button.agenda_withdraw").command == "agenda.withdraw"


def test_an_extraordinary_meeting_takes_points_until_its_agenda_leaves(town: Town) -> None:
    convened(town, "extraordinary", "EXT-2027-01", starts=lima(2027, 1, 22, 10))
    proposed(town, OIT, "Urgente", lima(2027, 1, 21, 18))
    town.do(SECRETARY, "agenda.circulate", lima(2027, 1, 21, 18, 30))
    proposed(town, UNICEF, "Tarde", lima(2027, 1, 21, 19))
    assert titles(town, code="EXT-2027-01") == ["Urgente"]
    assert titles(town, "late", code="EXT-2027-01") == ["Tarde"]


def test_nobody_is_late_for_a_close_that_had_passed_when_the_meeting_was_convened(town: Town) -> None:
    convened(town, starts=lima(2027, 1, 25, 10))
    proposed(town, OIT, "Salud", NOON)
    assert titles(town) == ["Salud"]
