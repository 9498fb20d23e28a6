"""Cards and forms as HTML, and filled-in forms as values."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData

from bot.language.catalogue import Words
from bot.platforms.webchat.draw import draw
from bot.platforms.webchat.filled import kept, values_of
from bot.platforms.webchat.listen import first_three
from bot.platforms.webchat.shell import moment_of, number_of
from bot.platforms.webchat.story import Entry
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Field,
    Form,
    Heading,
    Image,
    Note,
    Option,
    Paragraph,
    Table,
)  # fmt: skip
from tests.town import lima

WHOLE = Card(
    (
        Heading("Título"), Paragraph("Palabras <b>"), Facts((("Lugar", "Sala"),)), Heading("Sección"), Divider(), Note("Nota"),
        Table("Cuadro", ("A", "B"), (("1", "2"),)), Image("javascript:alert(1)", "Un dibujo"),
        Buttons((Button("Sí", "a.b", style="primary"), Button("Abrir", "c.d", opens_form=True), Button("Ver", "", link="javascript:x"))),
    )
)  # fmt: skip
FORM = Form(
    "Formulario", "a.b", intro="Unas palabras", hidden={"code": "CE-2027-01"},
    fields=(
        Field("text", "title", "Título", "Uno", hint="Corto"), Field("long", "why", "Por qué", "a\nb", required=False),
        Field("number", "minutes", "Minutos", 20), Field("date", "day", "Día", "2027-02-09"), Field("time", "hour", "Hora", "10:00"),
        Field("select", "kind", "Tipo", "b", options=(Option("a", "A"), Option("b", "B"))),
        Field("multi", "goals", "Objetivos", ["1"], options=(Option("1", "Uno"), Option("2", "Dos"))),
        Field("people", "who", "Quiénes", [7]), Field("check", "yes", "De acuerdo", True),
    ),
)  # fmt: skip


def _drawn(**values: Any) -> str:
    entry = Entry(lima(2027, 1, 12), line=3, **values)
    return draw(
        "entries.html", Words("es"), entries=[entry], seen_as=1, local=lambda moment: moment, token="t", fresh_key=lambda: "k",
        member=None, options=lambda field: [("7", "Siete")] if field.kind == "people" else [(o.value, o.label) for o in field.options],
    )  # fmt: skip


def test_every_part_of_a_card_has_its_own_element() -> None:
    drawn = _drawn(card=WHOLE)
    for element in (
        '<h3 dir="auto" id="line-3">Título</h3>', "Palabras &lt;b&gt;", "<dt>Lugar</dt>", '<h4 dir="auto">Sección</h4>', "<hr>",
        "<caption>Cuadro</caption>", '<th scope="col" role="columnheader">A</th>', 'alt="Un dibujo"', '<button class="primary" name="button" value="1">Sí</button>',
        "(abre un formulario)",
    ):  # fmt: skip
        assert element in drawn
    assert "javascript:" not in drawn


def test_every_kind_of_field_has_its_label_and_what_stands_in_it() -> None:
    drawn = _drawn(form=FORM, wrong="minutes")
    assert drawn.count("<label for=") == 6
    assert drawn.count("<legend>") == 2
    assert '<option value="b" selected>B</option>' in drawn
    assert 'value="1" checked> <span>Uno</span>' in drawn
    assert 'value="7" checked> <span>Siete</span>' in drawn
    assert 'aria-describedby="form-3-1-hint"' in drawn
    assert 'aria-describedby="form-3-3-wrong" aria-invalid="true"' in drawn
    assert ">\na\nb</textarea>" in drawn


def test_a_filled_form_becomes_values_by_the_kinds_of_its_fields() -> None:
    filled = FormData(
        [("f-title", " Dos "), ("f-why", "a\r\nb"), ("f-minutes", "30"), ("f-goals", "1"), ("f-goals", "2"), ("f-who", "7"),
         ("f-who", "x"), ("f-kind", "a"), ("token", "t")]
    )  # fmt: skip
    values = values_of(FORM, filled)
    assert values == {
        "code": "CE-2027-01", "title": "Dos", "why": "a\nb", "minutes": "30", "day": "", "hour": "", "kind": "a", "goals": ["1", "2"],
        "who": [7], "yes": False,
    }  # fmt: skip
    assert [field.value for field in kept(FORM, values).fields][:3] == ["Dos", "a\nb", "30"]


def test_numbers_and_moments_of_an_address_are_taken_only_when_they_are_ones() -> None:
    assert [number_of(each) for each in ("7", "", "-1", "٣", "9" * 20, None)] == [7, 0, 0, 0, 0, 0]
    assert moment_of("2027-01-12T09:00:00-05:00") == lima(2027, 1, 12)
    assert moment_of("2027-01-12T09:00:00") is None
    assert moment_of("<script>") is None
    assert first_three([]) == []
