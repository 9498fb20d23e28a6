"""A real IMAP server on loopback (pymap; Dovecot where the system has it), and a hand that puts messages into it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imap_tools import BaseMailBox, MailBoxUnencrypted

USER, PASSWORD = "secretaria", "secreto"
DATED = datetime(2027, 2, 1, 16, 0, tzinfo=UTC)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class ImapServer:
    """A running server; it can be stopped and started again on the same port."""

    command: list[str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX?starttls=never"

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=0.2):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the IMAP server does not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process = None

    @contextmanager
    def opened(self) -> Iterator[BaseMailBox]:
        box = MailBoxUnencrypted("127.0.0.1", self.port, timeout=10).login(USER, PASSWORD)
        try:
            yield box
        finally:
            box.logout()

    def receives(self, *messages: bytes) -> None:
        """Put messages into the mailbox, unread."""
        with self.opened() as box:
            for message in messages:
                box.append(message, "INBOX", dt=DATED)

    def unread(self) -> int:
        with self.opened() as box:
            return len(box.uids("UNSEEN"))


def pymap() -> ImapServer:
    port = free_port()
    program = str(Path(sys.executable).with_name("pymap"))
    command = [program, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "admin", "dict"]
    return ImapServer([*command, "--demo-user", USER, "--demo-password", PASSWORD], port)


def dovecot(folder: Path) -> ImapServer:
    """Dovecot as an ordinary user, its mail in a folder of the test's."""
    import getpass

    port, me = free_port(), getpass.getuser()
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}:::::\n")
    settings = f"""
        base_dir = {folder}/run
        log_path = {folder}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        default_internal_user = {me}
        default_login_user = {me}
        default_internal_group =
        mail_location = maildir:{folder}/mail
        passdb {{
          driver = passwd-file
          args = {folder}/users
        }}
        userdb {{
          driver = static
          args = uid={me} gid={me} home={folder}
        }}
        service imap-login {{
          chroot =
          inet_listener imap {{
            port = {port}
          }}
        }}
        service anvil {{
          chroot =
        }}
        namespace inbox {{
          inbox = yes
        }}
    """
    (folder / "dovecot.conf").write_text(settings)
    return ImapServer(["dovecot", "-F", "-c", str(folder / "dovecot.conf")], port)
