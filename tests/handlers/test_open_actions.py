"""What earlier meetings left opens the next agenda and stands in its minutes; decisions and their actions are one view."""

from __future__ import annotations

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from tests.handlers.record_scene import ACNUR, CE, GUEST, NOON, SECRETARY, coming, held, said, versions
from tests.handlers.record_scene import convened as meeting
from tests.town import LIMA, Town, lima

NEXT = "CE-2027-02"
NEXT_STARTS = lima(2027, 5, 11, 10)
MAP = "Enviar el mapa."


def left(town: Town, wording: str = MAP, day: str = "2027-03-15") -> None:
    """The Committee of February left an action, and another Committee is convened for May."""
    town.do(SECRETARY, "actions.assign", NOON, meeting=CE, wording=wording, organisation="ACNUR", date=day)


def two_meetings(town: Town) -> None:
    held(town)
    coming(town, NEXT, "executive", NEXT_STARTS)


def test_the_next_agenda_begins_with_the_open_actions(town: Town) -> None:
    two_meetings(town)
    left(town)
    town.do(ACNUR, "agenda.propose", lima(2027, 4, 20), meeting=NEXT, title="Regularización", kind="debate", minutes=20)
    shown = said(town.ask(ACNUR, "agenda.show", lima(2027, 4, 20), meeting=NEXT))
    assert "Primer punto: una acción abierta" in shown
    assert "A-2027-01, ACNUR" in shown
    assert shown.index(MAP) < shown.index("Regularización")


def test_an_agenda_of_another_kind_says_nothing_of_them(town: Town) -> None:
    two_meetings(town)
    left(town)
    meeting(town, "TEC-2027-02", "technical", lima(2027, 5, 4, 15))
    assert MAP not in said(town.ask(ACNUR, "agenda.show", lima(2027, 4, 20), meeting="TEC-2027-02"))


def test_what_is_done_is_not_on_the_agenda(town: Town) -> None:
    two_meetings(town)
    left(town)
    town.ask(ACNUR, "actions.done", lima(2027, 3, 10), code="A-2027-01", wording="Enviado el lunes.")
    assert MAP not in said(town.ask(ACNUR, "agenda.show", lima(2027, 4, 20), meeting=NEXT))


def test_the_circulated_agenda_carries_them_before_its_points(town: Town) -> None:
    two_meetings(town)
    left(town)
    town.do(ACNUR, "agenda.propose", lima(2027, 4, 20), meeting=NEXT, title="Regularización", kind="debate", minutes=20)
    town.do(SECRETARY, "agenda.circulate", lima(2027, 5, 3, 10), meeting=NEXT)
    notice = town.notices("agenda.circulated", to=ACNUR)[0]
    words = plain(card_of(notice), Words("es", zone=LIMA).say)
    assert words.index(MAP) < words.index("Regularización")


def test_guests_read_none_of_it(town: Town) -> None:
    two_meetings(town)
    left(town)
    reply = town.ask(GUEST, "agenda.show", lima(2027, 4, 20), meeting=NEXT)
    assert reply.card is None or MAP not in said(reply)


def test_more_than_ten_are_counted_and_a_press_away(town: Town) -> None:
    two_meetings(town)
    for number in range(12):
        left(town, f"Tarea {number}.")
    shown = town.ask(ACNUR, "agenda.show", lima(2027, 4, 20), meeting=NEXT)
    assert "12 acciones abiertas" in said(shown)
    assert "actions.list" in [button.command for button in town.buttons(shown)]


def test_the_next_minutes_say_how_it_stood_when_the_meeting_was_over(town: Town) -> None:
    two_meetings(town)
    town.do(SECRETARY, "decisions.record", NOON, meeting=CE, wording="Se adoptan las prioridades.", title="Prioridades")
    left(town)
    left(town, "Redactar la nota.", "2027-06-10")
    town.ask(ACNUR, "actions.done", lima(2027, 3, 10), code="A-2027-01", wording="Enviado el lunes.")
    second(town)
    draft = said(town.ask(SECRETARY, "minutes.draft", lima(2027, 5, 12), meeting=NEXT))
    assert "Seguimiento" in draft
    assert "Decisión D-2027-01" in draft
    assert f"{MAP} Cumplida: Enviado el lunes." in draft
    assert "Redactar la nota. Plazo: jueves 10 de junio de 2027." in draft


def test_what_happens_after_the_meeting_belongs_to_the_minutes_after_it(town: Town) -> None:
    two_meetings(town)
    left(town)
    second(town)
    town.ask(SECRETARY, "minutes.draft", lima(2027, 5, 12), meeting=NEXT)
    town.ask(ACNUR, "actions.move", lima(2027, 5, 12), code="A-2027-01", date="2027-06-30", wording="Falta un dato.")
    town.ask(ACNUR, "actions.done", lima(2027, 5, 13), code="A-2027-01", wording="Enviado.")
    draft = said(town.ask(SECRETARY, "minutes.draft", lima(2027, 5, 14), meeting=NEXT))
    assert f"{MAP} Plazo: lunes 15 de marzo de 2027." in draft
    assert len(versions(town, NEXT)) == 1


def test_the_first_minutes_have_no_follow_up(town: Town) -> None:
    held(town)
    assert "Seguimiento" not in said(town.ask(SECRETARY, "minutes.draft", lima(2027, 2, 10), meeting=CE))


def test_one_view_says_how_the_decisions_are_coming_along(town: Town) -> None:
    two_meetings(town)
    town.do(SECRETARY, "decisions.record", NOON, meeting=CE, wording="Se adoptan las prioridades.", title="Prioridades")
    left(town)
    left(town, "Redactar la nota.", "2027-06-10")
    town.ask(ACNUR, "actions.done", lima(2027, 3, 10), code="A-2027-01", wording="Enviado el lunes.")
    shown = said(town.ask(ACNUR, "decisions.follow_up", lima(2027, 4, 1)))
    assert "D-2027-01 · Prioridades" in shown
    assert "A-2027-01, ACNUR: cumplida" in shown
    assert "A-2027-02, ACNUR: hasta el" in shown
    assert "Noelia" not in shown


def test_without_decisions_the_view_says_so(town: Town) -> None:
    assert "Todavía no hay decisiones vigentes" in said(town.ask(ACNUR, "decisions.follow_up"))


def second(town: Town) -> None:
    """The Committee of May was held."""
    from storage import meetings
    from storage.meetings import HELD, Attendance

    with town.database.transaction() as session:
        row = meetings.by_code(session, town.network_id, NEXT)
        assert row is not None
        assert row.id is not None
        row.status, row.held_on, row.held_recorded_at = HELD, NEXT_STARTS.date(), lima(2027, 5, 11, 12)
        session.add(row)
        session.add(
            Attendance(
                network_id=town.network_id, meeting_id=row.id, organisation_id=town.organisation("ACNUR"),
                presence="present", capacity="official", said_at=NEXT_STARTS,
            )
        )  # fmt: skip
