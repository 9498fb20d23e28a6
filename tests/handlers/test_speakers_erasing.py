"""Somebody who asks to be forgotten is; what they said in the network stays under their institution."""

from __future__ import annotations

from sqlmodel import select

from bot.understanding import Context, understand
from storage import directory
from storage.drafts import Draft
from tests.handlers.record_scene import acts, said
from tests.handlers.speaker_scene import MEMBER, MORNING, SCHOLAR, SECRETARY, entries, register, spoke, three
from tests.town import Town, keys_of, lima

NAME, BODY = "Marisol Quenta Huayta", "Universidad del Altiplano"


def erased(town: Town) -> None:
    three(town)
    spoke(town, NAME, lima(2027, 2, 3).date())
    town.do(SECRETARY, "speakers.erase", MORNING, words="Marisol Quenta")


def test_it_is_shown_first_and_nothing_is_deleted_before_the_press(town: Town) -> None:
    three(town)
    shown = town.ask(SECRETARY, "speakers.erase", MORNING, words="Marisol Quenta")
    assert "No se puede deshacer" in said(shown)
    assert NAME in entries(town)


def test_every_trace_of_the_person_is_gone_from_the_directory_and_the_drafts(town: Town) -> None:
    erased(town)
    assert NAME not in entries(town)
    with town.database.reading() as session:
        kept = list(session.exec(select(directory.DirectoryEntry)))
        drafts = list(session.exec(select(Draft)))
    assert not [row for row in kept if "Quenta" in str(row.model_dump()) or "m.quenta" in str(row.model_dump())]
    assert not [row for row in drafts if "Quenta" in str(row.values) or "m.quenta" in str(row.values)]
    assert not [row for row in drafts if "Quenta" in str(row.reply)]


def test_others_and_their_drafts_are_left_alone(town: Town) -> None:
    erased(town)
    assert set(entries(town)) == {"Wilma Ccoyllor Sayre", "Yelitza Morante"}
    with town.database.reading() as session:
        assert any("Wilma" in str(row.values) for row in session.exec(select(Draft)))


def test_what_they_said_stays_under_their_institution(town: Town) -> None:
    erased(town)
    with town.database.reading() as session:
        (row,) = directory.appearances(session, town.network_id)
    assert (row.entry_id, row.organisation, row.category) == (None, BODY, "academia")


def test_the_journal_says_that_it_was_done_and_names_nobody(town: Town) -> None:
    erased(town)
    found = acts(town, BODY)
    assert [entry.act for entry in found] == ["speaker.registered", "speaker.erased"]
    assert "Quenta" not in str([entry.values for entry in found])


def test_a_second_press_finds_nobody_any_more(town: Town) -> None:
    three(town)
    number = str(entries(town)[NAME].id)
    shown = town.ask(SECRETARY, "speakers.erase", MORNING, entry=number)
    town.confirm(SECRETARY, shown, MORNING)
    assert town.ask(SECRETARY, "speakers.erase", MORNING, entry=number).refused
    assert register(town, **SCHOLAR).refused is False


def test_a_member_erases_nobody(town: Town) -> None:
    three(town)
    assert town.ask(MEMBER, "speakers.erase", MORNING, words="Marisol").refused


def test_of_several_who_fit_it_is_asked_who(town: Town) -> None:
    three(town)
    assert "speakers.which" in keys_of(town.ask(SECRETARY, "speakers.erase", MORNING, words="regularización"))


def test_it_is_asked_for_in_words() -> None:
    for typed in ("/ponente borrar a Marisol Quenta", "/speaker erase Marisol Quenta"):
        understood = understand(typed, Context("es", MORNING, ("ACNUR", "OIM"), ()))
        assert (understood.command, dict(understood.values)) == ("speakers.erase", {"words": "Marisol Quenta"})
