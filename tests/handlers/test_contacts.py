"""Each member confirms its focal points in one press; the secretariat alone hears who has not."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from handlers.reply import Reply
from scheduler import law
from scheduler.contacts import contacts_answer
from scheduler.papers import gather
from storage import contacts
from storage.contacts import ContactCheck
from storage.journal import JournalEntry
from storage.outbox import MAIL
from storage.people import Absence, Office
from tests.handlers.record_scene import COORDINATOR, GUEST, SECRETARY, fields, said, source
from tests.town import Town, keys_of, lima

ACNUR, ACNUR_ALTERNATE, OIT, COMMITTEE_MEMBER = "n.quintamayo", "h.parihuanca", "i.choquerrey", "t.wrennfeld"
OFFICIALS = {
    "n.collpabamba", "n.quintamayo", "i.choquerrey", "p.huaranda", "g.umbralito", "c.yupancal", "s.rocamarca",
    "j.atocsaira", "b.carhuandino",
}  # fmt: skip
START, NEXT, ENDS = lima(2027, 1, 12, 9, 30), lima(2027, 1, 13, 10), lima(2027, 1, 26, 17)
LEAVES = "Sale Noelia Quintamayo el 31 de enero; llega otra persona con carta."


def opened(town: Town) -> Reply:
    """E01: the secretary opens the round on 12 January 2027."""
    return town.do(SECRETARY, "contacts.ask", START)


def pressed(town: Town, who: str, at: object = NEXT, command: str = "contacts.confirm") -> Reply:
    """Somebody presses what came under their notice."""
    (row,) = town.notices("contacts.asked", to=who) or town.notices("contacts.copied", to=who)
    return town.ask(who, command, at, **{"as": row.values["as"], "seen": row.values["seen"]})  # type: ignore[arg-type]


def answers(town: Town) -> dict[int, str]:
    with town.database.reading() as session:
        return {row.organisation_id: row.answer for row in contacts.checks(session, town.network_id)}


def acts(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [row.act for row in session.exec(select(JournalEntry)) if row.act.startswith("contacts.")]


def test_nobody_is_asked_before_the_secretary_has_seen_whom(town: Town) -> None:
    shown = town.ask(SECRETARY, "contacts.ask", START, letters=True)
    words = said(shown)
    for part in ("martes 26 de enero de 2027, 17:00", "ONU Mujeres", "Hugo Parihuanca Lis", "Las cartas al Gobierno"):
        assert part in words
    assert "§5 (Puntos focales)" in source(shown)
    assert (town.notices(), answers(town)) == ([], {})


def test_nine_officials_are_asked_and_their_alternates_have_a_copy(network: Town) -> None:
    town = network
    opened(town)
    assert town.emails(town.notices("contacts.asked")) == OFFICIALS
    assert len(town.emails(town.notices("contacts.copied"))) == 9
    assert len(town.notices()) == 18
    assert set(answers(town).values()) == {""}


def test_one_press_confirms_what_the_card_showed(town: Town) -> None:
    opened(town)
    reply = pressed(town, ACNUR)
    assert "contacts.confirmed" in keys_of(reply)
    assert "Noelia Quintamayo Ser" in said(reply)
    assert answers(town)[town.organisation("ACNUR")] == "confirmed"


def test_a_second_press_is_one_answer(town: Town) -> None:
    opened(town)
    pressed(town, ACNUR)
    pressed(town, ACNUR)
    assert acts(town) == ["contacts.asked", "contacts.confirmed"]


def test_what_changed_since_the_card_was_sent_is_shown_again_before_it_is_confirmed(town: Town) -> None:
    """A press on an old card must not confirm somebody it did not name."""
    opened(town)
    with town.database.transaction() as session:
        row = session.exec(select(Office).where(Office.person_id == town.id_of(ACNUR_ALTERNATE))).one()
        row.until = date(2027, 1, 12)
    reply = pressed(town, ACNUR)
    assert "contacts.changed_meanwhile" in keys_of(reply)
    assert "sin registrar" in said(reply)
    assert answers(town)[town.organisation("ACNUR")] == ""
    town.press(ACNUR, reply, "contacts.button.confirm", NEXT)
    assert answers(town)[town.organisation("ACNUR")] == "confirmed"


def test_typed_in_words_the_card_comes_first(town: Town) -> None:
    opened(town)
    reply = town.ask(OIT, "contacts.confirm", NEXT)
    assert "contacts.question" in keys_of(reply)
    town.press(OIT, reply, "contacts.button.confirm", NEXT)
    assert answers(town)[town.organisation("OIT")] == "confirmed"


def test_a_change_is_said_in_words_and_only_the_secretariat_gets_it(town: Town) -> None:
    opened(town)
    asked = pressed(town, ACNUR, command="contacts.change")
    assert list(fields(asked)) == ["wording"]
    shown = town.ask(ACNUR, "contacts.change", NEXT, wording=LEAVES)
    assert "Renzo Berrocapa Illari" in said(shown)
    assert town.notices("contacts.change") == []
    town.confirm(ACNUR, shown, NEXT)
    (notice,) = town.notices("contacts.change")
    assert (town.emails([notice]), notice.values["wording"]) == ({SECRETARY}, LEAVES)
    assert answers(town)[town.organisation("ACNUR")] == "change"


def test_the_alternate_answers_for_an_official_who_is_away_and_not_otherwise(town: Town) -> None:
    """One voice a seat: the alternate's counts while the official is away, or silent for two working days."""
    opened(town)
    refused = pressed(town, ACNUR_ALTERNATE)
    assert refused.refused
    assert "voices.official_is_there" in keys_of(refused)
    with town.database.transaction() as session:
        session.add(
            Absence(
                network_id=town.network_id, person_id=town.id_of(ACNUR), first=date(2027, 1, 13), last=date(2027, 1, 20),
                said_at=START,
            )
        )  # fmt: skip
    assert not pressed(town, ACNUR_ALTERNATE).refused


def test_the_alternate_answers_after_two_days_of_silence(town: Town) -> None:
    opened(town)
    assert pressed(town, ACNUR_ALTERNATE, lima(2027, 1, 14, 17)).refused
    assert not pressed(town, ACNUR_ALTERNATE, lima(2027, 1, 14, 17, 0, 1)).refused


def test_an_alternate_does_not_answer_over_an_official_who_has(town: Town) -> None:
    opened(town)
    pressed(town, ACNUR)
    assert pressed(town, ACNUR_ALTERNATE, lima(2027, 1, 20)).refused
    assert answers(town)[town.organisation("ACNUR")] == "confirmed"


def test_an_official_who_is_away_is_asked_together_with_the_alternate(town: Town) -> None:
    with town.database.transaction() as session:
        session.add(
            Absence(
                network_id=town.network_id, person_id=town.id_of(ACNUR), first=date(2027, 1, 4), last=date(2027, 2, 4),
                said_at=START,
            )
        )  # fmt: skip
    opened(town)
    assert town.emails(town.notices("contacts.asked")) == OFFICIALS | {ACNUR_ALTERNATE}


def test_the_list_of_those_not_confirmed_goes_to_the_secretariat_alone_at_the_end(town: Town) -> None:
    opened(town)
    for who in OFFICIALS - {ACNUR, OIT}:
        pressed(town, who)
    town.do(OIT, "contacts.change", NEXT, wording=LEAVES)
    town.clock(lima(2027, 1, 26, 16, 59, 59))
    assert town.notices("contacts.closed") == []
    town.clock(ENDS)
    town.clock(lima(2027, 1, 27))
    (notice,) = town.notices("contacts.closed")
    assert town.emails([notice]) == {SECRETARY}
    assert "ACNUR" in str(notice.values["facts"])
    assert "UNICEF" not in str(notice.values["facts"])


def test_a_member_that_left_meanwhile_is_not_said_to_be_silent(town: Town) -> None:
    opened(town)
    letter = {"date": "2027-01-12", "reference": "carta 9"}
    town.do(SECRETARY, "members.leave", NEXT, organisation="ACNUR", **letter)
    town.clock(ENDS)
    (row,) = town.notices("contacts.closed", to=SECRETARY)
    assert "ACNUR" not in str(row.values["facts"])
    assert "OIT" in str(row.values["facts"])
    with town.database.reading() as session:
        in_force = law.in_force(session, town.network_id, town.charter, ENDS)
        found = contacts_answer(gather(session, town.network_id, in_force, ENDS), in_force, ENDS)
    assert {duty.void for duty in found if duty.values.get("organisation") == "ACNUR"} == {"left"}


def test_when_everybody_answered_the_secretariat_is_told_so(town: Town) -> None:
    opened(town)
    for who in OFFICIALS:
        pressed(town, who)
    town.clock(ENDS)
    assert town.emails(town.notices("contacts.complete")) == {SECRETARY}
    assert town.notices("contacts.closed") == []


def test_an_answer_after_the_list_still_counts_and_the_secretariat_hears_of_it(town: Town) -> None:
    opened(town)
    town.clock(ENDS)
    pressed(town, ACNUR, lima(2027, 1, 27))
    assert answers(town)[town.organisation("ACNUR")] == "confirmed"
    assert town.emails(town.notices("contacts.stands")) == {SECRETARY}


def test_the_clock_opens_the_round_on_its_day(town: Town) -> None:
    town.clock(lima(2027, 1, 15, 8, 59))
    assert town.notices("contacts.asked") == []
    town.clock(lima(2027, 1, 15, 9))
    town.clock(lima(2027, 1, 15, 9, 30))
    assert town.emails(town.notices("contacts.asked")) == OFFICIALS
    assert len(town.notices("contacts.asked")) == 9


def test_a_round_opened_by_hand_spares_the_clocks_own_and_the_journal_says_so(town: Town) -> None:
    opened(town)
    town.clock(lima(2027, 1, 15, 9))
    assert len(town.notices("contacts.asked")) == 9
    assert acts(town) == ["contacts.asked", "contacts.spared"]
    town.clock(lima(2027, 7, 15, 9))
    assert len(town.notices("contacts.asked")) == 18


def test_a_round_that_is_open_is_not_opened_again(town: Town) -> None:
    opened(town)
    refused = town.ask(COORDINATOR, "contacts.ask", NEXT)
    assert refused.refused
    assert "contacts.already_open" in keys_of(refused)
    assert not town.ask(SECRETARY, "contacts.ask", lima(2027, 2, 1)).refused


def test_guests_members_of_the_committee_and_focal_points_do_not_open_or_see_the_round(town: Town) -> None:
    opened(town)
    for who in (GUEST, COMMITTEE_MEMBER, ACNUR):
        for command in ("contacts.ask", "contacts.show", "contacts.letters"):
            assert town.ask(who, command, NEXT).refused, (who, command)
    for who in (GUEST, COMMITTEE_MEMBER):
        assert town.ask(who, "contacts.confirm", NEXT).refused
    assert "UNICEF" in said(town.ask(SECRETARY, "contacts.show", NEXT))


def test_without_a_round_there_is_nothing_to_confirm(town: Town) -> None:
    refused = town.ask(ACNUR, "contacts.confirm", NEXT)
    assert refused.refused
    assert "contacts.not_asked" in keys_of(refused)


def test_a_member_that_nobody_holds_is_said_in_the_preview_and_stays_on_the_list(town: Town) -> None:
    with town.database.transaction() as session:
        for who in ("b.carhuandino", "l.huamantinta"):
            for row in session.exec(select(Office).where(Office.person_id == town.id_of(who))):
                row.until = date(2026, 12, 31)
    shown = town.ask(SECRETARY, "contacts.ask", START)
    assert "Sin ningún punto focal registrado: UNODC" in said(shown)
    town.confirm(SECRETARY, shown, START)
    assert town.organisation("UNODC") in answers(town)


def test_the_letters_are_drafts_in_which_nothing_is_invented(town: Town) -> None:
    """§5: the ministry and the authority are invited to name focal points; a person signs and sends."""
    before = len(town.notices())
    words = said(town.ask(SECRETARY, "contacts.letters", START))
    (mailed,) = town.notices()[before:]
    assert (mailed.notice, mailed.road, town.emails([mailed])) == ("letters.drafted", MAIL, {SECRETARY})
    for part in (
        "BORRADOR", "Ministerio de Relaciones Exteriores", "Superintendencia Nacional de Migraciones",
        "número de la carta, tratamiento, nombre, cargo y cargo de quien firma", "uno solo", "Se invitará al Ministerio de Relaciones Exteriores", "Paulo Estevanes Mirra",
        "Quipu no envía esta carta",
    ):  # fmt: skip
        assert part in words, part


def test_the_question_waits_among_the_pending_matters_with_its_presses(town: Town) -> None:
    opened(town)
    mine = town.ask(ACNUR, "network.mine", NEXT)
    shown = town.press(ACNUR, mine, "button.contacts_confirm", NEXT)
    assert "contacts.question" in keys_of(shown)
    pressed(town, ACNUR)
    assert "contacts.answer" not in str(town.ask(ACNUR, "network.mine", NEXT))


def test_a_check_is_one_row_a_seat_and_round(town: Town) -> None:
    opened(town)
    with town.database.reading() as session:
        rows = list(session.exec(select(ContactCheck)))
    assert len(rows) == len({(row.round_on, row.organisation_id) for row in rows}) == 9
