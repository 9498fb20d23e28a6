"""Logging in at the mail server with an access token: asked for once, renewed in time, never in a log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.mail import tokens as module
from bot.mail.door import Door, Server
from bot.mail.sender import Smtp, post_of
from bot.mail.tokens import NoToken, Provider, Tokens
from scheduler.sending import Sent, TryLater
from tests.bot.oauth_scene import (
    CLIENT,
    SECRET,
    USER,
    Guarded,
    guarded_server,
    provider_running,
    settings_for,
)
from tests.bot.oauth_scene import Provider as Pretend
from tests.bot.post_scene import NOW, Office
from tests.town import Town


@pytest.fixture
def provider() -> Iterator[Pretend]:
    found = Pretend()
    with provider_running(found):
        yield found


@pytest.fixture
def inbox() -> Iterator[Guarded]:
    found = Guarded()
    with guarded_server(found):
        yield found


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town)
    yield found
    found.counter.close()


class Hand:
    """A clock of seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def kept(provider: Pretend, hand: Hand | None = None, **more: Any) -> Tokens:
    named = Provider.of(settings_for(provider, **more))
    assert named is not None
    return Tokens(named, hand or Hand())


def carrier(office: Office, inbox: Guarded, tokens: Tokens) -> Smtp:
    return Smtp(office.composer, Server.of(inbox.url, by_token=True), tokens=tokens)


def why(tokens: Tokens) -> str:
    with pytest.raises(NoToken) as wrong:
        asyncio.run(tokens.token())
    return wrong.value.why


def test_a_letter_leaves_with_a_token_in_place_of_a_password(office: Office, inbox: Guarded, provider: Pretend) -> None:
    inbox.good = {"token-1"}
    road = post_of(settings_for(provider, smtp_url=inbox.url), office.composer, office.counter, lambda: NOW)
    assert isinstance(office.send(road, office.notice()), Sent)
    assert len(inbox.received) == 1
    assert provider.asked == [
        {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET,
         "scope": "https://outlook.office365.com/.default"},
    ]  # fmt: skip


def test_one_token_serves_many_letters_until_shortly_before_it_ends(provider: Pretend) -> None:
    hand = Hand()
    tokens = kept(provider, hand)

    async def many() -> list[str]:
        return await asyncio.gather(*(tokens.token() for _ in range(20)))

    assert set(asyncio.run(many())) == {"token-1"}
    hand.seconds += 3600 - module.MARGIN - 1
    assert asyncio.run(tokens.token()) == "token-1"
    hand.seconds += 2
    assert asyncio.run(tokens.token()) == "token-2"


def test_a_token_that_the_mail_server_refuses_is_renewed_once(
    office: Office, inbox: Guarded, provider: Pretend
) -> None:
    hand = Hand()
    tokens = kept(provider, hand)
    inbox.good = {"token-1"}
    assert isinstance(office.send(carrier(office, inbox, tokens), office.notice()), Sent)
    inbox.good, hand.seconds = {"token-2"}, hand.seconds + 600
    assert isinstance(office.send(carrier(office, inbox, tokens), office.notice(sequence=1)), Sent)
    assert inbox.tried == ["token-1", "token-1", "token-2"]
    assert len(inbox.received) == 2


def test_a_log_in_that_is_refused_for_good_waits_and_hammers_nobody(
    office: Office, inbox: Guarded, provider: Pretend
) -> None:
    tokens = kept(provider)
    answers = [office.send(carrier(office, inbox, tokens), office.notice(sequence=n)) for n in range(3)]
    assert answers == [TryLater("mail_login_refused")] * 3
    assert len(provider.asked) == 1
    assert inbox.received == []


def test_a_provider_that_is_down_is_tried_later_and_not_by_every_letter(office: Office, inbox: Guarded) -> None:
    away = Pretend()
    away.url = "http://127.0.0.1:9/token"
    hand = Hand()
    tokens = kept(away, hand)
    with capture_logs() as logs:
        outcomes = [office.send(carrier(office, inbox, tokens), office.notice(sequence=n)) for n in range(3)]
    assert outcomes == [TryLater("mail_login_unreachable")] * 3
    assert len(logs) == 1
    hand.seconds += module.REST
    with capture_logs() as logs:
        assert why(tokens) == "mail_login_unreachable"
    assert len(logs) == 1


def test_a_provider_that_comes_back_is_used_again(provider: Pretend) -> None:
    hand = Hand()
    tokens = kept(provider, hand)
    provider.status, provider.more = 503, {}
    assert why(tokens) == "mail_login_denied 503"
    hand.seconds += module.REST
    provider.status = 200
    assert asyncio.run(tokens.token()) == "token-2"


def test_a_provider_that_does_not_answer_costs_a_letter_no_more_than_its_patience(
    provider: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    provider.seconds = 0.5
    assert why(kept(provider)) == "mail_login_unreachable"


@pytest.mark.parametrize(
    ("status", "raw", "code"),
    [
        (401, b'{"error": "invalid_client", "error_description": "AADSTS7000215 s3creto-de-prueba"}', "mail_login_denied 401 invalid_client"),
        (400, b'{"error": "s3creto de prueba\\r\\nX"}', "mail_login_denied 400"),
        (302, b"", "mail_login_denied 302"),
        (200, b"<html>", "mail_login_unreadable"),
        (200, b'{"access_token": "a\\u0001auth=Bearer b"}', "mail_login_unreadable"),
        (200, b'{"access_token": ""}', "mail_login_unreadable"),
        (200, b'["access_token"]', "mail_login_unreadable"),
        (200, b'{"access_token": "' + b"x" * 70_000 + b'"}', "mail_login_unreadable"),
        (200, b"[" * 60_000, "mail_login_unreadable"),
    ],
)  # fmt: skip
def test_what_the_provider_says_instead_of_a_token_is_no_token(
    provider: Pretend, status: int, raw: bytes, code: str
) -> None:
    provider.status, provider.raw, provider.sends_to = status, raw, "http://127.0.0.1:9/elsewhere"
    with capture_logs() as logs:
        assert why(kept(provider)) == code
    assert SECRET not in str(logs)
    assert provider.paths == ["/token"], "a secret is sent nowhere else"


@pytest.mark.parametrize("lasts", [None, "3600", -5, "soon", True, 10**12, [1]])
def test_a_strange_length_of_life_is_no_reason_to_fail(provider: Pretend, lasts: Any) -> None:
    provider.more = {"expires_in": lasts}
    assert asyncio.run(kept(provider).token()) == "token-1"


def test_a_refresh_token_is_the_mailbox_s_own_grant_and_may_be_replaced(provider: Pretend) -> None:
    hand = Hand()
    tokens = kept(provider, hand, mail_oauth_refresh_token="r-1", mail_oauth_client_secret="")
    provider.more = {"expires_in": 60, "refresh_token": "r-2"}
    asyncio.run(tokens.token())
    hand.seconds += 31
    asyncio.run(tokens.token())
    assert [(form["grant_type"], form["refresh_token"]) for form in provider.asked] == [
        ("refresh_token", "r-1"),
        ("refresh_token", "r-2"),
    ]
    assert "client_secret" not in provider.asked[0]


def test_no_secret_stands_in_a_log_or_in_what_is_shown_of_the_parts(
    office: Office, inbox: Guarded, provider: Pretend, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = kept(provider, mail_oauth_refresh_token="r-hush")
    with capture_logs() as logs:
        office.send(carrier(office, inbox, tokens), office.notice())
        provider.status = 500
        why(kept(provider, mail_oauth_refresh_token="r-hush"))
    shown = f"{logs} {tokens.provider!r} {capsys.readouterr()}"
    assert not [hush for hush in (SECRET, "r-hush", "token-1", USER) if hush in shown]
    assert len(logs) == 1


@pytest.mark.parametrize(
    ("more", "mend"),
    [
        ({"mail_oauth_token_url": "http://login.example/token"}, "https"),
        ({"mail_oauth_token_url": "https://u:p@login.example/token"}, "no password"),
        ({"mail_oauth_token_url": "file:///etc/passwd"}, "https"),
        ({"mail_oauth_client_id": ""}, "MAIL_OAUTH_CLIENT_ID must"),
        ({"mail_oauth_client_secret": ""}, "MAIL_OAUTH_CLIENT_SECRET must"),
        ({"smtp_url": "smtp://quipu:hush@mail.example"}, "no password"),
        ({"smtp_url": "smtp://mail.example"}, "names the mailbox"),
    ],
)
def test_half_a_log_in_is_refused_with_the_mend(more: dict[str, str], mend: str) -> None:
    pretend = Pretend()
    pretend.url = "https://login.example/token"
    with pytest.raises(ValueError, match=mend) as wrong:
        Door.of(settings_for(pretend, **{"smtp_url": f"smtp://{USER.replace('@', '%40')}@mail.example", **more}))
    assert "hush" not in str(wrong.value)


def test_without_the_setting_nobody_asks_for_tokens() -> None:
    pretend = Pretend()
    assert Tokens.of(settings_for(pretend, mail_oauth_token_url="")) is None


@pytest.mark.parametrize("url", ["smtp://quipu%40red.example@mail.example", "smtps://quipu%40red.example@mail.example"])
def test_off_this_machine_a_log_in_always_travels_protected(url: str) -> None:
    """STARTTLS is required, or TLS from the first byte; only somebody who asks for less gets less."""
    server = Server.of(url, by_token=True)
    assert server.tls or server.starttls is True
    assert Server.of(f"{url}?starttls=never").starttls is False
