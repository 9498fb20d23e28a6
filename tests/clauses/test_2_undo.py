"""§2, a setting: for ten minutes one's own act can be undone, while it has not left the network."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.networks import ChangedSetting
from storage.outbox import SENDING, SENT, WAITING
from tests.handlers.agenda_scene import OIT, convened, proposed, titles
from tests.handlers.meeting_scene import CE as EXECUTIVE
from tests.handlers.meeting_scene import MORNING, convene, the
from tests.handlers.record_scene import CE, SECRETARY, said, source
from tests.handlers.undo_scene import offers_undo, sent, undo
from tests.town import Town, keys_of, lima

TEN = lima(2027, 1, 20, 10)


def changed(town: Town, minutes: int, since: date) -> None:
    """The setting as the coordination changed it by a decision."""
    with town.database.transaction() as session:
        session.add(
            ChangedSetting(
                network_id=town.network_id, name="undo.window", value={"number": minutes}, since=since,
                decision="D-2026-09", changed_at=lima(2027, 1, 4),
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("after", "undone"),
    [(timedelta(minutes=9, seconds=59), True), (timedelta(minutes=10), False)],
    ids=["9:59", "10:00"],
)
def test_ten_minutes_are_ten_minutes(town: Town, after: timedelta, undone: bool) -> None:
    """To the second; afterwards the answer names the clause and the setting, and what to do instead."""
    convened(town)
    reply = proposed(town, OIT, "Salud", TEN)
    back = undo(town, OIT, reply, TEN + after)
    assert back.refused is not undone
    assert titles(town) == ([] if undone else ["Salud"])
    if not undone:
        assert "Minutos para deshacer" in source(back)
        assert "§2" in source(back)
        assert any(button.command == "agenda.withdraw" for button in town.buttons(back))
        assert "ya pasaron los 10 minutos" in said(town.ask(OIT, "network.undo", TEN + after))


def test_the_minutes_are_the_network_s_to_set(town: Town) -> None:
    """A setting: with two minutes it is two; with none nothing is offered."""
    convened(town)
    changed(town, 2, since=date(2027, 1, 4))
    reply = proposed(town, OIT, "Salud", TEN)
    assert undo(town, OIT, reply, TEN + timedelta(minutes=2)).refused
    changed(town, 0, since=date(2027, 1, 5))
    assert not offers_undo(town, proposed(town, OIT, "Educación", TEN))


@pytest.mark.parametrize(("status", "refused"), [(WAITING, False), (SENDING, True), (SENT, True)])
def test_only_what_has_not_left_the_network(town: Town, status: str, refused: bool) -> None:
    """A letter that waits is dropped; one that is on its way or has gone cannot be called back, and then nothing is undone."""
    reply = convene(town, at=MORNING, **EXECUTIVE)
    sent(town, "invitation.request", platform="mail" if refused else "", status=status)
    back = undo(town, SECRETARY, reply, MORNING + timedelta(minutes=5))
    assert back.refused is refused
    assert ("undo.left_and_more" in keys_of(back)) is refused
    assert the(town, CE).status == ("convened" if refused else "cancelled")
    assert {row.status for row in town.notices("invitation.request")} == ({status} if refused else {"dropped"})
