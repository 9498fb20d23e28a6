"""The command line: what must be mended first is one clear line and exit code 2, never a trace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.processes import open_door
from bot.settings import Settings
from storage import heartbeat
from storage.database import Database
from tests.running import free_port

ROSTER = "storage/charters/peru.roster.csv"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """What a command line prints, both streams, and its exit code."""
    monkeypatch.setattr("bot.logs.set_up", lambda _form: None)

    def say(url: str, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("DATABASE_URL", url)
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out + err

    return say


@pytest.mark.parametrize(
    "words", [["people", "import", ROSTER], ["clock", "--once"], ["serve"], ["check", "--journal"]]
)
def test_an_empty_database_is_told_to_migrate(
    said: Callable[..., tuple[int, str]], tmp_path: Path, words: list[str]
) -> None:
    code, line = said(f"sqlite:///{tmp_path}/new.sqlite3", *words)

    assert code == 2
    assert "python -m bot migrate" in line
    assert "Traceback" not in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("words", [["migrate"], ["check"], ["check", "--journal"], ["clock", "--once"]])
def test_a_database_that_does_not_answer_is_named(said: Callable[..., tuple[int, str]], words: list[str]) -> None:
    code, lines = said("postgres://quipu:hush@127.0.0.1:1/quipu", *words)

    assert code == 2
    assert "start the database" in lines
    assert "hush" not in lines


@pytest.mark.parametrize("url", ["nonsense", "mysql://root:hush@localhost/quipu"])
def test_an_address_of_no_known_database_is_refused(said: Callable[..., tuple[int, str]], url: str) -> None:
    code, line = said(url, "check")

    assert code == 2
    assert line.startswith("DATABASE_URL: ")
    assert "sqlite:///" in line
    assert "hush" not in line


def test_a_mail_log_in_that_cannot_be_is_named_and_nothing_starts(
    said: Callable[..., tuple[int, str]], sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_URL", "smtp://quipu:hush@mail.example")
    monkeypatch.setenv("MAIL_OAUTH_TOKEN_URL", "https://login.example/token")
    monkeypatch.setenv("MAIL_OAUTH_CLIENT_ID", "a")
    monkeypatch.setenv("MAIL_OAUTH_CLIENT_SECRET", "hush")

    code, line = said(sqlite_url, "clock", "--once")

    assert code == 2
    assert line.startswith("SMTP_URL: ")
    assert len(line.splitlines()) == 1
    assert "hush" not in line


def test_a_folder_that_cannot_be_made_is_named(said: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    code, line = said(f"sqlite:///{tmp_path}/file/quipu.sqlite3", "migrate")

    assert (code, len(line.splitlines())) == (2, 1)
    assert f"{tmp_path}/file" in line


def test_a_second_quipu_on_the_same_port_says_so_and_does_nothing(
    said: Callable[..., tuple[int, str]], sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        monkeypatch.setenv("REHEARSAL", "1")
        code, line = said(sqlite_url, "serve")

    assert code == 2
    assert line.startswith("PORT: ")
    assert len(line.splitlines()) == 1


def test_the_door_sends_small_answers_at_once() -> None:
    """asyncio sets TCP_NODELAY only on sockets that name their protocol; without it each answer waits 40 ms for the reader."""
    door = open_door(Settings(port=free_port()))

    assert door is not None
    with door:
        assert door.proto == socket.IPPROTO_TCP


def test_a_clock_that_is_asked_to_stop_stops_in_order(sqlite_url: str) -> None:
    """Not killed on the spot (exit code -15): what is on its way is finished and settled."""
    environment = {**os.environ, "DATABASE_URL": sqlite_url}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "clock"], env=environment, stderr=subprocess.PIPE, text=True
    ) as clock:
        _until_it_beats(sqlite_url)
        clock.send_signal(signal.SIGTERM)
        _, told = clock.communicate(timeout=20)

    assert clock.returncode == 0
    assert told == ""


def _until_it_beats(url: str) -> None:
    database = Database(url)
    for _ in range(300):
        with database.reading() as session:
            if heartbeat.last(session, heartbeat.CLOCK):
                break
        time.sleep(0.1)
    database.close()
