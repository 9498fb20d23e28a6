"""Remembered answers that name somebody are forgotten, on both databases, accents and capitals aside; and only those."""

from __future__ import annotations

from sqlmodel import select

from storage import inbound
from storage.database import Database
from storage.inbound import Inbound
from tests.town import lima


def test_only_the_answers_that_name_somebody_are_forgotten(database: Database) -> None:
    at = lima(2027, 4, 7)
    with database.transaction() as session:
        inbound.remember(session, "a", at, {"card": ["Iñigo Núñez_100%", 3]})
        inbound.remember(session, "b", at, {"card": {"to": "I.NUNEZ@x.example"}})
        inbound.remember(session, "c", at, {"card": "Iñigo Núñezz100"})
        inbound.remember(session, "d", at, None)
        inbound.remember(session, "e", at, {"card": "IÑIGO NÚÑEZ_100%"})
        inbound.forget_replies(session, ["Iñigo Núñez_100%", "i.nunez@x.example", ""])
    with database.reading() as session:
        kept = {row.key: row.reply for row in session.exec(select(Inbound))}
    assert kept == {"a": None, "b": None, "c": {"card": "Iñigo Núñezz100"}, "d": None, "e": None}


def test_nobody_s_name_forgets_nothing(database: Database) -> None:
    with database.transaction() as session:
        inbound.remember(session, "a", lima(2027, 4, 7), {"card": "x"})
        inbound.forget_replies(session, ["", ""])
    with database.reading() as session:
        assert session.exec(select(Inbound)).one().reply == {"card": "x"}
