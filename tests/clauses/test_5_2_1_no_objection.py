"""5.2.1 by circulation: silence, its period, its one reminder, its end, and an objection that must find a way out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.handlers.circulation_scene import (
    ACNUR,
    COORDINATOR,
    ENDS,
    OCR,
    OIT,
    OIT_FOCAL,
    OPENED,
    SEATS,
    SECRETARY,
    WHY,
    in_force,
    objects,
    of,
    opened,
    revised,
)
from tests.handlers.record_scene import acts, said
from tests.town import LIMA, Town, lima

SECOND = timedelta(seconds=1)
DAY_BEFORE = lima(2027, 2, 24, 9)
OBJECTED = lima(2027, 2, 24, 16, 20)
MEDIATION = "objection.mediation"


def when(town: Town, notice: str) -> set[str]:
    return {row.written_at.astimezone(LIMA).strftime("%m-%d %H:%M") for row in town.notices(notice)}


def test_the_call_says_its_end_in_lima_and_that_silence_is_assent(town: Town) -> None:
    """A round under no objection states its exact end first, and that silence counts as assent, by which decision."""
    from bot.language.catalogue import Words
    from bot.notices import card_of
    from bot.plain import plain

    in_force(town)
    opened(town)
    (call,) = town.notices("circulation.silence", to=OIT)
    first, *rest = plain(card_of(call), Words("es", zone=LIMA).say).splitlines()
    assert "jueves 25 de febrero de 2027, 17:00 (hora de Lima)" in first
    assert "el silencio cuenta como asentimiento" in " ".join(rest)
    assert "D-2027-02" in " ".join(rest)


def test_only_the_silent_are_reminded_once_the_day_before(town: Town) -> None:
    """One working day before the end, at the hour of notices, whoever has said nothing is reminded; nobody twice."""
    in_force(town)
    code = opened(town)
    town.ask(ACNUR, "decisions.agree", lima(2027, 2, 19, 9), code=code)
    town.do(OCR, "decisions.reserve", lima(2027, 2, 19, 9), code=code, wording="Con una declaración.")
    town.pass_time(lima(2027, 2, 19, 9), lima(2027, 2, 25, 16, 59))
    reminded = town.notices("no_objection.reminder.before")
    assert town.emails(reminded) == set(SEATS) - {ACNUR, OCR}
    assert len(reminded) == len(SEATS) - 2
    assert when(town, "no_objection.reminder.before") == {"02-24 09:00"}


def test_a_reminder_written_for_somebody_who_then_answers_is_not_sent(town: Town) -> None:
    """The state is read when sending."""
    from scheduler.rereading import still_needed

    in_force(town)
    code = opened(town)
    town.clock(DAY_BEFORE)
    (reminder,) = town.notices("no_objection.reminder.before", to=OIT)
    with town.database.reading() as session:
        assert still_needed(session, reminder, town.charter, DAY_BEFORE) == ""
    town.ask(OIT, "decisions.agree", DAY_BEFORE, code=code)
    with town.database.reading() as session:
        assert still_needed(session, reminder, town.charter, DAY_BEFORE) != ""


def test_an_objection_suspends_at_once_and_nothing_is_announced_at_the_end(town: Town) -> None:
    """E05: suspended at 16:20, all told with the reason as written; at 17:00 next day the result is not proposed."""
    in_force(town)
    code = opened(town)
    objects(town, code, OBJECTED)
    assert of(town, code).status == "suspended"
    told = town.notices("decision.suspended")
    assert town.emails(told) >= set(SEATS)
    assert WHY in str(told[0].values)
    town.pass_time(OBJECTED, lima(2027, 2, 26, 12))
    assert town.notices("decision.result_proposed") == []
    assert of(town, code).status == "suspended"


def test_a_focal_points_objection_is_a_comment_and_their_seat_is_asked_to_confirm(town: Town) -> None:
    """5: focal points do the technical work, the Committee decides; their words are kept, and stop nothing by themselves."""
    in_force(town)
    code = opened(town)
    at = lima(2027, 2, 24, 15, 50)
    refused = town.ask(OIT_FOCAL, "decisions.object", at, code=code, wording=WHY, way_out="Otro texto.")
    shown = town.press(OIT_FOCAL, refused, "answers.button.relay", at)
    assert "Beatriz Sormendi Aro" in said(shown)
    town.confirm(OIT_FOCAL, shown, at)
    assert of(town, code).status == "open"
    assert "decision.commented" in [entry.act for entry in acts(town, code)]
    assert town.emails(town.notices("decision.objection_wanted")) == {OIT}
    objects(town, code, OBJECTED)
    assert of(town, code).status == "suspended"


@pytest.mark.parametrize("way_out", ["revised", "withdrawn", "not_adopted"])
def test_the_mediation_is_met_by_a_way_out_and_by_nothing_else(town: Town, way_out: str) -> None:
    """Five working days after the objection a way out is proposed: a revised text, a withdrawal, or the record of none."""
    in_force(town)
    code = opened(town)
    objects(town, code, OBJECTED)
    found = _mediation(town, OBJECTED)
    assert (found.due, found.done) == (lima(2027, 3, 3, 17), None)
    town.ask(COORDINATOR, "decisions.mediate", lima(2027, 2, 25, 9), code=code)
    assert _mediation(town, lima(2027, 2, 25, 9)).done is None, "looking at it is no way out"
    at = lima(2027, 3, 1, 11)
    if way_out == "revised":
        revised(town, code, at)
    elif way_out == "withdrawn":
        town.do(OIT, "decisions.take_back", at, code=code, wording="El texto conciliado nos parece bien.")
    else:
        town.do(COORDINATOR, "decisions.not_adopted", at, code=code, reason="Sin acuerdo.")
    assert _mediation(town, at).done == at


def test_the_coordinator_is_reminded_of_the_mediation_and_nobody_else(town: Town) -> None:
    """The duty is the coordinator's, in private."""
    in_force(town)
    code = opened(town)
    objects(town, code, OBJECTED)
    town.pass_time(OBJECTED, lima(2027, 3, 4, 12), timedelta(hours=1))
    for stage in ("before", "today", "late"):
        assert town.emails(town.notices(f"{MEDIATION}.{stage}")) == {COORDINATOR}
    assert code in str(town.notices(f"{MEDIATION}.before")[0].values)


def test_a_revised_text_has_its_own_period_reminder_and_end(town: Town) -> None:
    """E06: version 2 on 1 March, ordinary: reminder on the 3rd at 9:00, end on the 4th at 17:00, adopted as of then."""
    in_force(town)
    code = opened(town)
    objects(town, code, OBJECTED)
    revised(town, code, lima(2027, 3, 1, 11))
    town.pass_time(lima(2027, 3, 1, 11), lima(2027, 3, 4, 17))
    assert "03-03 09:00" in when(town, "no_objection.reminder.before")
    assert town.notices("decision.result_proposed") == []
    end = lima(2027, 3, 4, 17)
    town.clock(end + SECOND)
    assert town.emails(town.notices("decision.result_proposed")) == {COORDINATOR, SECRETARY}
    town.do(COORDINATOR, "decisions.adopt", end + timedelta(hours=1), code=code)
    assert (code, of(town, code).status, of(town, code).settled_at) == ("D-2027-03", "consensus", end)
    assert town.emails(town.notices("circulation.adopted")) == {*SEATS, SECRETARY}
    town.clock(lima(2027, 3, 5, 9))
    assert OIT_FOCAL in town.emails(town.notices("decisions.extract")), "the members hear of it the next working day"


def test_whoever_hears_that_it_goes_on_is_not_reminded_of_it_in_the_same_minute(town: Town) -> None:
    """E06: OIT withdraws on 1 March at 10:45, until the 2nd; the word that it goes on names that end, a reminder adds nothing."""
    in_force(town)
    code = opened(town)
    objects(town, code, OBJECTED)
    withdrawn = lima(2027, 3, 1, 10, 45)
    town.do(OIT, "decisions.take_back", withdrawn, code=code, wording="El texto conciliado nos atiende.")
    town.pass_time(withdrawn, of(town, code).closes_at or withdrawn)
    assert town.emails(town.notices("decision.resumed")) >= set(SEATS) - {OIT}
    assert town.notices("no_objection.reminder.before") == []


def test_without_the_procedure_nobody_is_reminded_that_silence_is_assent(town: Town) -> None:
    """Off until a decision: every seat answers explicitly, and silence means nothing."""
    opened(town)
    town.pass_time(OPENED, ENDS, timedelta(hours=1))
    assert {row.values["silence"]["§text"] for row in town.notices("no_objection.reminder.before")} == {
        "circulation.reminder_explicit"
    }
    assert town.notices("decision.result_proposed") == []
    assert town.emails(town.notices("decision.expired")) == {COORDINATOR}


def _mediation(town: Town, at: datetime):  # type: ignore[no-untyped-def]
    from scheduler import law as laws
    from scheduler.duties import all_duties
    from scheduler.papers import gather

    with town.database.reading() as session:
        law = laws.in_force(session, town.network_id, town.charter, at)
        duties = all_duties(gather(session, town.network_id, law, at), law, at)
    (found,) = [duty for duty in duties if duty.name == MEDIATION]
    return found


def test_the_answer_card_says_until_when(town: Town) -> None:
    """Whoever asks about it sees its end."""
    in_force(town)
    code = opened(town)
    words = said(town.ask(OIT, "decisions.show", OPENED, code=code))
    assert "en no objeción, hasta el jueves 25 de febrero de 2027, 17:00" in words
    other = opened(town, wording="Otro texto.", period="explicit")
    assert "con respuesta expresa de cada asiento" in said(town.ask(OIT, "decisions.show", OPENED, code=other))
