"""Slides of a speaker: received, allowed to circulate; before that nobody outside the secretariat sees a word of them."""

from __future__ import annotations

from tests.handlers import follow_scene as scene
from tests.handlers.follow_scene import LATER, SPEAKER, answered, both, row
from tests.handlers.record_scene import ACNUR, COORDINATOR, SECRETARY, TEC, acts, said
from tests.town import Town, keys_of, lima

LINK = "https://altiplano.example/salud.pdf"


def received(town: Town, number: int, link: str = LINK) -> None:
    town.ask(SECRETARY, "speakers.slides", LATER, invitation=str(number), reference=link)


def cleared(town: Town, number: int, figures: str = "yes") -> None:
    town.ask(SECRETARY, "speakers.slides_clear", lima(2027, 4, 1, 9), invitation=str(number), figures=figures)


def agenda(town: Town, who: str = ACNUR) -> str:
    return said(town.ask(who, "agenda.show", lima(2027, 4, 1, 10), meeting=TEC))


def test_before_they_are_cleared_nothing_of_them_circulates(town: Town) -> None:
    university, _ = both(town)
    answered(town, university)
    received(town, university)
    assert row(town, university).slides_reference == LINK
    assert "altiplano" not in agenda(town)
    assert LINK not in str([notice.values for notice in town.notices()])
    assert LINK not in str([entry.values for entry in acts(town, TEC)])


def test_once_cleared_the_members_find_them_with_the_agenda_and_guests_do_not(town: Town) -> None:
    university, ministry = both(town)
    for number in (university, ministry):
        answered(town, number)
    received(town, university)
    cleared(town, university)
    assert LINK in agenda(town)
    assert LINK not in agenda(town, scene.OFFICIAL)
    found = row(town, university)
    assert (found.slides_figures, found.slides_cleared_by) == (True, town.id_of(SECRETARY))


def test_without_leave_for_the_figures_the_link_stays_with_the_secretariat(town: Town) -> None:
    university, _ = both(town)
    answered(town, university)
    received(town, university)
    cleared(town, university, "no")
    assert LINK not in agenda(town)
    assert "sus cifras no circulan" in agenda(town)


def test_another_version_waits_for_its_own_clearance(town: Town) -> None:
    university, _ = both(town)
    answered(town, university)
    received(town, university)
    cleared(town, university)
    received(town, university, "https://altiplano.example/otra.pdf")
    assert "altiplano.example" not in agenda(town)
    assert row(town, university).slides_cleared_at is None


def test_the_same_slides_twice_are_one_act(town: Town) -> None:
    university, _ = both(town)
    answered(town, university)
    for _ in range(2):
        received(town, university)
        cleared(town, university)
    done = [entry.act for entry in acts(town, TEC)]
    assert (done.count("speaker.slides"), done.count("speaker.slides_cleared")) == (1, 1)


def test_slides_need_somebody_who_comes_and_clearance_needs_slides(town: Town) -> None:
    university, _ = both(town)
    number = str(university)
    assert town.ask(SECRETARY, "speakers.slides", LATER, invitation=number, reference=LINK).refused
    answered(town, university)
    assert town.ask(SECRETARY, "speakers.slides_clear", LATER, invitation=number, figures="yes").refused
    asked = town.ask(SECRETARY, "speakers.slides", LATER, invitation=number)
    assert asked.form is not None
    received(town, university)
    asked = town.ask(SECRETARY, "speakers.slides_clear", LATER, invitation=number)
    assert asked.form is not None
    assert town.ask(SECRETARY, "speakers.slides", LATER, invitation=number, reference="a\nb").refused
    answered(town, university, "declined", lima(2027, 4, 1, 9))
    assert town.ask(SECRETARY, "speakers.slides", LATER, invitation=number, reference="x").refused


def test_somebody_may_speak_without_slides(town: Town) -> None:
    university, _ = both(town)
    answered(town, university)
    reply = town.ask(SECRETARY, "speakers.slides", LATER, invitation=str(university), none=True)
    assert "follow.state.no_slides" in keys_of(reply)
    assert "follow.next.meet" in keys_of(reply)


def test_the_card_tells_every_state_with_its_day_and_who_did_it(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    received(town, university)
    words = said(town.ask(COORDINATOR, "speakers.invitation", lima(2027, 4, 1, 8), invitation=str(university)))
    for expected in (
        "Preparada: viernes 19 de marzo de 2027", "Enviada: viernes 19 de marzo de 2027", "por Renzo Berrocapa Illari",
        "Acepta exponer: miércoles 31 de marzo de 2027", "Presentación recibida", LINK, "Hasta entonces no se comparte",
    ):  # fmt: skip
        assert expected in words, expected
    card = town.ask(SECRETARY, "speakers.invitation", LATER, invitation=str(university))
    labels = {getattr(button.label, "key", "") for button in town.buttons(card)}
    assert {"follow.button.slides_clear", "follow.button.slides", "follow.button.answer"} <= labels
