"""The presses under a preview: what was shown is what is done, once, by whom it is still theirs to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from sqlmodel import select

from handlers.reply import Reply
from storage import journal
from storage.people import Office
from tests.handlers.meeting_scene import COORDINATOR, MORNING, RC, SECRETARY, TEC, all_of, convene, preview
from tests.town import Town, keys_of


def _acts(network: Town, act: str) -> int:
    with network.database.reading() as session:
        return sum(entry.act == act for entry in session.exec(select(journal.JournalEntry)))


def test_a_press_on_confirm_that_carries_other_details_changes_nothing_of_what_was_shown(town: Town) -> None:
    shown = preview(town, SECRETARY, MORNING, **TEC)

    town.confirm(SECRETARY, shown, MORNING, kind="plenary", date="2027-02-11", title="Otra cosa", reason="porque sí")

    (meeting,) = all_of(town)
    assert (meeting.kind, meeting.title, meeting.starts_at.date()) == ("technical", TEC["title"], date(2027, 2, 10))


def test_nobody_presses_what_was_shown_to_another(town: Town) -> None:
    shown = preview(town, SECRETARY, MORNING, **TEC)

    assert "draft.unknown" in keys_of(town.confirm(COORDINATOR, shown, MORNING))
    assert not all_of(town)


def test_a_draft_is_not_confirmed_by_somebody_who_has_lost_the_office_meanwhile(town: Town) -> None:
    shown = preview(town, SECRETARY, MORNING, **TEC)
    with town.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == town.id_of(SECRETARY))):
            office.until = date(2027, 1, 18)
            session.add(office)

    assert town.confirm(SECRETARY, shown, MORNING).refused
    assert not all_of(town)


def test_a_draft_pressed_many_times_in_one_moment_is_one_act(network: Town) -> None:
    shown = preview(network, SECRETARY, MORNING, **TEC)

    def press(_: int) -> Reply:
        return network.confirm(SECRETARY, shown, MORNING)

    with ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(press, range(6)))

    assert len(all_of(network)) == 1
    assert [keys_of(answer) for answer in answers] == [keys_of(answers[0])] * 6


def test_two_drafts_of_one_act_confirmed_in_one_moment_are_one_act(network: Town) -> None:
    convene(network, SECRETARY, MORNING, **TEC)
    whose = (SECRETARY, COORDINATOR, SECRETARY, COORDINATOR, SECRETARY, COORDINATOR)
    shown = [(who, network.ask(who, "meetings.cancel", MORNING, meeting="TEC-2027-01", reason="Luto")) for who in whose]

    with ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(lambda each: network.confirm(each[0], each[1], MORNING), shown))

    assert _acts(network, "meeting.cancelled") == 1
    assert sum(not answer.refused for answer in answers) == 1


def test_one_event_taken_in_by_two_processes_at_once_is_one_act(network: Town) -> None:
    def hear(_: int) -> Reply:
        return network.ask(RC, "network.language", MORNING, key="slack/T1/one event", language="en")

    with ThreadPoolExecutor(6) as doors:
        answers = list(doors.map(hear, range(6)))

    assert _acts(network, "person.language") == 1
    assert {str(keys_of(answer)) for answer in answers} == {str(keys_of(answers[0]))}


def test_a_typed_yes_confirms_what_was_shown_a_moment_ago(town: Town) -> None:
    preview(town, SECRETARY, MORNING, **TEC)

    said = town.ask(SECRETARY, "drafts.confirm", MORNING + timedelta(minutes=29))

    assert not said.refused
    assert len(all_of(town)) == 1


def test_a_typed_yes_says_that_nothing_waits_for_it(town: Town) -> None:
    assert "draft.none" in keys_of(town.ask(SECRETARY, "drafts.confirm", MORNING))


def test_a_typed_yes_long_after_is_asked_about(town: Town) -> None:
    preview(town, SECRETARY, MORNING, **TEC)

    assert "draft.none" in keys_of(town.ask(SECRETARY, "drafts.confirm", MORNING + timedelta(minutes=31)))
    assert not all_of(town)


def test_a_typed_yes_never_guesses_between_two_drafts(town: Town) -> None:
    preview(town, SECRETARY, MORNING, **TEC)
    preview(town, SECRETARY, MORNING, **{**TEC, "title": "Otra"})

    assert "draft.which" in keys_of(town.ask(SECRETARY, "drafts.confirm", MORNING))
    assert not all_of(town)


def test_a_typed_yes_is_never_for_what_another_was_shown(town: Town) -> None:
    preview(town, SECRETARY, MORNING, **TEC)

    assert "draft.none" in keys_of(town.ask(COORDINATOR, "drafts.confirm", MORNING))
    assert not all_of(town)
