"""A convocation that went out: the post settles each letter as a test says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import select

from bot.language.catalogue import Words
from handlers.reply import Reply, Table
from storage import deliveries, outbox
from storage.incoming_mail import REVIEW, MailReceived
from storage.invitations import SpeakerInvitation
from storage.outbox import DROPPED, GIVEN_UP, SENDING, SENT, WAITING, Notice
from tests.handlers.meeting_scene import CE, MORNING, SECRETARY
from tests.town import LIMA, Town, keys_of, lima

CODE, REQUEST = "CE-2027-01", "invitation.request"
SENT_AT = lima(2027, 1, 19, 9, 5)
LATER = lima(2027, 1, 20, 10)
NO_SUCH, FULL = "SMTPRecipientRefused 550 5.1.1", "SMTPDataError 552 5.2.2"


def convened(town: Town, **more: Any) -> None:
    town.do(SECRETARY, "meetings.convene", MORNING, **{**CE, **more})


def settle(town: Town, change: Callable[[Notice], None], notice: str = "", to: str = "", road: str = "") -> None:
    """Let the post settle these notices."""
    reader = town.id_of(to) if to else None
    with town.database.transaction() as session:
        for row in session.exec(select(Notice)):
            fits = (notice in ("", row.notice)) and (not to or row.person_id == reader) and road in ("", row.road)
            if fits and row.status in (WAITING, SENDING):
                change(row)
                session.add(row)


def arrives(row: Notice, at: datetime = SENT_AT) -> None:
    row.status, row.sent_at, row.platform = SENT, at, "mail" if row.road == "mail" else "slack"
    row.words = "Cuerpo que nadie más lee"


def fails(why: str = NO_SUCH) -> Callable[[Notice], None]:
    def change(row: Notice) -> None:
        row.status, row.why, row.attempts = GIVEN_UP, why, 1

    return change


def waits(why: str = "", attempts: int = 1) -> Callable[[Notice], None]:
    def change(row: Notice) -> None:
        row.why, row.attempts = why, attempts

    return change


def withdrawn(why: str) -> Callable[[Notice], None]:
    def change(row: Notice) -> None:
        row.status, row.why = DROPPED, why

    return change


def came_back(town: Town, row: Notice, kind: str = "bounce", at: datetime = LATER, status: str = REVIEW, **facts: Any) -> None:  # fmt: skip
    """A message about this notice was read in the secretariat's mailbox."""
    with town.database.transaction() as session:
        number = len(session.exec(select(MailReceived)).all()) + 1
        session.add(
            MailReceived(
                mailbox="quipu@red.example", uid_validity=1, uid=number, network_id=town.network_id, received_at=at,
                kind=kind, outbox_key=row.key, status=status, facts=facts,
            )
        )  # fmt: skip


def one(town: Town, notice: str, to: str) -> Notice:
    """The newest notice of that name to that reader."""
    return town.notices(notice, to)[-1]


def asked(town: Town, who: str = SECRETARY, at: datetime = LATER, **values: Any) -> Reply:
    return town.ask(who, "network.deliveries", at, **values)


def rows_of(reply: Reply, language: str = "es") -> list[tuple[str, ...]]:
    """The cells of the table, in words."""
    say = Words(language, "es", LIMA).say
    tables = [part for part in (reply.card.parts if reply.card else ()) if isinstance(part, Table)]
    return [tuple(say(cell) for cell in row) for table in tables for row in table.rows]


def again(town: Town, row: Notice, who: str = SECRETARY) -> Reply:
    return town.ask(who, "deliveries.again", LATER, notice=str(row.id))


def sent_again(town: Town, row: Notice) -> Notice:
    """Pressed and confirmed; the new message."""
    reply = town.confirm(SECRETARY, again(town, row), LATER)
    assert not reply.refused, keys_of(reply)
    return max(town.notices(row.notice), key=lambda each: each.id or 0)


def refused(town: Town, row: Notice) -> Reply:
    before = len(town.notices())
    reply = again(town, row)
    assert reply.refused
    assert len(town.notices()) == before
    return reply


def posted(town: Town, notice: str, to: str, about: str = "", duty: str = "", road: str = "chat", values: object = None) -> Notice:  # fmt: skip
    """A notice that was given up."""
    with town.database.transaction() as session:
        outbox.post(
            session,
            Notice(
                network_id=town.network_id, key=f"{notice}/{to}", person_id=town.id_of(to), road=road, notice=notice,
                values=values or {}, duty=duty, about=about, due_at=LATER, written_at=LATER, status="given_up",
                why="SMTPRecipientRefused 550",
            ),
        )  # fmt: skip
    return one(town, notice, to)


def change(town: Town, number: int | None, **values: object) -> None:
    with town.database.transaction() as session:
        row = session.get_one(SpeakerInvitation, number)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def deliveries_of(town: Town, row: Notice) -> list[Notice]:
    with town.database.reading() as session:
        return deliveries.again(session, town.network_id, row.key)
