"""Somebody leaves: what is open moves with the seat, the successor gets the brief, contact data go in time."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import select

from bot.roster import import_roster
from storage import actions, meetings, people
from storage.agenda import AgendaItem
from storage.drafts import Draft
from storage.outbox import DROPPED, HELD, WAITING, Notice, post
from storage.people import ERASED, Account
from tests.conftest import ROSTER
from tests.handlers.members_scene import (
    GUEST,
    HUGO,
    NOELIA,
    ROSA,
    SECRETARY,
    SPRING,
    TODAY,
    busy,
    designate,
    handed_over,
    holders,
    offices,
    person,
    said,
)
from tests.town import Town, lima


def test_the_preview_shows_all_that_moves_and_what_the_successor_gets(town: Town) -> None:
    busy(town)
    shown = town.ask(SECRETARY, "members.handover", SPRING, person=NOELIA + "@acnur.example", **ROSA)
    words = said(shown)
    for expected in (
        "Deja la Red: Noelia Quintamayo Ser",
        "Rosa Alva, r.alva@acnur.example",
        "punto focal oficial (ACNUR)",
        "A-2027-01",
        "PLE-2027-01",
        "Decisiones clave",
        "Hugo Parihuanca Lis",
        "jueves 6 de mayo de 2027",  # 30 days after the last day, 6 April
    ):
        assert expected in words
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["n.quintamayo"]


def test_the_seat_moves_and_the_one_who_left_is_written_to_no_more(network: Town) -> None:
    busy(network)
    waiting = {row.notice for row in network.notices(to=NOELIA) if row.status in (HELD, WAITING)}
    assert {"action.assigned", "invitation.request"} <= waiting
    handed_over(network, **ROSA)
    assert holders(network, "ACNUR", "focal_point", TODAY) == ["r.alva"]
    assert [row.until for row in offices(network, NOELIA)] == [TODAY - timedelta(days=1)]
    assert [row for row in network.notices(to=NOELIA) if row.status in (HELD, WAITING)] == []
    got = [row.notice for row in network.notices(to="r.alva") if row.status in (HELD, WAITING)]
    assert {"members.handover", "action.assigned", "invitation.request"} <= set(got)
    assert got.count("invitation.request") == 1


def test_an_answer_to_the_person_themselves_moves_to_nobody(town: Town) -> None:
    with town.database.transaction() as session:
        post(
            session,
            Notice(
                network_id=town.network_id, key="an answer", person_id=town.id_of(NOELIA), notice="reply.card",
                due_at=SPRING, written_at=SPRING,
            ),
        )  # fmt: skip
    handed_over(town, **ROSA)
    (row,) = town.notices("reply.card")
    assert (row.status, row.person_id) == (DROPPED, town.id_of(NOELIA))


def test_open_actions_stay_with_the_organisation(town: Town) -> None:
    busy(town)
    handed_over(town, **ROSA)
    with town.database.reading() as session:
        (action,) = actions.still_open(session, town.network_id)
        assert action.organisation_id == town.organisation("ACNUR")
    assert "A-2027-01" in said(town.ask("r.alva", "actions.list", SPRING, mine=True))


def test_reminders_go_to_whoever_follows(town: Town) -> None:
    busy(town)
    gone = town.id_of(NOELIA)
    handed_over(town, **ROSA)
    town.pass_time(lima(2027, 5, 3, 9), lima(2027, 5, 18, 17), timedelta(hours=4))
    assert [row for row in town.notices() if row.person_id == gone and row.written_at > SPRING] == []
    assert "r.alva" in town.emails(town.notices("agenda.answer.before"))


def test_the_document_of_a_point_is_asked_of_the_seat_once_its_author_has_left(town: Town) -> None:
    busy(town)
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, "PLE-2027-01")
        assert meeting is not None
        session.add(
            AgendaItem(
                network_id=town.network_id, meeting_id=meeting.id, organisation_id=town.organisation("ACNUR"),
                title="Plan", kind="decide", minutes=20, position=1, received_at=SPRING, person_id=town.id_of(NOELIA),
            )
        )  # fmt: skip
    handed_over(town, **ROSA)
    assert "Envío de los documentos" in said(town.ask("r.alva", "network.mine", SPRING + timedelta(hours=1)))


def test_without_a_successor_the_designation_is_counted_in_working_days(town: Town) -> None:
    busy(town)
    words = handed_over(town)
    assert "miércoles 21 de abril de 2027" in words  # ten working days after 7 April
    assert holders(town, "ACNUR", "focal_point", TODAY) == []
    assert {row.why for row in town.notices(to=NOELIA) if row.status == DROPPED} == {"left"}
    assert town.notices("members.handover") == []


def test_the_alternate_who_follows_gives_up_the_alternates_office(town: Town) -> None:
    handed_over(town, name="Hugo", email="h.parihuanca@acnur.example")
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["h.parihuanca"]
    assert holders(town, "ACNUR", "alternate", TODAY) == []


def test_somebody_of_another_organisation_is_pointed_out_first(town: Town) -> None:
    asked = town.ask(
        SECRETARY, "members.handover", SPRING, person=NOELIA + "@acnur.example", email="m.tordoya@oit.example"
    )
    assert "Mila Tordoya Enk" in said(asked)
    shown = town.press(SECRETARY, asked, "members.button.same", SPRING)
    town.confirm(SECRETARY, shown, SPRING)
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["m.tordoya"]


def test_who_holds_nothing_or_follows_themselves_is_refused(town: Town) -> None:
    handed_over(town, **ROSA)
    assert town.ask(SECRETARY, "members.handover", SPRING, person=NOELIA + "@acnur.example", asked=True).refused
    same = town.ask(
        SECRETARY, "members.handover", SPRING, person=HUGO + "@acnur.example", email=HUGO + "@acnur.example"
    )
    assert same.refused
    assert town.ask(HUGO, "members.handover", SPRING, person="Rosa Alva", asked=True).refused


def test_contact_data_are_deleted_thirty_days_later_and_history_stays(network: Town) -> None:
    town = network
    gone = town.id_of(NOELIA)
    with town.database.transaction() as session:
        session.add(
            Account(network_id=town.network_id, person_id=gone, platform="slack", external_id="U1", seen_at=SPRING)
        )
    town.do(NOELIA, "network.away", SPRING, date="2027-04-08")
    handed_over(town, **ROSA)
    town.pass_time(lima(2027, 5, 5, 9), lima(2027, 5, 6, 8), timedelta(hours=3))
    assert person(town, gone).name == "Noelia Quintamayo Ser"
    town.clock(lima(2027, 5, 6, 9))
    row = person(town, gone)
    assert (row.name, row.erased_at) == (ERASED, lima(2027, 5, 6, 9))
    assert "@" not in row.email
    with town.database.reading() as session:
        assert list(session.exec(select(Account).where(Account.person_id == gone))) == []
    kept = [row for row in town.notices() if "Quintamayo" in f"{row.values}{row.words}"]
    assert {row.notice for row in kept} <= {"meeting.alternate_goes"}
    with town.database.reading() as session:
        assert not [row for row in session.exec(select(Draft)) if "quintamayo" in str(row.values).lower()]
    town.clock(lima(2027, 5, 7, 9))
    assert person(town, gone).erased_at == lima(2027, 5, 6, 9)


def test_whoever_comes_back_in_time_keeps_their_data(town: Town) -> None:
    gone = town.id_of(NOELIA)
    handed_over(town)
    back = {"organisation": "ACNUR", "name": "Noelia", "email": "n.quintamayo@acnur.example"}
    designate(town, "members.focal_point", at=lima(2027, 4, 20, 10), **back)
    town.pass_time(lima(2027, 5, 5, 9), lima(2027, 5, 10, 9), timedelta(hours=3))
    assert person(town, gone).name == "Noelia Quintamayo Ser"
    assert holders(town, "ACNUR", "focal_point", date(2027, 5, 10)) == ["n.quintamayo"]


def test_an_import_neither_brings_the_deleted_back_nor_falls_over_them(town: Town) -> None:
    gone = town.id_of(NOELIA)
    handed_over(town, **ROSA)
    town.clock(lima(2027, 5, 6, 9))
    rows = [line for line in ROSTER.read_text(encoding="utf-8").splitlines() if "n.quintamayo" not in line]
    rows.append("ACNUR,Rosa Alva,r.alva@acnur.example,focal_point,es")
    with town.database.transaction() as session:
        changes = import_roster(session, town.charter, "\n".join(rows), "new.csv", lima(2027, 5, 7, 9))
        assert changes == []
    assert person(town, gone).name == ERASED
    with town.database.transaction() as session:
        old = ROSTER.read_text(encoding="utf-8")
        changes = import_roster(session, town.charter, old, "old.csv", lima(2027, 5, 8, 9))
        assert changes == [
            "! Noelia Quintamayo Ser: not focal_point of ACNUR; somebody else was designated in the chat"
        ]
        assert people.by_email(session, town.network_id, "n.quintamayo@acnur.example") is None
    assert person(town, gone).name == ERASED
    assert holders(town, "ACNUR", "focal_point", date(2027, 5, 8)) == ["r.alva"]


def test_an_older_file_undoes_neither_a_handover_nor_a_departure(town: Town) -> None:
    old = ROSTER.read_text(encoding="utf-8")
    handed_over(town)
    letter = {"date": "2027-04-01", "reference": "carta 9"}
    town.do(SECRETARY, "members.leave", SPRING, organisation="UNODC", **letter)
    town.do(SECRETARY, "members.leave", SPRING, organisation="PNUD", body="committee", **letter)
    with town.database.transaction() as session:
        changes = import_roster(session, town.charter, old, "old.csv", SPRING + timedelta(hours=1))
    assert [line.split(";")[0] for line in changes] == [
        "! Noelia Quintamayo Ser: not focal_point of ACNUR",
        "! Henrik Lasvalle: not executive of PNUD",
        "! Bruno Carhuandino Ost: not focal_point of UNODC",
        "! Lola Huamantinta Fe: not alternate of UNODC",
    ]
    assert holders(town, "ACNUR", "focal_point", TODAY) == []


def test_who_left_is_told_nothing_of_the_register_any_more(town: Town) -> None:
    busy(town)
    handed_over(town, **ROSA)
    for command, given in (("actions.list", {}), ("network.why", {"code": "TEC-2027-01"}), ("members.list", {})):
        assert town.ask(NOELIA, command, SPRING, **given).refused
    assert not town.ask(NOELIA, "network.home", SPRING).refused


def test_a_ministrys_successor_hears_of_their_own_part_alone(town: Town) -> None:
    busy(town)
    follows = {"name": "Ciro Apumayta", "email": "c.apumayta@mre.example"}
    town.do(SECRETARY, "members.handover", SPRING, person="Fátima Valderruma", **follows)
    (notice,) = town.notices("members.handover")
    assert "members.pack" not in str(notice.values)
    assert holders(town, "Ministerio de Relaciones Exteriores", "government", TODAY) == ["c.apumayta"]


def test_history_says_that_somebody_left_in_both_languages(town: Town) -> None:
    town.do(
        SECRETARY,
        "meetings.convene",
        lima(2027, 3, 1, 10),
        kind="technical",
        date="2027-05-11",
        time="15:00",
        title="D",
    )
    gone = town.id_of(NOELIA)
    town.ask(NOELIA, "meetings.attend", lima(2027, 3, 8, 10), meeting="TEC-2027-01")
    handed_over(town, **ROSA)
    town.clock(lima(2027, 5, 6, 9))
    assert person(town, gone).name == ERASED
    words = said(town.ask("r.alva", "network.why", lima(2027, 5, 6, 10), code="TEC-2027-01"))
    assert "(persona que dejó la Red)" in words
    assert "Noelia" not in words


def test_guests_and_members_do_not_hand_over(town: Town) -> None:
    for who in (GUEST, NOELIA):
        assert town.ask(who, "members.handover", SPRING, person="Hugo Parihuanca", asked=True).refused
