"""`python -m bot check` says of mail which log-in is used, whether it works and whether it will go on working."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.checking_mail import BAD, MISSING, mail_lines
from bot.settings import Settings
from tests.bot.oauth_scene import SECRET, Guarded, Provider, guarded_server, provider_running, settings_for
from tests.bot.post_scene import Inbox, mail_server

FROM = "Quipu <quipu@red.example>"


def said(settings: Settings) -> str:
    return "\n".join(asyncio.run(mail_lines(settings)))


def configured(**given: Any) -> Settings:
    return Settings(**{"mail_from": FROM, "secret_key": "x" * 20, **given})


def test_a_log_in_with_a_token_is_tried_and_named() -> None:
    provider, inbox = Provider(), Guarded()
    inbox.good = {"token-1"}
    with provider_running(provider), guarded_server(inbox):
        lines = said(settings_for(provider, mail_from=FROM, smtp_url=inbox.url))
        assert "as quipu@red.example with an access token (XOAUTH2)" in lines
        assert "lets Quipu in" in lines
        assert BAD not in lines and SECRET not in lines
        inbox.good = set()
        assert "no access token (mail_login_refused)" in said(
            settings_for(provider, mail_from=FROM, smtp_url=inbox.url)
        )
        provider.status, provider.more = 401, {"error": "invalid_client"}
        lines = said(settings_for(provider, mail_from=FROM, smtp_url=inbox.url))
    assert f"{BAD}mail log-in: no access token (mail_login_denied 401 invalid_client)" in lines
    assert inbox.received == []


def test_a_relay_without_a_log_in_is_named_and_one_that_is_away_is_wrong() -> None:
    inbox = Inbox()
    with mail_server(inbox):
        lines = said(configured(smtp_url=inbox.url))
    assert "mail log-in: none" in lines and "lets Quipu in" in lines
    assert f"{BAD}mail: 127.0.0.1:9 does not answer" in said(configured(smtp_url="smtp://127.0.0.1:9"))


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("smtp://quipu%40red.example:hush@smtp.office365.com", True),
        ("smtp://quipu%40red.example:hush@smtp-mail.outlook.com:587", True),
        ("smtp://quipu:hush@mail.red.example", False),
        ("smtp://quipu:hush@notoffice365.com", False),
    ],
)
def test_a_password_at_microsoft_is_announced_to_end(url: str, warned: bool) -> None:
    lines = said(configured(smtp_url=url, rehearsal=True))
    assert ("switches passwords off" in lines) is warned
    assert "with a password" in lines
    assert "hush" not in lines


def test_what_travels_unprotected_or_from_google_is_pointed_out() -> None:
    lines = said(
        configured(smtp_url="smtp://mail.example?starttls=never", mail_from="a <red@gmail.com>", rehearsal=True)
    )
    assert "may travel unprotected" in lines
    assert "Google account" in lines
    assert "may travel unprotected" not in said(configured(smtp_url="smtp://mail.example", rehearsal=True))


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, f"{MISSING}SMTP_URL: "),
        ({"mail_from": ""}, f"{MISSING}SMTP_URL and MAIL_FROM: "),
        ({"smtp_url": "http://x"}, f"{BAD}SMTP_URL looks like"),
        ({"smtp_url": "smtp://x.example", "mail_from": "secretaria"}, f"{BAD}MAIL_FROM is no address"),
        ({"rehearsal": True}, "stays in the rehearsal's mailbox"),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_its_mend(given: dict[str, Any], line: str) -> None:
    assert line in said(configured(**given))
