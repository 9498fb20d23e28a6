"""`python -m bot check`: line by line what is configured, what is missing and how to get it."""

from zoneinfo import ZoneInfo

from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.checking_mail import BAD, GOOD, MISSING, mail_lines
from bot.settings import SLACK, Settings
from storage import charter, journal, networks, people
from storage.database import Database
from storage.schema import newest


async def check_everything(settings: Settings) -> tuple[list[str], bool]:
    """The lines and whether Quipu can work; what is merely missing is not wrong."""
    seen = [*_house(settings), *_database(settings), *await _slack(settings)]
    lines = [*seen, *await mail_lines(settings), *_incoming(settings)]
    return lines, not any(line.startswith(BAD) for line in lines)


def check_journal(settings: Settings) -> tuple[list[str], bool]:
    """Whether each network's chain of acts is whole."""
    database = Database(settings.database_url)
    lines: list[str] = []
    try:
        with database.reading() as session:
            for network in networks.all_networks(session):
                lines.append(_chain(session, network))
    except SQLAlchemyError as wrong:
        lines.append(
            f"{BAD}the journal cannot be read ({type(wrong).__name__}): start the database, then run python -m bot migrate"
        )
    finally:
        database.close()
    return lines or [f"{MISSING}no network yet: import a roster"], not any(line.startswith(BAD) for line in lines)


def _chain(session: Session, network: networks.Network) -> str:
    assert network.id is not None
    broken = journal.first_broken_link(session, network.id)
    if broken is None:
        head = session.get(journal.JournalHead, network.id)
        return f"{GOOD}{network.charter}: {head.number if head else 0} acts, the chain is whole"
    return f"{BAD}{network.charter}: act {broken} was changed, removed or added by another hand"


def _house(settings: Settings) -> list[str]:
    found = charter.load_named(settings.charter)
    lines = [
        f"{GOOD}CHARTER={found.name}: {found.title.get('en') or found.title[found.language]}, clock of {ZoneInfo(found.zone)}"
    ]
    if settings.rehearsal:
        lines.append(f"{GOOD}REHEARSAL=1: nothing leaves this machine; the clock can be moved on {settings.address}")
    if not settings.secret_key and not settings.rehearsal:
        lines.append(
            f"{MISSING}SECRET_KEY: signs links. Make one: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    if not settings.public_url:
        lines.append(
            f"{MISSING}PUBLIC_URL: the https address people reach; only needed for Slack over HTTP and for links"
        )
    return lines


def _database(settings: Settings) -> list[str]:
    database = Database(settings.database_url)
    try:
        with database.reading() as session:
            step = session.connection().execute(sql("SELECT version_num FROM alembic_version")).scalar_one()
            if step != newest():
                return [f"{BAD}DATABASE_URL: the database is at step {step}, not {newest()}: run python -m bot migrate"]
            return [
                f"{GOOD}DATABASE_URL: {database.url.render_as_string(hide_password=True)}, up to date",
                *_roster(session, settings),
            ]
    except SQLAlchemyError as wrong:
        return [f"{BAD}DATABASE_URL: {type(wrong).__name__}; start the database, then run python -m bot migrate"]
    finally:
        database.close()


def _roster(session: Session, settings: Settings) -> list[str]:
    network = networks.find(session, settings.charter)
    if network is None or network.id is None:
        return [f"{MISSING}roster: nobody is known yet; run python -m bot people import FILE.csv"]
    return [f"{GOOD}roster: {len(people.organisations(session, network.id))} organisations"]


async def _slack(settings: Settings) -> list[str]:
    if not settings.slack_bot_token:
        return [
            f"{MISSING}SLACK_BOT_TOKEN: make the app at api.slack.com/apps from `python -m bot manifest slack` and copy its token"
        ]
    lines = []
    if not (settings.slack_signing_secret or settings.slack_app_token):
        lines.append(
            f"{BAD}SLACK_SIGNING_SECRET: Basic Information → App Credentials (or set SLACK_APP_TOKEN for Socket Mode)"
        )
    if not settings.slack_app_token:
        lines.append(
            f"{MISSING}SLACK_APP_TOKEN: only for Socket Mode: Basic Information → App-Level Tokens, connections:write"
        )
    if settings.rehearsal and not settings.slack_wanted:
        return [*lines, f"{MISSING}Slack: not used in rehearsal unless SLACK_API_URL is on this machine"]
    return [*lines, await _slack_answers(settings)]


async def _slack_answers(settings: Settings) -> str:
    from slack_sdk.errors import SlackApiError
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(
        token=settings.slack_bot_token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[]
    )
    where = "" if settings.slack_api_url == SLACK else f" at {settings.slack_api_url}"
    try:
        answer = await client.auth_test()
    except SlackApiError as refused:
        return f"{BAD}Slack{where} refuses the token ({refused.response.get('error')}): reinstall the app and copy the token again"
    except Exception as wrong:  # noqa: BLE001 - whatever the network does, the administrator gets a line
        return f"{BAD}Slack{where} does not answer ({type(wrong).__name__}): check the network and SLACK_API_URL"
    return f"{GOOD}Slack{where}: {answer.get('team')} as {answer.get('user')}"


def _incoming(settings: Settings) -> list[str]:
    """Whether answers by mail can be read, and whose word on their senders is believed."""
    if not settings.imap_url:
        return [
            f"{MISSING}IMAP_URL: without it calendar answers by mail are not read; e.g. imaps://user:password@host:993"
        ]
    if not settings.imap_wanted:
        return [f"{MISSING}IMAP_URL: not used in rehearsal unless it is on this machine"]
    if not settings.authserv_id:
        return [f"{BAD}MAIL_AUTHSERV_ID: set it (or MAIL_FROM): without it no answer by mail is ever applied by itself"]
    believed = f"answers count when Authentication-Results of {settings.authserv_id} (MAIL_AUTHSERV_ID) say dmarc=pass"
    return [f"{GOOD}incoming mail: {believed}"]
