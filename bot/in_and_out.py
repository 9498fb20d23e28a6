"""What the command line takes in and writes out: the roster, the directory of speakers, minutes, letters' templates, the whole record."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.settings import Settings
from storage.charter import Charter

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no other name for it
Act = Callable[[Session, Charter], str]


def add_to(commands: "Commands") -> None:
    """The commands that read or write files."""
    people = commands.add_parser("people", help="the roster").add_subparsers(required=True)
    imported = people.add_parser("import", help="make the roster what a CSV file says")
    imported.add_argument("file", type=Path)
    imported.set_defaults(run=_people)
    speakers = commands.add_parser("speakers", help="the directory of speakers").add_subparsers(required=True)
    taken_in = speakers.add_parser("import", help="write a CSV file into the directory; nobody is deleted")
    taken_in.add_argument("file", type=Path)
    taken_in.set_defaults(run=_speakers_in)
    taken_out = speakers.add_parser("export", help="write the directory as a CSV file")
    taken_out.add_argument("file", type=Path)
    taken_out.set_defaults(run=_speakers_out)
    archive = commands.add_parser("export", help="write the whole record as files: JSON, CSV, .ics, .docx")
    archive.add_argument("folder", type=Path)
    archive.add_argument("--person", metavar="EMAIL", help="only what is held about one person")
    archive.set_defaults(run=_export)
    edited = commands.add_parser("minutes", help="the minutes").add_subparsers(required=True)
    word = edited.add_parser("import", help="make a Word file that was edited the next version of its minutes")
    word.add_argument("file", type=Path)
    word.add_argument("--by", default="", help="the e-mail of who sends it; by default the secretariat's first person")
    word.set_defaults(run=_minutes_in)
    _add_letters(commands.add_parser("letters", help="the templates of letters").add_subparsers(required=True))


def _add_letters(letters: "Commands") -> None:
    exported = letters.add_parser("export", help="write the templates in use into a folder")
    exported.add_argument("folder", type=Path)
    exported.add_argument(
        "--house", action="store_true", help="the house's own, also where the secretariat replaced them"
    )
    exported.set_defaults(run=_letters_out)
    imported = letters.add_parser("import", help="use a Word file of the secretariat's from now on")
    imported.add_argument("file", type=Path)
    imported.add_argument("--name", required=True, help="which letter: carta, nota_verbal, correo, …")
    imported.add_argument("--language", required=True, help="es or en")
    imported.set_defaults(run=_letters_in)


def _people(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.roster import RosterError, import_roster

    def take_in(session: Session, found: Charter) -> str:
        content = asked.file.read_text(encoding="utf-8")
        changes = import_roster(session, found, content, str(asked.file), datetime.now(UTC))
        return "\n".join(changes) or "No change: the roster already says so."

    return _done(settings, take_in, "Nothing was imported.", (OSError, UnicodeDecodeError, RosterError))


def _speakers_in(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.speakers_file import DirectoryError
    from bot.speakers_import import import_speakers

    def take_in(session: Session, found: Charter) -> str:
        changes = import_speakers(session, found, asked.file.read_bytes(), str(asked.file), datetime.now(UTC))
        return "\n".join(changes) or "No change: the directory already says so."

    return _done(settings, take_in, "Nothing was imported.", (OSError, DirectoryError))


def _speakers_out(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.speakers_file import DirectoryError
    from bot.speakers_import import export_speakers

    def take_out(session: Session, found: Charter) -> str:
        content, count = export_speakers(session, found, datetime.now(UTC))
        _private_file(asked.file, content)
        return f"{count} entries in {asked.file}: personal data, keep it accordingly."

    return _done(settings, take_out, "Nothing was exported.", (OSError, DirectoryError))


def _private_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(content)


def _letters_out(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.mail.letters.shelf import exported

    def take_out(session: Session, found: Charter) -> str:
        return "\n".join(exported(session, found, asked.folder, house=asked.house))

    return _done(settings, take_out, "Nothing was written.", (OSError,))


def _letters_in(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.mail.letters.fields import LetterError
    from bot.mail.letters.shelf import imported

    def take_in(session: Session, found: Charter) -> str:
        return imported(session, found, asked.file, asked.name, asked.language, datetime.now(UTC))

    return _done(settings, take_in, f"Nothing was taken in. {asked.file}:", (OSError, LetterError))


def _export(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.exporting import NothingToExport, export, export_person

    def take_out(session: Session, found: Charter) -> str:
        now = datetime.now(UTC)
        if asked.person:
            counts = export_person(session, found, asked.folder, asked.person, now)
        else:
            counts = export(session, found, asked.folder, now)
        return f"{sum(counts.values())} rows in {asked.folder}: personal data, keep it accordingly."

    return _done(settings, take_out, "Nothing was exported.", (OSError, NothingToExport))


def _minutes_in(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.word.command import import_minutes

    said, good = import_minutes(settings, asked.file, asked.by)
    print(said, file=sys.stdout if good else sys.stderr)
    return 0 if good else 2


def _done(settings: Settings, act: Act, otherwise: str, faults: tuple[type[Exception], ...]) -> int:
    """Do it in one transaction and print what was done; a fault in the file is said, and nothing was done."""
    from storage import charter
    from storage.database import Database

    database = Database(settings.database_url)
    try:
        with database.transaction() as session:
            said = act(session, charter.load_named(settings.charter))
    except faults as wrong:
        print(f"{otherwise} {wrong}", file=sys.stderr)
        return 2
    finally:
        database.close()
    print(said)
    return 0
