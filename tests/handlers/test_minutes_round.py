"""Minutes go round with their clock, are commented upon in time or late, and end final under a fingerprint."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from storage.text import from_paper
from tests.handlers.minutes_scene import (
    CIRCULATED,
    CORRECTION,
    UNTIL,
    circulated,
    commented,
    comments,
    drafted,
    finished,
)
from tests.handlers.record_scene import (
    ACNUR,
    ACNUR_CE,
    CE,
    COORDINATOR,
    GUEST,
    SECRETARY,
    TEC,
    TEC_STARTS,
    acts,
    convened,
    fields,
    held,
    said,
    source,
    technical,
    versions,
)  # fmt: skip
from tests.town import Town, keys_of, lima


def test_minutes_circulated_in_time_give_five_working_days_for_comments(network: Town) -> None:
    """E04: held 9 February, due 16 February, circulated 15 February 16:10, comments until 22 February 17:00 (5.1.8)."""
    drafted(network)
    shown = network.ask(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    words = said(shown)
    assert "Comentarios hasta: lunes 22 de febrero de 2027, 17:00 (hora de Lima)" in words
    assert "Plazo para circular: martes 16 de febrero de 2027, 17:00 (hora de Lima)" in words
    assert "Tobias Wrennfeld" in words
    assert "Ministra" not in words
    assert "§5.1.8" in source(shown)
    assert "Comentarios a la minuta" in source(shown)
    assert network.notices("minutes.circulated") == []
    done = network.confirm(SECRETARY, shown, CIRCULATED)
    assert "después de lo previsto" not in said(done)
    (row,) = versions(network)
    assert (row.status, row.circulated_at, row.comments_until) == ("circulated", CIRCULATED, UNTIL)
    notices = network.notices("minutes.circulated")
    readers = network.emails(notices)
    assert {"t.wrennfeld", "a.soderquist", "s.rocamarca", "e.coscollana", "x.caltarumi", COORDINATOR} <= readers
    assert readers.isdisjoint({"f.valderruma", "w.ancastillo", SECRETARY})
    assert {from_paper(notice.values["until"]) for notice in notices} == {UNTIL}
    (act,) = [entry for entry in acts(network, CE) if entry.act == "minutes.circulated"]
    assert (act.clause, act.values["lateness"]) == ("5.1.8", 0)


def test_the_first_line_of_the_notice_is_the_clock_and_its_facts_are_the_register(town: Town) -> None:
    from bot.language.catalogue import Words
    from bot.notices import card_of
    from bot.plain import plain
    from tests.town import LIMA

    circulated(town)
    (notice,) = town.notices("minutes.circulated", to=ACNUR)
    words = plain(card_of(notice), Words("es", zone=LIMA).say)
    title, body = words.split("\n\n")[:2]
    assert title == "Minuta de CE-2027-01: comentarios hasta el lunes 22 de febrero de 2027, 17:00 (hora de Lima)"
    assert body.startswith("Comentarios hasta el lunes 22 de febrero de 2027, 17:00 (hora de Lima).")
    assert "se entiende que está conforme" in body
    assert "D-2027-01: Prioridades 2027" in words
    assert "A-2027-01 (ACNUR): Enviar el mapa." in words
    assert "el plazo de 5 días hábiles es un ajuste de la Secretaría" in words


def test_late_minutes_are_noted_in_private_and_the_comments_keep_their_full_length(network: Town) -> None:
    """E09: due 13 April, circulated 19 April 12:30: 4 working days late, comments until 26 April 17:00."""
    technical(network)
    at = lima(2027, 4, 19, 12, 30)
    network.ask(SECRETARY, "minutes.draft", at, meeting=TEC)
    shown = network.ask(SECRETARY, "minutes.circulate", at, meeting=TEC)
    assert "Plazo para circular: martes 13 de abril de 2027, 17:00" in said(shown)
    done = network.confirm(SECRETARY, shown, at)
    assert "Salió 4 días hábiles después de lo previsto" in said(done)
    (row,) = versions(network, TEC)
    assert row.comments_until == lima(2027, 4, 26, 17)
    (act,) = [entry for entry in acts(network, TEC) if entry.act == "minutes.circulated"]
    assert act.values["lateness"] == 4
    assert not any(
        "lateness" in notice.values or "late" in notice.values for notice in network.notices("minutes.circulated")
    )
    assert "o.brandaris" not in network.emails(network.notices("minutes.circulated"))


def test_circulated_after_the_close_of_business_the_next_working_day_is_day_zero(town: Town) -> None:
    drafted(town)
    town.do(SECRETARY, "minutes.circulate", lima(2027, 2, 19, 17, 1), meeting=CE)
    assert versions(town)[0].comments_until == lima(2027, 3, 1, 17)


def test_holy_week_is_not_counted(town: Town) -> None:
    """25 and 26 March 2027 are holidays: five working days after 22 March end on 31 March."""
    held(town, starts=lima(2027, 3, 18, 10))
    town.ask(SECRETARY, "minutes.draft", lima(2027, 3, 19))
    town.do(SECRETARY, "minutes.circulate", lima(2027, 3, 22, 10), meeting=CE)
    assert versions(town)[0].comments_until == lima(2027, 3, 31, 17)


def test_without_a_meeting_held_or_a_draft_nothing_circulates(town: Town) -> None:
    convened(town)
    reply = town.ask(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    assert "record.not_held" in keys_of(reply)
    held(town, TEC, "technical", TEC_STARTS)
    reply = town.ask(SECRETARY, "minutes.circulate", lima(2027, 4, 7), meeting=TEC)
    assert "minutes.no_draft" in keys_of(reply)
    assert "§5.1.8" in source(reply)
    assert "Circulación de la minuta" in source(reply)
    assert town.button(reply, "minutes.button.draft").command == "minutes.draft"


def test_minutes_circulate_once(network: Town) -> None:
    drafted(network)
    shown = network.ask(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    for _ in range(2):
        network.confirm(SECRETARY, shown, CIRCULATED)
    again = network.ask(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    assert "minutes.already" in keys_of(again)
    readers = [notice.person_id for notice in network.notices("minutes.circulated")]
    assert len(readers) == len(set(readers))


def test_what_was_not_seen_does_not_go_out(town: Town) -> None:
    """A decision recorded between the preview and its confirmation: the preview comes again, nothing leaves."""
    drafted(town)
    shown = town.ask(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    town.do(COORDINATOR, "decisions.record", CIRCULATED, meeting=CE, wording="Se adopta la regla de no objeción.")
    again = town.confirm(SECRETARY, shown, CIRCULATED)
    assert "minutes.changed_meanwhile" in keys_of(again)
    assert "D-2027-02" in said(again)
    assert town.notices("minutes.circulated") == []
    town.confirm(SECRETARY, again, CIRCULATED)
    assert versions(town)[-1].status == "circulated"


def test_changing_the_preview_opens_the_correction_of_the_draft(town: Town) -> None:
    drafted(town)
    form = town.press(
        SECRETARY, town.ask(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE), "button.change", CIRCULATED
    )
    assert form.form is not None
    assert form.form.command == "minutes.draft"


def test_a_comment_in_time_is_shown_then_kept_by_section_and_organisation(network: Town) -> None:
    """E04: ACNUR sends one correction on 18 February."""
    circulated(network)
    at = lima(2027, 2, 18, 10)
    form = network.ask(ACNUR, "minutes.comment", at)
    assert form.form is not None
    sections = next(field.options for field in form.form.fields if field.name == "paragraph")
    assert [option.value for option in sections][:2] == ["header", "attendance"]
    before = len(network.notices())
    reply = commented(network)
    (comment,) = comments(network)
    assert (comment.organisation_id, comment.paragraph, comment.wording, comment.late) == (
        network.organisation("ACNUR"), "decisions", CORRECTION, False,
    )  # fmt: skip
    assert "Decisiones y acuerdos" in said(reply)
    assert len(network.notices()) == before


def test_the_clock_closes_the_comments_and_hands_over_one_table(network: Town) -> None:
    """E04: comments collected in one table (agency, section, proposed text) for the secretariat at 22 February 17:00."""
    circulated(network)
    commented(network)
    early = network.ask(None, "minutes.close_comments", lima(2027, 2, 22, 16, 59), meeting=CE)
    assert early.refused
    assert network.notices("minutes.comments_closed") == []
    for _ in range(2):
        network.ask(None, "minutes.close_comments", UNTIL, meeting=CE)
    notices = network.notices("minutes.comments_closed")
    assert network.emails(notices) == {SECRETARY, COORDINATOR}
    assert len(notices) == 2
    assert notices[0].values["count"] == 1
    assert notices[0].values["table"]["rows"][0][0] == "ACNUR"
    assert notices[0].values["table"]["rows"][0][2] == CORRECTION
    assert from_paper(notices[0].values["due"]) == lima(2027, 2, 24, 17)
    assert versions(network)[-1].comments_closed_at == UNTIL


def test_after_the_close_a_comment_is_kept_as_late_and_shown_to_the_secretariat(network: Town) -> None:
    circulated(network)
    network.ask(None, "minutes.close_comments", UNTIL, meeting=CE)
    reply = commented(network, at=lima(2027, 2, 23, 9))
    assert "El plazo cerró el lunes 22 de febrero de 2027, 17:00" in said(reply)
    assert [comment.late for comment in comments(network)] == [True]
    assert network.emails(network.notices("minutes.late_comment")) == {SECRETARY, COORDINATOR}
    form = network.ask(SECRETARY, "minutes.final", lima(2027, 2, 23, 10), meeting=CE)
    assert "después del cierre" in said(form)
    assert CORRECTION in said(form)


def test_guests_and_non_readers_do_not_comment(town: Town) -> None:
    circulated(town)
    guest = town.ask(GUEST, "minutes.comment", lima(2027, 2, 18), meeting=CE, wording="hola")
    assert guest.refused
    technical(town)
    at = lima(2027, 4, 8, 9)
    town.ask(SECRETARY, "minutes.draft", at, meeting=TEC)
    town.do(SECRETARY, "minutes.circulate", at, meeting=TEC)
    principal = town.ask(ACNUR_CE, "minutes.comment", at, meeting=TEC, wording="hola")
    assert "minutes.not_a_reader" in keys_of(principal)
    assert "§5 (Puntos focales)" in source(principal)
    assert comments(town) == []


def test_a_comment_before_circulation_or_after_the_final_is_refused_with_what_to_do(town: Town) -> None:
    drafted(town)
    early = town.ask(ACNUR, "minutes.comment", lima(2027, 2, 12), meeting=CE, wording="hola")
    assert "minutes.not_circulated" in keys_of(early)
    assert "minutes.nothing_to_comment" in keys_of(town.ask(ACNUR, "minutes.comment", lima(2027, 2, 12)))
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)
    finished(town)
    late = town.ask(ACNUR, "minutes.comment", lima(2027, 2, 24), meeting=CE, wording="hola")
    assert "minutes.final_already" in keys_of(late)
    assert town.button(late, "minutes.button.propose").command == "agenda.propose"


def test_what_was_written_in_a_comment_is_kept_as_typed(network: Town) -> None:
    circulated(network)
    hostile = "<!channel> =1+1 \u200f\u202e<@U1> \U0001f600"
    commented(network, wording=hostile)
    assert [comment.wording for comment in comments(network)] == [hostile]
    long = network.ask(ACNUR, "minutes.comment", lima(2027, 2, 18), meeting=CE, paragraph="other", wording="b" * 5000)
    assert long.wrong == "wording"
    assert fields(long)["paragraph"] == "other"


def test_two_clerks_confirming_at_the_same_moment_circulate_once(network: Town) -> None:
    drafted(network)
    shown = {who: network.ask(who, "minutes.circulate", CIRCULATED, meeting=CE) for who in (SECRETARY, COORDINATOR)}
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda who: network.confirm(who, shown[who], CIRCULATED), shown))
    assert sorted(reply.refused for reply in replies) == [False, True]
    assert [entry.act for entry in acts(network, CE)].count("minutes.circulated") == 1


def test_the_clock_itself_closes_the_comments_at_their_moment(network: Town) -> None:
    circulated(network)
    network.clock(lima(2027, 2, 22, 16, 59))
    assert versions(network)[-1].comments_closed_at is None
    for _ in range(2):
        network.clock(UNTIL)
    assert versions(network)[-1].comments_closed_at == UNTIL
    assert len(network.notices("minutes.comments_closed")) == 2
