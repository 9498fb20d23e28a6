"""Only what is still so is said again: not of a meeting that moved, a slot that changed, a moment that passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.invitations import SpeakerInvitation
from storage.outbox import MAIL, Notice
from tests.clauses import test_2_manners
from tests.handlers.delivery_scene import (
    CODE,
    LATER,
    REQUEST,
    arrives,
    asked,
    change,
    convened,
    deliveries_of,
    fails,
    one,
    posted,
    refused,
    rows_of,
    sent_again,
    settle,
)
from tests.handlers.meeting_scene import ACNUR, ACNUR_CE, RC, SECRETARY, the
from tests.town import Town, keys_of, lima


@pytest.fixture
def failed(town: Town) -> Notice:
    """The invitation to one seat that was given up; everybody else has theirs."""
    convened(town)
    settle(town, fails(), REQUEST, ACNUR_CE)
    settle(town, arrives)
    return one(town, REQUEST, ACNUR_CE)


def test_of_a_meeting_that_moved_only_what_was_told_last_is_sent_again(town: Town, failed: Notice) -> None:
    town.do(SECRETARY, "meetings.move", LATER, meeting=CODE, date="2027-02-11", time="09:00")
    update = one(town, "invitation.update", ACNUR_CE)
    settle(town, fails(), "invitation.update", ACNUR_CE)
    reply = refused(town, failed)
    assert "deliveries.again.newer_failed" in keys_of(reply)
    shown = town.press(SECRETARY, reply, "deliveries.button.again", LATER)
    town.confirm(SECRETARY, shown, LATER)
    new = deliveries_of(town, update)[-1]
    assert (new.notice, new.values["sequence"]) == ("invitation.update", the(town, CODE).sequence)
    settle(town, arrives)
    assert "deliveries.again.newer" in keys_of(refused(town, failed))


def test_a_message_whose_meeting_was_cancelled_changed_or_is_over_is_not_said_again(town: Town) -> None:
    convened(town)
    settle(town, fails(), "agenda.call")
    settle(town, fails(), "meeting.convened_with_call", ACNUR_CE)
    settle(town, fails(), "meeting.convened", ACNUR_CE)
    settle(town, arrives)
    row = next(each for each in town.notices(to=ACNUR_CE) if each.notice.startswith("meeting.convened"))
    with town.database.transaction() as session:
        meeting = session.get_one(type(the(town, CODE)), the(town, CODE).id)
        meeting.starts_at += timedelta(hours=1)
        session.add(meeting)
    assert "deliveries.outdated.moved" in keys_of(refused(town, row))
    with town.database.transaction() as session:
        meeting = session.get_one(type(meeting), meeting.id)
        meeting.status = "cancelled"
        session.add(meeting)
    assert "deliveries.outdated.cancelled" in keys_of(refused(town, row))
    with town.database.transaction() as session:
        meeting = session.get_one(type(meeting), meeting.id)
        meeting.status, meeting.starts_at = "convened", lima(2027, 1, 20, 8)
        meeting.minutes = 60
        session.add(meeting)
    assert "deliveries.outdated.over" in keys_of(refused(town, row))


def test_a_cancellation_that_did_not_arrive_can_be_sent_again(town: Town, failed: Notice) -> None:
    settle(town, arrives)
    town.do(SECRETARY, "meetings.cancel", LATER, meeting=CODE, reason="Se tratará por escrito")
    settle(town, fails(), "invitation.cancel", RC)
    row = one(town, "invitation.cancel", RC)
    assert sent_again(town, row).values == row.values


def test_a_reminder_of_something_done_is_not_repeated(town: Town) -> None:
    convened(town)
    row = posted(town, "agenda.circulation.late", SECRETARY, duty="agenda.circulation", about=CODE)
    town.do(SECRETARY, "meetings.cancel", LATER, meeting=CODE, reason="Se tratará por escrito")
    assert "deliveries.outdated.reminder" in keys_of(refused(town, row))


def test_what_asked_for_something_until_a_moment_that_passed_is_not_asked_again(town: Town) -> None:
    row = posted(town, "agenda.call", ACNUR, values={"closes": {"§moment": lima(2027, 1, 19).isoformat()}})
    assert "deliveries.outdated.ended" in keys_of(refused(town, row))


def test_a_speaker_s_slot_is_sent_again_while_it_is_the_same_slot(town: Town, failed: Notice) -> None:
    meeting = the(town, CODE)
    with town.database.transaction() as session:
        slot = SpeakerInvitation(
            network_id=town.network_id, meeting_id=meeting.id or 0, organisation="Migraciones", category="government",
            topic="Regularización", starts_at=meeting.starts_at, minutes=15, form="email", language="es",
            drafted_at=LATER, person_id=town.id_of("f.valderruma"),
        )  # fmt: skip
        session.add(slot)
        session.flush()
        number = slot.id
    given = {"meeting": CODE, "invitation": number, "sequence": 0}
    row = posted(town, "invitation.slot", "f.valderruma", about=CODE, values=given, road=MAIL)
    assert sent_again(town, row).values == given
    settle(town, fails(), "invitation.slot")
    change(town, number, sequence=1)
    assert "deliveries.outdated.slot" in keys_of(refused(town, row))
    change(town, number, withdrawn_at=LATER)
    assert "deliveries.outdated.withdrawn" in keys_of(refused(town, row))


def digest(town: Town) -> Notice:
    """Three reminders that went in one message."""
    test_2_manners.actions_for(town, "2027-05-14", "2027-05-14", "2027-05-14")
    town.clock(lima(2027, 5, 13, 9))
    return town.notices("digest", to="n.quintamayo")[-1]


def test_what_was_gathered_is_told_with_the_message_it_went_in(town: Town) -> None:
    one = digest(town)
    gathered = [
        row for row in rows_of(asked(town, at=lima(2027, 5, 13, 10), reader="n.quintamayo")) if "vence" in str(row)
    ]
    assert gathered
    assert "Retirado" not in str(gathered)
    settle(town, arrives, "digest", "n.quintamayo")
    rows = rows_of(asked(town, at=lima(2027, 5, 13, 10), code="A-2027-01", reader="n.quintamayo"))
    assert any(row[3].startswith("Con el mensaje del día: Entregado en Slack") for row in rows)
    assert one.bundle == one.key


def test_a_failed_message_of_the_day_is_sent_again_with_what_is_still_so(town: Town) -> None:
    one = digest(town)
    settle(town, fails("account_inactive"), "digest", "n.quintamayo")
    town.ask("n.quintamayo", "actions.done", lima(2027, 5, 13, 10), code="A-2027-01", wording="enviado")
    town.do(SECRETARY, "deliveries.again", lima(2027, 5, 13, 11), notice=str(one.id))
    again = max(town.notices("digest", to="n.quintamayo"), key=lambda row: row.id or 0)
    assert again.key.endswith("/again/1")
    assert (again.values["count"], len(again.values["of"])) == (2, 2)
    for code in ("A-2027-02", "A-2027-03"):
        town.ask("n.quintamayo", "actions.done", lima(2027, 5, 13, 12), code=code, wording="enviado")
    settle(town, fails("account_inactive"), "digest", "n.quintamayo")
    assert town.ask(SECRETARY, "deliveries.again", lima(2027, 5, 13, 13), notice=str(one.id)).refused
