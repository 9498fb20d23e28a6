"""A speaker sees their slot, the place and their item: nothing else of the meeting, whatever they ask for."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from bot.board.feed import Feed, feed_bytes
from bot.language.catalogue import Words
from handlers import answer_sheet, feeds
from handlers.answer_sheet import Asked
from handlers.commands import COMMANDS, desk_of
from handlers.mandates import EVERYONE
from handlers.reply import Buttons, Reply
from handlers.request import Request
from storage import invitations
from tests.handlers import follow_scene as scene
from tests.handlers.follow_scene import INTERNAL, LATER, OFFICIAL, SECRET, SENT, SPEAKER, UNIVERSITY, both
from tests.handlers.record_scene import CE, SECRETARY, TEC, TEC_STARTS, meeting_of, said
from tests.town import LIMA, Town, keys_of, lima

NOT_THEIRS = (
    SECRET, INTERNAL, "Reunión reservada", "10:00", "11:30", "ACNUR", "Quintamayo", "Regularización", "Ccoyllor", "Oficio",
    "Viaje de otra persona",
)  # fmt: skip
"""The meeting's title and hours, its other point, who comes and why not, the other speaker (the clause itself names Migraciones)."""
DETAILS = (
    {}, {"meeting": TEC}, {"meeting": TEC, "code": TEC, "organisation": UNIVERSITY},
    {"meeting": CE, "code": "D-2027-05", "words": "salud", "wording": "hola", "question": CE},
    {"meeting": TEC, "invitation": "1", "entry": "1", "item": "1", "answer": "accepted", "reference": "x", "words": "a"},
    {"meeting": TEC, "invitation": "2", "entry": "2", "item": "2"},
)  # fmt: skip


@pytest.fixture
def invited(town: Town) -> Town:
    """Both invited; an agency said why it cannot come."""
    both(town)
    town.ask("n.quintamayo", "meetings.regret", SENT, meeting=TEC, reason="Viaje de otra persona")
    return town


def whole(reply: Reply) -> str:
    """All that is shown: the card in words, its presses, the form."""
    words = Words("es", zone=LIMA)
    card = reply.card
    presses = [b for part in (card.parts if card else ()) if isinstance(part, Buttons) for b in part.buttons]
    labels = " ".join(f"{words.say(each.label)} {each.values}" for each in presses)
    return f"{said(reply) if card else ''} {labels} {reply.form}"


@pytest.mark.parametrize("command", ["meetings.show", "agenda.show", "network.mine", "network.home", "meetings.list"])
def test_a_speaker_is_shown_their_own_hour_and_topic(invited: Town, command: str) -> None:
    words = said(invited.ask(SPEAKER, command, LATER))
    assert "10:40" in words
    assert "Salud mental y migración" in words


@pytest.mark.parametrize("command", ["meetings.show", "agenda.show"])
def test_they_are_shown_the_place_and_their_item(invited: Town, command: str) -> None:
    words = said(invited.ask(SPEAKER, command, LATER, meeting=TEC))
    assert "Sala Cantuta" in words
    assert "Salud de las personas migrantes" in words


@pytest.mark.parametrize(("step", "first"), [("ask", "meetings.show"), ("confirmed", "meetings.attend")])
def test_no_command_a_guest_may_use_tells_a_speaker_more_than_their_slot(invited: Town, step: str, first: str) -> None:
    """Each of them, with all kinds of details, asked and confirmed, before and after they answered."""
    open_to_guests = [
        name for name, found in sorted(COMMANDS.items())
        if found.power == EVERYONE or "stakeholder" in invited.charter.powers[found.power].offices
    ]  # fmt: skip
    assert {"meetings.show", "agenda.show", "network.mine", "network.why"} <= set(open_to_guests)
    leaks, at = [], LATER + timedelta(minutes=7)  # not at an hour that is among what they must not read
    invited.ask(SPEAKER, first, at, meeting=TEC)
    for command in open_to_guests:
        for values in DETAILS:
            told = whole(invited.ask(SPEAKER, command, at, step=step, **values))
            leaks += [(command, values, secret) for secret in NOT_THEIRS if secret in told]
    assert leaks == []


def test_whatever_else_they_ask_for_is_refused_without_a_word_of_it(invited: Town) -> None:
    for command, found in COMMANDS.items():
        if found.power != EVERYONE and "stakeholder" not in invited.charter.powers[found.power].offices:
            reply = invited.ask(SPEAKER, command, LATER, **DETAILS[-2])
            assert reply.refused, command
            assert [secret for secret in NOT_THEIRS if secret in whole(reply)] == [], command


@pytest.mark.parametrize("command", ["meetings.show", "agenda.show", "meetings.attend", "meetings.regret"])
def test_another_meeting_is_refused_alike_whether_it_exists_or_not(invited: Town, command: str) -> None:
    scene.record_scene.coming(invited, "CE-2027-02", "executive", lima(2027, 4, 20, 10))
    answers = {said(invited.ask(SPEAKER, command, LATER, meeting=code)) for code in ("CE-2027-02", "CE-2027-77")}
    assert len(answers) == 1
    assert all(invited.ask(SPEAKER, command, LATER, meeting=code).refused for code in ("CE-2027-02", "CE-2027-77"))


def test_an_invitation_that_is_not_out_shows_nothing(town: Town) -> None:
    university, _ = both(town)
    with town.database.transaction() as session:
        found = invitations.invitation(session, town.network_id, university)
        assert found is not None
        found.sent_at = None
        session.add(found)
    assert town.ask(SPEAKER, "meetings.show", LATER, meeting=TEC).refused


def test_an_invitation_taken_back_shows_nothing_any_more_even_once_answered(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    with town.database.transaction() as session:
        found = invitations.invitation(session, town.network_id, university)
        assert found is not None
        found.withdrawn_at = LATER
        session.add(found)
    assert town.ask(SPEAKER, "meetings.show", LATER, meeting=TEC).refused


def test_their_sight_of_it_ends_ten_working_days_after_the_meeting(invited: Town) -> None:
    scene.held(invited, UNIVERSITY)
    assert not invited.ask(SPEAKER, "meetings.show", lima(2027, 4, 20, 17), meeting=TEC).refused
    assert invited.ask(SPEAKER, "meetings.show", lima(2027, 4, 20, 17, 0, 1), meeting=TEC).refused


def test_what_they_brought_themselves_is_still_shown_whole(invited: Town) -> None:
    invited.do(
        SECRETARY, "agenda.propose", SENT, meeting=TEC, title="Un punto propio", kind="inform", minutes="5",
        organisation=UNIVERSITY, why="Nuestra razón",
    )  # fmt: skip
    words = said(invited.ask(SPEAKER, "agenda.show", LATER, meeting=TEC))
    assert "Nuestra razón" in words
    assert "10:00" not in words


def test_the_page_behind_their_link_shows_their_slot_alone(invited: Town) -> None:
    asked = Asked(invited.network_id, TEC, invited.id_of(SPEAKER), TEC_STARTS.astimezone(UTC))
    with invited.database.reading() as session:
        sheet = answer_sheet.sheet(session, invited.charters, asked, LATER)
        over = answer_sheet.sheet(session, invited.charters, asked, lima(2027, 4, 6, 12))
    words = Words("es", zone=LIMA)
    told = " ".join(f"{words.say(label)}: {words.say(value)}" for label, value in sheet.facts)
    assert "10:40" in told
    assert [secret for secret in NOT_THEIRS if secret in told] == []
    assert (sheet.when, over.when) == (scene.SLOT, scene.SLOT)
    assert sheet.closed == ""


def test_their_calendar_holds_the_slot_and_nothing_else(invited: Town) -> None:
    with invited.database.reading() as session:
        desk = desk_of(session, invited.charters, Request("x", invited.network_id, LATER, invited.id_of(SPEAKER)))
        meetings, slots = feeds.followed(desk, whole=True), feeds.own_slots(desk)
    words = Words("es", zone=LIMA)
    text = feed_bytes(Feed("Mías", "peru", "red.example", "America/Lima", LATER, words.say), meetings, slots).decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=America/Lima:20270406T104000" in text
    assert "STATUS:TENTATIVE" in text
    assert [secret for secret in NOT_THEIRS if secret in text] == []


def test_a_slot_that_was_declined_is_in_no_calendar(invited: Town) -> None:
    invited.ask(SPEAKER, "meetings.regret", LATER, meeting=TEC)
    with invited.database.reading() as session:
        desk = desk_of(session, invited.charters, Request("x", invited.network_id, LATER, invited.id_of(SPEAKER)))
        assert (feeds.followed(desk, whole=False), feeds.own_slots(desk)) == ([], [])


def test_the_ministry_sees_its_own_slot(invited: Town) -> None:
    words = said(invited.ask(OFFICIAL, "meetings.show", LATER))
    assert "10:50" in words
    assert "Salud" not in words
    assert "meeting.show.who" not in keys_of(invited.ask(OFFICIAL, "meetings.show", LATER))
    assert meeting_of(invited, TEC).starts_at == TEC_STARTS
