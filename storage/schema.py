"""Every table in one place, and the numbered steps that bring a database up to them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlmodel import SQLModel

from storage import (  # noqa: F401 - each registers its tables
    actions,
    agenda,
    alerts,
    calendars_sent,
    contacts,
    decisions,
    directory,
    drafts,
    feeds,
    groups,
    heartbeat,
    inbound,
    incoming_mail,
    invitations,
    journal,
    ledger,
    meetings,
    membership,
    minutes,
    networks,
    numbers,
    outbox,
    people,
    polls,
    rehearsal,
)

METADATA = SQLModel.metadata
MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database up to that step; repeatable."""
    command.upgrade(_config(url), revision)


def newest() -> str:
    """The newest step there is."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config("sqlite://")).get_current_head() or ""


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config
