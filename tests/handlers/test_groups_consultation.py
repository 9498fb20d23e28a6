"""Every member is consulted on a group, one voice each, until a moment that was said beforehand."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from storage import journal
from storage.groups import PROPOSED
from storage.people import Absence, Office
from tests.handlers.group_scene import (
    ACNUR,
    ACNUR_ALTERNATE,
    ENDS,
    NAME,
    OBJECTIVES,
    OFFICIALS,
    OIT,
    THURSDAY,
    TUESDAY,
    UNFPA,
    agreed,
    answers,
    commented,
    consulted,
    facts,
    proposed,
    the_group,
)  # fmt: skip
from tests.handlers.record_scene import ACNUR_CE, GUEST, SECRETARY, acts, fields, said, source
from tests.town import Town, keys_of, lima

AFTER = lima(2027, 4, 13, 17, 0, 1)
COMMENT = "Conviene sumar el registro de nacimientos."


def away(town: Town, who: str) -> None:
    with town.database.transaction() as session:
        session.add(
            Absence(
                network_id=town.network_id, person_id=town.id_of(who), first=date(2027, 4, 5), last=date(2027, 4, 30),
                said_at=TUESDAY,
            )
        )  # fmt: skip


def test_a_proposal_is_written_down_and_nobody_is_told(town: Town) -> None:
    reply = proposed(town)
    group = the_group(town)
    assert (group.status, group.origin, group.ends_on) == (PROPOSED, "TEC-2027-01", date(2028, 4, 6))
    assert town.notices() == []
    assert "groups.button.consult" in keys_of(reply)
    assert [entry.act for entry in acts(town, NAME)] == ["group.proposed"]


def test_the_form_asks_for_what_is_missing_and_offers_the_usual_end(town: Town) -> None:
    reply = town.ask(SECRETARY, "groups.propose", TUESDAY, name=NAME)
    assert fields(reply)["name"] == NAME
    assert fields(reply)["ends"] == "2028-04-06"


def test_only_members_sit_in_a_group(town: Town) -> None:
    reply = town.ask(
        SECRETARY, "groups.propose", TUESDAY, name=NAME, objectives=OBJECTIVES, facilitator="OIM",
        members=["Ministerio de Relaciones Exteriores"],
    )  # fmt: skip
    assert reply.refused
    assert reply.wrong == "members"
    assert reply.form is not None


def test_members_are_asked_only_after_the_secretary_saw_whom_and_until_when(town: Town) -> None:
    proposed(town)
    shown = town.ask(SECRETARY, "groups.consult", TUESDAY)
    words = said(shown)
    assert "martes 13 de abril de 2027, 17:00" in words
    assert "Noelia Quintamayo Ser" in words
    assert "§5 (Grupos de trabajo)" in source(shown)
    assert town.notices() == []
    town.confirm(SECRETARY, shown, TUESDAY)
    rows = town.notices("groups.asked.composition")
    assert (town.emails(rows), len(rows)) == (OFFICIALS, 9)


def test_agreeing_is_one_press_and_a_second_one_is_the_same_answer(town: Town) -> None:
    consulted(town)
    assert "groups.answered" in keys_of(agreed(town, ACNUR))
    agreed(town, ACNUR)
    (row,) = answers(town)
    assert (row.agrees, row.organisation_id) == (True, town.organisation("ACNUR"))


def test_a_comment_is_read_back_before_it_is_kept_word_for_word(town: Town) -> None:
    consulted(town)
    form = town.ask(OIT, "groups.answer", THURSDAY, consultation="1")
    assert list(fields(form)) == ["agrees", "wording"]
    shown = town.ask(OIT, "groups.answer", THURSDAY, consultation="1", agrees="no", wording=COMMENT)
    assert answers(town) == []
    town.confirm(OIT, shown, THURSDAY)
    (row,) = answers(town)
    assert (row.agrees, row.wording) == (False, COMMENT)


def test_the_newest_answer_of_the_seat_stands_and_the_one_before_is_kept(town: Town) -> None:
    consulted(town)
    commented(town, OIT, COMMENT, agrees="no")
    agreed(town, OIT, lima(2027, 4, 9))
    town.clock(ENDS)
    (notice,) = town.notices("groups.answers.composition")
    assert "groups.said.agrees" in facts(notice)
    assert COMMENT not in facts(notice)
    assert [row.wording for row in answers(town)] == [COMMENT, ""]


def test_an_official_and_an_alternate_at_odds_are_one_voice_and_the_secretariat_sees_it(town: Town) -> None:
    consulted(town)
    away(town, ACNUR)
    commented(town, ACNUR_ALTERNATE, COMMENT, agrees="no")
    agreed(town, ACNUR)
    (flag,) = town.notices("groups.at_odds")
    assert town.emails([flag]) == {SECRETARY}
    town.clock(ENDS)
    (notice,) = town.notices("groups.answers.composition")
    assert facts(notice).count("'ACNUR'") == 1
    assert "groups.said.at_odds" in facts(notice)


def test_an_alternate_does_not_answer_over_an_official_who_has(town: Town) -> None:
    """Silence lets the alternate speak; an answer ends it, however many days have passed."""
    consulted(town)
    agreed(town, ACNUR)
    refused = agreed(town, ACNUR_ALTERNATE, lima(2027, 4, 12))
    assert refused.refused
    assert "voices.official_is_there" in keys_of(refused)
    assert len(answers(town)) == 1


def test_an_alternate_answers_after_two_days_of_silence(town: Town) -> None:
    consulted(town)
    assert agreed(town, ACNUR_ALTERNATE, lima(2027, 4, 8, 17)).refused
    assert not agreed(town, ACNUR_ALTERNATE, lima(2027, 4, 8, 17, 0, 1)).refused


def test_after_the_end_an_answer_is_refused_and_the_secretariat_sees_it_as_late(town: Town) -> None:
    consulted(town)
    assert not agreed(town, OIT, ENDS).refused
    town.clock(ENDS)
    refused = agreed(town, UNFPA, AFTER, wording=COMMENT)
    assert refused.refused
    assert "groups.too_late" in keys_of(refused)
    assert "§5 (Grupos de trabajo)" in said(refused)
    (notice,) = town.notices("groups.late")
    assert town.emails([notice]) == {SECRETARY}
    words = said(town.ask(SECRETARY, "groups.show", AFTER))
    assert COMMENT in words
    assert "llegó después del cierre" in words


def test_a_comment_typed_too_late_is_not_lost_either(town: Town) -> None:
    consulted(town)
    town.clock(ENDS)
    assert town.ask(UNFPA, "groups.answer", AFTER, wording=COMMENT).refused
    assert [row.wording for row in answers(town)] == [COMMENT]
    assert "groups.nothing_asked" in keys_of(town.ask(UNFPA, "groups.answer", AFTER))


def test_a_proposal_is_not_set_aside_while_members_are_being_consulted(town: Town) -> None:
    consulted(town)
    assert "groups.still_open" in keys_of(town.ask(SECRETARY, "groups.end", THURSDAY))


def test_the_answers_go_to_the_secretariat_at_the_announced_moment_and_not_before(network: Town) -> None:
    """E08: members are consulted until 13 April 2027 at 17:00."""
    town = network
    consulted(town)
    agreed(town, ACNUR)
    commented(town, OIT, COMMENT)
    town.clock(lima(2027, 4, 13, 16, 59, 59))
    assert town.notices("groups.answers.composition") == []
    town.clock(ENDS)
    town.clock(lima(2027, 4, 14))
    (notice,) = town.notices("groups.answers.composition")
    assert town.emails([notice]) == {SECRETARY}
    assert COMMENT in facts(notice)
    assert "UNODC" in facts(notice)
    assert {name: notice.values[name] for name in ("title", "wording", "group")} == {
        "title": NAME, "wording": OBJECTIVES, "group": "1",
    }  # fmt: skip


def test_the_silent_are_reminded_once_the_day_before(town: Town) -> None:
    consulted(town)
    agreed(town, ACNUR)
    town.clock(lima(2027, 4, 12, 9))
    town.clock(lima(2027, 4, 12, 11))
    rows = town.notices("group.consultation.before")
    assert (town.emails(rows), len(rows)) == (OFFICIALS - {ACNUR}, 8)


def test_a_round_is_not_closed_early_nor_opened_twice(town: Town) -> None:
    consulted(town)
    assert "groups.still_open" in keys_of(town.ask(SECRETARY, "groups.close_consultation", THURSDAY))
    assert "groups.already_asked" in keys_of(town.ask(SECRETARY, "groups.consult", THURSDAY))


def test_guests_and_members_of_the_committee_have_no_voice_in_it(town: Town) -> None:
    consulted(town)
    for who in (GUEST, ACNUR_CE):
        assert agreed(town, who).refused, who
    for command in ("groups.list", "groups.show", "groups.propose", "groups.consult"):
        assert town.ask(GUEST, command, THURSDAY).refused, command
    assert town.ask(ACNUR, "groups.propose", THURSDAY).refused
    assert answers(town) == []


def test_members_see_the_group_and_the_secretariat_alone_sees_the_answers(town: Town) -> None:
    consulted(town)
    commented(town, OIT, COMMENT)
    assert COMMENT not in said(town.ask(ACNUR, "groups.show", THURSDAY))
    assert OBJECTIVES in said(town.ask(ACNUR, "groups.show", THURSDAY))
    assert COMMENT in said(town.ask(SECRETARY, "groups.show", THURSDAY))


def test_a_member_for_whom_nobody_is_on_record_is_said_before_the_question_goes_out(town: Town) -> None:
    proposed(town)
    with town.database.transaction() as session:
        for who in ("b.carhuandino", "l.huamantinta"):
            for row in session.exec(select(Office).where(Office.person_id == town.id_of(who))):
                row.until = date(2027, 3, 31)
    assert "Sin ningún punto focal registrado: UNODC" in said(town.ask(SECRETARY, "groups.consult", TUESDAY))


def test_the_question_waits_among_the_pending_matters_with_its_press(town: Town) -> None:
    consulted(town)
    mine = town.ask(ACNUR, "network.mine", THURSDAY)
    assert "groups.answered" in keys_of(town.press(ACNUR, mine, "button.group_agree", THURSDAY))
    assert "group.consultation" not in str(town.ask(ACNUR, "network.mine", THURSDAY))


def test_the_board_of_obligations_shows_no_agency_that_has_not_answered(town: Town) -> None:
    consulted(town)
    assert "term.group.consultation" not in keys_of(town.ask(ACNUR, "network.obligations", THURSDAY))


def test_the_journal_keeps_the_round_and_its_answers(town: Town) -> None:
    consulted(town)
    agreed(town, ACNUR)
    town.clock(ENDS)
    with town.database.reading() as session:
        assert journal.first_broken_link(session, town.network_id) is None
    assert [entry.act for entry in acts(town, NAME)] == [
        "group.proposed", "group.consulted", "group.answered", "group.consultation_closed",
    ]  # fmt: skip
