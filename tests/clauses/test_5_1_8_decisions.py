"""5.1.8: what is decided reaches everybody it is circulated to, once each: at once with its text, or as the extract."""

from __future__ import annotations

from sqlmodel import select

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from storage.outbox import DROPPED, GATHERED, GIVEN_UP, SENT, Notice
from tests.handlers.circulation_scene import (
    COORDINATOR,
    OIT,
    OIT_FOCAL,
    OPENED,
    SEATS,
    SECRETARY,
    TEXT,
    in_force,
    opened,
)
from tests.handlers.consensus_scene import D1, ELEVENTH, ad_referendum
from tests.handlers.record_scene import ALL_BUT_PNUD, COMMITTEE, PNUD_CE, UNFPA
from tests.handlers.test_consensus_edges import attended
from tests.town import LIMA, Town, lima

ADOPTED, EXTRACT = "circulation.adopted", "decisions.extract"
FRIDAY, MONDAY = lima(2027, 2, 26, 9), lima(2027, 3, 1, 9)


def adopted(town: Town) -> str:
    """The work plan, adopted by circulation on Friday 26 February; the extract of the rule went out long ago."""
    in_force(town)
    town.ask(SECRETARY, "decisions.circulate_extract", OPENED)
    code = opened(town)
    town.do(COORDINATOR, "decisions.adopt", FRIDAY, code=code)
    return code


def readers_of(town: Town, code: str) -> set[str]:
    """Who was sent the extract of that decision."""
    return town.emails([row for row in town.notices(EXTRACT) if code in row.values["codes"]])


def became(town: Town, reader: str, status: str, why: str = "") -> None:
    """The result written for one reader came to that."""
    with town.database.transaction() as session:
        mine = select(Notice).where(Notice.notice == ADOPTED, Notice.person_id == town.id_of(reader))
        row = session.exec(mine).one()
        row.status, row.why, row.bundle = status, why, "nowhere" if why == GATHERED else ""


def read(town: Town, reader: str) -> set[str]:
    return {row.notice for row in town.notices(to=reader)}


def test_whoever_got_the_result_with_its_text_is_not_sent_the_extract_too(town: Town) -> None:
    """The seats and the secretariat read the adopted text with the result; the extract goes to the rest of the Network."""
    code = adopted(town)
    (told,) = town.notices(ADOPTED, to=OIT)
    assert TEXT in plain(card_of(told), Words("es", zone=LIMA).say)
    town.clock(MONDAY)
    readers = readers_of(town, code)
    assert not readers & {*SEATS, SECRETARY}
    assert {OIT_FOCAL, COORDINATOR} <= readers, "members, and whoever recorded it and was sent nothing"


def test_a_result_that_never_left_is_no_reason_to_leave_its_reader_out(town: Town) -> None:
    """Told is who it reached or will reach: it could not be sent, or was taken out of the message it went in."""
    code = adopted(town)
    became(town, OIT, GIVEN_UP, "channel_not_found")
    became(town, PNUD_CE, DROPPED, GATHERED)
    became(town, SECRETARY, SENT)
    town.clock(MONDAY)
    readers = readers_of(town, code)
    assert {OIT, PNUD_CE} <= readers
    assert SECRETARY not in readers


def test_the_secretariat_that_heard_of_one_of_two_reads_the_other_in_the_extract(town: Town) -> None:
    """9 February, one decision was adopted in the room and one with the last answer: nobody reads a text twice."""
    ad_referendum(town)
    town.do(COORDINATOR, "decisions.record", lima(2027, 2, 9, 13), wording="Segundo texto.", title="Segundo")
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    town.do(PNUD_CE, "decisions.reserve", lima(2027, 2, 11, 17), code="D-2027-02", wording="Con una declaración.")
    with town.database.transaction() as session:
        session.delete(session.exec(select(Notice).where(Notice.notice == "decision.adopted", Notice.about == D1,
            Notice.person_id == town.id_of(SECRETARY))).one())  # fmt: skip
    town.clock(lima(2027, 2, 12, 9))
    (mine,) = town.notices(EXTRACT, to=SECRETARY)
    assert mine.values["codes"] == [D1]
    (all_,) = town.notices(EXTRACT, to=UNFPA)
    assert all_.values["codes"] == [D1, "D-2027-02"]
    assert EXTRACT not in read(town, COORDINATOR)


def test_an_adoption_that_was_taken_back_does_not_count_as_told_of_the_next(town: Town) -> None:
    """Consensus was claimed, the attendance was corrected, and PNUD agreed later: everybody hears of that one."""
    ad_referendum(town)
    attended(town, *COMMITTEE, at=lima(2027, 2, 10, 10))
    attended(town, *ALL_BUT_PNUD, at=lima(2027, 2, 10, 11))
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    assert len(town.notices("decision.adopted", to=SECRETARY)) == 2
    town.clock(lima(2027, 2, 12, 9))
    assert EXTRACT not in read(town, SECRETARY)
    assert EXTRACT in read(town, UNFPA)
