"""The network's own matters: days off, language, settings, help and what was not understood."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from handlers.reply import Facts, Text
from storage import networks
from storage.people import Person
from tests.town import Town, keys_of, lima

OFFICER, COORDINATOR, ACNUR, MINISTRY = "r.berrocapa", "l.altaquilla", "n.quintamayo", "f.valderruma"


def test_the_secretariat_adds_a_day_off_and_deadlines_count_without_it(town: Town) -> None:
    reply = town.do(
        OFFICER, "network.calendar_day", date="2027-02-02", name="Día de la ONU en Lima", calendar="un_office"
    )

    assert "calendar.added" in keys_of(reply)
    with town.database.reading() as session:
        assert [row.name for row in networks.extra_days(session, town.network_id)] == ["Día de la ONU en Lima"]


def test_the_same_day_is_not_added_twice(town: Town) -> None:
    town.do(OFFICER, "network.calendar_day", date="2027-02-02", name="Feriado", calendar="un_office")

    assert "calendar.already" in keys_of(
        town.ask(OFFICER, "network.calendar_day", date="2027-02-02", name="Feriado", calendar="un_office")
    )


def test_a_day_that_does_not_exist_is_said(town: Town) -> None:
    assert "calendar.not_a_day" in keys_of(
        town.ask(OFFICER, "network.calendar_day", date="2027-02-30", name="x", calendar="un_office")
    )


def test_a_focal_point_cannot_touch_the_calendar(town: Town) -> None:
    reply = town.ask(ACNUR, "network.calendar_day", date="2027-02-02", name="x", calendar="un_office")

    assert reply.refused
    assert {"refusal.no_mandate", "office.secretariat"} <= set(keys_of(reply))


def test_a_person_changes_their_own_language(town: Town) -> None:
    town.ask(ACNUR, "network.language", language="en")

    with town.database.reading() as session:
        assert session.exec(select(Person.language).where(Person.id == town.id_of(ACNUR))).one() == "en"


def test_an_unknown_language_is_answered_with_the_known_ones(town: Town) -> None:
    assert {"language.es", "language.en"} <= set(keys_of(town.ask(ACNUR, "network.language", language="qu")))


def test_the_settings_tell_rules_from_settings(town: Town) -> None:
    found = keys_of(town.ask(ACNUR, "network.settings"))

    assert {"why.kind.tor", "why.kind.setting"} <= set(found)


def test_the_help_shows_nobody_what_they_would_be_refused(town: Town) -> None:
    assert "command.meetings.convene.help" in keys_of(town.ask(OFFICER, "network.help"))
    assert "command.meetings.convene.help" not in keys_of(town.ask(ACNUR, "network.help"))
    assert "command.agenda.propose.help" not in keys_of(town.ask(MINISTRY, "network.help"))


def test_the_three_nearest_acts_are_only_those_the_person_may_do(town: Town) -> None:
    near = ["meetings.convene", "meetings.list", "agenda.propose", "agenda.show", "meetings.cancel"]

    offered = [
        button.command for button in town.buttons(town.ask(ACNUR, "network.unknown", typed="convcar", near=near))
    ]

    assert offered == ["meetings.list", "agenda.propose", "agenda.show", "network.help"]


def test_home_greets_names_the_office_and_lists_three_matters_at_most(town: Town) -> None:
    town.do(
        OFFICER,
        "meetings.convene",
        lima(2027, 1, 19),
        kind="executive",
        date="2027-02-09",
        time="10:00",
        title="Prioridades 2027",
    )

    found = keys_of(town.ask(ACNUR, "network.home", lima(2027, 1, 20)))

    assert {"home.hello", "home.office_row", "term.agenda.answer", "home.due"} <= set(found)


def test_a_guest_is_told_what_they_can_see(town: Town) -> None:
    assert "home.guest" in keys_of(town.ask(MINISTRY, "network.home"))


def test_the_obligations_name_duties_and_never_people_or_agencies(town: Town) -> None:
    town.do(
        OFFICER,
        "meetings.convene",
        lima(2027, 1, 19),
        kind="executive",
        date="2027-02-09",
        time="10:00",
        title="Prioridades 2027",
    )

    reply = town.ask(ACNUR, "network.obligations", lima(2027, 1, 20))

    assert {"term.executive.yearly", "term.agenda.circulation", "obligations.rule"} <= set(keys_of(reply))
    assert "ACNUR" not in str(reply)
    assert "Quintamayo" not in str(reply)


def test_the_state_of_the_network_counts_a_deadline_once_however_many_seats_share_it(town: Town) -> None:
    """Nine agencies are asked for items until the same moment: that is one open deadline, not nine."""
    now = lima(2027, 1, 20)
    before = _open_deadlines(town, now)
    town.do(
        OFFICER,
        "meetings.convene",
        lima(2027, 1, 19),
        kind="executive",
        date="2027-02-09",
        time="10:00",
        title="Prioridades 2027",
    )

    assert _open_deadlines(town, now) - before == 2  # the items, and the agenda itself


def _open_deadlines(town: Town, at: datetime) -> int:
    card = town.ask(ACNUR, "network.status", at).card
    assert card is not None
    rows = next(part.rows for part in card.parts if isinstance(part, Facts))
    return next(int(str(value)) for label, value in rows if isinstance(label, Text) and label.key == "status.pending")
