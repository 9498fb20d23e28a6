"""Where a consensus could be claimed falsely, or an objection lost: what happens between one act and the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from handlers.reply import Reply
from storage import people
from storage.meetings import Attendance
from storage.membership import COMMITTEE, Membership
from storage.people import Office
from tests.handlers.circulation_scene import (
    ACNUR,
    COORDINATOR,
    ENDS,
    OIT,
    OIT_FOCAL,
    OPENED,
    PNUD,
    SEATS,
    SECRETARY,
    TEXT,
    by_decision,
    in_force,
    objects,
    of,
    opened,
    revised,
)
from tests.handlers.consensus_scene import D1, END, PRIORITIES, ad_referendum, no_objection_rule
from tests.handlers.record_scene import ALL_BUT_PNUD, NOON, acts, convened, held, said
from tests.handlers.record_scene import CE as MEETING
from tests.handlers.record_scene import COMMITTEE as BODIES
from tests.town import LIMA, Town, keys_of, lima

SECOND = timedelta(seconds=1)
FRIDAY = lima(2027, 2, 26, 9)


def office(town: Town, who: str, name: str, organisation: str, since: date, reference: str = "Carta") -> None:
    with town.database.transaction() as session:
        session.add(
            Office(
                network_id=town.network_id, person_id=town.id_of(who), organisation_id=town.organisation(organisation),
                office=name, since=since, reference=reference,
            )
        )  # fmt: skip


def vacated(town: Town, who: str, last: date) -> None:
    with town.database.transaction() as session:
        for row in session.exec(select(Office).where(Office.person_id == town.id_of(who))):
            if row.office in people.COMMITTEE_OFFICES:
                row.until = last


def attended(town: Town, *present: str, at: object = NOON) -> Reply:
    given = {"meeting": MEETING, "present": [str(town.organisation(name)) for name in present]}
    return town.do(SECRETARY, "meetings.held", at, **given)  # type: ignore[arg-type]


def test_an_objection_that_comes_while_the_result_is_being_recorded_is_shown_first(town: Town) -> None:
    in_force(town)
    code = opened(town)
    town.clock(ENDS + SECOND)
    shown = town.ask(SECRETARY, "decisions.adopt", FRIDAY, code=code)
    objects(town, code, FRIDAY)
    again = town.confirm(SECRETARY, shown, FRIDAY)
    assert of(town, code).status == "open"
    assert "OIT, objeción" in said(again)
    town.confirm(SECRETARY, again, FRIDAY)
    assert of(town, code).status == "consensus"


def test_the_text_that_was_objected_to_is_not_put_again_unchanged(town: Town) -> None:
    """Not even once its first end has passed: that would be a way round the objection."""
    in_force(town)
    code = opened(town)
    objects(town, code, lima(2027, 2, 24, 10))
    given = {"code": code, "wording": TEXT, "period": "ordinary"}
    refused = town.ask(COORDINATOR, "decisions.revise", lima(2027, 3, 2, 10), **given)
    assert "circulation.unchanged" in keys_of(refused)
    assert of(town, code).status == "suspended"


def test_after_a_meeting_the_clock_proposes_what_rests_on_silence_and_dates_it_by_the_end(town: Town) -> None:
    """The clock adopts nothing: asleep for nine days or not, the secretariat records it, as of the end."""
    no_objection_rule(town)
    ad_referendum(town)
    for day in (21, 22):
        town.clock(lima(2027, 2, day, 10))
    assert of(town, D1).status == "ad_referendum"
    assert town.emails(town.notices("decision.result_proposed")) == {COORDINATOR, SECRETARY}
    assert len(town.notices("decision.result_proposed")) == 2
    assert "circulation.button.adopt" in keys_of(town.ask(SECRETARY, "decisions.show", lima(2027, 2, 22, 11), code=D1))
    town.do(SECRETARY, "decisions.adopt", lima(2027, 2, 22, 11), code=D1)
    assert (of(town, D1).status, of(town, D1).settled_at) == ("consensus", END)


def test_a_late_objection_adopts_nothing(town: Town) -> None:
    no_objection_rule(town)
    ad_referendum(town)
    objects(town, D1, lima(2027, 2, 15, 10), PNUD)
    assert of(town, D1).status == "ad_referendum"
    assert "PNUD, objeción" in said(town.ask(SECRETARY, "decisions.adopt", lima(2027, 2, 15, 11), code=D1))


def test_a_seat_that_was_vacant_at_the_end_did_not_assent_because_it_is_filled_since(town: Town) -> None:
    in_force(town)
    code = opened(town)
    vacated(town, OIT, date(2027, 2, 23))
    office(town, OIT_FOCAL, "executive", "OIT", date(2027, 2, 26))
    refused = town.ask(SECRETARY, "decisions.adopt", FRIDAY, code=code)
    assert "circulation.expired" in keys_of(refused)


def test_a_seat_vacated_after_the_end_had_assented_by_then(town: Town) -> None:
    in_force(town)
    code = opened(town)
    vacated(town, OIT, date(2027, 2, 25))
    town.do(SECRETARY, "decisions.adopt", FRIDAY, code=code)
    assert of(town, code).status == "consensus"


def test_when_the_seat_that_objected_leaves_the_committee_the_matter_goes_on(town: Town) -> None:
    in_force(town)
    code = opened(town)
    objects(town, code, lima(2027, 2, 22, 10))
    given = {"organisation": "OIT", "body": COMMITTEE, "reference": "Carta OIT 3", "date": "2027-02-22"}
    left = town.do(COORDINATOR, "members.leave", lima(2027, 2, 23, 10), **given)
    assert not left.refused
    assert of(town, code).status == "open"
    assert town.notices("decision.resumed")


def test_a_corrected_attendance_that_completes_consensus_adopts_it_like_any_other(town: Town) -> None:
    """Whoever hears of an adoption hears of this one, and the older decision is replaced."""
    by_decision(town, "D-2026-09")
    convened(town)
    attended(town, *ALL_BUT_PNUD)
    town.do(COORDINATOR, "decisions.record", NOON, meeting=MEETING, wording=PRIORITIES)
    town.do(SECRETARY, "decisions.classify", NOON, code=D1, supersedes="D-2026-09")
    attended(town, *BODIES, at=lima(2027, 2, 10, 10))
    assert of(town, D1).status == "consensus"
    assert of(town, "D-2026-09").status == "replaced"
    assert town.emails(town.notices("decision.adopted")) == {COORDINATOR, SECRETARY}
    assert "decision.adopted" in [entry.act for entry in acts(town, D1)]


def test_a_consensus_taken_back_gives_the_older_decision_its_force_again(town: Town) -> None:
    """And its extract, which claimed a consensus, goes out again once there is one."""
    by_decision(town, "D-2026-09")
    convened(town)
    attended(town, *BODIES)
    town.do(COORDINATOR, "decisions.record", NOON, meeting=MEETING, wording=PRIORITIES)
    town.do(SECRETARY, "decisions.classify", NOON, code=D1, supersedes="D-2026-09")
    assert of(town, "D-2026-09").status == "replaced"
    town.clock(lima(2027, 2, 10, 9))
    attended(town, *ALL_BUT_PNUD, at=lima(2027, 2, 10, 10))
    assert (of(town, D1).status, of(town, D1).extract_sent_at) == ("ad_referendum", None)
    assert (of(town, "D-2026-09").status, of(town, "D-2026-09").superseded_by) == ("consensus", "")
    town.ask(PNUD, "decisions.agree", lima(2027, 2, 11, 10), code=D1)
    assert of(town, "D-2026-09").status == "replaced"


def test_a_seat_found_absent_later_has_its_full_time(town: Town) -> None:
    """Asked in the last minute, its silence would say nothing."""
    no_objection_rule(town)
    convened(town)
    attended(town, *ALL_BUT_PNUD)
    town.do(COORDINATOR, "decisions.record", NOON, meeting=MEETING, wording=PRIORITIES)
    attended(town, *ALL_BUT_PNUD[:-1], at=lima(2027, 2, 12, 16, 59))
    assert of(town, D1).closes_at == lima(2027, 2, 17, 17)
    assert ACNUR not in town.emails(town.notices("absent.answer"))


def test_a_seat_whose_attendee_was_a_guest_was_not_in_the_room(town: Town) -> None:
    """It joined after the day that was planned: the seat did not agree by somebody's presence."""
    held(town)
    with town.database.transaction() as session:
        for row in session.exec(select(Attendance).where(Attendance.organisation_id == town.organisation("PNUD"))):
            row.presence, row.capacity = "present", "guest"
    town.do(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES)
    assert town.emails(town.notices("absent.answer")) == {PNUD}
    town.clock(END + SECOND)
    assert of(town, D1).status == "ad_referendum"


def test_agreeing_to_all_that_was_listed_is_agreeing_to_those_texts(town: Town) -> None:
    """A text revised since the list was shown is refused like any other press on an old text."""
    first, second = opened(town), opened(town, wording="Otro texto.")
    listed = town.ask(OIT, "decisions.agree", OPENED)
    revised(town, second, OPENED)
    refused = town.press(OIT, listed, "answers.meant.all", OPENED)
    assert "answers.old_text" in keys_of(refused)
    assert first != second


def test_what_was_said_of_the_text_before_does_not_silence_a_deputy(town: Town) -> None:
    code = opened(town)
    office(town, OIT_FOCAL, "deputy", "OIT", date(2027, 1, 1))
    town.ask(OIT, "decisions.agree", OPENED, code=code)
    revised(town, code, OPENED)
    answered = town.ask(OIT_FOCAL, "decisions.agree", lima(2027, 2, 23, 9), code=code)
    assert not answered.refused


def test_a_deputy_without_a_letter_has_no_voice(town: Town) -> None:
    vacated(town, OIT, date(2027, 2, 1))
    office(town, OIT_FOCAL, "deputy", "OIT", date(2027, 1, 1), reference="")
    code = opened(town)
    refused = town.ask(OIT_FOCAL, "decisions.agree", OPENED, code=code)
    assert refused.refused


def test_a_second_objection_gives_back_only_what_was_left_when_it_came(town: Town) -> None:
    in_force(town)
    code = opened(town)
    objects(town, code, lima(2027, 2, 19, 10))
    town.do(OIT, "decisions.take_back", lima(2027, 2, 22, 10), code=code, wording="La retiro.")
    assert of(town, code).closes_at == lima(2027, 2, 26, 17)
    objects(town, code, lima(2027, 2, 26, 10), ACNUR)
    town.do(ACNUR, "decisions.take_back", lima(2027, 3, 1, 10), code=code, wording="La retiro.")
    assert of(town, code).closes_at == lima(2027, 3, 2, 17)


def test_everybody_named_in_the_preview_of_an_objection_hears_of_it(town: Town) -> None:
    in_force(town)
    code = opened(town)
    objects(town, code, lima(2027, 2, 22, 10))
    told = town.emails(town.notices("decision.suspended")) | town.emails(town.notices("decision.objected"))
    assert told == {*SEATS, COORDINATOR, SECRETARY}


@pytest.mark.parametrize(("since", "counts"), [("2027-02-08", True), ("2027-02-09", False)])
def test_a_rule_that_begins_on_the_day_of_the_meeting_was_not_in_force_before_it(
    town: Town, since: str, counts: bool
) -> None:
    """What a meeting adopts about silence does not reach what the same meeting settled."""
    no_objection_rule(town, since)
    ad_referendum(town)
    assert of(town, D1).by_silence is counts


def test_a_seat_that_joins_meanwhile_was_not_asked_and_is_not_waited_for(town: Town) -> None:
    code = opened(town)
    with town.database.transaction() as session:
        session.add(
            Membership(
                network_id=town.network_id, organisation_id=town.organisation("UNFPA"), body=COMMITTEE,
                since=date(2027, 2, 18), reference="Carta", recorded_at=OPENED,
            )
        )  # fmt: skip
    for seat in SEATS:
        town.ask(seat, "decisions.agree", OPENED, code=code)
    assert of(town, code).proposed_result_at == OPENED


def test_a_result_proposed_late_says_so(town: Town) -> None:
    in_force(town)
    opened(town)
    town.clock(lima(2027, 3, 6, 10))
    assert all(row.late for row in town.notices("decision.result_proposed"))


def test_whoever_takes_a_seat_meanwhile_is_asked_before_their_silence_means_anything(town: Town) -> None:
    in_force(town)
    code = opened(town)
    given = {"organisation": "OIT", "name": "Rosa Alva", "email": "r.alva@oit.example", "reference": "Carta 5"}
    town.do(SECRETARY, "members.head", lima(2027, 2, 22, 10), **given)
    (call,) = town.notices("circulation.silence", to="r.alva")
    assert (call.about, call.values["organisation"]) == (code, "OIT")
    assert len(town.notices("circulation.silence", to=OIT)) == 1


def test_a_round_that_goes_on_says_until_when_and_what_silence_means(town: Town) -> None:
    in_force(town)
    code = opened(town)
    objects(town, code, lima(2027, 2, 19, 10))
    town.do(OIT, "decisions.take_back", lima(2027, 2, 22, 10), code=code, wording="La retiro.")
    words = plain(card_of(town.notices("decision.resumed", to=PNUD)[0]), Words("es", zone=LIMA).say)
    assert "viernes 26 de febrero de 2027, 17:00 (hora de Lima)" in words.splitlines()[0]
    assert "el silencio cuenta como asentimiento" in words
