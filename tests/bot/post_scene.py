"""A mail server on loopback and a network with one meeting to write about."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from sqlmodel import select

from bot.counter import Counter
from bot.dispatch import Address
from bot.language.catalogue import Words
from bot.mail.composing import Composer
from bot.mail.door import Server
from bot.mail.letter import mailbox
from bot.mail.sender import Mailbox, Smtp
from bot.notices import card_of
from storage import rehearsal
from storage.meetings import Meeting
from storage.networks import Network
from storage.outbox import MAIL, Notice
from storage.people import Person
from tests.town import Town, lima

FROM = mailbox("Secretaría de la Red <secretaria@red.example>")
NOW = datetime(2027, 1, 19, 14, 0, tzinfo=UTC)
ES = Words("es", "es", ZoneInfo("America/Lima"))


class Inbox:
    """A mail server's memory; it can be told to refuse or to hang up."""

    def __init__(self) -> None:
        self.url = ""
        self.received: list[bytes] = []
        self.at_sender = ""
        self.at_recipient = ""
        self.at_data = ""
        self.refuses: dict[str, str] = {}
        """{the beginning of an address: how it is refused}."""
        self.hangs_up = False

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.at_sender:
            return self.at_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if refused := next((said for start, said in self.refuses.items() if address.startswith(start)), ""):
            return refused
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.abort()
            return ""
        if self.at_data:
            return self.at_data
        self.received.append(envelope.content)
        return "250 kept"


@contextmanager
def mail_server(inbox: Inbox) -> Iterator[None]:
    """A real mail server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    inbox.url = f"smtp://127.0.0.1:{port}"
    try:
        yield
    finally:
        controller.stop()


class Office:
    """A network with one meeting, and what is needed to write about it."""

    def __init__(
        self, town: Town, title: str = "Prioridades 2027", place: str = "Casa ONU, sala 3", *, convenes: bool = True
    ) -> None:
        self.town = town
        self.counter = Counter(town.database, town.charters)
        self.composer = Composer(self.counter, FROM, lambda: NOW)
        self.mailbox = Mailbox(self.composer, self.counter, lambda: NOW)
        if convenes:
            self._convene(title, place)

    def _convene(self, title: str, place: str) -> None:
        with self.town.database.transaction() as session:
            session.add(
                Meeting(
                    network_id=self.town.network_id, code="CE-2027-01", kind="executive", title=title, place=place,
                    starts_at=lima(2027, 2, 9, 10), minutes=120, convened_at=NOW, sequence=1,
                )
            )  # fmt: skip

    def notice(self, name: str = "invitation.request", who: str = "n.quintamayo", **values: Any) -> Notice:
        given = {"meeting": "CE-2027-01", "sequence": 0, **values}
        return Notice(
            network_id=self.town.network_id, key=f"{name}/{who}/{given}", person_id=self.town.id_of(who), road=MAIL,
            notice=name, values=given, due_at=NOW, written_at=NOW,
        )  # fmt: skip

    def address(self, notice: Notice) -> Address:
        with self.town.database.reading() as session:
            network = session.get_one(Network, self.town.network_id)
            person = session.get(Person, notice.person_id) if notice.person_id else None
        charter = self.town.charter
        language = person.language if person else "es"
        return Address(network, charter, person, Words(language, "es", ZoneInfo(charter.zone)))

    def letter(self, notice: Notice) -> Any:
        return asyncio.run(self.composer.letter(notice, self.address(notice), card_of(notice)))

    def send(self, carrier: Any, notice: Notice) -> Any:
        return asyncio.run(carrier.send(notice, self.address(notice), card_of(notice)))

    def smtp(self, url: str, kept: Mailbox | None = None) -> Smtp:
        return Smtp(self.composer, Server.of(url), kept)

    def letters(self) -> list[rehearsal.Letter]:
        with self.town.database.reading() as session:
            return list(session.exec(select(rehearsal.Letter)))
