"""«Deshacer»: one's own act goes as if it had not been, for ten minutes; once; by whoever did it alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from handlers.commands import COMMANDS
from handlers.undoable import UNDOABLE
from storage import drafts, people
from storage.people import ERASED, Office, Person
from tests.handlers.agenda_scene import OIT, convened, points, titles
from tests.handlers.circulation_scene import COORDINATOR as CIRCULATES
from tests.handlers.circulation_scene import OCR, OPENED, in_force, newest, shown, texts
from tests.handlers.consensus_scene import ELEVENTH, PNUD_CE, ad_referendum, answers, decision
from tests.handlers.meeting_scene import CE as EXECUTIVE
from tests.handlers.meeting_scene import convene, the
from tests.handlers.poll_scene import ACNUR, MONDAY, answered, opened
from tests.handlers.record_scene import CE, SECRETARY, UNFPA, actions, held, said
from tests.handlers.record_scene import convened as only_convened
from tests.handlers.speaker_scene import FOCAL, register
from tests.handlers.test_action_following import NEXT_DAY, assigned
from tests.handlers.undo_every import EVERY
from tests.handlers.undo_scene import offers_undo, record, undo, undone, whole
from tests.handlers.undo_stories import LATER, TEN, before_meeting, point, seat_missing
from tests.town import Town, keys_of, lima

GONE_AT_ONCE = {"meetings.cancel", "speakers.answer"}
"""Their letters leave at once: a press would be refused a moment later, so that none is offered."""


@pytest.mark.parametrize("name", sorted(EVERY))
def test_what_is_undone_is_as_if_it_had_not_been(town: Town, name: str) -> None:
    """The record is as it was, nothing of the act leaves, what it had held back leaves after all, and the journal has both."""
    prepare, who, at, act = EVERY[name]
    prepare(town)
    before, waited = record(town), {row.id: (row.status, row.person_id) for row in town.notices()}
    reply = act(town)
    assert record(town) != before
    assert offers_undo(town, reply) == (name not in GONE_AT_ONCE), keys_of(reply)
    back = undo(town, who, reply, at + timedelta(minutes=9, seconds=59))
    assert "undo.taken_back" in keys_of(back), said(back)
    assert record(town) == before
    new = [row for row in town.notices() if row.id not in waited]
    assert {(row.status, row.why) for row in new} <= {("dropped", "undone")}
    assert {row.id: (row.status, row.person_id) for row in town.notices() if row.id in waited} == waited
    assert whole(town)


def test_an_answer_to_a_decision_goes_back_to_the_earlier_one(network: Town) -> None:
    """What was said stays in the record as withdrawn; the answer before it stands again, and may be given anew."""
    seat_missing(network)
    network.do(PNUD_CE, "decisions.comment", ELEVENTH, code="D-2027-01", wording="Con énfasis en niñez.", meant="seat")
    first = decision(network).status
    reply = network.do(
        PNUD_CE, "decisions.object", ELEVENTH, code="D-2027-01", wording="No tiene fuente.", way_out="Usar la ENPOVE."
    )
    assert decision(network).status == "suspended"
    undo(network, PNUD_CE, reply, ELEVENTH + timedelta(minutes=2))
    assert decision(network).status == first
    assert [(row.kind, row.withdrawn_at is None) for row in answers(network)] == [("comment", True), ("object", False)]
    assert not [row for row in network.notices("decision.suspended") if row.status != "dropped"]
    assert [entry.values["undid"] for entry in undone(network, "D-2027-01")] == ["decision.objected"]


def test_a_yes_that_made_consensus_is_undone_with_it_and_can_be_said_again(town: Town) -> None:
    ad_referendum(town)
    reply = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code="D-2027-01", version="1")
    undo(town, PNUD_CE, reply, ELEVENTH + timedelta(minutes=1))
    assert (decision(town).status, decision(town).settled_at) == ("ad_referendum", None)
    again = town.ask(PNUD_CE, "decisions.agree", ELEVENTH + timedelta(minutes=2), code="D-2027-01", version="1")
    assert not again.refused
    assert decision(town).status == "consensus"
    told = [row for row in town.notices("decision.adopted") if row.status != "dropped"]
    assert len(told) == 2, "the same act done once more tells people once more"


def test_a_convocation_whose_letters_wait_is_taken_back_and_its_number_is_not_used_again(town: Town) -> None:
    evening = lima(2027, 1, 18, 20)
    reply = convene(town, at=evening, **EXECUTIVE)
    undo(town, SECRETARY, reply, evening + timedelta(minutes=3))
    assert {row.status for row in town.notices()} == {"dropped"}
    assert the(town, CE).status == "cancelled"
    assert "CE-2027-02" in said(convene(town, at=evening + timedelta(minutes=5), **EXECUTIVE))


def test_in_words_it_is_the_last_act_and_is_shown_first(town: Town) -> None:
    convened(town)
    point(town, title="Salud")
    point(town, TEN + timedelta(minutes=1), "Educación")
    preview = town.ask(OIT, "network.undo", TEN + timedelta(minutes=2))
    assert "Educación" in said(preview)
    assert titles(town) == ["Salud", "Educación"]
    town.confirm(OIT, preview, TEN + timedelta(minutes=2))
    assert titles(town) == ["Salud"]
    town.confirm(OIT, town.ask(OIT, "network.undo", TEN + timedelta(minutes=3)), TEN + timedelta(minutes=3))
    assert titles(town) == []
    assert town.ask(OIT, "network.undo", TEN + timedelta(minutes=4)).refused


def test_in_words_it_is_the_last_act_although_the_clock_stood_still(town: Town) -> None:
    convened(town)
    point(town, title="Salud")
    point(town, title="Educación")
    assert "Educación" in said(town.ask(OIT, "network.undo", TEN))


def test_two_presses_or_one_delivered_twice_are_one_undoing(network: Town) -> None:
    convened(network)
    button = network.button(point(network), "undo.button")
    for key in ("one", "one", "two"):
        again = network.ask(OIT, button.command, TEN + timedelta(minutes=1), key=key, **button.values)
        assert not again.refused
        assert "undo.taken_back" in keys_of(again)
    assert len(undone(network, CE)) == 1


def test_a_typed_yes_confirms_what_was_shown_and_never_an_undoing(town: Town) -> None:
    convened(town)
    point(town)
    assert town.ask(OIT, "drafts.confirm", TEN + timedelta(minutes=1)).refused
    assert len(points(town)) == 1


def test_a_preview_or_a_second_same_answer_has_nothing_to_undo(town: Town) -> None:
    before_meeting(town)
    preview = town.ask(OIT, "agenda.propose", TEN, title="Salud", kind="debate", minutes=20, meeting=CE)
    assert not offers_undo(town, preview)
    for offered in (True, False):
        reply = town.ask("t.wrennfeld", "meetings.attend", TEN, meeting=CE)
        assert offers_undo(town, reply) is offered


def test_what_cannot_be_undone_is_said_by_name(town: Town) -> None:
    held(town)
    town.ask(UNFPA, "meetings.feed", TEN)
    refused = town.ask(UNFPA, "network.undo", TEN + timedelta(minutes=1))
    assert refused.refused
    assert "undo." in keys_of(refused)[1]


def test_what_was_kept_goes_with_the_words_kept_for_a_second_press(town: Town) -> None:
    """After a day nothing is kept to take an act back, and a press so old is told that it is too late."""
    convened(town)
    button = town.button(point(town), "undo.button")
    town.ask(None, "network.retention", TEN + timedelta(days=2))
    late = town.ask(OIT, button.command, TEN + timedelta(days=2), **button.values)
    assert "undo.too_late" in keys_of(late)
    with town.database.reading() as session:
        assert drafts.undoable(session, town.id_of(OIT)) == []


def test_whoever_left_their_office_meanwhile_undoes_nothing(town: Town) -> None:
    convened(town)
    reply = point(town)
    with town.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == town.id_of(OIT))):
            session.add(office.sqlmodel_update({"until": date(2027, 1, 19)}))
    assert "refusal.no_mandate" in keys_of(undo(town, OIT, reply, TEN + timedelta(minutes=1)))
    assert titles(town) == ["Salud"]


def test_the_table_names_commands_that_exist() -> None:
    for name, how in UNDOABLE.items():
        assert {name, how.correct} <= set(COMMANDS)


def test_steps_of_an_action_go_back_and_stay_in_its_history(town: Town) -> None:
    code = assigned(town)
    at = NEXT_DAY
    for command, more in (
        ("actions.help", {}),
        ("actions.move", {"date": date(2027, 5, 21)}),
        ("actions.done", {}),
    ):
        before = actions(town)[0]
        reply = town.ask("n.quintamayo", command, at, code=code, wording="por error", **more)
        undo(town, "n.quintamayo", reply, at + timedelta(minutes=1))
        assert actions(town)[0] == before
        at += timedelta(minutes=2)
    assert said(town.ask(UNFPA, "actions.show", at, code=code)).count("Se deshizo lo anterior") == 3


def test_a_note_in_the_meeting_s_record_goes_like_deshacer(town: Town) -> None:
    """The press under a note, and the words in a direct message, take back the line; not one that is no longer the last."""
    only_convened(town)
    during = lima(2027, 2, 9, 10, 20)
    first = town.ask(SECRETARY, "minutes.note", during, meeting=CE, wording="Primera.")
    at = during + timedelta(minutes=1)
    second = town.ask(SECRETARY, "minutes.capture", at, meeting=CE, kind="note", wording="Segunda.")
    assert undo(town, SECRETARY, first, during + timedelta(minutes=2)).refused
    assert "Segunda." in said(undo(town, SECRETARY, second, during + timedelta(minutes=2)))
    preview = town.ask(SECRETARY, "network.undo", during + timedelta(minutes=3))
    assert "Primera." in said(town.confirm(SECRETARY, preview, during + timedelta(minutes=3)))


def test_a_text_put_in_circulation_by_mistake_stays_in_the_register_without_effect(network: Town) -> None:
    in_force(network)
    reply = network.confirm(CIRCULATES, shown(network, OPENED), OPENED)
    back = undo(network, CIRCULATES, reply, OPENED + timedelta(minutes=5))
    assert "undo.taken_back" in keys_of(back)
    assert newest(network).status == "dropped"
    assert len(texts(network, newest(network).code)) == 1
    assert network.ask(OCR, "decisions.agree", OPENED + timedelta(minutes=6), code=newest(network).code).refused
    assert {row.status for row in network.notices()} == {"dropped"}


def test_a_date_poll_opened_by_mistake_is_over_and_nobody_is_asked(town: Town) -> None:
    reply = opened(town)
    undo(town, SECRETARY, reply, MONDAY + timedelta(minutes=5))
    assert {row.status for row in town.notices()} == {"dropped"}
    assert answered(town, ACNUR, "yes", "no", "no").refused


def test_whoever_became_a_person_of_the_network_by_mistake_is_forgotten(town: Town) -> None:
    """An oficio makes a guest: the number stays, the name and the address go, and may be registered anew."""
    reply = register(town, LATER, **FOCAL)
    entered = newest_person(town)
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, reply, LATER + timedelta(minutes=1)))
    gone = newest_person(town)
    assert (gone.id, gone.name, gone.erased_at) == (entered.id, ERASED, LATER + timedelta(minutes=1))
    assert entered.email not in gone.email
    register(town, LATER + timedelta(minutes=2), **FOCAL)
    assert (newest_person(town).name, newest_person(town).email) == (entered.name, entered.email)


def test_whoever_has_been_met_in_the_chat_is_not_forgotten_by_an_undoing(town: Town) -> None:
    reply = register(town, LATER, **FOCAL)
    with town.database.transaction() as session:
        people.reached_on(session, town.network_id, "slack", LATER)
    assert "undo.gone_on" in keys_of(undo(town, SECRETARY, reply, LATER + timedelta(minutes=1)))
    assert newest_person(town).erased_at is None


def newest_person(town: Town) -> Person:
    with town.database.reading() as session:
        return session.exec(select(Person).order_by(col(Person.id).desc())).first()
