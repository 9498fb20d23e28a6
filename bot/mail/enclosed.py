"""The document a letter carries: a notice that names a file has its table in it, instead of in the letter; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from bot.mail import convocation
from bot.mail.convocation import Home
from bot.mail.harmless import one_line
from bot.plain import Say
from bot.word.marks import Mark
from bot.word.outline import outline_of
from handlers.minutes_cards import state_of
from handlers.minutes_origin import tags_of
from handlers.reply import Card, Heading, Note, Said, Table, text
from storage.meetings import Meeting
from storage.minutes import FINAL, Minutes
from storage.outbox import Notice
from storage.text import from_paper

DOCUMENT = "document"
"""The value of a notice that names its file and says what stands at the foot of it."""
KIND = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
WORD = "word"
"""The value of a notice whose letter has the minutes in Word: which version, and which organisation is the secretariat."""
UNFIT = re.compile(r"[^\w.-]+")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it travels."""

    name: str
    content: bytes


def wanted(notice: Notice, card: Card) -> bool:
    """Whether the notice names a file, and has a table to put into it."""
    return DOCUMENT in notice.values and any(isinstance(part, Table) for part in card.parts)


def document(notice: Notice, card: Card, meeting: Meeting | None, home: Home, language: str, say: Say) -> Enclosure:
    """The card's table as a Word document in the reader's language, dated when the notice was written."""
    from bot.mail.word_table import Sheet, word_table  # a third of a second to import, and seldom needed

    named = from_paper(notice.values[DOCUMENT])
    table = next(part for part in card.parts if isinstance(part, Table))
    title: Said = next((part.words for part in card.parts if isinstance(part, Heading)), table.caption)
    lines = (*convocation.introduced(meeting), text("mail.written", when=notice.written_at))
    sheet = Sheet(home.called, title, lines, tuple(named["foot"]), language, notice.written_at)
    return Enclosure(file_name(say(named["file"])), word_table(sheet, table, say))


def minutes_of(
    notice: Notice, meeting: Meeting, rows: Sequence[Minutes], home: Home, language: str, say: Say
) -> Enclosure:
    """The newest of these versions of the minutes as a Word document that can be edited and sent back."""
    from bot.word.drawing import Head, word_minutes

    row = rows[-1]
    mark = Mark(home.charter, meeting.code, row.version, language)
    name = str(notice.values[WORD].get("secretariat") or "")
    lines = (home.called, *((say(text("minutes_word.secretariat", organisation=name)),) if name else ()))
    kind = "foot_final" if row.status == FINAL else "foot"
    foot = say(text(f"minutes_word.{kind}", meeting=meeting.code, version=row.version))
    head = Head(lines, f"{say(state_of(row))} {foot}", row.written_at)
    called = say(text("minutes_word.file", meeting=meeting.code, version=row.version))
    return Enclosure(file_name(called), word_minutes(mark, head, outline_of(row.body, say, tags_of(row.body, rows))))


def attach(message: EmailMessage, enclosure: Enclosure) -> None:
    """Put the file into a letter that has its text, and its invitation if it has one."""
    main, sub = KIND
    message.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=enclosure.name)


def announced(card: Card) -> Card:
    """The letter's words, which say that the minutes come with it."""
    return card.followed_by(Note(text("minutes_word.enclosed")))


def without_table(card: Card) -> Card:
    """What is left to read in the letter itself."""
    return Card(tuple(part for part in card.parts if not isinstance(part, Table)))


def file_name(said: str) -> str:
    """The words as a Word file is called."""
    return UNFIT.sub("-", one_line(said, LONGEST_NAME)).strip("-.") + ".docx"
