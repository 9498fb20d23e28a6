"""The draft of a letter to a speaker: who may ask, what stays a blank, who gets the file, and nothing else leaves."""

from __future__ import annotations

import pytest

from bot.language.catalogue import Words
from bot.plain import plain
from handlers.reply import Reply
from storage import journal
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import MAIL
from tests.handlers.letter_scene import CODE, FOCAL, MORNING, SECRETARY, entry, two
from tests.town import LIMA, Town, keys_of, lima

ES = Words("es", "es", LIMA)


def said(reply: Reply) -> str:
    assert reply.card is not None
    return plain(reply.card, ES.say)


def changed(town: Town, number: int, **changes: object) -> None:
    with town.database.transaction() as session:
        session.add(session.get_one(SpeakerInvitation, number).sqlmodel_update(changes))


def test_the_card_shows_the_slot_and_the_file_goes_to_whoever_asked_and_to_nobody_else(town: Town) -> None:
    letter, _ = two(town)
    words = said(town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(letter)))
    for part in (
        "Borrador de carta para la Superintendencia Nacional de Migraciones", "BORRADOR – no enviado por Quipu",
        "jueves 6 de mayo de 2027, 10:20 (hora de Lima)", "20 minutos", "Casa ONU, sala 3", CODE, "r.berrocapa@oim.example",
        "§5 (Vínculo con el gobierno)",
    ):  # fmt: skip
        assert part in words, part
    (mailed,) = town.notices("letters.drafted")
    assert (mailed.road, town.emails([mailed])) == (MAIL, {SECRETARY})
    assert "Ccoyllor" not in str(mailed.values), "a notice holds numbers; the letter is drawn when it leaves"


def test_a_form_of_address_that_nobody_recorded_is_a_blank_and_the_card_says_so(town: Town) -> None:
    letter, _ = two(town)
    reply = town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(letter))
    assert "letters.no_address" in keys_of(reply)
    assert "número de la carta, tratamiento y cargo de quien firma" in said(reply)
    entry(town, FOCAL, address="Señora Directora")
    later = town.ask(SECRETARY, "speakers.letter", lima(2027, 4, 5, 11), invitation=str(letter))
    assert "letters.no_address" not in keys_of(later)


def test_the_meeting_and_words_find_it_and_of_several_it_asks_which(town: Town) -> None:
    two(town)
    assert "letters.which" in keys_of(town.ask(SECRETARY, "speakers.letter", MORNING, meeting=CODE))
    found = town.ask(SECRETARY, "speakers.letter", MORNING, meeting=CODE, words="tierra abierta")
    assert "Borrador de correo para la Asociación Tierra Abierta" in said(found)
    which = town.ask(SECRETARY, "speakers.letter", MORNING)
    assert "carta" in said(town.ask(SECRETARY, "speakers.letter", MORNING, **town.buttons(which)[0].values))


@pytest.mark.parametrize("who", ["n.quintamayo", "f.valderruma", "a.soderquist"])
def test_members_and_guests_get_no_letter(town: Town, who: str) -> None:
    letter, _ = two(town)
    assert town.ask(who, "speakers.letter", MORNING, invitation=str(letter)).refused
    assert town.notices("letters.drafted") == []


def test_a_withdrawn_or_unknown_invitation_has_no_letter(town: Town) -> None:
    letter, _ = two(town)
    changed(town, letter, withdrawn_at=MORNING)
    for number in (str(letter), "999", "x"):
        reply = town.ask(SECRETARY, "speakers.letter", MORNING, invitation=number)
        assert reply.refused and "letters.no_invitation" in keys_of(reply)


def test_after_the_meeting_it_is_the_letter_of_thanks(town: Town) -> None:
    letter, _ = two(town)
    with town.database.transaction() as session:
        row = session.get_one(SpeakerInvitation, letter)
        session.add(session.get_one(Meeting, row.meeting_id).sqlmodel_update({"status": "held"}))
    after = lima(2027, 5, 7)
    reply = town.ask(SECRETARY, "speakers.letter", after, invitation=str(letter))
    assert "letters.drafted.agradecimiento" in keys_of(reply)
    again = town.press(SECRETARY, reply, "letters.button.invitation", after)
    assert "letters.drafted.carta" in keys_of(again)


def test_the_journal_names_the_institution_and_nobody(town: Town) -> None:
    letter, _ = two(town)
    town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(letter))
    with town.database.reading() as session:
        (row,) = [e for e in journal.about(session, town.network_id, CODE) if e.act == "speaker.letter_drafted"]
    assert row.values["organisation"].startswith("Superintendencia")
    assert "Ccoyllor" not in str(row.values)


def test_asked_twice_in_a_minute_it_is_one_mail(town: Town) -> None:
    letter, _ = two(town)
    for _ in range(2):
        town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(letter))
    assert len(town.notices("letters.drafted")) == 1


def test_whoever_was_erased_is_not_named_in_a_letter_drawn_afterwards(town: Town) -> None:
    letter, _ = two(town)
    entry(town, FOCAL, erased_at=MORNING)
    drawn = town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(letter))
    assert "tratamiento, nombre, cargo" in said(drawn)
    assert "Ccoyllor" not in said(drawn)
