"""§2, settings: what one act says of two decisions is one message for its reader, on its way at once."""

from __future__ import annotations

from datetime import timedelta

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from handlers.reply import Reply
from storage import called_back, outbox_read
from storage.outbox import DROPPED, SENT, WAITING, Notice
from tests.handlers.consensus_scene import D1, ELEVENTH, ad_referendum
from tests.handlers.record_scene import COORDINATOR, PNUD_CE, SECRETARY, said
from tests.handlers.test_undo import undo
from tests.town import LIMA, Town, lima

D2 = "D-2027-02"
ADOPTED = "decision.adopted"
MORNING = lima(2027, 2, 11, 9)


def both_agreed(town: Town, at: object = ELEVENTH) -> Reply:
    """PNUD's one answer completes the consensus on both."""
    ad_referendum(town, "Prioridades 2027.", "Regla de no objeción: tres días hábiles.")
    town.clock(MORNING)
    return town.ask(PNUD_CE, "decisions.agree", at, codes=[D1, D2])  # type: ignore[arg-type]


def leaving(town: Town, who: str) -> list[Notice]:
    """What is on its way to somebody since PNUD answered."""
    return [row for row in town.notices(to=who) if row.status == WAITING and row.written_at >= ELEVENTH]


def test_two_decisions_of_one_act_are_one_message_that_names_both(town: Town) -> None:
    both_agreed(town)
    town.clock(ELEVENTH)
    for reader in (COORDINATOR, SECRETARY):
        (one,) = leaving(town, reader)
        assert (one.due_at, [each["notice"] for each in one.values["of"]]) == (ELEVENTH, [ADOPTED, ADOPTED])
    words = plain(card_of(one), Words("es", zone=LIMA).say)
    assert words.startswith("Tiene 2 asuntos de la Red: D-2027-01 y D-2027-02\n")
    assert "Prioridades 2027." in words
    assert "Regla de no objeción: tres días hábiles." in words


def test_one_alone_goes_as_it_is_and_at_once(town: Town) -> None:
    ad_referendum(town)
    town.clock(MORNING)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    town.clock(ELEVENTH)
    (one,) = leaving(town, SECRETARY)
    assert (one.notice, one.about, one.due_at) == (ADOPTED, D1, ELEVENTH)


def test_after_hours_they_leave_together_at_the_next_opening(town: Town) -> None:
    evening = lima(2027, 2, 11, 20)
    both_agreed(town, evening)
    town.clock(evening)
    assert leaving(town, SECRETARY) == []
    town.clock(lima(2027, 2, 12, 8, 30))
    (one,) = leaving(town, SECRETARY)
    assert one.notice == "digest"


def test_the_act_taken_back_takes_its_message_back(town: Town) -> None:
    """Before the clock has looked, and after it, while the message still waits."""
    for gathered in (False, True):
        at = ELEVENTH + timedelta(hours=1) if gathered else ELEVENTH
        reply = town.ask(PNUD_CE, "decisions.agree", at, codes=[D1, D2]) if gathered else both_agreed(town)
        if gathered:
            town.clock(at)
        undo(town, PNUD_CE, reply, at + timedelta(minutes=1))
        told = [row for row in town.notices(to=SECRETARY) if row.written_at >= ELEVENTH]
        assert {(row.status, row.why) for row in told} == {(DROPPED, "undone")}


def test_asked_whether_it_left_each_decision_says_so(town: Town) -> None:
    both_agreed(town)
    town.clock(ELEVENTH)
    with town.database.transaction() as session:
        for each in leaving(town, SECRETARY):
            row = session.get_one(Notice, each.id)
            row.status, row.sent_at, row.platform = SENT, ELEVENTH, "slack"
    for code in (D1, D2):
        words = said(town.ask(COORDINATOR, "network.deliveries", ELEVENTH + timedelta(minutes=1), code=code))
        assert f"{code} quedó adoptada por consenso" in words
    with town.database.reading() as session:
        left = called_back.left(session, outbox_read.under(session, town.network_id, f"{ADOPTED}/{D2}"))
        assert [row.person_id for row in left] == [town.id_of(SECRETARY)], "it reached whoever read it with the other"
