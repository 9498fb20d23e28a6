"""Forms as modals: filled beforehand, within Slack's limits, and read back exactly."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.catalogue import Words
from bot.platforms.slack import limits
from bot.platforms.slack.forms import filled, hidden_of, modal, shown, values_of
from bot.platforms.slack.limits import view_problems
from bot.platforms.slack.presses import fits, read, value_of
from handlers.reply import Button, Buttons, Card, Field, Form, Heading, Option, Paragraph
from tests.slack_hand import SlackHand, words_of

say = Words("es", "es", ZoneInfo("America/Lima")).say
CODES = tuple(Option(code, f"{code} · Reunión") for code in ("PLE-2027-01", "CE-2027-01", "TEC-2027-01"))


def form(*fields: Field, **more: Any) -> Form:
    return Form(more.pop("title", "Convocar"), "meetings.convene", fields, submit="Ver borrador", **more)


def sent(view: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What comes back when the person changes these fields and leaves the others."""
    submission = SlackHand.submission(None, "U1", view, **changes)  # type: ignore[arg-type]
    return filled(submission["view"])


EVERYTHING = form(
    Field("text", "title", "Título", "Prioridades <2027> & más", hint="Como se leerá en la agenda"),
    Field("long", "why", "Por qué", "línea uno\nlínea dos", required=False),
    Field("number", "minutes", "Minutos", 90),
    Field("date", "date", "Fecha", date(2027, 2, 9)),
    Field("time", "time", "Hora", time(10, 30)),
    Field("select", "meeting", "Reunión", "CE-2027-01", options=CODES),
    Field(
        "multi",
        "objectives",
        "Objetivos",
        ["1", "3"],
        options=tuple(Option(str(n), f"Objetivo {n}") for n in range(1, 24)),
    ),
    Field("people", "present", "Presentes", ["7"], options=(Option("7", "Noelia"), Option("8", "Hugo"))),
    Field("check", "balance", "Balance anual", True),
)


def test_every_kind_of_field_is_drawn_filled_and_comes_back_as_it_was() -> None:
    view = modal(EVERYTHING, say)
    assert view_problems(view) == []
    assert sent(view) == {
        "title": "Prioridades <2027> & más", "why": "línea uno\nlínea dos", "minutes": "90", "date": "2027-02-09", "time": "10:30",
        "meeting": "CE-2027-01", "objectives": ["1", "3"], "present": ["7"], "balance": True,
    }  # fmt: skip


def test_changes_come_back_and_what_was_emptied_comes_back_empty() -> None:
    changed = sent(
        modal(EVERYTHING, say),
        title="Otro",
        why="",
        date="2027-02-11",
        meeting="PLE-2027-01",
        objectives=[],
        balance=[],
    )
    assert changed["title"] == "Otro"
    assert changed["date"] == "2027-02-11"
    assert changed["meeting"] == "PLE-2027-01"
    assert (changed["why"], changed["objectives"], changed["balance"]) == ("", [], False)


def test_the_modal_remembers_what_the_form_is_for() -> None:
    view = modal(
        form(Field("text", "title", "Título"), hidden={"meeting": "CE-2027-01", "day": date(2027, 2, 9)}),
        say,
        origin="https://here",
    )
    assert hidden_of(view) == (
        "meetings.convene",
        {"meeting": "CE-2027-01", "day": date(2027, 2, 9)},
        "https://here",
        "",
    )


def test_text_longer_than_a_field_is_shown_whole_above_it_and_said_to_be_too_long() -> None:
    typed = "Palabra " * 1250
    view = modal(form(Field("long", "why", "Por qué", typed)), say)
    assert view_problems(view) == []
    above = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    assert "10000 caracteres" in above[0]
    assert "".join(above[1:]) == typed
    assert len(view["blocks"][-1]["element"]["initial_value"]) <= limits.INPUT


def test_a_title_longer_than_a_modals_is_written_out_inside() -> None:
    view = modal(form(Field("text", "a", "A"), title="Convocar una reunión extraordinaria"), say)
    assert view["title"]["text"] == "Convocar una reunión ex…"
    assert words_of(view["blocks"][:1]) == "Convocar una reunión extraordinaria"


def test_three_hundred_people_can_be_chosen_from() -> None:
    people = tuple(Option(str(n), f"Persona {n} de una agencia") for n in range(300))
    view = modal(form(Field("people", "present", "Presentes", [str(n) for n in (0, 150, 299)], options=people)), say)
    assert view_problems(view) == []
    assert sent(view)["present"] == ["0", "150", "299"]
    one = modal(form(Field("select", "who", "Quién", "250", options=people)), say)
    assert view_problems(one) == []
    assert sent(one)["who"] == "250"


def test_a_choice_with_a_long_name_keeps_it_in_two_lines() -> None:
    name = "Ministra Consejera Fátima Valderruma Oz, Ministerio de Relaciones Exteriores, Dirección General de Comunidades Peruanas"
    view = modal(form(Field("select", "who", "Quién", options=(Option("1", name),))), say)
    assert view_problems(view) == []
    option = view["blocks"][0]["element"]["options"][0]
    assert option["text"]["text"] + option["description"]["text"] == name


def test_with_nothing_to_choose_the_form_says_so_and_can_still_be_sent() -> None:
    view = modal(form(Field("select", "meeting", "Reunión"), Field("text", "title", "Título", "x")), say)
    assert view_problems(view) == []
    assert "no hay nada que elegir" in words_of(view["blocks"])
    assert sent(view) == {"title": "x"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "31 de noviembre"),
        ("date", "2027-02-30"),
        ("date", ""),
        ("time", "25:00"),
        ("time", "tarde"),
        ("number", "muchos"),
        ("number", None),
    ],
)
def test_a_value_its_field_cannot_hold_leaves_the_field_empty(kind: Any, value: Any) -> None:
    view = modal(form(Field(kind, "it", "Eso", value)), say)
    assert view_problems(view) == []
    assert sent(view) == {"it": ""}


def test_the_card_that_says_why_the_form_is_asked_stands_above_it_without_its_presses() -> None:
    card = Card((Heading("Falta la fecha"), Paragraph("¿Qué día?"), Buttons((Button("Ver", "agenda.show"),))))
    view = modal(form(Field("date", "date", "Fecha")), say, card=card)
    assert [block["type"] for block in view["blocks"]] == ["header", "section", "input"]


def test_a_form_longer_than_a_modal_keeps_its_fields() -> None:
    card = Card(tuple(Paragraph(f"Línea {n}") for n in range(150)))
    view = modal(form(Field("date", "date", "Fecha")), say, card=card)
    assert view_problems(view) == []
    assert view["blocks"][-1]["block_id"] == "date"


def test_a_card_too_long_for_a_modal_is_not_shown_in_one() -> None:
    assert shown(Card(tuple(Paragraph(f"{n}") for n in range(101))), say, "Respuesta") is None
    assert view_problems(shown(Card((Paragraph("x"),)), say, "Respuesta") or {}) == []


def test_what_a_form_knows_is_what_was_hidden_and_what_was_filled() -> None:
    known = values_of(form(Field("text", "a", "A", "1"), Field("text", "b", "B"), hidden={"c": "3"}))
    assert known == {"a": "1", "c": "3"}


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=10),
        st.one_of(st.text(max_size=50), st.integers(), st.dates(), st.lists(st.text(max_size=5), max_size=3)),
        max_size=4,
    )
)
def test_a_button_brings_back_exactly_what_it_carried(values: dict[str, Any]) -> None:
    value = value_of(Button("x", "a.b", values))
    assert not set(value) & set("&<>")
    assert read(value) == {"c": "a.b", "v": values}


def test_a_button_too_heavy_is_known_to_be() -> None:
    assert not fits(Button("x", "a.b", {"why": "á" * 1000}))
    assert fits(Button("x", "a.b", {"why": "a" * 1000}))
