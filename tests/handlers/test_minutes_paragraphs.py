"""A comment on minutes is about a paragraph by its number, as it stands in the card and in Word (ToR 5.1.8)."""

from __future__ import annotations

from tests.handlers.minutes_scene import CIRCULATED, comments, drafted
from tests.handlers.record_scene import ACNUR, CE, SECRETARY, said
from tests.town import Town, lima

IN_TIME, AFTER = lima(2027, 2, 18, 10), lima(2027, 2, 23, 9)


def _circulated_with_notes(town: Town) -> None:
    drafted(town)
    draft = town.ask(SECRETARY, "minutes.draft", lima(2027, 2, 10), meeting=CE, edit="1").form
    assert draft is not None
    note = next(field.name for field in draft.fields if field.name.startswith("note_"))
    words = {note: "La OIM expuso el avance.\nSe pidió un mapa."}
    town.ask(SECRETARY, "minutes.draft", lima(2027, 2, 10), **draft.hidden, **words)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)


def test_the_form_offers_each_numbered_paragraph(town: Town) -> None:
    _circulated_with_notes(town)
    form = town.ask(ACNUR, "minutes.comment", IN_TIME, meeting=CE).form
    assert form is not None
    options = next(field.options for field in form.fields if field.name == "paragraph")
    paragraphs = [
        each.label.values["number"] for each in options if getattr(each.label, "key", "").endswith(".paragraph")
    ]
    assert paragraphs == [1, 2, 3]


def test_a_paragraph_by_its_number_is_named_to_its_author_and_in_the_table(town: Town) -> None:
    _circulated_with_notes(town)
    words = {"meeting": CE, "paragraph": "2", "wording": "Se pidieron dos mapas."}
    kept = town.do(ACNUR, "minutes.comment", IN_TIME, **words)
    assert "Párrafo 2 (1. Prioridades 2027)" in said(kept)
    (comment,) = comments(town)
    assert comment.paragraph.endswith("/1")
    assert "Párrafo 2 (1. Prioridades 2027)" in said(town.ask(SECRETARY, "minutes.show", AFTER, meeting=CE))


def test_a_paragraph_that_is_not_there_is_said_and_the_words_come_back(town: Town) -> None:
    _circulated_with_notes(town)
    refused = town.ask(ACNUR, "minutes.comment", IN_TIME, meeting=CE, paragraph="9", wording="Otra cosa.")
    assert refused.refused
    assert comments(town) == []
    assert refused.form is not None
    assert {field.name: field.value for field in refused.form.fields}["wording"] == "Otra cosa."
