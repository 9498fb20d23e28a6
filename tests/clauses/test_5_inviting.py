"""§5, Vínculo con el gobierno y actores clave: who is invited to speak, by when, and who lets an invitation out."""

from __future__ import annotations

from tests.handlers.invite_scene import (
    AFTER,
    COORDINATOR,
    E07,
    LAST,
    SCHOLAR,
    SECRETARY,
    acts,
    ask,
    draft,
    presses,
    rows,
    says,
    set_up,
    the,
)
from tests.town import Town, lima


def test_on_18_march_one_working_day_is_left(town: Town) -> None:
    """E07: ten working days before 6 April, across Holy Thursday and Good Friday, is 19 March; the day before says so plainly."""
    set_up(town)
    shown = ask(town, at=E07)

    assert not shown.refused
    assert "queda un solo día hábil" in says(shown)
    assert "a más tardar el viernes 19 de marzo de 2027, 17:00 (hora de Lima)" in says(shown)


def test_on_19_march_it_is_still_in_time(town: Town) -> None:
    """The last day counts whole, until the close of business."""
    set_up(town)
    row = draft(town, at=LAST)

    assert row.late_reason == ""
    town.do(COORDINATOR, "speakers.clear", lima(2027, 3, 19, 17), invitation=row.id)
    assert the(town, row).status == "cleared"


def test_on_22_march_the_secretary_is_refused_and_told_who_may_go_on(town: Town) -> None:
    """A setting under §5: afterwards the secretariat alone cannot; it can hand the invitation to the coordinator, filled in."""
    set_up(town)
    shown = ask(town, at=AFTER)

    assert shown.refused
    assert "Lucía Altaquilla Ponceval" in says(shown)
    assert "Confirmar" not in presses(town, shown)
    assert "Invitación al Gobierno" in says(shown)
    handed = town.press(SECRETARY, shown, "invite.button.exception", AFTER)
    assert "Coordinación" in says(handed)
    wanted = town.notices("speaker.exception_wanted", to=COORDINATOR)[0]
    form = town.ask(COORDINATOR, "drafts.change", AFTER, draft=wanted.values["draft"]).form
    assert form is not None
    assert {"reason", "topic", "time"} <= {field.name for field in form.fields}
    assert rows(town) == []


def test_on_22_march_the_coordinator_goes_on_with_a_reason_that_is_kept(town: Town) -> None:
    """The coordinator may act against a setting, never without a reason."""
    set_up(town)
    bare = ask(town, COORDINATOR, AFTER)
    assert "Confirmar" not in presses(town, bare)
    row = draft(town, COORDINATOR, AFTER, reason="Migraciones lo pidió por teléfono")

    assert row.late_reason == "Migraciones lo pidió por teléfono"
    assert not town.ask(SECRETARY, "speakers.clear", AFTER, invitation=row.id).refused, "the reason was given"


def test_what_was_shown_in_time_and_confirmed_too_late_is_shown_again(town: Town) -> None:
    """The last day is looked at when the invitation is confirmed, not when it was shown."""
    set_up(town)
    shown = ask(town, at=LAST)
    town.confirm(SECRETARY, shown, AFTER)

    assert rows(town) == []


def test_government_is_convened_by_topic_without_a_window_and_key_actors_with_one(town: Town) -> None:
    """§5: "serán convocados, de acuerdo a los temas"; "también podrán ser convocados": members may comment on the latter."""
    set_up(town)
    at = lima(2027, 3, 8, 10)

    assert draft(town, at=at).comments_until is None
    assert draft(town, at=at, words=SCHOLAR).comments_until == lima(2027, 3, 11, 17)


def test_nothing_leaves_by_one_hand(town: Town) -> None:
    """§5.1, a setting: whoever drafted an invitation does not clear it, and drafting it tells no outsider anything."""
    set_up(town)
    row = draft(town)

    assert town.ask(SECRETARY, "speakers.clear", E07, invitation=row.id).refused
    assert town.notices(road="mail") == []
    assert acts(town) == ["speaker.invitation_drafted"]
