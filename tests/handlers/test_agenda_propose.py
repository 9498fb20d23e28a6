"""Points are proposed: shown before they count, in the name of the right organisation, bad details refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.reply import Paragraph, Text
from storage.agenda import AgendaItem, said_nothing
from storage.meetings import Meeting
from storage.networks import Network
from storage.people import Office, Organisation
from tests.handlers.agenda_scene import (
    CLOSE,
    CONVENED,
    OIT,
    SECRETARY,
    UNFPA,
    UNICEF,
    acts,
    convened,
    points,
    proposed,
    refusals,
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
        "20 min",
        "OIT",
        "6. Contratación y trabajo decente",
    ):
        assert wanted in told
    assert "Los puntos suman 20 de los 90 minutos de la reunión; quedan 70." in told
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
    assert "Los puntos suman 105 minutos y la reunión dura 90: sobran 15." in said(shown)
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


def test_guests_propose_through_the_secretariat(network: Town) -> None:
    convened(network)
    reply = network.ask(GOVERNMENT, "agenda.propose", NOON, title="Cifras", kind="inform", minutes=10)
    assert reply.refused
    assert "refusal.guest" in keys_of(reply)
    refused = refusals(network)[-1]
    assert (refused.clause, refused.values["setting"]) == ("5.government", "powers.propose_item")
    body = "Ministerio de Relaciones Exteriores"
    proposed(network, SECRETARY, "Cifras", NOON, organisation=body)
    (item,) = points(network)
    assert item.organisation_id == network.organisation(body)
    shown = network.ask(OIT, "agenda.show", NOON)
    assert "agenda.on_behalf" in keys_of(shown)


def test_the_secretariat_speaks_for_its_own_organisation_unless_it_names_another(town: Town) -> None:
    convened(town)
    form = town.ask(SECRETARY, "agenda.propose", NOON).form
    asked = next(field for field in form.fields if field.name == "organisation")
    names = [option.label for option in asked.options]
    assert asked.value == str(town.organisation("OIM"))
    assert names[0] == "OIM"
    assert {"UNFPA", "OCR", "Ministerio de Relaciones Exteriores"} <= set(names)
    proposed(town, SECRETARY, "Plan", NOON)
    proposed(town, SECRETARY, "Salud", NOON, organisation="unfpa")
    assert [i.organisation_id for i in points(town)] == [town.organisation("OIM"), town.organisation("UNFPA")]


def test_nobody_else_speaks_for_another_organisation(town: Town) -> None:
    convened(town)
    reply = town.ask(OIT, "agenda.propose", NOON, title="x", kind="debate", minutes=5, organisation="UNFPA")
    assert reply.refused
    assert "agenda.organisation.not_yours" in keys_of(reply)
    assert refusals(town)[-1].values["setting"] == "powers.propose_item"
    assert refusals(town)[-1].clause == town.charter.powers["propose_item"].clause


def test_an_organisation_nobody_knows_has_no_seat(town: Town) -> None:
    convened(town)
    reply = town.ask(SECRETARY, "agenda.propose", NOON, title="x", kind="debate", minutes=5, organisation="Los amigos")
    assert "agenda.organisation.no_seat" in keys_of(reply)
    assert refusals(town)[-1].clause == "5.stakeholders"


@pytest.mark.parametrize("who", ["a.soderquist", "x.caltarumi"])
def test_the_resident_coordinators_office_proposes_in_its_own_name(town: Town, who: str) -> None:
    convened(town)
    proposed(town, who, "Marco de Cooperación", NOON)
    assert [item.organisation_id for item in points(town)] == [town.organisation("OCR")]


def test_who_sits_for_two_organisations_is_asked_for_which(town: Town) -> None:
    convened(town)
    with town.database.transaction() as session:
        session.add(
            Office(
                network_id=town.network_id, person_id=town.id_of(OIT), organisation_id=town.organisation("UNODC"),
                office="alternate", since=date(2027, 1, 1),
            )
        )  # fmt: skip
    form = town.ask(OIT, "agenda.propose", NOON, title="Salud", kind="debate", minutes=10).form
    asked = next(field for field in form.fields if field.name == "organisation")
    assert [option.label for option in asked.options] == ["OIT", "UNODC"]
    assert town.ask(OIT, "agenda.nothing", NOON).form.fields[0].name == "organisation"
    proposed(town, OIT, "Salud", NOON, organisation=asked.options[1].value)
    assert [item.organisation_id for item in points(town)] == [town.organisation("UNODC")]


def test_points_of_another_network_do_not_exist_here(network: Town) -> None:
    convened(network)
    with network.database.transaction() as session:
        other = Network(charter="example", opened_at=CONVENED)
        session.add(other)
        session.flush()
        body = Organisation(network_id=other.id, name="Elsewhere")
        meeting = Meeting(
            network_id=other.id, code="CE-2027-09", kind="executive", title="Theirs", starts_at=lima(2027, 2, 9, 10),
            minutes=60, convened_at=CONVENED,
        )  # fmt: skip
        session.add_all([body, meeting])
        session.flush()
        item = AgendaItem(
            network_id=other.id, meeting_id=meeting.id, organisation_id=body.id, title="Secret", kind="debate", minutes=5,
            position=1, received_at=CONVENED,
        )  # fmt: skip
        session.add(item)
        session.flush()
        number, elsewhere = item.id, body.id
    for command in ("agenda.withdraw", "agenda.defer", "agenda.document"):
        assert "agenda.item_settled" in keys_of(network.ask(SECRETARY, command, NOON, item=number))
    assert "meeting.unknown" in keys_of(network.ask(SECRETARY, "agenda.show", NOON, meeting="CE-2027-09"))
    bad = network.ask(
        SECRETARY, "agenda.propose", NOON, title="x", kind="debate", minutes=5, organisation=str(elsewhere)
    )
    assert "agenda.organisation.no_seat" in keys_of(bad)


BAD = [
    ({"title": "x" * 201}, "typed.too_long"),
    ({"title": "á" * 10_000}, "typed.too_long"),
    ({"why": "y" * 2001}, "typed.too_long"),
    ({"kind": "votar"}, "agenda.bad.kind"),
    ({"minutes": "veinte"}, "agenda.bad.minutes"),
    ({"minutes": "20.5"}, "agenda.bad.minutes"),
    ({"minutes": "１５"}, "agenda.bad.minutes"),
    ({"minutes": "0"}, "agenda.bad.minutes_too_few"),
    ({"minutes": -5}, "agenda.bad.minutes_too_few"),
    ({"minutes": "91"}, "agenda.bad.minutes_too_many"),
    ({"minutes": "9999"}, "agenda.bad.minutes_too_many"),
    ({"document": "informe final"}, "agenda.bad.document"),
    ({"document": "javascript:alert(1)"}, "agenda.bad.document"),
    ({"document": "https://"}, "agenda.bad.document"),
    ({"document": "https://[::1"}, "agenda.bad.document"),
    ({"document": "https://a.example/\u202egpj"}, "agenda.bad.document"),
    ({"document": "https://a.example/" + "x" * 500}, "typed.too_long"),
    ({"objectives": ["0"]}, "agenda.bad.objectives"),
    ({"objectives": ["6", "24"]}, "agenda.bad.objectives"),
    ({"objectives": "seis"}, "agenda.bad.objectives"),
]


@pytest.mark.parametrize(("bad", "why"), BAD)
def test_a_bad_detail_is_refused_by_its_field_and_the_form_comes_back(
    town: Town, bad: dict[str, object], why: str
) -> None:
    convened(town)
    good = {"title": "Salud", "kind": "debate", "minutes": 10}
    reply = town.ask(OIT, "agenda.propose", NOON, **{**good, **bad})
    assert reply.refused
    assert why in keys_of(reply)
    assert reply.form is not None
    given = {field.name: field.value for field in reply.form.fields}
    kept = {name: str(value) for name, value in good.items() if name not in bad}
    assert {name: given[name] for name in kept} == kept
    assert said(reply)
    assert points(town, "proposed", "late") == []


def test_the_longest_good_details_are_taken(town: Town) -> None:
    convened(town)
    proposed(town, OIT, "x" * 200, NOON, minutes=90, why="y" * 2000, objectives="1, 23")
    (item,) = points(town)
    assert (len(item.title), item.minutes, len(item.why), item.objectives) == (200, 90, 2000, [1, 23])


HOSTILE = [
    "<!channel> <@U123> <script>alert('1')</script>",
    "=cmd|' /C calc'!A0",
    "Comillas “dobles” 'simples' {title} {0} %s",
    "עברית \u202e al revés",
    "👩🏽‍💻 migración",
    "dos\r\nlíneas",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_what_people_write_is_kept_and_shown_as_typed(network: Town, title: str) -> None:
    convened(network)
    reply = proposed(network, OIT, title, NOON)
    kept = title.replace("\r\n", "\n")
    assert points(network)[0].title == kept
    assert kept in said(reply)


def test_a_character_no_database_holds_is_left_out(network: Town) -> None:
    convened(network)
    proposed(network, OIT, "Sa\x00lud", NOON, why="\ud800porque")
    assert (points(network)[0].title, points(network)[0].why) == ("Salud", "porque")


def test_without_a_meeting_there_is_nothing_to_propose_for(town: Town) -> None:
    reply = town.ask(OIT, "agenda.propose", NOON, title="x", kind="debate", minutes=5)
    assert "meeting.none_meant" in keys_of(reply)
    unknown = town.ask(OIT, "agenda.propose", NOON, meeting="CE-2031-77", title="x", kind="debate", minutes=5)
    assert "meeting.unknown" in keys_of(unknown)


def test_meetings_that_are_over_or_cancelled_take_no_points(town: Town) -> None:
    convened(town, code="CE-2027-01", status="cancelled")
    convened(town, code="CE-2027-02", starts=CONVENED)
    convened(town, code="CE-2027-03")
    cancelled = town.ask(OIT, "agenda.propose", NOON, meeting="CE-2027-01", title="x", kind="debate", minutes=5)
    over = town.ask(OIT, "agenda.propose", NOON, meeting="CE-2027-02", title="x", kind="debate", minutes=5)
    assert "agenda.meeting_cancelled" in keys_of(cancelled)
    assert "agenda.meeting_held" in keys_of(over)


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
