"""Side by side in one run: a bare Bolt slash command and Quipu's durable one. Prints figures; asserts nothing.

Both servers run in processes of their own and are driven by the same client in turn, so that noise
of the machine falls on both. `python -m tests.bench_commands [seconds per cell]`
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

SECRET = "bench-secret"
CONCURRENCY = (1, 16, 64)
ROUNDS = 2
WARM_UP = 1.0

BARE = """
import sys
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.routing import Route
import uvicorn

async def authorize(**_):
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-bare", bot_user_id="UBOT", bot_id="BBOT")

app = AsyncApp(signing_secret="bench-secret", authorize=authorize, process_before_response=True)

@app.command("/red")
async def red(ack):
    await ack("ok")

handler = AsyncSlackRequestHandler(app)

async def endpoint(request):
    return await handler.handle(request)

uvicorn.run(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])]), port=int(sys.argv[1]), log_level="error")
"""


def signed(words: str, number: int) -> bytes:
    """One slash command as Slack posts it, ready for the wire."""
    fields = {
        "token": "x", "team_id": "T1", "team_domain": "un", "channel_id": "C1", "channel_name": "red",
        "user_id": "U1", "user_name": "noelia", "command": "/red", "text": words, "api_app_id": "A1",
        "response_url": "http://127.0.0.1:9/none", "trigger_id": f"bench.{number}",
    }  # fmt: skip
    body = urllib.parse.urlencode(fields).encode()
    stamp = str(int(time.time()))
    signature = "v0=" + hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def drive(port: int, concurrency: int, seconds: float, start: int) -> tuple[list[float], float, int]:
    """Latencies in ms, seconds taken, and how many answers were not 200."""
    took: list[float] = []
    bad = 0
    numbers = iter(range(start, sys.maxsize))
    end = time.perf_counter() + seconds

    async def one_client() -> None:
        nonlocal bad
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            request = signed("idioma es", next(numbers))
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            took.append((time.perf_counter() - began) * 1000)
            bad += b" 200 " not in head.split(b"\r\n")[0]
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one_client() for _ in range(concurrency)))
    return took, time.perf_counter() - began, bad


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def start_bare() -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    return subprocess.Popen([sys.executable, "-c", BARE, str(port)]), port


def start_quipu(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A web process with one convened meeting; the person behind U1 is matched beforehand, as after a first message."""
    from tests.bench_setup import prepare

    port = free_port()
    url = f"sqlite:///{folder}/bench.sqlite3"
    prepare(url)
    environment = os.environ | {
        "DATABASE_URL": url, "PORT": str(port), "SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": "http://127.0.0.1:9/api/", "LOG_FORMAT": "json", "REHEARSAL": "0",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "bot", "serve"], env=environment, stderr=subprocess.DEVNULL), port


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def commit_floor(folder: Path, times: int = 40) -> float:
    """Milliseconds (median) of a bare sqlite3 commit of one row on this disk, WAL and synchronous=FULL: no durable answer is faster alone."""
    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    for said in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE row (number INTEGER)"):
        connection.execute(said)
    took = []
    for number in range(times):
        began = time.perf_counter()
        connection.execute("INSERT INTO row VALUES (?)", (number,))
        took.append((time.perf_counter() - began) * 1000)
    connection.close()
    return statistics.median(took)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    folder = Path(tempfile.mkdtemp(prefix="quipu-bench-"))
    print(f"a bare commit on this disk takes {commit_floor(folder):.1f} ms (median)")
    servers = {"bare Bolt": start_bare(), "Quipu durable": start_quipu(folder)}
    try:
        for _, port in servers.values():
            wait_for(port)
        measure(servers, seconds)
    finally:
        for process, _ in servers.values():
            process.terminate()
            process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def measure(servers: dict[str, tuple[subprocess.Popen[bytes], int]], seconds: float) -> None:
    print(f"{'':16}{'c':>4}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'not 200':>9}")
    number = 0
    for concurrency in CONCURRENCY:
        rates: dict[str, list[float]] = {}
        for turn in range(ROUNDS):
            for name, (_, port) in servers.items():
                if turn == 0:
                    asyncio.run(drive(port, concurrency, WARM_UP, number := number + 1_000_000))
                took, spent, bad = asyncio.run(drive(port, concurrency, seconds, number := number + 1_000_000))
                rates.setdefault(name, []).append(len(took) / spent)
                print(
                    f"{name:16}{concurrency:4}{len(took) / spent:12.0f}{percentile(took, 0.5):9.1f}{percentile(took, 0.99):9.1f}{bad:9}"
                )
        ratio = statistics.mean(rates["Quipu durable"]) / statistics.mean(rates["bare Bolt"])
        print(f"{'ratio':16}{concurrency:4}{ratio:12.2f}")


if __name__ == "__main__":
    main()
