"""Members, contacts and settings: who hears that an act was undone, and what is as it was before."""

from __future__ import annotations

from datetime import timedelta

from storage import networks
from storage.outbox import DROPPED, SENT, WAITING
from tests.clauses.test_2_personal_data import AT
from tests.handlers import test_contacts
from tests.handlers.meeting_scene import notice_says
from tests.handlers.members_scene import (
    COORDINATOR,
    HUGO,
    MORNING,
    NOELIA,
    ROSA,
    SECRETARY,
    SPRING,
    busy,
    designate,
)
from tests.handlers.record_scene import said
from tests.handlers.test_personal_data_alarms import CODE, say
from tests.handlers.undo_scene import sent, undo
from tests.handlers.undo_stories_members import CARTA, KNOWN, SPRING_EVENING, STORIES
from tests.town import Town, keys_of

SOON, THEN, AFTER = timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=6)


def test_what_waited_for_the_one_who_left_waits_for_them_again(network: Town) -> None:
    busy(network)
    waited = {(row.id, row.person_id, row.status) for row in network.notices()}
    shown = network.ask(SECRETARY, "members.handover", SPRING_EVENING, person="Noelia Quintamayo", asked=True, **ROSA)
    reply = network.confirm(SECRETARY, shown, SPRING_EVENING)
    assert [row.notice for row in network.notices("action.assigned", to="r.alva")]
    assert "undo.taken_back" in keys_of(undo(network, SECRETARY, reply, SPRING_EVENING + SOON))
    assert waited <= {(row.id, row.person_id, row.status) for row in network.notices()}
    assert {row.status for row in network.notices(to="§erased")} == {DROPPED}


def test_whoever_was_told_in_the_chat_or_by_mail_hears_that_the_seat_is_as_before(town: Town) -> None:
    """Who was relieved is of the network again, so that mail to them has not left it."""
    reply = designate(town, "members.focal_point", "ACNUR", **KNOWN)
    sent(town, "members.designated")
    sent(town, "members.relieved", platform="mail")
    back = undo(town, SECRETARY, reply, MORNING + SOON)
    assert "undo.hear" in keys_of(back)
    assert "registró una designación: ACNUR" in said(back)
    assert town.emails(town.notices("undo.corrected")) == {NOELIA, HUGO}
    again = designate(town, "members.focal_point", "ACNUR", at=MORNING + THEN, **KNOWN)
    assert not again.refused
    assert [row.status for row in town.notices("members.designated", to=HUGO)] == [SENT, WAITING]


def test_members_asked_in_a_round_opened_by_mistake_hear_that_it_is_none(town: Town) -> None:
    reply = test_contacts.opened(town)
    sent(town, "contacts.asked", "contacts.copied")
    undo(town, SECRETARY, reply, test_contacts.START + SOON)
    assert town.emails(town.notices("undo.corrected")) >= test_contacts.OFFICIALS
    assert "Corrección: la ronda de puntos focales" in notice_says(town.notices("undo.corrected")[0])
    answered = town.ask(test_contacts.OIT, "contacts.confirm", test_contacts.START + THEN)
    assert answered.refused
    town.do(SECRETARY, "contacts.ask", test_contacts.START + AFTER)
    assert len([row for row in town.notices("contacts.asked") if row.status == WAITING]) == 9


def test_the_list_of_those_who_have_not_answered_stands(town: Town) -> None:
    """Nothing but the list was given; the answer says so."""
    test_contacts.opened(town)
    town.ask(SECRETARY, "contacts.close_round", test_contacts.ENDS)
    refused = town.ask(SECRETARY, "network.undo", test_contacts.ENDS + SOON)
    assert "undo.because.list" in keys_of(refused)


def test_who_gave_up_their_own_office_by_mistake_has_it_back(town: Town) -> None:
    """The act itself took away the office in which it was done."""
    reply = town.do(SECRETARY, "members.handover", SPRING, person="r.berrocapa@oim.example", asked=True)
    assert town.ask(SECRETARY, "members.join", SPRING + SOON, organisation="FAO", **CARTA).refused
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, reply, SPRING + SOON))
    assert not town.ask(SECRETARY, "members.join", SPRING + THEN, organisation="FAO", **CARTA).refused


def test_a_day_off_that_is_undone_counts_again(town: Town) -> None:
    given = {"date": "2027-03-05", "name": "Feriado", "calendar": "un_office"}
    reply = town.do(SECRETARY, "network.calendar_day", MORNING, **given)
    undo(town, SECRETARY, reply, MORNING + SOON)
    with town.database.reading() as session:
        assert networks.extra_days(session, town.network_id) == []
    assert "undo.taken_back" in keys_of(
        undo(town, SECRETARY, town.do(SECRETARY, "network.calendar_day", MORNING + THEN, **given), MORNING + AFTER)
    )


def test_the_clerks_who_read_of_a_setting_hear_that_it_is_as_before(town: Town) -> None:
    prepare, who, at, act = STORIES["settings.change"]
    prepare(town)
    reply = act(town)
    sent(town, "setting.changed")
    undo(town, who, reply, at + SOON)
    assert SECRETARY in town.emails(town.notices("undo.corrected"))
    assert "minutes.circulation" not in notice_says(town.notices("undo.corrected")[0])
    assert "2027-03-03" not in said(town.ask(COORDINATOR, "network.settings", at + THEN))


def test_the_author_who_was_let_through_hears_that_it_holds_no_more(town: Town) -> None:
    prepare, who, at, act = STORIES["alerts.allow"]
    prepare(town)
    reply = act(town)
    sent(town, "alerts.allowed")
    undo(town, who, reply, at + SOON)
    assert town.emails(town.notices("undo.corrected")) == {NOELIA}
    assert say(town, CODE, at=AT + THEN).withheld
