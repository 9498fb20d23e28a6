"""What people may write into a point: kept as typed when it is good, refused by its field when it is not."""

from __future__ import annotations

import pytest

from tests.handlers.agenda_scene import CONVENED, OIT, convened, points, proposed, said
from tests.town import Town, keys_of, lima

NOON = lima(2027, 1, 22, 12)


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
def test_what_people_write_is_kept_and_shown_as_typed(town: Town, title: str) -> None:
    convened(town)
    reply = proposed(town, OIT, title, NOON)
    kept = title.replace("\r\n", "\n")
    assert points(town)[0].title == kept
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
