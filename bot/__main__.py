"""python -m bot: run | serve | clock | migrate | people | speakers | export | manifest | check | rehearse."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from bot import logs
from bot.settings import Settings
from storage.charter import Charter, CharterError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it went well, 2 when something must be mended first."""
    asked = _parser().parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as wrong:
        for error in wrong.errors():
            where = "_".join(str(part) for part in error["loc"]).upper()
            print(f"{where}: {error['msg']}" if where else error["msg"], file=sys.stderr)
        return 2
    except CharterError as wrong:
        print(f"CHARTER: {wrong}", file=sys.stderr)
        return 2
    logs.set_up(settings.log_format)
    try:
        result: int = asked.run(settings, asked)
    except (OperationalError, ProgrammingError) as wrong:
        first = next(iter(str(wrong.orig).splitlines()), "")
        print(f"DATABASE_URL: {first}; start the database, then run python -m bot migrate", file=sys.stderr)
        return 2
    except OSError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Quipu, a secretariat that lives in chat.")
    parser.set_defaults(run=_run, once=False)
    commands = parser.add_subparsers(title="commands")
    commands.add_parser("run", help="everything in one process (the default)").set_defaults(run=_run)
    commands.add_parser("serve", help="the web process: chat platforms and pages").set_defaults(run=_serve)
    clock = commands.add_parser("clock", help="the clock and the delivery")
    clock.add_argument("--once", action="store_true", help="one tick and one delivery round, then exit")
    clock.set_defaults(run=_clock)
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(run=_migrate)
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
    manifest = commands.add_parser("manifest", help="print the manifest of a platform")
    manifest.add_argument("platform", choices=["slack"])
    manifest.set_defaults(run=_manifest)
    check = commands.add_parser("check", help="what is configured, what is missing and how to get it")
    check.add_argument("--journal", action="store_true", help="verify the chain of the journal")
    check.set_defaults(run=_check)
    rehearse = commands.add_parser("rehearse", help="move the rehearsal's clock")
    rehearse.add_argument("--at", required=True, help="a moment such as 2027-01-19T09:00, on the network's clock")
    rehearse.set_defaults(run=_rehearse)
    return parser


def _run(settings: Settings, _asked: argparse.Namespace) -> int:
    from bot.processes import serve

    _migrate(settings, _asked)
    return serve(settings, clock=True)


def _serve(settings: Settings, _asked: argparse.Namespace) -> int:
    from bot.processes import serve

    return serve(settings, clock=False)


def _clock(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.processes import run_clock

    return asyncio.run(run_clock(settings, once=asked.once))


def _migrate(settings: Settings, _asked: argparse.Namespace) -> int:
    from storage.schema import migrate

    migrate(settings.database_url)
    return 0


def _people(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.roster import RosterError, import_roster
    from storage import charter
    from storage.database import Database

    database = Database(settings.database_url)
    try:
        content = asked.file.read_text(encoding="utf-8")
        with database.transaction() as session:
            changes = import_roster(
                session, charter.load_named(settings.charter), content, str(asked.file), datetime.now(UTC)
            )
    except (OSError, UnicodeDecodeError, RosterError) as wrong:
        print(f"Nothing was imported. {wrong}", file=sys.stderr)
        return 2
    finally:
        database.close()
    print("\n".join(changes) or "No change: the roster already says so.")
    return 0


def _speakers_in(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.speakers_import import import_speakers

    def take_in(session: Session, found: Charter) -> str:
        changes = import_speakers(session, found, asked.file.read_bytes(), str(asked.file), datetime.now(UTC))
        return "\n".join(changes) or "No change: the directory already says so."

    return _with_directory(settings, take_in, "Nothing was imported.")


def _speakers_out(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.speakers_import import export_speakers

    def take_out(session: Session, found: Charter) -> str:
        content, count = export_speakers(session, found, datetime.now(UTC))
        private_file(asked.file, content)
        return f"{count} entries in {asked.file}: personal data, keep it accordingly."

    return _with_directory(settings, take_out, "Nothing was exported.")


def _export(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.exporting import export, export_person

    def take_out(session: Session, found: Charter) -> str:
        now = datetime.now(UTC)
        if asked.person:
            counts = export_person(session, found, asked.folder, asked.person, now)
        else:
            counts = export(session, found, asked.folder, now)
        return f"{sum(counts.values())} rows in {asked.folder}: personal data, keep it accordingly."

    return _with_directory(settings, take_out, "Nothing was exported.")


def _with_directory(settings: Settings, act: Callable[[Session, Charter], str], otherwise: str) -> int:
    from bot.exporting import NothingToExport
    from bot.speakers_file import DirectoryError
    from storage import charter
    from storage.database import Database

    database = Database(settings.database_url)
    try:
        with database.transaction() as session:
            said = act(session, charter.load_named(settings.charter))
    except (OSError, DirectoryError, NothingToExport) as wrong:
        print(f"{otherwise} {wrong}", file=sys.stderr)
        return 2
    finally:
        database.close()
    print(said)
    return 0


def private_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(content)


def _manifest(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.platforms.slack.manifest import manifest

    print(json.dumps(manifest(settings.public_url or None), ensure_ascii=False, indent=2))
    return 0


def _check(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.checking import check_everything, check_journal

    lines, good = check_journal(settings) if asked.journal else asyncio.run(check_everything(settings))
    print("\n".join(lines))
    return 0 if good else 2


def _rehearse(settings: Settings, asked: argparse.Namespace) -> int:
    from bot.processes import rehearse

    try:
        moment = datetime.fromisoformat(asked.at)
    except ValueError:
        print(f"{asked.at!r} is not a moment; write it as 2027-01-19T09:00", file=sys.stderr)
        return 2
    return asyncio.run(rehearse(settings, moment))


def _stop(_signal: int, _frame: object) -> NoReturn:
    """Asked to stop: an exception, so that every `finally` runs; the default would end the process on the spot."""
    raise SystemExit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
