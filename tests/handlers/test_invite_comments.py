"""The comment window: each member may say something of a key actor to be invited, and only the secretariat reads it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.notice_buttons import buttons_of
from handlers.reply import Reply, Text
from storage.text import from_paper
from tests.handlers.invite_scene import (
    COORDINATOR,
    EARLY,
    MEMBER,
    SCHOLAR,
    SECRETARY,
    acts,
    ask,
    comments,
    draft,
    history,
    rows,
    says,
    set_up,
    the,
    to_scholar,
)
from tests.town import Town, keys_of, lima

CLOSE = lima(2027, 3, 11, 17)
"""Three working days after the day of the proposal, at the close of business."""


@pytest.fixture
def proposed(town: Town) -> Town:
    set_up(town)
    to_scholar(town)
    return town


def press(town: Town, who: str, label: str, at: datetime = EARLY) -> Reply:
    """Press a button of the notice about the proposal."""
    notice = town.notices("speaker.proposed", to=who)[0]
    buttons = buttons_of(notice.notice, from_paper(notice.values))
    button = next(each for each in buttons if isinstance(each.label, Text) and each.label.key == label)
    return town.ask(who, button.command, at, **button.values)


def test_the_preview_says_until_when_and_names_who_may_comment(town: Town) -> None:
    set_up(town)
    shown = says(ask(town, at=EARLY, words=SCHOLAR))

    assert "jueves 11 de marzo de 2027, 17:00 (hora de Lima)" in shown
    assert "Noelia Quintamayo" in shown


def test_every_members_voice_is_told_once_with_the_institution_and_no_name(proposed: Town) -> None:
    told = proposed.notices("speaker.proposed")

    assert "n.quintamayo" in proposed.emails(told)
    assert len({(row.person_id, row.values["as"]) for row in told}) == len(told)
    assert SCHOLAR in says(told[0])
    assert "Marisol" not in says(told[0])
    assert "Marisol" not in str(told[0].values)


def test_one_press_says_that_there_are_no_comments(proposed: Town) -> None:
    done = press(proposed, MEMBER, "button.invite_nothing")
    press(proposed, MEMBER, "button.invite_nothing")

    assert "Anotado" in says(done)
    assert comments(proposed, rows(proposed)[0]) == [""]
    assert acts(proposed).count("speaker.commented") == 1, "a second press is one answer"


def test_a_comment_is_read_back_and_reaches_the_secretariat_alone(proposed: Town) -> None:
    row = rows(proposed)[0]
    form = press(proposed, MEMBER, "button.invite_comment").form
    assert form is not None
    shown = proposed.ask(MEMBER, "speakers.comment", EARLY, **form.hidden, wording="Mejor otra facultad")
    assert "solo la Secretaría" in says(shown)
    proposed.confirm(MEMBER, shown, EARLY)

    assert comments(proposed, row) == ["Mejor otra facultad"]
    assert "Mejor otra facultad" in says(proposed.ask(SECRETARY, "speakers.invitation", EARLY, invitation=row.id))
    assert proposed.ask(MEMBER, "speakers.invitation", EARLY, invitation=row.id).refused
    assert "Mejor otra" not in str([entry.values for entry in history(proposed)])


def test_the_last_word_of_a_body_counts(proposed: Town) -> None:
    row = rows(proposed)[0]
    proposed.do(MEMBER, "speakers.comment", EARLY, invitation=row.id, wording="No")
    press(proposed, MEMBER, "button.invite_nothing")

    assert comments(proposed, row) == [""]


def test_whoever_has_no_voice_in_the_network_does_not_comment(proposed: Town) -> None:
    reply = proposed.ask(COORDINATOR, "speakers.comment", EARLY, invitation=rows(proposed)[0].id, nothing="1")
    assert reply.refused
    assert "seats.no_voice" in keys_of(reply.card)


def test_nothing_is_cleared_before_the_window_ends_and_then_the_clock_tells_the_secretariat_once(
    proposed: Town,
) -> None:
    row = rows(proposed)[0]
    early = proposed.ask(COORDINATOR, "speakers.clear", CLOSE, invitation=row.id)
    assert early.refused
    assert "invite.still_commenting" in keys_of(early.card)

    proposed.clock(CLOSE)
    proposed.clock(lima(2027, 3, 12, 9))

    told = proposed.notices("speaker.comments_over")
    assert proposed.emails(told) == {COORDINATOR, SECRETARY}
    assert len(told) == 2
    assert not proposed.ask(COORDINATOR, "speakers.clear", lima(2027, 3, 12, 9), invitation=row.id).refused


def test_two_windows_that_end_at_the_same_moment_are_both_told(proposed: Town) -> None:
    draft(proposed, at=EARLY, words="Tierra Abierta")
    proposed.clock(CLOSE)

    assert len({row.values["invitation"] for row in proposed.notices("speaker.comments_over")}) == 2


def test_comments_after_the_end_are_refused_with_their_setting(proposed: Town) -> None:
    late = press(proposed, MEMBER, "button.invite_nothing", lima(2027, 3, 11, 17, 1))

    assert late.refused
    assert "Comentarios sobre actores clave" in says(late)


def test_when_every_body_has_answered_there_is_nothing_to_wait_for(proposed: Town) -> None:
    row = rows(proposed)[0]
    for notice in proposed.notices("speaker.proposed"):
        who = next(iter(proposed.emails([notice])))
        proposed.ask(who, "speakers.comment", EARLY, invitation=row.id, nothing="1", **{"as": notice.values["as"]})

    assert proposed.notices("speaker.comments_over") != []
    assert not proposed.ask(COORDINATOR, "speakers.clear", EARLY, invitation=row.id).refused
    proposed.clock(CLOSE)
    assert len(proposed.notices("speaker.comments_over")) == 2, "nobody is told twice"


def test_a_window_that_runs_past_the_last_day_is_said_before_it_is_opened(town: Town) -> None:
    set_up(town)
    assert "Ese plazo termina después del último día" in says(ask(town, words=SCHOLAR))


def test_the_government_is_convened_by_topic_and_nobody_is_asked(town: Town) -> None:
    set_up(town)
    row = draft(town)

    assert the(town, row).comments_until is None
    assert town.notices("speaker.proposed") == []
    assert town.emails(town.notices("speaker.to_clear")) == {COORDINATOR}
