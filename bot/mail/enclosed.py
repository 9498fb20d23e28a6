"""The document a letter carries: a notice that names a file has its table in it, instead of in the letter; pure."""

from email.message import EmailMessage

from bot.mail import convocation
from bot.mail.convocation import Home
from bot.plain import Say
from bot.word.enclosure import KIND, Enclosure, file_name
from handlers.reply import Card, Heading, Note, Said, Table, text
from storage.meetings import Meeting
from storage.outbox import Notice
from storage.text import from_paper

DOCUMENT = "document"
"""The value of a notice that names its file and says what stands at the foot of it."""


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
