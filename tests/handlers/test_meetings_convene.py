"""A confirmed convocation: one meeting, numbered, told once to each reader, its call and its balance with it."""

from __future__ import annotations

import pytest

from bot.mail.opened import open_letter
from storage import agenda
from tests.bot.post_scene import Office
from tests.handlers.meeting_scene import (
    ACNUR,
    CE,
    COORDINATOR,
    MORNING,
    SECRETARY,
    TEC,
    acts,
    all_of,
    convene,
    entries,
    notice_says,
    preview,
    says,
    the,
)
from tests.town import Town, keys_of, lima


def test_confirmed_it_is_numbered_announced_and_reaches_every_reader_and_calendar_once(network: Town) -> None:
    done = convene(network, **CE)

    assert "CE-2027-01: reunión convocada" in says(done)
    meeting = the(network, "CE-2027-01")
    assert (meeting.title, meeting.minutes, meeting.sequence, meeting.place) == (
        "Prioridades 2027",
        90,
        0,
        "Sala Cantuta",
    )
    assert meeting.starts_at == lima(2027, 2, 9, 10)
    assert len(network.notices("meeting.announced")) == 1
    assert network.notices("meeting.announced")[0].person_id is None
    invitations = network.notices("invitation.request")
    assert {row.road for row in invitations} == {"mail"}
    assert len({row.person_id for row in invitations}) == len(invitations) == 27
    assert {(row.values["meeting"], row.values["sequence"]) for row in invitations} == {("CE-2027-01", 0)}
    assert SECRETARY in network.emails(invitations), "whoever convened needs it in the calendar too"
    personal = network.notices("meeting.convened_with_call") + network.notices("meeting.convened")
    assert len({row.person_id for row in personal}) == len(personal) == 26, "whoever convened knows already"


def test_e02_the_convocation_itself_carries_the_call_and_the_clock_calls_no_second_time(network: Town) -> None:
    convene(network, **CE)

    assert the(network, "CE-2027-01").call_opened_at == MORNING
    called = network.emails(network.notices("meeting.convened_with_call"))
    assert {"t.wrennfeld", "n.quintamayo", "h.parihuanca", "a.soderquist", "s.rocamarca"} <= called
    assert COORDINATOR not in called, "the secretariat does not ask itself"
    assert COORDINATOR in network.emails(network.notices("meeting.convened"))

    network.clock(lima(2027, 1, 19, 9, 5))
    network.clock(lima(2027, 1, 20, 9))

    assert network.notices("agenda.call") == []
    assert acts(network, "CE-2027-01").count("agenda.call_opened") == 1


def test_the_convocation_with_the_call_says_until_when_items_are_taken(town: Town) -> None:
    convene(town, **CE)

    spanish = notice_says(town.notices("meeting.convened_with_call", to=ACNUR)[0])
    english = notice_says(town.notices("meeting.convened_with_call", to="t.wrennfeld")[0], "en")

    assert "hasta el jueves 28 de enero de 2027, 17:00 (hora de Lima)" in spanish
    assert "until Thursday, January 28, 2027" in english or "until Thursday 28 January 2027" in english
    assert "§7 (Comité Ejecutivo)" in spanish


def test_convened_early_the_call_waits_for_its_own_day(town: Town) -> None:
    convene(town, at=lima(2027, 1, 11), **CE)

    assert the(town, "CE-2027-01").call_opened_at is None
    assert town.notices("meeting.convened_with_call") == []

    town.clock(lima(2027, 1, 19, 9))

    assert the(town, "CE-2027-01").call_opened_at is not None
    assert town.notices("agenda.call") != []


def test_pressing_confirm_twice_convenes_once(network: Town) -> None:
    shown = preview(network, **CE)
    first = network.confirm(SECRETARY, shown, MORNING)
    second = network.confirm(SECRETARY, shown, lima(2027, 1, 19, 9, 1))

    assert says(first) == says(second)
    assert [meeting.code for meeting in all_of(network)] == ["CE-2027-01"]
    assert len(network.notices("meeting.announced")) == 1


def test_two_previews_of_the_same_meeting_do_not_become_two_meetings(town: Town) -> None:
    one, other = preview(town, **CE), preview(town, **CE)
    town.confirm(SECRETARY, one, MORNING)
    answer = town.confirm(SECRETARY, other, MORNING)

    assert "conflict.changed" in keys_of(answer)
    assert "A esa hora está convocada CE-2027-01" in says(answer)
    assert len(all_of(town)) == 1


def test_what_is_discarded_is_never_convened(town: Town) -> None:
    shown = preview(town, **CE)
    town.press(SECRETARY, shown, "button.discard", MORNING)
    refused = town.confirm(SECRETARY, shown, MORNING)

    assert refused.refused
    assert "draft.settled" in keys_of(refused)
    assert all_of(town) == []


def test_a_hostile_title_is_kept_as_typed(network: Town) -> None:
    title = '<!channel> <@U123> "=cmd|x" \u202eoirasrevda\u202c {title} 100 % 🧶'
    convene(network, **CE | {"title": title})

    assert the(network, "CE-2027-01").title == title
    assert title in notice_says(network.notices("meeting.announced")[0])


def test_a_title_with_line_ends_adds_no_line_to_the_calendar(town: Town) -> None:
    convene(town, **CE | {"title": "Uno\r\nATTENDEE:mailto:otro@x.example\r\nDos"})
    office = Office(town, convenes=False)

    opened = open_letter(office.letter(town.notices("invitation.request")[0]).raw)
    office.counter.close()

    assert opened.calendar.decode().count("\r\nATTENDEE") == 1
    assert opened.invitation is not None
    assert opened.invitation.title.endswith(": Uno ATTENDEE:mailto:otro@x.example Dos")


def test_codes_are_numbered_by_kind_and_by_the_year_of_the_meeting(network: Town) -> None:
    convene(network, **CE)
    convene(network, **TEC)
    convene(network, **CE | {"date": "2027-03-09"})
    convene(network, at=lima(2027, 2, 10), kind="executive", date="2028-01-18", time="10:00")

    assert [meeting.code for meeting in all_of(network)] == ["CE-2027-01", "TEC-2027-01", "CE-2027-02", "CE-2028-01"]


def test_a_plenary_brings_the_annual_balance_as_its_first_item(network: Town) -> None:
    shown = preview(network, kind="plenary", date="2027-12-14", time="10:00", title="Balance anual 2027")
    assert "El balance anual del Plan de Trabajo irá como primer punto de la agenda (§7 (Reunión de la Red))" in says(
        shown
    )

    network.confirm(SECRETARY, shown, MORNING)

    with network.database.reading() as session:
        (item,) = agenda.items(session, the(network, "PLE-2027-01").id or 0)
    assert (item.title, item.balance, item.kind, item.position) == (
        "Balance anual del Plan de Trabajo",
        True,
        "debate",
        1,
    )


@pytest.mark.parametrize("values", [{"kind": "plenary", "balance": False}, {"kind": "technical", "balance": True}])
def test_the_balance_is_placed_only_where_it_was_ticked_and_belongs(town: Town, values: dict[str, object]) -> None:
    convene(town, date="2027-11-16", time="10:00", **values)

    with town.database.reading() as session:
        assert agenda.items(session, all_of(town)[0].id or 0) == []


def test_the_journal_names_the_clause_of_each_kind(town: Town) -> None:
    convene(town, **CE)

    entry = entries(town, "CE-2027-01")[0]
    assert (entry.act, entry.clause, entry.office) == ("meeting.convened", "7.committee", "secretariat")
