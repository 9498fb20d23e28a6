"""Who declined can be invited to the same point again: a new invitation with a calendar entry of its own; the decline stays."""

from __future__ import annotations

from datetime import timedelta

from handlers.reply import Reply
from tests.handlers.invite_scene import EARLY, SECRETARY, ask, cleared, draft, rows, says, set_up, the, to_scholar
from tests.handlers.record_scene import TEC
from tests.town import Town, keys_of

SPEAKER = "m.quenta"
LATER = EARLY + timedelta(days=4)
AGAIN = EARLY + timedelta(days=4, hours=1)


def answered(town: Town, number: int | None, answer: str, hours: int = 0) -> Reply:
    at = LATER + timedelta(hours=hours)
    return town.do(SECRETARY, "speakers.answer", at, invitation=str(number), answer=answer)


def declined(town: Town) -> int:
    """The scholar was invited by e-mail and declined; the invitation's number."""
    set_up(town)
    row = to_scholar(town)
    cleared(town, row, LATER - timedelta(hours=2))
    answered(town, row.id, "declined")
    return row.id or 0


def again(town: Town) -> int:
    """Invited once more, and out."""
    row = draft(town, at=AGAIN, words="Universidad del Altiplano")
    cleared(town, row, AGAIN + timedelta(days=6))
    return row.id or 0


def test_a_standing_invitation_is_not_sent_twice(town: Town) -> None:
    set_up(town)
    to_scholar(town)
    assert "invite.already" in keys_of(ask(town, at=EARLY, words="Universidad del Altiplano"))


def test_after_a_decline_they_can_be_invited_again_and_the_decline_is_shown(town: Town) -> None:
    first = declined(town)
    shown = ask(town, at=AGAIN, words="Universidad del Altiplano")
    assert not shown.refused
    assert "invite.declined_before" in keys_of(shown)
    town.confirm(SECRETARY, shown, AGAIN)
    second = rows(town)[-1]
    assert (second.id != first, second.sequence, second.answer) == (True, 0, "")
    assert "declinó" in says(town.ask(SECRETARY, "speakers.invitation", AGAIN, invitation=str(second.id)))
    old = next(row for row in rows(town) if row.id == first)
    assert (old.answer, old.withdrawn_at) == ("declined", None)


def test_the_new_one_has_a_calendar_entry_of_its_own(town: Town) -> None:
    first, second = declined(town), again(town)
    slots = [row.values["invitation"] for row in town.notices("invitation.slot", to=SPEAKER)]
    assert slots == [first, second]
    assert [row.values["invitation"] for row in town.notices("invitation.slot_cancel", to=SPEAKER)] in ([first], [])


def test_a_yes_to_the_old_letter_counts_for_the_new_one_and_a_no_for_the_old_alone(town: Town) -> None:
    first, second = declined(town), again(town)
    town.ask(SPEAKER, "meetings.regret", AGAIN + timedelta(days=6, hours=1), meeting=TEC, invitation=str(first))
    town.ask(SPEAKER, "meetings.attend", AGAIN + timedelta(days=6, hours=2), meeting=TEC)
    found = {row.id: row.answer for row in rows(town)}
    assert found == {first: "declined", second: "accepted"}


def test_who_changed_their_mind_before_the_new_letter_left_is_not_invited_twice(town: Town) -> None:
    first = declined(town)
    row = draft(town, at=AGAIN, words="Universidad del Altiplano")
    answered(town, first, "accepted", hours=3)
    reply = cleared_refused(town, row.id)
    assert "invite.already" in keys_of(reply)
    assert the(town, row).sent_at is None


def cleared_refused(town: Town, number: int | None) -> Reply:
    return town.ask("l.altaquilla", "speakers.clear", AGAIN + timedelta(days=6), invitation=number)
