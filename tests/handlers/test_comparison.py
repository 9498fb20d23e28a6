"""Two versions compared word by word: only what changed, both ways shown."""

from __future__ import annotations

import time

from handlers.comparison import changes
from tests.handlers.circulation_scene import AGREED, TEXT


def test_only_what_changed_is_shown_with_a_few_words_around_it() -> None:
    ((was, now),) = changes(TEXT, AGREED)
    assert was == "… jornadas de regularización laboral [con multas a los empleadores.] Actividad 3.3: albergues."
    assert (
        now
        == "… jornadas de regularización laboral [según el estándar de derechos laborales.] Actividad 3.3: albergues."
    )


def test_what_was_added_stands_alone_on_its_side() -> None:
    assert changes("Se aprueba", "Se aprueba hoy") == [("Se aprueba", "Se aprueba [hoy]")]
    assert changes("", "todo nuevo") == [("", "[todo nuevo]")]


def test_the_same_text_has_no_changes() -> None:
    assert changes(TEXT, TEXT) == []
    assert changes(TEXT, TEXT.replace(" ", "\n")) == [], "only words count"


def test_the_longest_texts_are_compared_at_once() -> None:
    began = time.perf_counter()
    changes("a b " * 750, "b c " * 750)
    assert time.perf_counter() - began < 2
