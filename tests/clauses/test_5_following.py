"""ToR 5, government and key actors: invited speakers are followed up with the secretariat, in time, and never pressed themselves."""

from __future__ import annotations

from datetime import datetime

import pytest

from scheduler import rereading
from storage import invitations
from tests.handlers import follow_scene as scene
from tests.handlers.follow_scene import LATER, MIGRATIONS, SPEAKER, UNIVERSITY, answered, both, invite
from tests.handlers.meeting_scene import notice_says
from tests.handlers.record_scene import COORDINATOR, SECRETARY, TEC, said
from tests.handlers.speaker_scene import FOCAL, SCHOLAR, register
from tests.town import Town, lima

EIGHT = {"drafted_at": lima(2027, 3, 16, 9)}
GUESTS = (SPEAKER, "w.ccoyllor", "f.valderruma")


def reminders(town: Town, name: str) -> list[tuple[str, str]]:
    """The reminders of that name: which, and to whom."""
    found = [row for row in town.notices() if row.duty == name]
    return [(row.notice.removeprefix(f"{name}."), *town.emails([row])) for row in found]


def drafted(town: Town, given: dict[str, object] = FOCAL, **more: object) -> int:
    """An invitation that is drafted and not out; its number."""
    scene.meeting(town)
    register(town, lima(2027, 3, 15, 9), **given)
    return invite(town, str(given["name"]), out=False, **{**EIGHT, **more})


def change(town: Town, number: int, **facts: object) -> None:
    """Put a fact on the invitation's record."""
    with town.database.transaction() as session:
        found = invitations.invitation(session, town.network_id, number)
        assert found is not None
        for name, value in facts.items():
            setattr(found, name, value)
        session.add(found)


@pytest.mark.parametrize("given", [FOCAL, SCHOLAR])
def test_the_secretariat_hears_one_working_day_before_the_last_day_and_on_it(
    town: Town, given: dict[str, object]
) -> None:
    """E07, settings under §5: for 6 April 2027 the last day is 19 March, the holy days skipped; one working day is left on the 18th."""
    drafted(town, given)
    name = f"invitation.{'government' if given is FOCAL else 'stakeholder'}"
    for at, expected in (
        (lima(2027, 3, 17, 16), []),
        (lima(2027, 3, 18, 9), [("before", SECRETARY)]),
        (lima(2027, 3, 19, 9), [("before", SECRETARY), ("today", SECRETARY)]),
        (lima(2027, 3, 24, 9), [("before", SECRETARY), ("today", SECRETARY)]),
    ):
        town.clock(at)
        assert reminders(town, name) == expected
    first, second = (row for row in town.notices() if row.duty == name)
    assert "Queda un día hábil" in notice_says(first)
    assert "hasta el viernes 19 de marzo de 2027, 17:00" in notice_says(first)
    assert "Hoy es el último día" in notice_says(second)
    assert "§5" in notice_says(first)


def test_a_high_authority_is_invited_earlier(town: Town) -> None:
    """A setting under §5: fifteen working days for vice-ministers and above."""
    drafted(town, {**FOCAL, "level": "high"}, drafted_at=lima(2027, 3, 10, 9))
    town.clock(lima(2027, 3, 11, 9))
    assert reminders(town, "invitation.high_level") == [("before", SECRETARY)]
    town.clock(lima(2027, 3, 12, 9))
    assert [stage for stage, _ in reminders(town, "invitation.high_level")] == ["before", "today"]
    assert reminders(town, "invitation.government") == []


@pytest.mark.parametrize("fact", ["sent_at", "withdrawn_at"])
def test_a_reminder_is_gone_once_it_is_done_even_when_it_was_written(town: Town, fact: str) -> None:
    """The state is read again when it is about to leave."""
    number = drafted(town)
    town.clock(lima(2027, 3, 18, 9))
    (notice,) = (row for row in town.notices() if row.duty == "invitation.government")
    assert needed(town, notice, lima(2027, 3, 18, 9)) == ""
    change(town, number, **{fact: lima(2027, 3, 18, 10)})
    assert needed(town, notice, lima(2027, 3, 18, 10)) in {"done", "no_such_duty"}
    town.clock(lima(2027, 3, 19, 9))
    assert [stage for stage, _ in reminders(town, "invitation.government")] == ["before"]


def needed(town: Town, notice: object, at: datetime) -> str:
    """Why a notice need not be sent any more, or ""."""
    with town.database.reading() as session:
        return rereading.still_needed(session, notice, town.charter, at)  # type: ignore[arg-type]


def test_two_invitations_to_one_meeting_are_two_reminders(town: Town) -> None:
    """Each is its own matter: what is done about one says nothing of the other."""
    both(town)
    town.clock(lima(2027, 4, 1, 9))
    told = [notice_says(row) for row in town.notices() if row.duty == "invitation.answer"]
    assert [any(body in words for words in told) for body in (UNIVERSITY, MIGRATIONS)] == [True, True]
    assert len(told) == 2


def test_an_invitation_without_an_answer_is_the_secretariats_to_follow(town: Town) -> None:
    """A setting under §5: three working days before the meeting; the one that was answered is not asked for."""
    university, _ = both(town)
    answered(town, university, at=lima(2027, 3, 30, 9))
    town.clock(lima(2027, 4, 1, 9))
    (notice,) = (row for row in town.notices() if row.duty == "invitation.answer")
    assert MIGRATIONS in notice_says(notice)
    assert town.emails([notice]) == {SECRETARY}


def test_slides_are_followed_until_they_may_circulate(town: Town) -> None:
    """A setting under §5: received and cleared two working days before; who speaks without any is not asked for."""
    university, ministry = both(town)
    for number in (university, ministry):
        answered(town, number, at=lima(2027, 3, 30, 9))
    town.ask(SECRETARY, "speakers.slides", LATER, invitation=str(university), reference="https://a.example/x")
    town.ask(SECRETARY, "speakers.slides", LATER, invitation=str(ministry), none=True)
    town.clock(lima(2027, 4, 2, 9))
    (notice,) = (row for row in town.notices() if row.duty == "invitation.slides")
    assert UNIVERSITY in notice_says(notice)
    town.ask(SECRETARY, "speakers.slides_clear", lima(2027, 4, 2, 10), invitation=str(university), figures="no")
    assert needed(town, notice, lima(2027, 4, 2, 11)) == "done"


def test_thanks_are_due_two_working_days_after_to_whoever_came(town: Town) -> None:
    """5.1.5 and a setting: the secretariat is reminded of whom to thank; not of whoever stayed away."""
    university, ministry = both(town)
    for number in (university, ministry):
        answered(town, number, at=lima(2027, 3, 30, 9))
    scene.held(town, UNIVERSITY)
    town.clock(lima(2027, 4, 8, 9))
    (notice,) = (row for row in town.notices() if row.duty == "invitation.thanks")
    assert UNIVERSITY in notice_says(notice)
    assert town.emails([notice]) == {SECRETARY}
    change(town, university, thanked_at=lima(2027, 4, 8, 10))
    assert needed(town, notice, lima(2027, 4, 8, 11)) == "done"


@pytest.mark.long
def test_neither_a_ministry_nor_a_speaker_is_ever_reminded(town: Town) -> None:
    """§5: they are convened, not pressed. From the draft to the thanks, silent all the way, nothing of time's reaches them."""
    both(town)
    town.pass_time(lima(2027, 3, 19, 8), lima(2027, 4, 5, 18))
    town.ask(SPEAKER, "meetings.attend", lima(2027, 4, 5, 18), meeting=TEC)
    scene.held(town, UNIVERSITY)
    town.pass_time(lima(2027, 4, 7, 8), lima(2027, 4, 12, 18))
    for guest in GUESTS:
        if guest != "f.valderruma":
            assert {row.notice for row in town.notices(to=guest)} <= {"invitation.slot"}
        assert [row for row in town.notices(to=guest) if row.duty] == []
    assert town.emails([row for row in town.notices() if row.duty.startswith("invitation.")]) <= {
        SECRETARY,
        COORDINATOR,
    }


def test_a_cancelled_meeting_asks_for_nothing(town: Town) -> None:
    """What was called off needs no answer, no slides and no thanks."""
    both(town)
    town.do(SECRETARY, "meetings.cancel", lima(2027, 3, 30, 9), meeting=TEC, reason="Sin quórum")
    town.clock(lima(2027, 4, 1, 9))
    assert reminders(town, "invitation.answer") == []


def test_what_waits_for_the_secretariat_says_whose_invitation_with_its_press(town: Town) -> None:
    """«¿Qué me toca?»: each invitation by its institution, and the press that meets it."""
    both(town)
    reply = town.ask(SECRETARY, "network.mine", lima(2027, 3, 31, 9))
    assert f"Respuesta de los ponentes · {UNIVERSITY}" in said(reply)
    form = town.press(SECRETARY, reply, "follow.button.answer", lima(2027, 3, 31, 9))
    assert form.form is not None
