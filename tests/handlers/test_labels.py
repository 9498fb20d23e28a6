"""The label of minutes decides who may read them and who gets them; a guest reads only the cleared part about them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Context, understand
from storage import meetings
from storage.agenda import AgendaItem
from storage.minutes import COMMITTEE, GUESTS, NETWORK, PUBLIC
from tests.handlers.minutes_scene import CIRCULATED, FINAL, circulated, commented, drafted, finished
from tests.handlers.record_scene import (
    ACNUR,
    ACNUR_CE,
    CE,
    COORDINATOR,
    GUEST,
    PNUD_CE,
    SECRETARY,
    UNFPA,
    acts,
    fields,
    said,
    versions,
)
from tests.town import Town, lima

BEFORE = lima(2027, 2, 15, 15)
GUESTS_POINT, GUESTS_NOTE = "Exposición de Migraciones", "Migraciones presentó las cifras del trimestre."


def labelled(town: Town, label: str, at: datetime = BEFORE) -> None:
    town.do(SECRETARY, "minutes.label", at, meeting=CE, label=label)


def with_a_guest(town: Town) -> None:
    """The guest's institution brought a point, of which something was noted."""
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, CE)
        assert meeting is not None
        item = AgendaItem(
            network_id=town.network_id, meeting_id=meeting.id or 0, person_id=town.id_of(GUEST), title=GUESTS_POINT,
            organisation_id=town.organisation("Ministerio de Relaciones Exteriores"), kind="inform", minutes=20,
            position=5, received_at=BEFORE,
        )  # fmt: skip
        session.add(item)
        session.flush()
        number = item.id
    town.ask(SECRETARY, "minutes.note", BEFORE, meeting=CE, item=str(number), wording=GUESTS_NOTE)


def test_until_the_secretariat_says_otherwise_they_are_internal_to_the_network(town: Town) -> None:
    drafted(town)
    assert versions(town)[-1].label == NETWORK
    assert "Etiqueta: Interno Red." in said(town.ask(SECRETARY, "minutes.show", BEFORE, meeting=CE))


def test_the_label_is_shown_with_who_may_read_before_it_is_set(town: Town) -> None:
    drafted(town)
    shown = town.ask(SECRETARY, "minutes.label", BEFORE, meeting=CE, label=COMMITTEE)
    assert "solo el Comité Ejecutivo y la Secretaría" in said(shown)
    assert versions(town)[-1].label == NETWORK
    town.confirm(SECRETARY, shown, BEFORE)
    assert versions(town)[-1].label == COMMITTEE
    assert acts(town, CE)[-1].act == "minutes.labelled"


def test_without_a_label_it_is_asked_for(town: Town) -> None:
    drafted(town)
    assert fields(town.ask(SECRETARY, "minutes.label", BEFORE, meeting=CE)) == {"label": NETWORK}


def test_what_is_internal_to_the_committee_reaches_only_its_seats(town: Town) -> None:
    drafted(town)
    labelled(town, COMMITTEE)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    told = town.emails(town.notices("minutes.circulated"))
    assert {ACNUR_CE, PNUD_CE, COORDINATOR} <= told
    assert not told & {ACNUR, UNFPA}


def test_who_does_not_get_them_cannot_read_or_comment_them(town: Town) -> None:
    drafted(town)
    labelled(town, COMMITTEE)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    later = lima(2027, 2, 16, 10)
    assert town.ask(UNFPA, "minutes.show", later, meeting=CE).refused
    assert "interna del Comité Ejecutivo" in said(
        town.ask(ACNUR, "minutes.comment", later, meeting=CE, wording="Algo.")
    )
    assert not town.ask(ACNUR_CE, "minutes.show", later, meeting=CE).refused
    assert not town.ask(SECRETARY, "minutes.show", later, meeting=CE).refused


def test_the_label_stays_through_new_versions_and_the_final_one(town: Town) -> None:
    drafted(town)
    labelled(town, COMMITTEE)
    town.ask(SECRETARY, "minutes.note", BEFORE, meeting=CE, wording="Otro asunto.")
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    finished(town)
    assert {row.label for row in versions(town)[1:]} == {COMMITTEE}
    assert not town.emails(town.notices("minutes.final")) & {ACNUR, UNFPA}


@pytest.mark.parametrize("label", [NETWORK, COMMITTEE])
def test_a_guest_reads_nothing_that_was_not_cleared(town: Town, label: str) -> None:
    drafted(town)
    with_a_guest(town)
    labelled(town, label)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    finished(town)
    reply = town.ask(GUEST, "minutes.show", FINAL, meeting=CE)
    assert reply.refused
    assert GUESTS_NOTE not in said(reply)


def test_a_guest_reads_the_cleared_part_about_them_and_nothing_else(town: Town) -> None:
    drafted(town)
    with_a_guest(town)
    labelled(town, GUESTS)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    commented(town)
    finished(town)
    shown = said(town.ask(GUEST, "minutes.show", FINAL, meeting=CE))
    assert GUESTS_POINT in shown
    assert GUESTS_NOTE in shown
    for internal in ("D-2027-01", "A-2027-01", "Enviar el mapa", "ACNUR", "UNICEF", "niñez", "Prioridades 2027."):
        assert internal not in shown.replace("Prioridades 2027\n", "")


def test_not_even_a_cleared_part_is_shown_before_it_is_final(town: Town) -> None:
    drafted(town)
    with_a_guest(town)
    labelled(town, GUESTS)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    assert town.ask(GUEST, "minutes.show", lima(2027, 2, 16, 10), meeting=CE).refused


def test_a_guest_is_not_among_those_who_get_the_minutes(town: Town) -> None:
    drafted(town)
    with_a_guest(town)
    labelled(town, PUBLIC)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    finished(town)
    assert GUEST not in town.emails([*town.notices("minutes.circulated"), *town.notices("minutes.final")])


def test_public_ones_a_guest_of_the_meeting_reads_whole(town: Town) -> None:
    drafted(town)
    with_a_guest(town)
    labelled(town, PUBLIC)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    finished(town)
    assert "D-2027-01" in said(town.ask(GUEST, "minutes.show", FINAL, meeting=CE))


def test_a_guest_of_another_meeting_learns_nothing(town: Town) -> None:
    circulated(town)
    labelled(town, PUBLIC, CIRCULATED)
    finished(town)
    assert town.ask(GUEST, "minutes.show", FINAL, meeting=CE).refused


def test_what_went_out_is_not_called_back_and_that_is_said(town: Town) -> None:
    circulated(town)
    shown = town.ask(SECRETARY, "minutes.label", lima(2027, 2, 16, 10), meeting=CE, label=COMMITTEE)
    assert "no se puede retirar" in said(shown)
    town.confirm(SECRETARY, shown, lima(2027, 2, 16, 10))
    assert town.ask(UNFPA, "minutes.show", lima(2027, 2, 16, 11), meeting=CE).refused


def test_what_has_not_left_yet_does_not_leave(town: Town) -> None:
    circulated(town)
    labelled(town, COMMITTEE, CIRCULATED)
    waiting = [row for row in town.notices("minutes.circulated") if row.status == "waiting"]
    assert ACNUR_CE in town.emails(waiting)
    assert not town.emails(waiting) & {ACNUR, UNFPA}


def test_members_set_no_label(town: Town) -> None:
    drafted(town)
    assert town.ask(ACNUR, "minutes.label", BEFORE, meeting=CE, label=PUBLIC).refused


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("/minuta etiqueta CE-2027-01 Interno CE", COMMITTEE), ("/minuta etiqueta CE-2027-01 Interno Red", NETWORK),
        ("/minuta etiqueta CE-2027-01 invitados", GUESTS), ("/minuta etiqueta CE-2027-01 público", PUBLIC),
        ("/minutes label CE-2027-01 public", PUBLIC),
    ],
)  # fmt: skip
def test_the_labels_are_understood(typed: str, label: str) -> None:
    meant = understand(typed, Context("es", BEFORE, ("ACNUR",), ()))
    assert (meant.command, meant.values.get("label")) == ("minutes.label", label)
