"""Cleared by a second person: an e-mail leaves with it, a letter on paper waits for its stamp; taken back with courtesy."""

from __future__ import annotations

import pytest

from bot.understanding import Context, understand
from storage.invitations import SpeakerInvitation
from storage.people import Person
from tests.handlers.delivery_scene import arrives, came_back, settle
from tests.handlers.invite_scene import (
    AFTER,
    COORDINATOR,
    E07,
    EARLY,
    LAST,
    SCHOLAR,
    SECRETARY,
    TEC,
    ask,
    cleared,
    draft,
    entry_of,
    presses,
    says,
    set_up,
    the,
    to_scholar,
)
from tests.town import Town, keys_of, lima

OPEN = lima(2027, 3, 12, 9)
"""The window of comments is over, the last day is not."""


@pytest.fixture
def drafted(town: Town) -> tuple[Town, SpeakerInvitation]:
    """An e-mail to a university, its window over."""
    set_up(town, ("Regularización", 20))
    return town, to_scholar(town)


def test_the_drafter_cannot_clear_and_is_told_who_can(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    reply = town.ask(SECRETARY, "speakers.clear", OPEN, invitation=row.id)

    assert reply.refused
    assert "Lucía Altaquilla Ponceval" in says(reply)
    assert "Dar el visto bueno" not in presses(
        town, town.ask(SECRETARY, "speakers.invitation", OPEN, invitation=row.id)
    )


def test_the_coordinators_own_draft_is_cleared_by_the_secretary(town: Town) -> None:
    set_up(town)
    row = draft(town, COORDINATOR)

    assert cleared(town, row, E07, SECRETARY).refused is False
    assert the(town, row).cleared_by == town.id_of(SECRETARY)


def test_cleared_the_e_mail_leaves_with_its_slot_and_says_nothing_else_of_the_meeting(
    drafted: tuple[Town, SpeakerInvitation],
) -> None:
    town, row = drafted
    done = cleared(town, row, OPEN)

    assert "correo enviado" in says(done)
    row = the(town, row)
    assert (row.status, row.sequence) == ("sent", 0)
    letter = town.notices("speaker.invited")[0]
    assert (letter.road, letter.person_id) == ("mail", row.person_id)
    assert "A la atención de Marisol Quenta Huayta" in says(letter)
    assert "martes 6 de abril de 2027, 10:00 (hora de Lima), 20 minutos" in says(letter)
    assert "Renzo Berrocapa Illari, r.berrocapa@oim.example" in says(letter)
    assert TEC not in says(letter)
    assert "meeting" not in letter.values, "the hour and length of the meeting are not theirs to know"
    assert [(each.person_id, each.road) for each in town.notices("invitation.slot")] == [(row.person_id, "mail")]
    assert town.notices("speaker.cleared_sent", to=SECRETARY) != []


def test_the_letter_goes_out_in_the_language_of_the_invitation(town: Town) -> None:
    set_up(town)
    row = to_scholar(town, language="en")
    cleared(town, row, OPEN)

    with town.database.reading() as session:
        assert session.get_one(Person, the(town, row).person_id).language == "en"
    assert "we would be honoured" in says(town.notices("speaker.invited")[0], "en")


def test_two_presses_clear_and_send_once(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    shown = town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=row.id)
    first, second = town.confirm(COORDINATOR, shown, OPEN), town.confirm(COORDINATOR, shown, OPEN)

    assert says(first) == says(second)
    assert len(town.notices("speaker.invited")) == len(town.notices("invitation.slot")) == 1
    assert town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=row.id).refused


def test_what_was_shown_is_what_is_cleared(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    shown = town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=row.id)
    town.confirm(SECRETARY, ask(town, at=OPEN, invitation=row.id, topic="Otro tema"), OPEN)
    again = town.confirm(COORDINATOR, shown, OPEN)

    assert the(town, row).status == "drafted"
    assert "Otro tema" in says(again), "it is shown as it is now"


def test_an_entry_erased_in_between_is_not_written_to_and_its_name_is_gone(
    drafted: tuple[Town, SpeakerInvitation],
) -> None:
    town, row = drafted
    town.do(SECRETARY, "speakers.erase", OPEN, entry=str(row.entry_id))
    reply = town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=row.id)

    assert reply.refused
    assert "retirada" in says(reply)
    assert the(town, row).name == ""
    assert town.notices(road="mail") == []


def test_a_letter_on_paper_is_never_sent_whoever_asks(town: Town) -> None:
    set_up(town)
    row = draft(town)
    asked = [town.ask(who, "speakers.send", E07, words="Migraciones") for who in (SECRETARY, COORDINATOR)]
    cleared(town, row, E07)
    asked.append(town.ask(SECRETARY, "speakers.send", E07, words="Migraciones"))

    assert all(reply.refused for reply in asked)
    assert all("lleva firma y entra por mesa de partes" in says(reply) for reply in asked)
    assert town.notices(road="mail") == []
    assert the(town, row).person_id is None


def test_e07_the_letters_stamp_makes_it_delivered(town: Town) -> None:
    set_up(town)
    row = draft(town)
    assert town.ask(SECRETARY, "speakers.delivered", E07, invitation=row.id).refused, "it was not cleared"
    cleared(town, row, E07)
    assert "Anotar la entrega" in presses(town, town.ask(SECRETARY, "speakers.invitation", LAST, invitation=row.id))
    done = town.do(SECRETARY, "speakers.delivered", LAST, invitation=row.id, date="2027-03-19", reference="Cargo 1834")

    assert "Entregada a tiempo" in says(done)
    row = the(town, row)
    assert (row.status, row.sent_reference, row.sent_by) == ("sent", "Cargo 1834", town.id_of(SECRETARY))
    assert row.person_id is not None, "their slot can follow once they accept"
    assert town.notices(road="mail") == []


@pytest.mark.parametrize(("day", "why"), [("2027-03-22", "aún no llega"), ("2027-03-17", "anterior al visto bueno")])
def test_a_delivery_that_cannot_have_been_is_refused(town: Town, day: str, why: str) -> None:
    set_up(town)
    row = draft(town)
    cleared(town, row, E07)
    reply = town.ask(SECRETARY, "speakers.delivered", LAST, invitation=row.id, date=day, reference="Cargo")

    assert reply.refused
    assert why in says(reply)


def test_once_the_last_day_is_over_only_the_coordinator_clears_with_a_reason(town: Town) -> None:
    set_up(town)
    own = draft(town, COORDINATOR)
    assert cleared_refusal(town, own, SECRETARY)
    theirs = draft(town, words="Tierra Abierta", form="carta", at=EARLY)
    asked = town.ask(COORDINATOR, "speakers.clear", AFTER, invitation=theirs.id)
    assert asked.form is not None
    town.confirm(
        COORDINATOR, town.ask(COORDINATOR, "speakers.clear", AFTER, invitation=theirs.id, reason="Feriado"), AFTER
    )

    assert (the(town, theirs).status, the(town, theirs).late_reason) == ("cleared", "Feriado")


def cleared_refusal(town: Town, row: SpeakerInvitation, who: str) -> bool:
    reply = town.ask(who, "speakers.clear", AFTER, invitation=row.id)
    return reply.refused and "Lucía Altaquilla Ponceval" in says(reply)


def test_an_address_that_would_write_a_header_never_enters(town: Town) -> None:
    from tests.handlers.speaker_scene import SCHOLAR as GIVEN

    set_up(town)
    for bad in ("a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "Ana <a@b.example>"):
        reply = town.ask(SECRETARY, "speakers.register", EARLY, **{**GIVEN, "name": "Otra", "email": bad})
        assert reply.refused
    named = town.ask(SECRETARY, "speakers.register", EARLY, **{**GIVEN, "name": "Ana\r\nBcc: c@d.example"})
    assert named.refused
    assert entry_of(town, SCHOLAR).email == "m.quenta@altiplano.example"


def test_the_same_numbers_elsewhere_are_no_invitation(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, _ = drafted
    for number in ("999", "-1", "1; drop", "９９"):
        reply = town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=number)
        assert reply.refused
        assert "follow.unknown" in keys_of(reply.card)


def test_nobody_is_written_to_because_it_was_asked_in_a_sentence(town: Town) -> None:
    set_up(town)
    draft(town)
    known = Context("es", E07, ("OIM",), ((TEC, "technical", lima(2027, 4, 6).date()),))
    for sentence in (
        "Envía la carta a la superintendenta",
        "Escríbele a la superintendenta de Migraciones",
        "manda la invitación a Migraciones",
        "Send the letter to the superintendent",
    ):
        asked = understand(sentence, known)
        assert asked.command == "speakers.send", sentence
        reply = town.ask(SECRETARY, asked.command, E07, **asked.values)
        assert reply.refused
        assert "mesa de partes" in says(reply), sentence
    assert town.notices(road="mail") == []


def test_a_point_that_is_gone_is_not_cleared(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    town.do(SECRETARY, "agenda.withdraw", OPEN, item=row.item_id)

    assert "invite.item_gone" in keys_of(town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=row.id).card)


def test_an_hour_at_which_the_meeting_is_no_longer_held_is_not_cleared(town: Town) -> None:
    set_up(town)
    row = draft(town)
    town.do(COORDINATOR, "meetings.move", E07, meeting=TEC, date="2027-04-08", time="15:00", reason="Sala ocupada")
    with town.database.transaction() as session:  # the invitation as it was, whatever a move brings along
        kept = session.get_one(SpeakerInvitation, row.id)
        kept.starts_at = row.starts_at
        session.add(kept)

    assert "invite.moved" in keys_of(town.ask(COORDINATOR, "speakers.clear", E07, invitation=row.id).card)


def test_change_under_what_is_to_be_cleared_opens_the_invitation_itself(town: Town) -> None:
    set_up(town)
    row = draft(town)
    shown = town.ask(COORDINATOR, "speakers.clear", E07, invitation=row.id)
    form = town.press(COORDINATOR, shown, "button.change", E07).form

    assert form is not None
    assert form.command == "speakers.invite"
    assert form.hidden["invitation"] == row.id


def test_who_clears_sees_that_the_order_of_the_agenda_says_another_hour(town: Town) -> None:
    set_up(town, ("Balance", 20), ("Regularización", 30))
    row = draft(town, time="10:00")
    shown = town.ask(COORDINATOR, "speakers.clear", E07, invitation=row.id)

    assert "empezaría a las 10:20; la invitación dice 10:00" in says(shown)


def test_whoever_is_forgotten_later_leaves_no_name_in_the_letters_kept(
    drafted: tuple[Town, SpeakerInvitation],
) -> None:
    town, row = drafted
    cleared(town, row, OPEN)
    town.do(SECRETARY, "speakers.erase", LAST, entry=str(row.entry_id))

    assert "Marisol" not in str([notice.values for notice in town.notices()])


def test_the_invitation_tells_what_became_of_its_letter(drafted: tuple[Town, SpeakerInvitation]) -> None:
    town, row = drafted
    cleared(town, row, OPEN)
    shown = says(town.ask(SECRETARY, "speakers.invitation", OPEN, invitation=row.id))
    assert "El correo: En camino" in shown
    (letter,) = town.notices("speaker.invited")
    settle(town, arrives, "speaker.invited")
    came_back(town, letter, code="552 5.2.2")
    shown = says(town.ask(SECRETARY, "speakers.invitation", OPEN, invitation=row.id))
    assert "El correo: Rebotó" in shown
    assert "su buzón está lleno (552 5.2.2)" in shown
