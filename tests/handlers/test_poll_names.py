"""A date poll is known by its title and number; people are only ever told its title."""

from __future__ import annotations

import pytest

from scheduler.polling import as_said
from tests.handlers.poll_scene import ACNUR, SECRETARY, TUESDAY, opened, says
from tests.town import Town

KNOWN = "Regularización · 1"


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (ACNUR, "network.home"), (ACNUR, "network.mine"), (ACNUR, "network.forecast"), (SECRETARY, "network.forecast"),
        (SECRETARY, "network.obligations"), (SECRETARY, "network.unanswered"), (SECRETARY, "network.deliveries"),
        (SECRETARY, "network.home"),
    ],
)  # fmt: skip
def test_no_card_shows_the_number_of_a_poll(town: Town, who: str, command: str) -> None:
    opened(town)
    shown = says(town.ask(who, command, TUESDAY))
    assert "· 1" not in shown


def test_what_went_out_about_a_poll_is_found_under_its_name(town: Town) -> None:
    opened(town)
    shown = says(town.ask(SECRETARY, "network.deliveries", TUESDAY, code=KNOWN))
    assert "¿Salió? Regularización" in shown
    assert "No encuentro" not in shown
    assert "ACNUR" in shown


def test_what_waits_names_the_poll(town: Town) -> None:
    opened(town)
    assert "Regularización" in says(town.ask(ACNUR, "network.forecast", TUESDAY))
    assert "Regularización" in says(town.ask(SECRETARY, "network.unanswered", TUESDAY))


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        (KNOWN, "Regularización"),
        ("Fase · 3 · 12", "Fase · 3"),
        ("CE-2027-01", "CE-2027-01"),
        ("2027", "2027"),
        ("", ""),
    ],
)
def test_only_a_polls_own_number_is_left_out(matter: str, said: str) -> None:
    assert as_said(matter) == said
