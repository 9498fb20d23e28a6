"""Actions have words, an organisation of the network and a working day; whoever answers for them hears at once."""

from __future__ import annotations

from datetime import date

from tests.handlers.record_scene import (
    CE,
    COORDINATOR,
    GUEST,
    NOON,
    SECRETARY,
    TEC,
    UNFPA,
    actions,
    acts,
    fields,
    held,
    said,
    source,
    technical,
)
from tests.town import Town, keys_of, lima

MAP = "Enviar el mapa de puntos de información."
AFTERNOON = lima(2027, 4, 6, 15)


def test_an_action_is_read_back_then_numbered_and_told_to_those_who_answer_for_it(network: Town) -> None:
    """5.1.8: the secretariat follows up what was agreed; official and alternate focal point hear of it."""
    technical(network)
    shown = network.ask(
        SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=MAP, organisation="acnur", date=date(2027, 5, 14)
    )
    words = said(shown)
    assert MAP in words
    assert "Para cuándo: viernes 14 de mayo de 2027" in words
    assert "Hugo Parihuanca Lis" in words
    assert "Noelia Quintamayo Ser" in words
    assert "§5.1.8" in source(shown)
    assert actions(network) == []
    network.confirm(SECRETARY, shown, AFTERNOON)
    (action,) = actions(network)
    assert (action.code, action.due, action.organisation_id) == (
        "A-2027-01",
        date(2027, 5, 14),
        network.organisation("ACNUR"),
    )
    assert network.emails(network.notices("action.assigned")) == {"n.quintamayo", "h.parihuanca"}
    (entry,) = acts(network, "A-2027-01")
    assert (entry.act, entry.clause) == ("action.assigned", "5.1.8")


def test_why_tells_who_assigned_an_action_and_by_which_clause(town: Town) -> None:
    technical(town)
    town.do(SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=MAP, organisation="OIT", date="2027-04-30")
    words = said(town.ask(UNFPA, "network.why", AFTERNOON, code="a-2027-01"))
    assert "§5.1.8" in words
    assert "Renzo Berrocapa Illari (Secretaría) asignó la acción" in words
    assert town.ask(GUEST, "network.why", AFTERNOON, code="A-2027-01").refused


def test_the_form_asks_only_for_what_is_missing(town: Town) -> None:
    technical(town)
    reply = town.ask(SECRETARY, "actions.assign", AFTERNOON, wording=MAP)
    assert list(fields(reply)) == ["wording", "organisation", "date", "item"]
    assert fields(reply)["wording"] == MAP
    assert reply.form is not None
    town.do(
        SECRETARY,
        "actions.assign",
        AFTERNOON,
        **reply.form.hidden,
        wording=MAP,
        organisation=str(town.organisation("OIT")),
        date="2027-04-30",
    )
    assert [action.code for action in actions(town)] == ["A-2027-01"]


def test_a_day_nobody_works_is_answered_with_the_working_days_beside_it(town: Town) -> None:
    technical(town)
    given = {"meeting": TEC, "wording": MAP, "organisation": "OIT"}
    saturday = town.ask(SECRETARY, "actions.assign", AFTERNOON, **given, date="2027-05-15")
    assert saturday.refused
    assert "cae en fin de semana" in said(saturday)
    labels = [button.values.get("date") for button in town.buttons(saturday)]
    assert labels == ["2027-05-14", "2027-05-17", None]
    shown = town.ask(SECRETARY, town.buttons(saturday)[1].command, AFTERNOON, **town.buttons(saturday)[1].values)
    assert "lunes 17 de mayo de 2027" in said(shown)
    town.confirm(SECRETARY, shown, AFTERNOON)
    assert [action.due for action in actions(town)] == [date(2027, 5, 17)]


def test_a_holiday_is_called_by_its_name(town: Town) -> None:
    technical(town)
    reply = town.ask(
        SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=MAP, organisation="OIT", date="2027-06-07"
    )
    assert "feriado" in said(reply)
    assert [button.values.get("date") for button in town.buttons(reply)][:2] == ["2027-06-04", "2027-06-08"]


def test_days_that_could_be_several_are_offered(town: Town) -> None:
    technical(town)
    choices = [date(2027, 4, 13), date(2027, 4, 20)]
    reply = town.ask(
        SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=MAP, organisation="OIT", date_choices=choices
    )
    assert "actions.which_day" in keys_of(reply)
    assert [button.values.get("date") for button in town.buttons(reply)][:2] == ["2027-04-13", "2027-04-20"]


def test_a_day_gone_by_a_guest_and_no_day_at_all_are_refused_by_their_field(town: Town) -> None:
    technical(town)
    given = {"meeting": TEC, "wording": MAP, "organisation": "OIT", "date": "2027-04-30"}
    for wrong, value in (
        ("date", "2027-04-05"),
        ("date", "31 de abril"),
        ("organisation", "Superintendencia Nacional de Migraciones"),
    ):
        reply = town.ask(SECRETARY, "actions.assign", AFTERNOON, **{**given, wrong: value})
        assert reply.refused
        assert reply.wrong == wrong
    assert actions(town) == []


def test_a_focal_point_assigns_nothing(town: Town) -> None:
    technical(town)
    reply = town.ask(
        UNFPA, "actions.assign", AFTERNOON, meeting=TEC, wording=MAP, organisation="OIT", date="2027-04-30"
    )
    assert reply.refused
    assert "§5.1.8" in source(reply)


def test_the_year_of_the_meeting_numbers_its_actions(network: Town) -> None:
    held(network)
    technical(network)
    for meeting, at in ((CE, NOON), (CE, NOON), (TEC, AFTERNOON)):
        network.do(
            COORDINATOR, "actions.assign", at, meeting=meeting, wording=MAP, organisation="UNICEF", date="2027-04-30"
        )
    assert [action.code for action in actions(network)] == ["A-2027-01", "A-2027-02", "A-2027-03"]


def test_members_see_open_actions_by_due_day_and_no_one_is_called_late(network: Town) -> None:
    technical(network)
    for body, day in (("OIM", "2027-05-14"), ("OIT", "2027-04-30"), ("UNFPA", "2027-04-30")):
        network.do(
            SECRETARY,
            "actions.assign",
            AFTERNOON,
            meeting=TEC,
            wording=f"Acción de {body}",
            organisation=body,
            date=day,
        )
    long_after = lima(2027, 7, 1)
    words = said(network.ask(UNFPA, "actions.list", long_after))
    assert words.index("A-2027-02") < words.index("A-2027-03") < words.index("A-2027-01")
    assert "tarde" not in words
    assert "venc" not in words
    assert "Acción de OIT" not in said(network.ask(UNFPA, "actions.list", long_after, mine="1"))
    assert "Acción de OIM" in said(network.ask(UNFPA, "actions.list", long_after, organisation="oim"))
    assert network.ask(GUEST, "actions.list", long_after).refused


def test_an_office_without_focal_points_still_hears_of_its_action(town: Town) -> None:
    held(town)
    town.do(
        COORDINATOR,
        "actions.assign",
        NOON,
        meeting=CE,
        wording="Llevar las prioridades al UNCT.",
        organisation="OCR",
        date="2027-03-15",
    )
    assert town.emails(town.notices("action.assigned")) == {"x.caltarumi"}
