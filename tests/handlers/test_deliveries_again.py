"""A message that did not arrive goes out once more: shown first, one at a time, to whoever is still there."""

from __future__ import annotations

import pytest

from handlers.reply import Reply
from storage.outbox import WAITING, Notice
from storage.people import Office, Person
from tests.handlers.delivery_scene import (
    CODE,
    LATER,
    REQUEST,
    again,
    arrives,
    asked,
    came_back,
    convened,
    deliveries_of,
    fails,
    one,
    refused,
    rows_of,
    sent_again,
    settle,
    waits,
    withdrawn,
)
from tests.handlers.meeting_scene import ACNUR, ACNUR_CE, COORDINATOR, RC, SECRETARY, acts, entries, says
from tests.town import Town, keys_of, lima


@pytest.fixture
def failed(town: Town) -> Notice:
    """The invitation to one seat that was given up; everybody else has theirs."""
    convened(town)
    settle(town, fails(), REQUEST, ACNUR_CE)
    settle(town, arrives)
    return one(town, REQUEST, ACNUR_CE)


def test_it_is_shown_first_and_goes_out_only_when_confirmed(town: Town, failed: Notice) -> None:
    before = len(town.notices())
    shown = again(town, failed)
    assert len(town.notices()) == before
    assert "t.wrennfeld@acnur.example" in says(shown)
    assert "No salió: su servidor dice que esa dirección no existe (550 5.1.1)" in says(shown)
    town.confirm(SECRETARY, shown, LATER)
    assert len(town.notices()) == before + 1


def test_the_same_message_goes_out_under_a_key_of_its_own_and_the_first_stays(town: Town, failed: Notice) -> None:
    new = sent_again(town, failed)
    assert new.key == f"{failed.key}/again/1"
    assert (new.person_id, new.road, new.notice, new.values, new.about) == (
        failed.person_id, failed.road, failed.notice, failed.values, failed.about,
    )  # fmt: skip
    assert (new.status, new.due_at, new.attempts) == (WAITING, LATER, 0)
    states = [row[3] for row in rows_of(asked(town, code=CODE, reader=ACNUR_CE, matter="invitation"))]
    assert "En camino" in states
    assert any(said.endswith("Se volvió a enviar") for said in states)
    assert acts(town, CODE)[-1] == "delivery.again"
    assert "Wrennfeld" not in str(entries(town, CODE)[-1].values)


def test_the_door_is_the_table_too(town: Town, failed: Notice) -> None:
    table = asked(town, code=CODE)
    preview = town.press(SECRETARY, table, "deliveries.button.again", LATER)
    assert "deliveries.again.preview" in keys_of(preview)


def test_the_notice_that_tells_of_a_failure_leads_there(town: Town, failed: Notice) -> None:
    from bot.notices import card_of
    from scheduler.aloud import say_given_up
    from tests.handlers.meeting_scene import notice_says

    with town.database.transaction() as session:
        say_given_up(session, session.get_one(Notice, failed.id), failed.why, LATER)
    (told,) = town.notices("delivery.given_up")
    assert "su servidor dice que esa dirección no existe (550 5.1.1)" in notice_says(told)
    assert "«Invitación al calendario: CE-2027-01»" in notice_says(told)
    preview = town.press(SECRETARY, Reply(card_of(told)), "deliveries.button.confirm", LATER)
    assert "deliveries.again.preview" in keys_of(preview)


def test_one_at_a_time_and_never_what_arrived(town: Town, failed: Notice) -> None:
    shown, other = again(town, failed), again(town, failed)
    town.confirm(SECRETARY, shown, LATER)
    assert town.confirm(SECRETARY, other, LATER).refused
    assert "deliveries.again.waiting" in keys_of(refused(town, failed))
    settle(town, arrives)
    assert "deliveries.again.arrived" in keys_of(refused(town, failed))
    assert len(deliveries_of(town, failed)) == 2


def test_a_second_press_on_one_preview_is_one_message(town: Town, failed: Notice) -> None:
    shown = again(town, failed)
    first, second = town.confirm(SECRETARY, shown, LATER), town.confirm(SECRETARY, shown, LATER)
    assert keys_of(first) == keys_of(second)
    assert len(deliveries_of(town, failed)) == 2


def test_what_fails_once_more_can_be_sent_a_third_time_from_any_of_its_rows(town: Town, failed: Notice) -> None:
    second = sent_again(town, failed)
    settle(town, fails())
    third = sent_again(town, failed)
    assert third.key == f"{failed.key}/again/2"
    settle(town, fails())
    assert sent_again(town, second).key == f"{failed.key}/again/3"


def test_what_came_back_can_be_sent_again(town: Town) -> None:
    convened(town)
    settle(town, arrives)
    row = one(town, REQUEST, RC)
    assert "deliveries.again.arrived" in keys_of(refused(town, row))
    came_back(town, row)
    assert sent_again(town, row).key == f"{row.key}/again/1"


def test_what_is_on_its_way_or_was_taken_back_is_left_alone(town: Town) -> None:
    convened(town)
    settle(town, waits("SMTPServerDisconnected"), REQUEST, RC)
    settle(town, withdrawn("left"), REQUEST, ACNUR_CE)
    assert "deliveries.again.waiting" in keys_of(refused(town, one(town, REQUEST, RC)))
    assert "deliveries.again.withdrawn" in keys_of(refused(town, one(town, REQUEST, ACNUR_CE)))


def test_whoever_left_is_written_to_no_more(town: Town, failed: Notice) -> None:
    with town.database.transaction() as session:
        from sqlmodel import select

        for office in session.exec(select(Office).where(Office.person_id == failed.person_id)):
            office.until = lima(2027, 1, 19).date()
            session.add(office)
    assert "deliveries.again.left" in keys_of(refused(town, failed))


@pytest.mark.parametrize("email", ["a@b.example\r\nBcc: x@y.example", "a b@c.example", "sin-arroba", "ñ@b.example"])
def test_an_address_that_could_lead_a_letter_s_head_astray_is_refused(town: Town, failed: Notice, email: str) -> None:
    with town.database.transaction() as session:
        person = session.get_one(Person, failed.person_id)
        person.email = email
        session.add(person)
    reply = refused(town, failed)
    assert "deliveries.again.address" in keys_of(reply)
    assert email not in says(reply)
    form = town.press(SECRETARY, reply, "deliveries.button.correct", LATER).form
    assert form is not None and form.command == "members.focal_point"


def test_the_preview_leads_to_where_an_address_is_corrected(town: Town, failed: Notice) -> None:
    form = town.press(SECRETARY, again(town, failed), "deliveries.button.correct", LATER).form
    assert form is not None
    assert {field.name for field in form.fields} >= {"email", "organisation"}


@pytest.mark.parametrize("number", ["", "0", "999999", "-1", "uno", "9" * 30])
def test_a_message_that_is_none_is_refused(town: Town, failed: Notice, number: str) -> None:
    assert "deliveries.again.unknown" in keys_of(town.ask(SECRETARY, "deliveries.again", LATER, notice=number))


def test_the_coordination_may_and_a_member_may_not(town: Town, failed: Notice) -> None:
    assert again(town, failed, ACNUR).refused
    assert not again(town, failed, COORDINATOR).refused


def test_what_may_have_been_repeated_is_not_said_of_the_new_message(town: Town, failed: Notice) -> None:
    with town.database.transaction() as session:
        row = session.get_one(Notice, failed.id)
        row.values = {**row.values, "repeated": True}
        session.add(row)
    assert "repeated" not in sent_again(town, failed).values
