"""«Estaré ausente»: shown before it is noted, told to whoever stands in, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from handlers import voices
from storage import agenda, meetings
from storage.membership import COMMITTEE
from tests.handlers.members_scene import GUEST, HEAD, HUGO, MORNING, NOELIA, SECRETARY, designate, said
from tests.handlers.record_scene import fields
from tests.town import Town, lima

DAYS = {"date": date(2027, 3, 3), "last": date(2027, 3, 14)}


def is_away(town: Town, who: str, on: date) -> bool:
    with town.database.reading() as session:
        return voices.away(session, town.id_of(who), on) is not None


def test_an_absence_is_shown_then_noted_and_the_alternate_is_told(network: Town) -> None:
    shown = network.ask(NOELIA, "network.away", MORNING, **DAYS)
    assert "del miércoles 3 de marzo de 2027 al domingo 14 de marzo de 2027" in said(shown)
    assert "Hugo Parihuanca Lis" in said(shown)
    assert not is_away(network, NOELIA, date(2027, 3, 3))
    network.confirm(NOELIA, shown, MORNING)
    found = [is_away(network, NOELIA, date(2027, 3, day)) for day in (2, 3, 14, 15)]
    assert found == [False, True, True, False]
    assert network.emails(network.notices("away.you_stand_in")) == {"h.parihuanca"}


def test_one_day_is_enough(town: Town) -> None:
    town.do(NOELIA, "network.away", MORNING, date="2027-03-03")
    assert [is_away(town, NOELIA, date(2027, 3, day)) for day in (2, 3, 4)] == [False, True, False]


def test_an_absence_can_be_taken_back(town: Town) -> None:
    done = town.do(NOELIA, "network.away", MORNING, **DAYS)
    town.confirm(NOELIA, town.press(NOELIA, done, "away.button.withdraw", MORNING), MORNING)
    assert not is_away(town, NOELIA, date(2027, 3, 5))
    assert town.emails(town.notices("away.is_back")) == {"h.parihuanca"}
    assert town.ask(NOELIA, "network.away", MORNING, withdraw=True).refused


def test_a_later_announcement_takes_the_place_of_the_one_it_overlaps(town: Town) -> None:
    town.do(NOELIA, "network.away", MORNING, **DAYS)
    town.do(NOELIA, "network.away", MORNING, date="2027-03-10", last="2027-03-20")
    found = [is_away(town, NOELIA, date(2027, 3, day)) for day in (3, 10, 20)]
    assert found == [False, True, True]


def test_the_secretariat_writes_down_somebodys_absence_and_nobody_else_does(town: Town) -> None:
    town.do(SECRETARY, "network.away", MORNING, person="Noelia Quintamayo", **DAYS)
    assert is_away(town, NOELIA, date(2027, 3, 5))
    assert not is_away(town, SECRETARY, date(2027, 3, 5))
    for who in (HEAD, GUEST):
        assert town.ask(who, "network.away", MORNING, person="Noelia Quintamayo", **DAYS).refused


def test_who_is_on_the_roster_is_not_learned_by_announcing_an_absence_for_others(town: Town) -> None:
    """Half a name, a wrong one and a right one get a guest the same answer, with nobody's name in it."""
    answers = []
    for name in ("Noelia", "Nadie Así", "a", "1"):
        reply = town.ask(GUEST, "network.away", MORNING, person=name, **DAYS)
        assert reply.refused
        answers.append(said(reply))
    assert len(set(answers)) == 1
    assert "Quintamayo" not in answers[0]


def test_days_in_the_wrong_order_or_behind_are_refused(town: Town) -> None:
    for first, last in (("2027-03-10", "2027-03-09"), ("2027-02-01", "2027-03-01"), ("2027-03-10", "2028-06-01")):
        reply = town.ask(NOELIA, "network.away", MORNING, date=first, last=last)
        assert reply.refused
        assert reply.wrong == "last"


def test_the_form_shows_what_was_announced(town: Town) -> None:
    town.do(NOELIA, "network.away", MORNING, **DAYS)
    reply = town.ask(NOELIA, "network.away", MORNING)
    assert list(fields(reply)) == ["date", "last"]
    assert "Ausencia ya avisada" in said(reply)


def test_official_and_alternate_at_odds_are_pointed_out_to_the_secretariat_and_counted_once(town: Town) -> None:
    """One voice a seat: "sin puntos" from one and a point from the other are told to the secretariat, nobody else."""
    given = {"kind": "technical", "date": "2027-04-13", "time": "15:00", "title": "Datos"}
    town.do(SECRETARY, "meetings.convene", MORNING, **given)
    town.ask(NOELIA, "agenda.nothing", MORNING, meeting="TEC-2027-01")
    point = {"meeting": "TEC-2027-01", "title": "Regularización", "kind": "debate", "minutes": "20"}
    town.do(HUGO, "agenda.propose", MORNING, **point)
    (notice,) = town.notices("voices.at_odds")
    assert town.emails([notice]) == {"r.berrocapa"}
    with town.database.reading() as session:
        meeting = meetings.by_code(session, town.network_id, "TEC-2027-01")
        assert meeting is not None
        assert meeting.id is not None
        assert agenda.said_nothing(session, meeting.id) == []
        assert len(agenda.items(session, meeting.id)) == 1


def test_a_change_of_mind_is_no_disagreement(town: Town) -> None:
    given = {"kind": "technical", "date": "2027-04-13", "time": "15:00", "title": "Datos"}
    town.do(SECRETARY, "meetings.convene", MORNING, **given)
    town.ask(NOELIA, "agenda.nothing", MORNING, meeting="TEC-2027-01")
    point = {"meeting": "TEC-2027-01", "title": "Regularización", "kind": "debate", "minutes": "20"}
    town.do(NOELIA, "agenda.propose", MORNING, **point)
    assert town.notices("voices.at_odds") == []


def test_a_heads_absence_is_told_to_the_deputy(town: Town) -> None:
    designate(town, "members.deputy", "ACNUR", "Dora Ñusta", "d.nusta@acnur.example", reference="carta 8")
    town.do(HEAD, "network.away", MORNING, **DAYS)
    assert town.emails(town.notices("away.you_stand_in")) == {"d.nusta"}
    assert voices.STANDS_IN[COMMITTEE] == "deputy"


def test_reminders_go_to_the_alternate_while_the_official_is_away(town: Town) -> None:
    """The answer to a call is reminded of in the days of the absence: to Hugo, who stands in, and not to Noelia."""
    given = {"kind": "technical", "date": "2027-03-24", "time": "15:00", "title": "Datos"}
    town.do(SECRETARY, "meetings.convene", MORNING, **given)
    town.do(NOELIA, "network.away", MORNING, date="2027-03-03", last="2027-03-23")
    town.pass_time(lima(2027, 3, 2, 10, 30), lima(2027, 3, 23, 18), timedelta(hours=6))
    reminded = [row for row in town.notices() if row.duty == "agenda.answer" and "before" in row.notice]
    told = town.emails([row for row in reminded if row.values.get("organisation") == "ACNUR"])
    assert told == {"h.parihuanca"}
