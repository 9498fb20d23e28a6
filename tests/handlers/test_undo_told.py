"""What was told already: it leaves the digest, whoever read it gets one correction, and what went by mail stays done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, update
from sqlmodel import select

from storage.outbox import DROPPED, ROWS, SENDING, SENT, WAITING
from storage.people import Office
from tests.handlers.agenda_scene import OIT, convened, proposed, titles
from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, ad_referendum, decision
from tests.handlers.meeting_scene import CE as EXECUTIVE
from tests.handlers.meeting_scene import convene, notice_says, the
from tests.handlers.minutes_scene import CIRCULATED, drafted
from tests.handlers.record_scene import ACNUR_CE, CE, COORDINATOR, SECRETARY, TEC, acts, said, technical
from tests.handlers.test_action_following import AFTERNOON, MAP
from tests.handlers.undo_scene import record, sent, undo, undone
from tests.town import Town, keys_of, lima

TEN = lima(2027, 1, 20, 10)
SOON = timedelta(minutes=4)
CHAT = ("meeting.moved", "meeting.announced_moved")


def moved(town: Town, **more: object):  # type: ignore[no-untyped-def]
    """The committee is convened, its letters have gone, and a day later it is moved."""
    convene(town, **EXECUTIVE)
    sent(town, *{row.notice for row in town.notices()})
    return town.do(SECRETARY, "meetings.move", TEN, **{"meeting": CE, "date": "2027-02-16", **more})


def test_whoever_read_the_new_date_hears_once_that_the_old_one_holds_again(network: Town) -> None:
    reply = moved(network)
    sent(network, *CHAT)
    readers = {row.person_id for row in network.notices("meeting.moved")}
    shown = network.press(SECRETARY, reply, "undo.button", TEN + SOON)
    assert "recibirán una corrección breve" in said(shown)
    assert the(network, CE).starts_at == lima(2027, 2, 16, 10), "shown first: nobody has heard anything yet"
    network.confirm(SECRETARY, shown, TEN + SOON)
    assert the(network, CE).starts_at == lima(2027, 2, 9, 10)
    notes = network.notices("undo.corrected")
    assert {row.person_id for row in notes} == readers | {None}
    assert len(notes) == len(readers) + 1
    assert {row.status for row in notes} == {WAITING}, "the charter names it as one that does not wait for the morning"
    words = notice_says(notes[0])
    assert "Corrección: CE-2027-01" in words
    assert "martes 9 de febrero de 2027" in words
    assert {row.status for row in network.notices("invitation.update")} == {DROPPED}


def test_a_title_put_right_is_undone_in_silence(town: Town) -> None:
    """Not for spelling: date, hour, place, the text of a decision, an action's owner and day."""
    reply = moved(town, date="", title="Prioridades del 2027")
    sent(town, "meeting.changed", "meeting.announced_changed")
    back = undo(town, SECRETARY, reply, TEN + SOON)
    assert "undo.nobody_hears" in keys_of(back)
    assert the(town, CE).title == "Prioridades 2027"
    assert town.notices("undo.corrected") == []


@pytest.mark.parametrize("status", [SENT, SENDING])
def test_what_went_by_mail_cannot_be_called_back(town: Town, status: str) -> None:
    reply = moved(town)
    sent(town, "invitation.update", platform="mail", status=status)
    before = record(town)
    refused = undo(town, SECRETARY, reply, TEN + SOON)
    assert refused.refused
    assert "Ya salió por correo" in said(refused)
    assert "«Invitación puesta al día: CE-2027-01» (para Amara Söderquist-Ndiave (OCR)" in said(refused)
    assert any(button.command == "meetings.move" for button in town.buttons(refused))
    assert record(town) == before
    assert {row.status for row in town.notices("meeting.moved")} == {WAITING}, "a refusal leaves everything"


def test_whoever_of_the_network_was_told_by_mail_hears_the_correction(town: Town) -> None:
    """Mail to a member has not left the network: they are told again, as those in the chat are."""
    reply = moved(town)
    sent(town, "meeting.moved", platform="mail")
    readers = town.emails(town.notices("meeting.moved"))
    assert "undo.hear" in keys_of(undo(town, SECRETARY, reply, TEN + SOON))
    assert town.emails(town.notices("undo.corrected")) == readers


def test_what_a_guest_was_told_by_mail_has_left_the_network(town: Town) -> None:
    reply = moved(town)
    sent(town, "meeting.moved", platform="mail")
    reader = town.notices("meeting.moved")[0].person_id
    with town.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == reader)):
            session.add(office.sqlmodel_update({"office": "government"}))
    assert "undo.left" in " ".join(keys_of(undo(town, SECRETARY, reply, TEN + SOON)))


def test_what_waits_in_a_digest_leaves_the_digest(network: Town) -> None:
    """Two late points wait for the secretariat's morning; the undone one is taken out of the message that gathers them."""
    convened(network, items_closed_at=lima(2027, 1, 28, 17))
    night = lima(2027, 1, 28, 23, 55)
    for title, at in (("Salud", night - timedelta(minutes=1)), ("Educación", night)):
        reply = proposed(network, OIT, title, at)
    rows = [row for row in network.notices(to=COORDINATOR) if row.notice == "agenda.late_item"]
    _gathered(network, [row.key for row in rows])
    undo(network, OIT, reply, night + SOON)
    (digest,) = network.notices("digest")
    assert [each["values"]["title"] for each in digest.values["of"]] == ["Salud"]
    assert (digest.status, digest.values["count"]) == (WAITING, 1)
    assert "Educación" not in notice_says(digest)
    assert {row.why for row in network.notices("agenda.late_item", to=COORDINATOR)} == {"gathered", "undone"}


def _gathered(town: Town, keys: list[str]) -> None:
    """As the day's gathering leaves them: one message, not on its way yet."""
    from sqlmodel import col, select

    from scheduler.gathering import _digest
    from storage import gathered
    from storage.outbox import Notice

    with town.database.transaction() as session:
        these = list(session.exec(select(Notice).where(col(Notice.key).in_(keys)).order_by(col(Notice.id))))
        gathered.bundle(session, these, _digest(these[0].person_id or 0, these, [], town.now))


def test_the_last_thing_in_a_digest_takes_the_digest_with_it(town: Town) -> None:
    convened(town, items_closed_at=lima(2027, 1, 28, 17))
    night = lima(2027, 1, 28, 23, 55)
    reply = proposed(town, OIT, "Educación", night)
    _gathered(town, [row.key for row in town.notices("agenda.late_item", to=COORDINATOR)])
    undo(town, OIT, reply, night + SOON)
    assert [(row.status, row.why) for row in town.notices("digest")] == [(DROPPED, "undone")]


def test_a_decision_read_by_some_is_corrected_and_its_suspension_too(town: Town) -> None:
    ad_referendum(town)
    reply = town.do(
        ACNUR_CE, "decisions.object", ELEVENTH, code=D1, wording="No tiene fuente.", way_out="Usar la ENPOVE."
    )
    sent(town, "decision.suspended", "decision.objected")
    undo(town, ACNUR_CE, reply, ELEVENTH + SOON)
    assert decision(town).status == "ad_referendum"
    assert PNUD_CE in town.emails(town.notices("undo.corrected"))
    assert ACNUR_CE not in town.emails(town.notices("undo.corrected"))


def test_an_action_just_assigned_is_taken_back_and_its_owner_hears_it(town: Town) -> None:
    """What a meeting's record holds goes as #deshacer takes it back: the number stays used."""
    technical(town)
    reply = town.do(
        SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=MAP, organisation="ACNUR", date="2027-05-14"
    )
    sent(town, "action.assigned")
    undo(town, SECRETARY, reply, AFTERNOON + SOON)
    assert [entry.act for entry in acts(town, "A-2027-01")] == ["action.assigned", "action.dropped"]
    assert town.emails(town.notices("minutes.dropped")) >= {"n.quintamayo"}


def test_others_have_gone_on_from_it(network: Town) -> None:
    """The convocation of a night: an agency has confirmed meanwhile, so it is cancelled and not undone."""
    evening = lima(2027, 1, 18, 20)
    reply = convene(network, at=evening, **EXECUTIVE)
    network.ask("t.wrennfeld", "meetings.attend", evening + SOON, meeting=CE)
    refused = undo(network, SECRETARY, reply, evening + SOON)
    assert refused.refused
    assert "undo.gone_on_by" in keys_of(refused)
    assert any(button.command == "meetings.cancel" for button in network.buttons(refused))
    assert the(network, CE).status == "convened"


def test_what_somebody_else_touched_since_stays(town: Town) -> None:
    """The secretariat withdrew the point meanwhile: its author has nothing to undo any more, and their withdrawal stands."""
    convened(town)
    reply = proposed(town, OIT, "Salud", TEN)
    town.do(SECRETARY, "agenda.withdraw", TEN + timedelta(minutes=1), meeting=CE, item=1)
    refused = undo(town, OIT, reply, TEN + SOON)
    assert refused.refused
    assert "undo.gone_on" in keys_of(refused)
    assert titles(town, "withdrawn") == ["Salud"]


def test_minutes_circulated_by_mistake_can_circulate_again_to_everybody(network: Town) -> None:
    drafted(network)
    reply = network.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    sent(network, "minutes.circulated")
    readers = network.emails(network.notices("minutes.circulated"))
    undo(network, SECRETARY, reply, CIRCULATED + SOON)
    assert network.emails(network.notices("undo.corrected")) == readers
    network.do(SECRETARY, "minutes.circulate", CIRCULATED + timedelta(minutes=8), meeting=CE)
    again = [row for row in network.notices("minutes.circulated") if row.status == WAITING]
    assert network.emails(again) == readers
    assert [entry.values["undid"] for entry in undone(network, CE)] == ["minutes.circulated"]


def test_whoever_is_told_while_it_is_undone_hears_the_correction_too(network: Town) -> None:
    """On PostgreSQL a notice may leave between the look and the act."""
    if network.database.is_sqlite:
        pytest.skip("SQLite has one writer")
    reply = moved(network)
    (last,) = network.notices("meeting.moved", to=ACNUR_CE)
    leaves = [update(ROWS).where(ROWS.c.id == last.id, ROWS.c.status == WAITING).values(status=SENT, platform="slack")]

    def just_then(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("UPDATE outbox") and leaves:
            now = leaves.pop()
            with network.database.transaction() as other:
                other.execute(now)

    event.listen(network.database.engine, "before_cursor_execute", just_then)
    try:
        undo(network, SECRETARY, reply, TEN + SOON)
    finally:
        event.remove(network.database.engine, "before_cursor_execute", just_then)
    assert network.emails(network.notices("undo.corrected")) == {ACNUR_CE}
