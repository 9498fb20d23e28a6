"""After the meeting: who spoke goes on record, and is thanked; a second person clears what leaves the network."""

from __future__ import annotations

import pytest

from storage import minutes
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from storage.minutes import Minutes
from tests.handlers import follow_scene as scene
from tests.handlers.follow_scene import AFTER, INTERNAL, MIGRATIONS, SECRET, SPEAKER, UNIVERSITY, answered, both, row
from tests.handlers.meeting_scene import notice_says
from tests.handlers.record_scene import COORDINATOR, SECRETARY, TEC, acts, meeting_of, said
from tests.handlers.speaker_scene import SCHOLAR, entries
from tests.town import Town, keys_of, lima

CLEARED = lima(2027, 4, 8, 10)
THEIRS = "La Universidad presentó tres hallazgos sobre salud mental."


@pytest.fixture
def spoken(town: Town) -> Town:
    """Both accepted, both came; Migraciones sent somebody else."""
    university, ministry = both(town)
    answered(town, university)
    answered(town, ministry, "substitute", speaker="Elmer Huamán", reference="Oficio 113")
    scene.held(town, UNIVERSITY, MIGRATIONS)
    return town


def draft(town: Town, number: int = 1, who: str = SECRETARY, **values: str) -> None:
    town.do(who, "speakers.thanks", AFTER, invitation=str(number), **values)


def final_minutes(town: Town) -> None:
    """The minutes became final, with a note for each point."""
    with town.database.transaction() as session:
        held = meeting_of(town, TEC)
        items = [{"id": 1, "title": SECRET, "kind": "inform", "organisation": "ACNUR", "note": "Lo reservado."}]
        items.append({"id": 2, "title": "Salud", "kind": "inform", "organisation": "ACNUR", "note": THEIRS})
        session.add(
            Minutes(
                network_id=town.network_id, meeting_id=held.id or 0, version=1, status=minutes.FINAL, written_at=AFTER,
                final_at=AFTER, body={"items": items},
            )
        )  # fmt: skip


def test_whoever_accepted_and_was_there_appears_in_the_directory(spoken: Town) -> None:
    found = {each.organisation: each for each in scene.appearances(spoken)}
    assert set(found) == {UNIVERSITY, MIGRATIONS}
    assert found[UNIVERSITY].entry_id == entries(spoken)[SCHOLAR["name"]].id
    assert found[UNIVERSITY].item == "Salud de las personas migrantes"
    assert found[MIGRATIONS].entry_id is None  # somebody else spoke than who was invited


def test_the_name_that_says_whom_to_thank_is_not_the_letter(spoken: Town) -> None:
    """Whom to thank is said in words; the letter keeps the house's own."""
    spoken.do(SECRETARY, "speakers.thanks", AFTER, words=UNIVERSITY)
    assert row(spoken, 1).wording.get("thanks", "") == ""


def test_a_corrected_attendance_corrects_who_spoke(spoken: Town) -> None:
    scene.held(spoken, UNIVERSITY, at=CLEARED)
    assert [each.organisation for each in scene.appearances(spoken)] == [UNIVERSITY]
    scene.held(spoken, UNIVERSITY, MIGRATIONS, at=CLEARED)
    scene.held(spoken, UNIVERSITY, MIGRATIONS, at=CLEARED)
    assert len(scene.appearances(spoken)) == 2


def test_thanks_leave_by_mail_when_a_second_person_clears_them(spoken: Town) -> None:
    draft(spoken)
    assert spoken.notices("speaker.thanks_letter") == []
    assert spoken.emails(spoken.notices("speaker.thanks_wanted")) == {COORDINATOR}
    spoken.do(COORDINATOR, "speakers.thanks_clear", CLEARED, invitation="1")
    (letter,) = spoken.notices("speaker.thanks_letter", to=SPEAKER, road="mail")
    assert "A la atención de Marisol Quenta Huayta: le agradecemos su exposición" in notice_says(letter)
    assert row(spoken, 1).thanked_at == CLEARED
    assert [entry.act for entry in acts(spoken, TEC)][-2:] == ["speaker.thanks_drafted", "speaker.thanked"]


def test_who_drafted_them_does_not_clear_them(spoken: Town) -> None:
    draft(spoken)
    reply = spoken.ask(SECRETARY, "speakers.thanks_clear", CLEARED, invitation="1")
    assert reply.refused
    assert "follow.another_clears" in keys_of(reply)
    assert row(spoken, 1).thanked_at is None


def test_the_secretariats_own_words_leave_as_written_and_once(spoken: Town) -> None:
    draft(spoken, words="Gracias, doctora.")
    shown = spoken.ask(COORDINATOR, "speakers.thanks_clear", CLEARED, invitation="1")
    for _ in range(2):
        spoken.confirm(COORDINATOR, shown, CLEARED)
    (letter,) = spoken.notices("speaker.thanks_letter")
    assert "Gracias, doctora." in notice_says(letter)


def test_the_draft_greets_whoever_spoke_as_the_letter_will(spoken: Town) -> None:
    shown = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="1")
    assert "A la atención de Marisol Quenta Huayta: le agradecemos su exposición sobre" in said(shown)
    by_hand = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="2")
    assert "A la atención de Elmer Huamán: le agradecemos su exposición" in said(by_hand)  # who went instead
    own = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="1", words="Gracias, doctora.")
    assert "A la atención" not in said(own)


def test_a_form_of_address_or_the_institution_is_greeted(spoken: Town) -> None:
    with spoken.database.transaction() as session:
        entry = session.get_one(DirectoryEntry, row(spoken, 1).entry_id)
        entry.address = "Estimada doctora Quenta:"
        session.add(entry)
        letter = session.get_one(SpeakerInvitation, 2)
        letter.speaker = letter.name = ""
        session.add(letter)
    shown = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="1")
    assert "Estimada doctora Quenta: le agradecemos su exposición" in said(shown)
    shown = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="2")
    assert f"A la atención de la {MIGRATIONS}: le agradecemos" in said(shown)


def test_what_was_drafted_anew_meanwhile_is_read_again(spoken: Town) -> None:
    draft(spoken)
    shown = spoken.ask(COORDINATOR, "speakers.thanks_clear", CLEARED, invitation="1")
    spoken.do(SECRETARY, "speakers.thanks", lima(2027, 4, 7, 11), invitation="1", words="Otra cosa")
    assert spoken.confirm(COORDINATOR, shown, CLEARED).refused
    assert spoken.notices("speaker.thanks_letter") == []


def test_when_the_minutes_are_final_their_own_part_goes_with_the_thanks(spoken: Town) -> None:
    final_minutes(spoken)
    draft(spoken)
    spoken.do(COORDINATOR, "speakers.thanks_clear", CLEARED, invitation="1")
    (letter,) = spoken.notices("speaker.thanks_letter")
    words = notice_says(letter)
    assert THEIRS in words
    assert [each for each in (SECRET, "Lo reservado", INTERNAL, "ACNUR", "Migraciones") if each in words] == []
    assert row(spoken, 1).minutes_part_at == CLEARED


def test_the_part_follows_when_the_minutes_are_final_later(spoken: Town) -> None:
    draft(spoken)
    spoken.do(COORDINATOR, "speakers.thanks_clear", CLEARED, invitation="1")
    assert spoken.ask(SECRETARY, "speakers.thanks", CLEARED, invitation="1").refused
    final_minutes(spoken)
    card = spoken.ask(SECRETARY, "speakers.invitation", CLEARED, invitation="1")
    assert "follow.next.part" in keys_of(card)
    draft(spoken)
    spoken.do(COORDINATOR, "speakers.thanks_clear", lima(2027, 4, 26, 10), invitation="1")
    (letter,) = spoken.notices("speaker.part_letter", to=SPEAKER)
    assert THEIRS in notice_says(letter)
    assert len(spoken.notices("speaker.thanks_letter")) == 1
    assert "follow.next.done" in keys_of(spoken.ask(SECRETARY, "speakers.invitation", CLEARED, invitation="1"))


def test_draft_minutes_are_shown_to_nobody_outside(spoken: Town) -> None:
    final_minutes(spoken)
    with spoken.database.transaction() as session:
        found = minutes.current(session, meeting_of(spoken, TEC).id or 0)
        assert found is not None
        found.status = minutes.CIRCULATED
        session.add(found)
    shown = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="1")
    assert THEIRS not in said(shown)


def test_to_the_government_only_a_draft_is_made_and_the_secretariat_says_that_it_is_out(spoken: Town) -> None:
    before = len(spoken.notices())
    reply = spoken.ask(SECRETARY, "speakers.thanks", AFTER, invitation="2")
    assert "Quipu no lo envía" in said(reply)
    assert "drafts.confirm" not in [button.command for button in spoken.buttons(reply)]
    form = spoken.press(SECRETARY, reply, "follow.button.thanked", AFTER)
    assert form.form is not None
    spoken.press(SECRETARY, reply, "follow.button.thanked", AFTER, reference="Sello 77")
    assert row(spoken, 2).thanked_at == AFTER
    assert len(spoken.notices()) == before
    assert spoken.ask(COORDINATOR, "speakers.thanks_clear", AFTER, invitation="2").refused


def test_whom_the_secretariat_names_is_thanked_and_on_record(town: Town) -> None:
    both(town)
    scene.held(town)
    assert scene.appearances(town) == []
    shown = town.ask(SECRETARY, "speakers.thanks", AFTER, invitation="1")
    assert "follow.names_speaker" in keys_of(shown)
    town.confirm(SECRETARY, shown, AFTER)
    assert [each.organisation for each in scene.appearances(town)] == [UNIVERSITY]
    scene.held(town, at=CLEARED)
    assert len(scene.appearances(town)) == 1


def test_before_the_meeting_is_held_nobody_is_thanked(town: Town) -> None:
    university, _ = both(town)
    answered(town, university)
    assert town.ask(SECRETARY, "speakers.thanks", scene.LATER, invitation=str(university)).refused
    assert town.ask(SECRETARY, "speakers.thanks", scene.LATER).refused
