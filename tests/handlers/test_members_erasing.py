"""Whoever left a while ago is forgotten everywhere: remembered answers, notices, post and conversation included."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from sqlmodel import select

from handlers.desk import Desk
from handlers.members_erasing import forget
from scheduler.law import of_charter
from storage import archive, inbound
from storage.inbound import Inbound
from storage.incoming_mail import IGNORED, MailAlias, MailReceived
from storage.networks import Network
from storage.outbox import SENT, Notice
from storage.people import ERASED, Person
from storage.rehearsal import ChatLine
from tests.handlers.members_scene import HUGO, NOELIA, ROSA, SPRING, busy, handed_over, person
from tests.handlers.record_scene import SECRETARY, versions
from tests.handlers.word_scene import edited, files, note_of, noted, put, sent, word_of
from tests.town import Town, lima

NAME = "Noelia Quintamayo Ser"


def everything(town: Town) -> list[str]:
    """Every line of the file in which the name or the address stands."""
    with sqlite3.connect(str(town.database.engine.url.database)) as file:
        return [line[:300] for line in file.iterdump() if "Quintamayo" in line or "n.quintamayo" in line]


def test_the_name_and_the_address_stand_in_no_table(town: Town) -> None:
    busy(town)
    gone, other = town.id_of(NOELIA), town.id_of(HUGO)
    assert person(town, gone).name == NAME
    with town.database.transaction() as session:
        network = town.network_id
        inbound.remember(session, "slack/1", SPRING, {"who": NAME.upper()})
        inbound.remember(session, "slack/2", SPRING, {"who": "nobody"})
        session.add_all(
            [
                Notice(network_id=network, key="k1", person_id=other, notice="action.help", values={"who": NAME, "why": f"pídalo a {NAME}."}, words=f"{NAME} pide ayuda", due_at=SPRING, written_at=SPRING, status=SENT),
                Notice(network_id=network, key="k2", person_id=gone, notice="action.help", values={"who": "Otra"}, words="Buenos días, Noelia", due_at=SPRING, written_at=SPRING, status=SENT),
                ChatLine(key="c1", network_id=network, person_id=gone, said_at=SPRING, typed="hola"),
                ChatLine(key="c2", network_id=network, person_id=other, said_at=SPRING, typed=f"pregunta a {NAME} por el mapa"),
                MailReceived(mailbox="m", uid_validity=1, uid=1, network_id=network, received_at=SPRING, kind="reply", sender="n.quintamayo@acnur.example", subject="Re", person_id=gone, status=IGNORED),
                MailAlias(network_id=network, person_id=gone, address="noelia@casa.example", approved_at=SPRING),
            ]
        )  # fmt: skip
    handed_over(town, **ROSA)
    town.clock(lima(2027, 5, 6, 9))
    town.clock(lima(2027, 5, 6, 9) + timedelta(days=1))
    assert person(town, gone).name == ERASED
    assert everything(town) == []
    rows = {row.key: row for row in town.notices()}
    assert rows["k1"].values == {"who": ERASED, "why": "pídalo a […]."}
    assert (rows["k1"].words, rows["k2"].words) == ("", "")
    with town.database.reading() as session:
        assert {row.key: row.reply for row in session.exec(select(Inbound)) if row.key in {"slack/1", "slack/2"}} == {
            "slack/1": None, "slack/2": {"who": "nobody"},
        }  # fmt: skip
        assert [line.typed for line in session.exec(select(ChatLine))] == ["pregunta a […] por el mapa"]
        assert list(session.exec(select(MailAlias))) == []


def test_the_word_files_they_sent_are_handed_to_them_and_go_with_them(town: Town) -> None:
    """Word writes into a file who edited it; the version that the file became stays."""
    noted(town)
    gone = town.id_of(SECRETARY)
    sent(town, edited(word_of(versions(town)[-1]), lambda page: put(page, "Se presentó", "Se presentó el plan.")))
    with town.database.transaction() as session:
        table = next(each for each in archive.personal_tables() if each.name == "minutesfile")
        (held,) = archive.rows_of_person(session, table, town.network_id, gone)
        assert held["name"] == "minuta.docx"
        found = session.get_one(Network, town.network_id)
        desk = Desk(session, found, of_charter(town.charter, 2027), SPRING, None, ())
        forget(desk, session.get_one(Person, gone))
    (row,) = files(town)
    assert (row.content, row.name, row.outcome) == (b"", "", "imported")
    assert "Se presentó el plan." in note_of(versions(town)[-1])
