"""Taken back with courtesy; what hangs on a point or a meeting that falls away is told; the agenda shows who speaks."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.agenda import AgendaItem
from storage.invitations import SpeakerInvitation
from tests.handlers.invite_scene import (
    COORDINATOR,
    LAST,
    SCHOLAR,
    SECRETARY,
    TEC,
    acts,
    cleared,
    draft,
    history,
    rows,
    says,
    set_up,
    the,
    to_scholar,
)
from tests.town import Town, lima

OPEN = lima(2027, 3, 12, 9)
"""The window of comments is over, the last day is not."""


@pytest.fixture
def drafted(town: Town) -> tuple[Town, SpeakerInvitation]:
    """An e-mail to a university, its window over."""
    set_up(town, ("Regularización", 20))
    return town, to_scholar(town)


def test_withdrawn_the_guest_gets_an_apology_without_the_reason_and_the_calendar_lets_go(
    drafted: tuple[Town, SpeakerInvitation],
) -> None:
    town, row = drafted
    cleared(town, row, OPEN)
    assert town.ask(SECRETARY, "speakers.withdraw", OPEN, invitation=row.id).form is not None
    town.do(SECRETARY, "speakers.withdraw", OPEN, invitation=row.id, reason="Hubo un conflicto interno")

    letter = town.notices("speaker.invitation_withdrawn")[0]
    assert "Le agradecemos mucho" in says(letter)
    removed = town.notices("invitation.slot_cancel")[0]
    assert (removed.values["sequence"], the(town, row).sequence) == (1, 1)
    everything = str([each.values for each in (letter, removed)]) + str([each.values for each in history(town)])
    assert "conflicto" not in everything
    assert "speaker.withdrawn" in acts(town)
    assert town.ask(SECRETARY, "speakers.withdraw", OPEN, invitation=row.id, reason="otra vez").refused


def test_a_draft_is_withdrawn_in_silence(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    town.do(SECRETARY, "speakers.withdraw", OPEN, invitation=row.id, reason="Cambió el tema")

    assert town.notices(road="mail") == []
    assert the(town, row).status == "withdrawn"


def test_a_cancelled_meeting_takes_its_invitations_with_it(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, mailed = drafted
    cleared(town, mailed, OPEN)
    paper = draft(town, at=OPEN)
    cleared(town, paper, OPEN)
    town.do(SECRETARY, "speakers.delivered", OPEN, invitation=paper.id, date="2027-03-12", reference="Cargo 1")
    shown = town.ask(SECRETARY, "meetings.cancel", LAST, meeting=TEC, reason="Huelga")
    assert SCHOLAR in says(shown)
    town.confirm(SECRETARY, shown, LAST)

    assert {row.status for row in rows(town)} == {"withdrawn"}
    assert len(town.notices("speaker.invitation_withdrawn")) == 1
    official = town.notices("speaker.tell_officially")
    assert {row.values["organisation"] for row in official} == {"Superintendencia Nacional de Migraciones"}
    assert town.emails(official) == {COORDINATOR, SECRETARY}


@pytest.mark.parametrize("command", ["agenda.withdraw", "agenda.defer"])
def test_a_point_that_falls_away_tells_the_secretariat_what_hangs_on_it(
    drafted: tuple[Town, SpeakerInvitation], command: str
) -> None:
    town, row = drafted
    with town.database.reading() as session:
        item = session.exec(select(AgendaItem)).one()
    town.do(SECRETARY, command, OPEN, item=item.id)

    told = town.notices("speaker.hanging")
    assert {each.values["invitation"] for each in told} == {row.id}
    assert town.emails(told) == {COORDINATOR, SECRETARY}


def test_the_agenda_shows_the_institution_to_be_confirmed_until_it_accepts(
    drafted: tuple[Town, SpeakerInvitation],
) -> None:
    town, row = drafted
    assert SCHOLAR not in says(town.ask(SECRETARY, "agenda.show", OPEN, meeting=TEC)), "a draft is nobody's business"
    cleared(town, row, OPEN)
    town.do(SECRETARY, "agenda.circulate", OPEN, meeting=TEC, when="now")
    sent = says(town.notices("agenda.circulated")[0])
    assert "Regularización — expone: Universidad del Altiplano (por confirmar)" in sent
    assert "Marisol" not in sent

    with town.database.transaction() as session:
        kept = session.get_one(SpeakerInvitation, row.id)
        kept.answer = "accepted"
        session.add(kept)
    shown = town.ask(SECRETARY, "agenda.circulate", LAST, meeting=TEC)
    assert "cambió quién expone" in says(shown)
    assert "(por confirmar)" not in says(shown)


def test_after_the_meeting_nobody_is_told_that_they_do_not_speak(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    cleared(town, row, OPEN)
    after = lima(2027, 4, 7, 9)
    refused = town.ask(SECRETARY, "speakers.withdraw", after, invitation=row.id, reason="Tarde", confirmed="1")
    assert refused.refused
    assert town.notices("speaker.invitation_withdrawn") == []
