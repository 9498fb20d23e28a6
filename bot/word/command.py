"""`python -m bot minutes import FILE.docx`: the same door as in chat, for where files cannot be attached."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

import handlers.all_commands  # noqa: F401 - registers every command
from bot.language.catalogue import Words
from bot.plain import plain
from bot.settings import Settings
from bot.word.door import COMMAND, open_file, request_of
from bot.word.package import LARGEST
from handlers.commands import answer
from handlers.request import Request
from storage import charter as charters
from storage import networks, people
from storage.charter import Charter
from storage.database import Database
from storage.people import Person
from storage.rehearsal import RehearsalClock

NOBODY = "No one with that e-mail holds an office in the network; name somebody of the secretariat with --by."
NOT_OPEN = "The network is not open; import its roster first: python -m bot people import FILE.csv"


def import_minutes(settings: Settings, file: Path, by: str) -> tuple[str, bool]:
    """What Quipu answers whoever sends that file, and whether it was taken in."""
    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    charter = charters.load_named(settings.charter)
    database = Database(settings.database_url)
    try:
        with database.transaction() as session:
            network = networks.find(session, charter.name)
            if network is None or network.id is None:
                return NOT_OPEN, False
            now = _now(session, settings)
            person = _person(session, network.id, by, now, charter)
            if person is None:
                return NOBODY, False
            asked = Request(COMMAND, network.id, now, person.id, {}, platform="command_line")
            law = {charter.name: charter}
            reply = answer(session, law, request_of(session, law, asked, open_file(file.name, content)))
    finally:
        database.close()
    words = Words(person.language, charter.language, ZoneInfo(charter.zone))
    return plain(reply.card, words.say) if reply.card else "", not reply.refused


def _now(session: Session, settings: Settings) -> datetime:
    """The machine's present; in a rehearsal, where its hand stands."""
    hand = session.get(RehearsalClock, 1) if settings.rehearsal else None
    return hand.now if hand else datetime.now(UTC)


def _person(session: Session, network_id: int, by: str, now: datetime, charter: Charter) -> Person | None:
    """Whoever is named, else the first of the secretariat."""
    if by:
        return people.by_email(session, network_id, by)
    today = now.astimezone(ZoneInfo(charter.zone)).date()
    return next(iter(people.readers(session, network_id, ("secretariat",), today)), None)
