"""A page of the ledger: everything that left, as it stands in the outbox, beside what a story wants to have left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.language.catalogue import LANGUAGES, Words
from bot.mail.opened import open_letter
from bot.notices import card_of
from bot.plain import plain
from storage import rehearsal
from storage.outbox import CHAT, MAIL, SENT, Notice
from storage.people import Person
from tests.ledger.replay import Answered, opening
from tests.town import LIMA

ROOM = "la sala"
ENGLISH = {"a.soderquist", "t.wrennfeld", "o.brandaris"}
"""Whoever reads English; everybody else, and the room, reads Spanish."""
TOGETHER = " + "
"""Between the notices that went as one message."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message, or the same message to these readers, as the story wants it.

    `at` is month, day and hour on the clock of Lima; `es` and `en` are the opening words (the title in chat, the
    subject of a letter) for whoever reads Spanish and whoever reads English; `says` must stand in it besides.
    """

    at: str
    road: str
    readers: Iterable[str]
    notice: str
    about: str
    es: str = ""
    en: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """One message that left: to whom, by which road, in which language, with which words."""

    at: str
    road: str
    reader: str
    notice: str
    about: str
    language: str
    begins: str
    words: str


def chat(at: str, readers: str | Iterable[str], notice: str, about: str, **said: Any) -> Told:
    """In the reader's own chat; nobody else sees it. The room is a reader too, by its name."""
    return Told(at, CHAT, {readers} if isinstance(readers, str) else readers, notice, about, **said)


def mail(at: str, readers: str | Iterable[str], notice: str, about: str, **said: Any) -> Told:
    """A letter."""
    return Told(at, MAIL, {readers} if isinstance(readers, str) else readers, notice, about, **said)


def mornings(reader: str, lines: str) -> list[Told]:
    """The secretariat's line of the day where it came alone, at nine: "01-19 0/1/0" is 0 late, 1 falling due, 0 returned."""
    found = []
    for day, figures in re.findall(r"(\d\d-\d\d) (\d+/\d+/\d+)", lines):
        said = "{} con atraso, {} por vencer, {} devueltos".format(*figures.split("/"))
        found.append(chat(f"{day} 09:00", reader, "network.daily_line", f"2027-{day}", es=said))
    return found


def what_left(session: Session, since: datetime) -> list[Left]:
    """Every message that left after that moment, in order; answers to people's own acts stand elsewhere."""
    names = {person.id: person.email.split("@")[0] for person in session.exec(select(Person))}
    rows = session.exec(
        select(Notice).where(Notice.status == SENT, col(Notice.sent_at) > since).order_by(col(Notice.id))
    )
    return sorted((_left(session, row, names) for row in rows), key=lambda each: each.at)


def _left(session: Session, row: Notice, names: dict[int | None, str]) -> Left:
    assert row.sent_at is not None
    of = [each["notice"] for each in row.values.get("of", ())]
    begins, language, words = _letter(session, row) if row.road == MAIL else _message(row)
    return Left(
        row.sent_at.astimezone(LIMA).strftime("%m-%d %H:%M"), row.road, names.get(row.person_id, ROOM),
        TOGETHER.join(of) or row.notice, row.about, language, begins, words,
    )  # fmt: skip


def _message(row: Notice) -> tuple[str, str, str]:
    """A message in one language from the first word to the last: drawn anew in it, it is the same."""
    card = card_of(row)
    drawn = {language: plain(card, Words(language, zone=LIMA).say) for language in LANGUAGES}
    found = [language for language, words in drawn.items() if words == row.words]
    return opening(row.words), "/".join(found), row.words


def _letter(session: Session, row: Notice) -> tuple[str, str, str]:
    kept = rehearsal.letter_by_message_id(session, row.network_id, row.external_id)
    assert kept is not None
    opened = open_letter(kept.raw)
    language = re.search(r'<html lang="(\w\w)', opened.html)
    return kept.subject, language[1] if language else "", f"{kept.subject}\n{opened.text}"


def unlike(left: Sequence[Left], wanted: Iterable[Told]) -> str:
    """What left and is not wanted, and what is wanted and did not leave, a line each; "" when the page is right."""
    found, missing = list(left), []
    for told in wanted:
        for reader in sorted(told.readers):
            one = next((each for each in found if _is(each, told, reader)), None)
            if one is None:
                missing.append(
                    f"MISSING {told.at} {told.road} {reader}: {told.notice} {told.about} «{_said(told, reader)}»"
                )
            else:
                found.remove(one)
    surplus = (
        f"SURPLUS {each.at} {each.road} {each.reader} ({each.language}): {each.notice} {each.about} «{each.begins}»"
        for each in found
    )
    return "\n".join([*missing, *surplus])


def _is(each: Left, told: Told, reader: str) -> bool:
    facts = (each.at, each.road, each.reader, each.notice, each.about, each.language)
    said = _said(told, reader)
    right = facts == (told.at, told.road, reader, told.notice, told.about, "en" if reader in ENGLISH else "es")
    words = " ".join(each.words.split())
    return right and bool(said) and each.begins.startswith(said) and all(part in words for part in told.says)


def _said(told: Told, reader: str) -> str:
    return told.en if reader in ENGLISH else told.es


def answers_unlike(answers: Sequence[Answered], wanted: str) -> str:
    """The answers people got for themselves, in order, beside the lines that a story wants: hour, who, opening words."""
    lines = [" ".join(line.split()) for line in wanted.strip().splitlines()]
    given = [f"{each.at.astimezone(LIMA):%m-%d %H:%M} {each.who}: {opening(each.words)}" for each in answers]
    found = [
        f"wanted «{line}», given «{said}»"
        for line, said in zip(lines, given, strict=False)
        if not said.startswith(line)
    ]
    rest = given[len(lines) :] or lines[len(given) :]
    found += [f"{len(given)} answers for {len(lines)} lines; first of the rest: {rest[0]}"] if rest else []
    found += [f"not in the reader's language: {each.words}" for each in answers if not _in_their_language(each)]
    return "\n".join(found)


def _in_their_language(answer: Answered) -> bool:
    return answer.language == ("en" if answer.who in ENGLISH else "es")
