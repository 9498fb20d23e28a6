"""The detector of personal data, measured on phrases written before it; `pytest -s` prints the figures."""

from __future__ import annotations

import ast
import time
from pathlib import Path

import pytest

from handlers.personal_data import KINDS, kinds_in
from tests.handlers import personal_phrases as first
from tests.handlers import personal_phrases_channel as channel
from tests.handlers import personal_phrases_harder as harder

TESTS = Path(__file__).parent.parent


def figures(alarms: tuple[str, ...], calm: tuple[str, ...]) -> tuple[float, float]:
    """Recall and precision."""
    right = sum(bool(kinds_in(each)) for each in alarms)
    wrong = sum(bool(kinds_in(each)) for each in calm)
    return right / len(alarms), right / (right + wrong)


@pytest.mark.parametrize(("name", "lists"), [("first", first), ("harder", harder)])
def test_what_must_not_be_kept_is_told_from_what_a_secretariat_writes(name: str, lists: object) -> None:
    recall, precision = figures(lists.ALARMS, lists.CALM)  # type: ignore[attr-defined]
    print(f"\npersonal data, {name} lists: recall {recall:.3f}, precision {precision:.3f}")
    assert recall >= 0.95
    assert precision >= 0.95


def test_colleagues_who_ask_for_help_in_a_channel_are_no_case() -> None:
    """What is only overheard and is work stays unanswered; the same words typed to us are still looked at closely."""
    assert [each for each in first.WORK_TALK if kinds_in(each, in_passing=True)] == []
    assert kinds_in("Ana Torres pide ayuda") == ("case",)
    assert [each for each in first.OVERHEARD if not kinds_in(each, in_passing=True)] == []


@pytest.mark.parametrize("lists", [first, harder])
def test_what_must_not_stand_in_a_channel_is_noticed_in_passing_too(lists: object) -> None:
    missed = [each for each in lists.ALARMS if not kinds_in(each, in_passing=True)]  # type: ignore[attr-defined]
    assert len(missed) <= 1, missed


def test_a_colleague_s_illness_and_a_supplier_s_telephone_are_no_case_in_a_channel() -> None:
    """And somebody who is helped is, also by initials; the last two lists were never tuned to."""
    noticed = [[bool(kinds_in(each, in_passing=True)) for each in lot] for lot in (
        channel.ALARMS, channel.CALM, channel.FRESH_ALARMS, channel.FRESH_CALM)]  # fmt: skip
    figures = [sum(lot) for lot in noticed]
    print(
        f"\nin a channel: noticed {figures[0]} of 20, false {figures[1]} of 20; fresh {figures[2]}, false {figures[3]} of 10"
    )
    assert figures[0] >= 19
    assert figures[1] == 0


@pytest.mark.parametrize(
    "words",
    [
        "Keila Urdaneta, migrante, está embarazada y mi colega está de licencia",
        "La señora Rosa Medina está enferma, la colega de OIM no viene",
        "Juan Pérez, venezolano, chofer de taxi, 987 654 321",
    ],
)
def test_in_doubt_a_word_of_work_excuses_nobody_who_is_helped(words: str) -> None:
    assert kinds_in(words, in_passing=True)


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(first.ALARMS) >= 60
    assert len(first.CALM) >= 60


def test_nothing_people_type_in_the_other_tests_is_an_alarm() -> None:
    """Some thousand phrases written by others for other reasons: names, codes, letters, dates, amounts."""
    said = {
        node.value
        for path in [*(TESTS / "bot").glob("phrases*.py"), *(TESTS / "conversations").glob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(said) > 900
    assert [each for each in said if kinds_in(each)] == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("DNI 45678912", "identity"), ("passport C01234567", "passport"), ("CE 002345678", "residence"),
        ("PTP 0123456789", "permit"), ("V-18.456.789", "foreign"), ("Rosa Delgado 987 654 321", "phone"),
        ("Daniela Marín vive con VIH", "case"), ("la niña Valentina Rojas, de 7 años", "minor"),
    ],
)  # fmt: skip
def test_each_kind_is_named(words: str, kind: str) -> None:
    assert kinds_in(words) == (kind,)
    assert kind in KINDS


@pytest.mark.parametrize(
    "code", ["CE-2027-01", "CE 2027 01", "ce-2027-12", "D-2027-04", "Oficio N.° 041-2027", "V-2027"]
)
def test_a_code_of_the_network_is_no_paper_of_a_person(code: str) -> None:
    assert kinds_in(code) == ()


def test_spaces_that_do_not_break_and_other_figures_hide_nothing() -> None:
    assert kinds_in("DNI\u00a045\u00a0678\u00a0912") == ("identity",)
    assert kinds_in("pasaporte \uff11\uff12\uff13\uff14\uff15\uff16\uff17") == ("passport",)
    assert kinds_in("Rosa\u00a0Delgado,\u202f987\u00a0654\u00a0321") == ("phone",)
    assert kinds_in("<tel:+51987654321|987654321> de Rosa Delgado") == ("phone",)


def test_an_attached_text_of_a_hundred_pages_is_read_in_a_moment() -> None:
    pages = "\n".join(first.CALM) * 60
    began = time.perf_counter()
    assert kinds_in(pages + "\npasaporte 154829037") != ()
    assert time.perf_counter() - began < 5


def test_hostile_words_do_not_hold_it_up() -> None:
    began = time.perf_counter()
    for piece in ("dni ", "9", "1 ", "A ", "María ", "niño ", "+5 ", "de la "):
        kinds_in(piece * 20_000)
    assert time.perf_counter() - began < 20
