"""python -m bot: run | serve | clock | migrate | people | speakers | minutes | letters | export | manifest | check | rehearse."""

import argparse
import asyncio
import json
import signal
import sys
from datetime import datetime
from typing import NoReturn

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot import in_and_out, logs
from bot.settings import Settings, Unfit
from storage.charter import CharterError


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
    except (OSError, Unfit) as wrong:
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
    in_and_out.add_to(commands)
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
