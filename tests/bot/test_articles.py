"""An institution is named in a sentence as people name it, with its article."""

import pytest

from bot.language.catalogue import Words
from storage.text import text

INVITED = [
    ("Superintendencia Nacional de Migraciones", "Invitación a la Superintendencia Nacional de Migraciones"),
    ("Ministerio de Relaciones Exteriores", "Invitación al Ministerio de Relaciones Exteriores"),
    ("Asociación Tejiendo Puentes", "Invitación a la Asociación Tejiendo Puentes"),
    ("ACNUR", "Invitación a ACNUR"),
    ("", "Invitación a "),
]


@pytest.mark.parametrize(("name", "said"), INVITED)
def test_an_institution_takes_its_article_in_spanish(name: str, said: str) -> None:
    assert Words("es").say(text("invite.heading", organisation=name)) == said


def test_of_an_institution_grows_together_with_its_article() -> None:
    said = Words("es").say(text("follow.answer_preview", organisation="Ministerio del Interior"))
    assert said == "Así quedaría la respuesta del Ministerio del Interior"


def test_in_english_the_name_stands_as_it_is() -> None:
    assert (
        Words("en")
        .say(text("invite.heading", organisation="Ministerio del Interior"))
        .endswith(" Ministerio del Interior")
    )
