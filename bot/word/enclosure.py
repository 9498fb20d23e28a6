"""Minutes as a file on its way to one reader: by mail, in chat, from the trial page; their label is asked as it leaves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.plain import Say
from bot.word.marks import Mark
from bot.word.outline import outline_of
from handlers.minutes_cards import state_of
from handlers.minutes_origin import tags_of
from handlers.minutes_sight import lets_read
from handlers.reply import text
from storage import meetings, minutes, people
from storage.charter import Charter
from storage.gathered import DIGEST
from storage.meetings import Meeting
from storage.minutes import FINAL, Minutes
from storage.networks import Network
from storage.outbox import Notice

WORD = "word"
"""The value of a notice that brings the minutes in Word: which version, and which organisation is the secretariat."""
WITH_FILE = {"minutes.final"}
"""The notices that come with their document in chat; the others offer it."""
KIND = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
UNFIT = re.compile(r"[^\w.-]+")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it travels."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bound:
    """A version of minutes with what its document needs: the versions up to it, and what heads it."""

    meeting: Meeting
    rows: Sequence[Minutes]
    heading: tuple[str, ...]
    """The lines the secretariat set; () while it set none."""
    secretariat: str


def bound(session: Session, notice: Notice, charter: Charter, now: datetime) -> Bound | None:
    """The minutes a notice brings; None when it brings none, or its reader may not read them any more."""
    named: Mapping[str, Any] = notice.values.get(WORD) or {}
    code = str(notice.values.get("meeting") or "")
    meeting = meetings.by_code(session, notice.network_id, code) if named and code else None
    if meeting is None or meeting.id is None or notice.person_id is None:
        return None
    rows = minutes.versions(session, meeting.id)
    offices = people.offices_of(session, notice.person_id, now.astimezone(ZoneInfo(charter.zone)).date())
    if not rows or not any(lets_read(rows[-1].label, office.office) for office in offices):
        return None
    wanted = [row for row in rows if row.version <= named["version"]]
    heading = tuple(session.get_one(Network, notice.network_id).heading.split("\n"))
    return Bound(meeting, wanted, heading if heading != ("",) else (), str(named.get("secretariat") or ""))


def carried(session: Session, notice: Notice, charter: Charter, now: datetime) -> list[Bound]:
    """The minutes whose document comes with a message in chat: its own, or those of each notice gathered in it."""
    own: dict[str, Any] = {"key": notice.key, "notice": notice.notice, "values": notice.values}
    found = []
    for part in notice.values["of"] if notice.notice == DIGEST else (own,):
        if part["notice"] in WITH_FILE:
            kept = {name: getattr(notice, name) for name in ("network_id", "person_id", "due_at", "written_at")}
            one = Notice(**kept, key=part["key"], notice=part["notice"], values=part["values"])
            found.append(bound(session, one, charter, now))
    return [each for each in found if each is not None]


def minutes_file(found: Bound, charter: Charter, language: str, say: Say) -> Enclosure:
    """The version as a Word document that can be edited and sent back."""
    from bot.word.drawing import Head, word_minutes  # a third of a second to import, and seldom needed

    row, meeting = found.rows[-1], found.meeting
    mark = Mark(charter.name, meeting.code, row.version, language)
    kind = "foot_final" if row.status == FINAL else "foot"
    foot = say(text(f"minutes_word.{kind}", meeting=meeting.code, version=row.version))
    head = Head(headed(found, charter, language, say), f"{say(state_of(row))}\n{foot}", row.written_at)
    called = say(text("minutes_word.file", meeting=meeting.code, version=row.version))
    return Enclosure(
        file_name(called), word_minutes(mark, head, outline_of(row.body, say, tags_of(row.body, found.rows)))
    )


def headed(found: Bound, charter: Charter, language: str, say: Say) -> tuple[str, ...]:
    """What stands above: the lines the secretariat set, else the network's title and whose secretariat it is."""
    named = (say(text("minutes_word.secretariat", organisation=found.secretariat)),) if found.secretariat else ()
    return found.heading or (charter.title[language], *named)


def file_name(said: str) -> str:
    """The words as a Word file is called."""
    line = " ".join(said.split())[:LONGEST_NAME]
    return UNFIT.sub("-", line).strip("-.") + ".docx"
