"""«¿Qué se deshizo?»: one's own undoings of a week; the secretariat sees everybody's. And what nobody means by «deshaz»."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.agenda_scene import OIT, convened
from tests.handlers.record_scene import SECRETARY, UNFPA, said
from tests.handlers.undo_scene import undo
from tests.handlers.undo_stories import TEN, point
from tests.town import Town, keys_of


def _undone(town: Town) -> None:
    convened(town)
    undo(town, OIT, point(town, title="Salud"), TEN + timedelta(minutes=1))


def test_one_reads_what_one_undid_and_nobody_else_s(town: Town) -> None:
    _undone(town)
    later = TEN + timedelta(minutes=2)
    mine = said(town.ask(OIT, "network.undone", later))
    assert "Usted propuso un punto de agenda: CE-2027-01 · Salud" in mine
    assert "usted no deshizo nada" in said(town.ask(UNFPA, "network.undone", later))


def test_the_secretariat_reads_who_undid_what_for_a_week(town: Town) -> None:
    _undone(town)
    shown = said(town.ask(SECRETARY, "network.undone", TEN + timedelta(days=6)))
    assert "Iván Choquerrey Luna propuso un punto de agenda: CE-2027-01 · Salud" in shown
    assert "nadie deshizo nada" in said(town.ask(SECRETARY, "network.undone", TEN + timedelta(days=8)))


def test_what_was_only_read_does_not_stand_in_the_way(town: Town) -> None:
    """Whoever asks for their own data and then says «deshaz» means what they did before, or nothing."""
    convened(town)
    town.ask(UNFPA, "members.export", TEN)
    assert "undo.nothing_of_yours" in keys_of(town.ask(UNFPA, "network.undo", TEN + timedelta(minutes=1)))
    point(town, title="Salud")
    town.ask(OIT, "members.export", TEN + timedelta(minutes=1))
    preview = town.ask(OIT, "network.undo", TEN + timedelta(minutes=2))
    assert "Salud" in said(preview)
    assert "undo.not_the_last" not in keys_of(preview)
