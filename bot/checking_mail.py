"""The lines of `python -m bot check` about mail: which log-in is used, whether it works, what will stop working."""

import asyncio

from aiosmtplib import SMTPAuthenticationError, SMTPException

from bot.mail.door import Door
from bot.mail.letter import NOBODY, mailbox
from bot.mail.tokens import NoToken
from bot.settings import Settings, Unfit, on_this_machine

GOOD, MISSING, BAD = "ok      ", "missing ", "WRONG   "
LONGEST = 15.0
"""Seconds the mail server may take until it has let us in."""
MICROSOFT = ("outlook.com", "office365.com", "office.com", "hotmail.com", "live.com")
GOOGLE = ("gmail.com", "googlemail.com", "google.com")


async def mail_lines(settings: Settings) -> list[str]:
    """How letters leave, said in plain words; nothing is sent."""
    if not (settings.smtp_url and settings.mail_from):
        return [_what_is_missing(settings)]
    if mailbox(settings.mail_from) is NOBODY:
        return [f"{BAD}MAIL_FROM is no address: write it as Quipu <quipu@red.example>"]
    try:
        door = Door.of(settings)
    except Unfit as wrong:
        return [f"{BAD}{wrong}"]
    lines = [f"{GOOD}mail: from {settings.mail_from}", *_log_in(door), *_sender(settings)]
    if not settings.smtp_wanted:
        return [*lines, f"{MISSING}mail: not sent in rehearsal unless SMTP_URL is on this machine"]
    return [*lines, await _answers(door)]


def _what_is_missing(settings: Settings) -> str:
    if settings.rehearsal:
        return f"{GOOD}mail: stays in the rehearsal's mailbox"
    wanted = [name for name, value in (("SMTP_URL", settings.smtp_url), ("MAIL_FROM", settings.mail_from)) if not value]
    return f"{MISSING}{' and '.join(wanted)}: without them nobody gets letters or calendar invitations; e.g. smtp://user:password@host:587?starttls=required"


def _log_in(door: Door) -> list[str]:
    """Which log-in it is, whether it is protected on its way, and whether it has a future."""
    server = door.server
    if door.tokens is not None:
        how = f"{GOOD}mail log-in: as {server.user} with an access token (XOAUTH2) from {door.tokens.provider!r}"
    elif server.password:
        how = f"{GOOD}mail log-in: as {server.user} with a password"
    else:
        how = f"{GOOD}mail log-in: none; {server.host} takes letters from this machine as it is"
    return [how, *_future(door), *_way(door)]


def _future(door: Door) -> list[str]:
    """Microsoft is taking passwords away from SMTP (MC786329)."""
    server = door.server
    if door.tokens is not None or not server.password or not _is_of(server.host, MICROSOFT):
        return []
    return [
        f"{MISSING}mail log-in: Exchange Online switches passwords off for existing tenants from the end of December 2026; set MAIL_OAUTH_TOKEN_URL, see docs/mail.md"
    ]


def _way(door: Door) -> list[str]:
    server = door.server
    if server.tls or server.starttls or on_this_machine(f"smtp://{server.host}"):
        return []
    return [f"{MISSING}mail: SMTP_URL asks for starttls=never or auto: letters and log-in may travel unprotected"]


def _sender(settings: Settings) -> list[str]:
    """Google keeps answers to invitations from Google's own users to itself."""
    if not _is_of(mailbox(settings.mail_from).domain, GOOGLE):
        return []
    return [
        f"{MISSING}MAIL_FROM is a Google account: answers of Google's users to invitations may not come back by mail; see docs/mail.md"
    ]


async def _answers(door: Door) -> str:
    """Log in and leave; no letter is sent."""
    server = door.server
    where = f"{server.host}:{server.port}"
    try:
        async with asyncio.timeout(LONGEST):
            client = await door.opened()
        client.close()
    except NoToken as wrong:
        return f"{BAD}mail log-in: no access token ({wrong.why}): check the MAIL_OAUTH_… settings; docs/mail.md says where each comes from"
    except SMTPAuthenticationError as refused:
        return f"{BAD}mail log-in: {where} refuses it ({refused.code}): check user and password; at Microsoft, whether SMTP AUTH is on for this mailbox"
    except (SMTPException, OSError) as wrong:
        return f"{BAD}mail: {where} does not answer as it should ({type(wrong).__name__}): check host, port (587 or 465) and the firewall"
    return f"{GOOD}mail: {where} lets Quipu in"


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
