"""What others have built on a point of an agenda, in its meeting or in the one to which it was moved, stays under them."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers import invite_scene
from tests.handlers.agenda_scene import OIT, convened, points, proposed, titles
from tests.handlers.invite_scene import EARLY
from tests.handlers.record_scene import CE, COORDINATOR, NOON, SECRETARY, TEC, held
from tests.handlers.undo_scene import stays, undo
from tests.handlers.undo_stories import TEN, with_point
from tests.town import Town, keys_of, lima

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)
NEXT = "CE-2027-02"


def test_a_point_on_which_somebody_was_invited_to_speak_stays(town: Town) -> None:
    """It is withdrawn, which tells whoever drafted the invitation."""
    invite_scene.set_up(town)
    mine = proposed(town, OIT, "Trabajo", EARLY, meeting=TEC)
    (item,) = points(town, code=TEC)
    invite_scene.to_scholar(town, at=EARLY + SOON, item=str(item.id))
    refused = stays(town, OIT, mine, EARLY + THEN)
    assert any(button.command == "agenda.withdraw" for button in town.buttons(refused))


def test_an_invitation_on_another_point_does_not_hinder(town: Town) -> None:
    invite_scene.set_up(town, ("Regularización", 30))
    mine = proposed(town, OIT, "Trabajo", EARLY, meeting=TEC)
    (other, _) = points(town, code=TEC)
    invite_scene.to_scholar(town, at=EARLY + SOON, item=str(other.id))
    assert "undo.taken_back" in keys_of(undo(town, OIT, mine, EARLY + THEN))


def test_a_point_that_circulated_in_the_agenda_to_which_it_was_moved_stays_there(town: Town) -> None:
    convened(town)
    convened(town, code=NEXT, starts=lima(2027, 2, 20, 10))
    proposed(town, OIT, "Salud", TEN, meeting=CE)
    mine = town.do(OIT, "agenda.defer", TEN, meeting=CE, item=1)
    assert titles(town, code=NEXT) == ["Salud"]
    town.do(SECRETARY, "agenda.circulate", TEN + SOON, meeting=NEXT)
    stays(town, OIT, mine, TEN + THEN)


def test_a_point_that_waited_and_was_taken_up_by_another_meeting_is_not_in_both(town: Town) -> None:
    with_point(town)
    mine = town.do(OIT, "agenda.defer", TEN, meeting=CE, item=1)
    convened(town, code=NEXT, starts=lima(2027, 3, 9, 10), at=TEN)
    town.do(SECRETARY, "agenda.call", TEN + SOON, meeting=NEXT)
    stays(town, OIT, mine, TEN + THEN)
    assert (titles(town), titles(town, code=NEXT)) == ([], ["Salud"])


def test_a_decision_that_is_dropped_leaves_the_message_that_gathers_two(network: Town) -> None:
    """Both were recorded at one meeting; the message has not gone out yet."""
    held(network)
    for name in ("Uno", "Dos"):
        network.do(COORDINATOR, "decisions.record", NOON, wording=f"Se adopta el plan {name}.", title=name)
    network.clock(NOON + SOON)
    network.ask(COORDINATOR, "minutes.undo", NOON + THEN)
    (message,) = [row for row in network.notices("digest", to=SECRETARY) if row.status == "waiting"]
    assert "Uno" in str(message.values)
    assert "Dos" not in str(message.values)
    assert network.notices("minutes.dropped") == [], "nobody has heard of it"
