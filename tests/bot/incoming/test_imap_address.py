"""The address of a mailbox in the settings: how it is read, and when it may be used."""

from __future__ import annotations

from typing import Any

import pytest

from bot.mail.incoming.imap import Server
from bot.settings import Settings


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("imaps://u:p%40ss@mail.example", ("mail.example", 993, "p@ss", "INBOX", True, False)),
        ("imap://u:p@mail.example/Respuestas", ("mail.example", 143, "p", "Respuestas", False, True)),
        ("imap://u:p@127.0.0.1:1143", ("127.0.0.1", 1143, "p", "INBOX", False, False)),
    ],
)
def test_an_address_is_read_and_a_password_never_leaves_the_machine_in_the_clear(
    url: str, shape: tuple[Any, ...]
) -> None:
    found = Server.of(url)
    assert (found.host, found.port, found.password, found.folder, found.tls, found.starttls) == shape


@pytest.mark.parametrize(
    "url", ["http://u:p@x.example", "imap://x.example", "imap://", "imap://u:p@x.example?starttls=maybe"]
)
def test_an_address_that_is_no_mailbox_is_refused_with_the_mend(url: str) -> None:
    with pytest.raises(ValueError, match="IMAP_URL"):
        Server.of(url)


def test_a_rehearsal_reads_only_a_mailbox_of_this_machine() -> None:
    given = {"secret_key": "x" * 20, "rehearsal": True}
    assert not Settings(imap_url="imaps://u:p@mail.example", **given).imap_wanted  # type: ignore[arg-type]
    assert Settings(imap_url="imap://u:p@127.0.0.1", **given).imap_wanted  # type: ignore[arg-type]
    assert not Settings().imap_wanted
    assert Settings(mail_from="Red <s@red.example>").authserv_id == "red.example"
    assert Settings(mail_from="s@red.example", mail_authserv_id="mx.onu.example").authserv_id == "mx.onu.example"
