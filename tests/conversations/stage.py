"""A stage on which a conversation of the acceptance year is played: the same story in Slack and on the trial page."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from docx import Document
from sqlmodel import Session, col, select

from bot.mail.opened import open_letter
from storage import people, rehearsal
from storage.outbox import MAIL, SENT, Notice
from tests.running import RunningHouse
from tests.town import LIMA


class Stage(Protocol):
    """Where people talk to Quipu. Every answer is what the person sees, as plain text."""

    house: RunningHouse

    def says(self, who: str, words: str) -> str:
        """Somebody types."""

    def presses(self, who: str, label: str) -> str:
        """Somebody presses the newest button of that label."""

    def fills(self, who: str, **fields: str | list[str]) -> str:
        """Somebody fills in the open form, by the names of its fields, and sends it."""


class Post:
    """What everybody received, read from the house's own record of what was sent."""

    def __init__(self, house: RunningHouse) -> None:
        self.house = house

    def sent(self, notice: str, *, to: str = "", road: str = "") -> list[Notice]:
        """The notices of that name that were sent, alone or in the day's one message, in order."""

        def ask(session: Session) -> list[Notice]:
            found = session.exec(select(Notice).where(Notice.notice == notice).order_by(col(Notice.id)))
            rows = [row for row in (_as_sent(session, each) for each in found) if row is not None]
            wanted = person_id(session, to) if to else None
            return [row for row in rows if (not to or row.person_id == wanted) and (not road or row.road == road)]

        return self.house.look(ask)

    def readers(self, notice: str, *, road: str = "") -> set[str]:
        """Who got it (the e-mail before the @), checking that nobody got it twice."""
        rows = self.sent(notice, road=road)
        names = self.house.look(
            lambda session: {p.id: p.email.split("@")[0] for p in session.exec(select(people.Person))}
        )
        counted = Counter((names.get(row.person_id or 0, "room"), row.about, row.key) for row in rows)
        assert max(counted.values(), default=0) <= 1, f"{notice} went twice to somebody"
        return {name for name, _, _ in counted}

    def hours(self, notice: str) -> set[str]:
        """When it was sent, on the clock of Lima."""
        return {at.astimezone(LIMA).strftime("%Y-%m-%d %H:%M") for row in self.sent(notice) if (at := row.sent_at)}

    def table_attached(self, notice: str, *, to: str) -> dict[str, list[list[str]]]:
        """The tables of the documents that came with the only letter of that notice, by the names of their files."""
        (sent,) = self.sent(notice, to=to, road=MAIL)
        kept = self.house.look(
            lambda session: rehearsal.letter_by_message_id(session, sent.network_id, sent.external_id)
        )
        assert kept is not None
        opened = {file.name: Document(io.BytesIO(file.content)) for file in open_letter(kept.raw).files}
        return {
            name: [[cell.text for cell in row.cells] for row in page.tables[0].rows] for name, page in opened.items()
        }

    def everything_since(self, moment: datetime) -> list[str]:
        """The names of all notices sent from that moment on; answers to the asker's own words and the line of the day are none."""

        def ask(session: Session) -> list[str]:
            rows = session.exec(
                select(Notice).where(Notice.status == SENT, col(Notice.sent_at) >= moment).order_by(col(Notice.id))
            )
            return [row.notice for row in rows if row.notice not in {"reply.card", "network.daily_line"}]

        return self.house.look(ask)


def person_id(session: Session, who: str) -> int:
    """A person's id by the beginning of their e-mail."""
    found = session.exec(select(people.Person.id).where(col(people.Person.email).startswith(who))).one()
    assert found is not None
    return found


def contains(shown: str, *expected: str) -> list[str]:
    """Which of these words the person does not see, however they are spaced."""
    flat = " ".join(shown.split())
    return [words for words in expected if words not in flat]


def all_of(parts: Iterable[set[str]]) -> set[str]:
    """Everybody in any of these groups."""
    return set().union(*parts)


def _as_sent(session: Session, notice: Notice) -> Notice | None:
    """The notice with the hour and the words with which it left, if it did."""
    if notice.status == SENT:
        return notice
    digest = session.exec(select(Notice).where(Notice.key == notice.bundle)).first() if notice.bundle else None
    if digest is None or digest.status != SENT:
        return None
    session.expunge(notice)
    notice.sent_at, notice.external_id, notice.words = digest.sent_at, digest.external_id, digest.words
    return notice
