"""Drafting an invitation to speak: only what Quipu does not know is asked, everything is shown, nothing leaves."""

from __future__ import annotations

from sqlmodel import select

from bot.understanding import Context, understand
from storage.agenda import AgendaItem
from tests.handlers import record_scene
from tests.handlers.invite_scene import (
    COORDINATOR,
    E07,
    EARLY,
    GOVERNMENT,
    MEMBER,
    SCHOLAR,
    SECRETARY,
    TEC,
    acts,
    ask,
    cleared,
    draft,
    entry_of,
    history,
    rows,
    says,
    set_up,
    the,
)
from tests.handlers.speaker_scene import FOCAL, register
from tests.town import Town, keys_of, lima

SENTENCE = (
    "Prepara la invitación a Migraciones para que exponga sobre regularización en la reunión técnica del 6 de abril."
)


def test_e07_as_it_is_said_opens_the_filled_preview(town: Town) -> None:
    set_up(town)
    known = Context("es", E07, ("OIM",), ((TEC, "technical", lima(2027, 4, 6).date()),))
    asked = understand(SENTENCE, known)

    reply = town.ask(SECRETARY, asked.command, E07, **asked.values)

    assert "Así quedaría la invitación a la Superintendencia Nacional de Migraciones" in says(reply)
    assert "Wilma Ccoyllor Sayre" in says(reply)
    assert "martes 6 de abril de 2027, 10:00 (hora de Lima)" in says(reply)
    assert "queda un solo día hábil" in says(reply)
    assert "viernes 19 de marzo de 2027" in says(reply)
    assert "Lucía Altaquilla Ponceval" in says(reply), "who clears is named"
    assert rows(town) == [], "nothing is written down before it is confirmed"


def test_whoever_is_known_from_the_roster_alone_is_written_down_once_invited(town: Town) -> None:
    record_scene.convened(town, TEC, "technical", record_scene.TEC_STARTS, "Regularización")
    row = draft(town)

    assert (row.name, row.organisation) == ("Wilder Ancastillo Bru", "Superintendencia Nacional de Migraciones")
    assert entry_of(town, GOVERNMENT).person_id == town.id_of("w.ancastillo")


def test_an_institution_of_the_government_is_reached_through_its_focal_point(town: Town) -> None:
    set_up(town)
    register(town, **{**FOCAL, "name": "Ana Poma", "email": "a.poma@migraciones.example", "reference": ""})

    assert draft(town).name == "Wilma Ccoyllor Sayre"


def test_a_bare_request_asks_whom_which_meeting_and_on_what(town: Town) -> None:
    set_up(town)
    record_scene.convened(town, "CE-2027-02", "executive", lima(2027, 5, 4, 10))
    form = town.ask(SECRETARY, "speakers.invite", E07).form

    assert form is not None
    assert {field.name for field in form.fields} == {"meeting", "entry", "topic"}


def test_a_meeting_with_points_is_asked_for_its_point_and_nothing_else(town: Town) -> None:
    set_up(town, ("Balance", 20), ("Regularización migratoria", 30))

    by_topic = ask(town)
    assert "Regularización migratoria" in says(by_topic), "the topic names the point"
    form = ask(town, topic="").form
    assert form is not None
    assert [field.name for field in form.fields if field.name != "entry"] == ["item", "topic"]


def test_the_slot_is_the_points_place_in_the_order_and_can_be_adjusted(town: Town) -> None:
    set_up(town, ("Balance", 25), ("Regularización migratoria", 30))

    row = draft(town)
    assert (row.starts_at, row.minutes) == (lima(2027, 4, 6, 10, 25), 30)
    changed = draft(town, invitation=row.id, time="11:00", minutes=15)
    assert (changed.id, changed.starts_at, changed.minutes) == (row.id, lima(2027, 4, 6, 11), 15)


def test_two_who_speak_on_one_point_speak_one_after_the_other(town: Town) -> None:
    set_up(town, ("Balance", 25), ("Regularización migratoria", 30))
    first = draft(town, minutes=15)
    second = ask(town, words=SCHOLAR, minutes=15)
    assert "10:40" in says(second)
    assert "Atención: a esa hora" not in says(second)
    assert "Atención: a esa hora ya se invitó a exponer a: Superintendencia Nacional de Migraciones" in says(
        ask(town, words=SCHOLAR, minutes=15, time="10:30")
    )
    unchanged = draft(town, invitation=first.id, topic="Regularización de menores")
    assert unchanged.starts_at == lima(2027, 4, 6, 10, 25)


def test_without_a_topic_the_points_title_is_the_topic(town: Town) -> None:
    set_up(town, ("Regularización migratoria", 30))
    with town.database.reading() as session:
        item = session.exec(select(AgendaItem)).one()

    assert draft(town, topic="", item=item.id).topic == "Regularización migratoria"


def test_a_slot_outside_the_meeting_is_refused_with_its_hours(town: Town) -> None:
    set_up(town)
    reply = ask(town, time="11:20", minutes=20)

    assert reply.refused
    assert reply.form is not None
    assert "10:00 a 11:30" in says(reply)


def test_a_point_of_another_meeting_is_refused(town: Town) -> None:
    set_up(town, ("Regularización", 20))
    record_scene.convened(town, "CE-2027-02", "executive", lima(2027, 5, 4, 10))
    with town.database.reading() as session:
        item = session.exec(select(AgendaItem)).one()

    reply = ask(town, meeting="CE-2027-02", item=item.id)
    assert reply.refused
    assert reply.wrong == "item"


def test_ten_thousand_characters_of_topic_are_refused_with_the_form_at_hand(town: Town) -> None:
    set_up(town)
    reply = ask(town, topic="x" * 10_000)

    assert reply.refused
    assert reply.wrong == "topic"
    assert reply.form is not None
    assert rows(town) == []


def test_a_topic_that_would_write_a_header_is_refused(town: Town) -> None:
    set_up(town)
    assert ask(town, topic="Salud\r\nBcc: todos@onu.example").refused


def test_the_government_is_not_invited_by_e_mail_and_a_note_is_for_the_foreign_ministry_alone(town: Town) -> None:
    set_up(town)
    by_mail, note = ask(town, form="email"), ask(town, words=SCHOLAR, form="note")

    assert by_mail.refused
    assert "mesa de partes" in says(by_mail)
    assert note.refused
    other = ask(town, form="note")
    assert other.refused
    assert "carta" in says(other)
    ministry = "Ministerio de Relaciones Exteriores"
    register(town, **{**FOCAL, "organisation": ministry, "name": "Elmer Achachau", "email": ""})
    assert draft(town, words=ministry, form="note").form == "note"


def test_somebody_without_an_address_is_not_written_to(town: Town) -> None:
    set_up(town)
    register(town, organisation="Sindicato Portuario", category="unions", name="Rosa Chumpitaz")

    assert ask(town, words="Portuario", form="email").refused
    assert draft(town, words="Portuario").form == "carta", "a letter is what remains"


def test_confirming_twice_drafts_once_and_a_second_invitation_for_the_same_point_is_refused(town: Town) -> None:
    set_up(town)
    shown, other = ask(town), ask(town)
    first, second = town.confirm(SECRETARY, shown, E07), town.confirm(SECRETARY, shown, E07)

    assert says(first) == says(second)
    assert len(rows(town)) == 1
    assert town.confirm(SECRETARY, other, E07).refused
    assert acts(town) == ["speaker.invitation_drafted"]


def test_an_erased_entry_cannot_be_drafted_to_any_more(town: Town) -> None:
    set_up(town)
    shown = ask(town, words=SCHOLAR, at=EARLY)
    town.do(SECRETARY, "speakers.erase", EARLY, entry=str(entry_of(town, SCHOLAR).id))

    assert town.confirm(SECRETARY, shown, EARLY).refused
    assert rows(town) == []


def test_only_the_secretariat_drafts_and_sees_the_list(town: Town) -> None:
    set_up(town)
    draft(town)

    assert ask(town, MEMBER).refused
    assert town.ask(MEMBER, "speakers.invitations", E07).refused
    listed = town.ask(COORDINATOR, "speakers.invitations", E07, meeting=TEC)
    assert "Superintendencia Nacional de Migraciones" in says(listed)
    assert "en borrador, espera el visto bueno" in says(listed)


def test_the_journal_names_the_institution_and_nobody(town: Town) -> None:
    set_up(town)
    row = draft(town)

    written = str([entry.values for entry in history(town)])
    assert row.organisation in written
    assert "Wilma" not in written
    assert "migraciones.example" not in written


def test_a_change_of_what_was_cleared_takes_the_clearing_back(town: Town) -> None:
    set_up(town)
    row = draft(town)
    cleared(town, row, E07)
    assert the(town, row).status == "cleared"
    shown = ask(town, at=E07, invitation=row.id, minutes=10)

    assert "Con este cambio lo pierde" in says(shown)
    town.confirm(SECRETARY, shown, E07)
    assert the(town, row).status == "drafted"
    assert "invite.settled" not in keys_of(cleared(town, row, lima(2027, 3, 18, 12)))
