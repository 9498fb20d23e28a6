"""§5.1.8: who follows a matter sees which bodies are still to answer; never people, and never the members among themselves."""

from __future__ import annotations

from handlers.reply import Reply
from storage import decisions
from storage.decisions import Answer
from storage.minutes import Minutes, MinutesComment
from tests.bot.test_understanding import typed
from tests.handlers import agenda_scene
from tests.handlers import follow_scene as scene
from tests.handlers.circulation_scene import by_decision
from tests.handlers.follow_scene import LATER, both, row
from tests.handlers.record_scene import ACNUR, COORDINATOR, SECRETARY, said
from tests.town import Town, keys_of, lima

NOW = lima(2027, 2, 1, 10)


def asked(town: Town, who: str = SECRETARY, **values: str) -> Reply:
    return town.ask(who, "network.unanswered", NOW, **values)


def test_the_bodies_that_have_not_answered_an_invitation_to_a_meeting(town: Town) -> None:
    code = agenda_scene.convened(town)
    assert "OIT" in said(asked(town, code=code, of="attendance"))
    town.ask("b.sormendi", "meetings.attend", NOW, meeting=code)
    shown = said(asked(town, code=code, of="attendance"))
    assert "OIT" not in shown
    assert "UNICEF" in shown
    assert "Sormendi" not in shown, "bodies, not people"


def test_of_the_minutes_who_neither_commented_nor_said_that_there_is_nothing(town: Town) -> None:
    code = agenda_scene.convened(town, status="held")
    meeting = agenda_scene.the_meeting(town).id or 0
    row_ = Minutes(
        network_id=town.network_id, meeting_id=meeting, version=1, status="circulated", body={}, written_at=NOW
    )
    with town.database.transaction() as session:
        session.add(row_)
        session.flush()
        session.add(
            MinutesComment(
                network_id=town.network_id, meeting_id=meeting, minutes_id=row_.id or 0, wording="", said_at=NOW,
                organisation_id=town.organisation("OIT"),
            )
        )  # fmt: skip
    shown = said(asked(town, COORDINATOR, code=code, of="minutes"))
    assert "OIT" not in shown
    assert "UNICEF" in shown


def test_of_a_decision_the_seats_that_are_still_to_answer(town: Town) -> None:
    bodies = [town.organisation(name) for name in ("OIT", "UNICEF")]
    by_decision(town, "D-2027-03", since=lima(2027, 1, 29).date(), status=decisions.AD_REFERENDUM, voices=bodies)
    with town.database.transaction() as session:
        found = decisions.by_code(session, town.network_id, "D-2027-03")
        assert found is not None
        found.absent, found.closes_at, found.settled_at = bodies, lima(2027, 2, 5, 17), None
        session.add(
            Answer(
                network_id=town.network_id, decision_id=found.id or 0, version=1, organisation_id=bodies[0], kind="agree",
                answered_at=NOW,
            )
        )  # fmt: skip
    shown = said(asked(town, code="d-2027-03"))
    assert "UNICEF" in shown
    assert "OIT" not in shown


def test_nobody_is_missing(town: Town) -> None:
    assert "unanswered.none" in keys_of(asked(town, code="D-2027-09"))


def test_members_do_not_see_one_another_s_silence(town: Town) -> None:
    agenda_scene.convened(town)
    assert asked(town, ACNUR).refused


def test_the_minister_accepted_is_the_only_answer_that_waits_and_is_shown_first(town: Town) -> None:
    university, ministry = both(town)
    scene.answered(town, university)
    heard = typed("la ministra aceptó")
    shown = town.ask(SECRETARY, heard.command, LATER, **heard.values)
    assert row(town, ministry).answer == ""
    town.confirm(SECRETARY, shown, LATER)
    assert row(town, ministry).answer == "accepted"
