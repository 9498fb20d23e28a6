"""Cards as Slack's blocks: what people wrote is shown as written, nothing pings, nothing is cut silently."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.catalogue import Words
from bot.platforms.slack import limits
from bot.platforms.slack.cutting import cut, shortened
from bot.platforms.slack.draw import blocks, messages
from bot.platforms.slack.limits import problems, size
from handlers.reply import Button, Buttons, Card, Divider, Facts, Heading, Image, Note, Paragraph, Table
from tests.slack_hand import buttons, words_of

say = Words("es", "es", ZoneInfo("America/Lima")).say

NASTY = [
    "<!channel> <!here> <@U123ABC> <#C123> <https://evil.example|clic>",
    "*negrita* _cursiva_ ~tachado~ `código` > cita :warning: @channel &amp; &",
    "\u202eal revés\u202c عربى עברית",
    "línea uno\r\nlínea dos\ttabulada",
    "=cmd|\"/C calc\"!A0 «comillas» “inglesas” 'simples'",
    "👩\u200d👩\u200d👧\u200d👦 👍🏽 e\u0301",
]


def one(card: Card) -> Any:
    (message,) = messages(card, say)
    assert problems({"text": message.text, "blocks": message.blocks}) == []
    return message


@pytest.mark.parametrize("typed", NASTY)
def test_what_somebody_typed_is_shown_exactly_and_never_interpreted(typed: str) -> None:
    everywhere = Card(
        (
            Heading(typed), Paragraph(typed), Facts(((typed, typed),)), Table(typed, (typed, "b"), ((typed, "c"),)),
            Note(typed), Buttons((Button(typed[:60], "network.help"),)),
        )
    )  # fmt: skip
    message = one(everywhere)
    assert "mrkdwn" not in str(message.blocks)
    assert words_of(message.blocks).count(typed) >= 6
    assert all(piece.get("emoji") is False for piece in plain_objects(message.blocks))


def test_the_text_twin_pings_nobody() -> None:
    message = one(Card((Paragraph("<!channel> & <@U1> <https://evil.example|aquí>"),)))
    assert message.text == "&lt;!channel&gt; &amp; &lt;@U1&gt; &lt;https://evil.example|aquí&gt;"


def test_every_message_says_in_plain_text_what_its_blocks_say() -> None:
    message = one(Card((Heading("Título"), Paragraph("Párrafo"), Facts((("Cuándo", "hoy"),)), Note("Por §5.1.8"))))
    assert message.text == "Título\n\nPárrafo\n\nCuándo: hoy\n\nPor §5.1.8"


def test_a_card_of_ten_thousand_characters_is_paged_and_nothing_of_it_is_lost() -> None:
    typed = "".join(f"Acuerdo {number}: se registra tal cual. " for number in range(800))
    pages = messages(Card((Heading("Minuta"), Paragraph(typed))), say)
    assert len(pages) == 3
    for page in pages:
        assert problems({"text": page.text, "blocks": page.blocks}) == []
    shown = "".join(block["text"]["text"] for page in pages for block in page.blocks if block["type"] == "section")
    assert shown == typed
    assert words_of(pages[1].blocks[-1:]) == "Parte 2 de 3"


def test_more_than_fifty_blocks_go_on_in_the_next_message() -> None:
    parts = tuple(Paragraph(f"Línea {number}") for number in range(120))
    pages = messages(Card((Heading("Larga"), *parts)), say)
    assert [len(page.blocks) for page in pages] == [49, 49, 26]
    assert sum("Línea" in words_of([block]) for page in pages for block in page.blocks) == 120


def test_two_tables_stand_in_two_messages_as_slack_takes_one_each() -> None:
    table = Table("Plazos", ("Qué", "Cuándo"), (("Cierre", "hoy"), ("Envío", "mañana")))
    pages = messages(Card((Heading("Dos"), table, table)), say)
    assert [sum(block["type"] == "table" for block in page.blocks) for page in pages] == [1, 1]


def test_a_table_of_three_hundred_rows_is_split_and_every_part_has_the_header() -> None:
    rows = tuple((f"D-2027-{number:02d}", "Se aprueba la propuesta presentada") for number in range(300))
    pages = messages(Card((Table("Decisiones", ("Código", "Texto"), rows),)), say)
    tables = [block for page in pages for block in page.blocks if block["type"] == "table"]
    assert sum(len(block["rows"]) - 1 for block in tables) == 300
    assert all(words_of(block["rows"][0]) == "Código\nTexto" for block in tables)
    assert all(problems({"text": page.text, "blocks": page.blocks}) == [] for page in pages)


def test_a_table_no_block_can_hold_becomes_a_list() -> None:
    wide = Table("Ancha", tuple(f"c{n}" for n in range(25)), (tuple(f"v{n}" for n in range(25)),))
    message = one(Card((wide,)))
    assert all(block["type"] == "rich_text" for block in message.blocks)
    assert "c24: v24" in words_of(message.blocks)


def test_a_button_that_opens_a_form_says_so() -> None:
    message = one(
        Card((Buttons((Button("Proponer", "agenda.propose", opens_form=True), Button("Ver", "agenda.show"))),))
    )
    assert [each["text"]["text"] for each in buttons(message.blocks)] == ["Proponer…", "Ver"]


def test_a_label_too_long_for_a_button_is_written_out_beside_it() -> None:
    label = "Convocar una reunión extraordinaria del Comité Ejecutivo para el martes 15 de junio a las 10:00"
    message = one(Card((Buttons((Button(label, "meetings.convene"), Button("Ver", "agenda.show"))),)))
    section = message.blocks[0]
    assert section["text"]["text"] == label
    assert section["accessory"]["text"]["text"].endswith("…")
    assert size(section["accessory"]["text"]["text"]) <= limits.BUTTON_LABEL
    assert label in message.text


def test_a_link_is_opened_by_slack_and_written_out_for_those_who_read_plain_text() -> None:
    message = one(Card((Buttons((Button("Tablero", "", link="https://quipu.example/board/x"),)),)))
    (button,) = buttons(message.blocks)
    assert (button["url"], "value" in button) == ("https://quipu.example/board/x", False)
    assert message.text == "Tablero: https://quipu.example/board/x"


def test_thirty_buttons_stand_in_two_rows() -> None:
    message = one(Card((Buttons(tuple(Button(f"{n}", "network.help") for n in range(30))),)))
    assert [len(block["elements"]) for block in message.blocks] == [25, 5]


def test_a_picture_slack_cannot_fetch_is_its_description() -> None:
    here = one(Card((Image("http://127.0.0.1:3000/chart.png", "Asistencia por agencia"),)))
    there = one(Card((Image("https://quipu.example/chart.png", "Asistencia por agencia"),)))
    assert words_of(here.blocks) == "[Asistencia por agencia]"
    assert there.blocks == [
        {"type": "image", "image_url": "https://quipu.example/chart.png", "alt_text": "Asistencia por agencia"}
    ]


def test_empty_words_make_no_block_and_an_empty_card_still_has_a_text() -> None:
    assert one(Card((Heading("Hola"), Paragraph(""), Paragraph("   "), Note(""), Divider()))).text == "Hola"
    assert messages(Card(()), say)[0].text.strip()


def test_in_a_modal_or_home_tables_are_lists() -> None:
    found = blocks(Card((Table("Plazos", ("Qué", "Cuándo"), (("Cierre", "hoy"),)),)), say)
    assert {block["type"] for block in found} == {"rich_text"}
    assert "Cierre" in words_of(found)


def test_a_heading_too_long_for_a_header_is_kept_whole() -> None:
    title = "Balance anual y prioridades " * 10
    message = one(Card((Heading(title),)))
    assert words_of(message.blocks) == title


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.integers(min_value=4, max_value=60))
def test_cutting_loses_nothing_and_keeps_every_piece_short_enough(words: str, most: int) -> None:
    pieces = list(cut(words, most))
    assert "".join(pieces) == words
    assert all(0 < size(piece) <= most for piece in pieces)
    assert size(shortened(words, most)) <= most


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=5000), min_size=1, max_size=6))
def test_whatever_is_typed_slack_takes_the_message(typed: list[str]) -> None:
    parts = [
        part
        for words in typed
        for part in (Heading(words), Paragraph(words), Facts(((words[:50], words),)), Note(words))
    ]
    card = Card((*parts, Table(typed[0], ("a", "b"), tuple((words, "x") for words in typed))))
    for page in messages(card, say):
        assert problems({"text": page.text, "blocks": page.blocks}) == []


def plain_objects(thing: Any) -> list[dict[str, Any]]:
    if isinstance(thing, dict):
        mine = [thing] if thing.get("type") == "plain_text" else []
        return mine + [found for value in thing.values() for found in plain_objects(value)]
    return [found for each in thing for found in plain_objects(each)] if isinstance(thing, list) else []
