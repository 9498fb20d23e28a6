"""The environment, read once into one frozen object; nobody else reads it."""

from email.utils import parseaddr
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage import charter

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SLACK = "https://slack.com/api/"


class Unfit(ValueError):
    """Settings that cannot be worked with; the message says how to mend them, and holds no secret."""


class Settings(BaseSettings):
    """What the administrator decides. Every name is that of the environment variable, in capitals."""

    model_config = SettingsConfigDict(frozen=True, env_file=None, extra="ignore", hide_input_in_errors=True)

    database_url: str = "sqlite:///var/quipu.sqlite3"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    public_url: str = ""
    secret_key: str = ""
    """Signs links and forms; the trial page makes one for itself when there is none."""
    charter: str = "peru"

    slack_bot_token: str = ""
    slack_signing_secret: str = ""
    slack_app_token: str = ""
    slack_api_url: str = SLACK

    mail_from: str = ""
    smtp_url: str = ""
    imap_url: str = ""
    """The mailbox whose answers are read; without one answers come by chat and by link alone."""
    mail_authserv_id: str = ""
    """The name our own mail server signs Authentication-Results with; the domain of MAIL_FROM unless it is set."""
    mail_oauth_token_url: str = ""
    """Where the mailbox's access tokens are asked for; without it SMTP_URL's own password is used."""
    mail_oauth_client_id: str = ""
    mail_oauth_client_secret: str = ""
    mail_oauth_scope: str = ""
    mail_oauth_refresh_token: str = ""

    rehearsal: bool = False
    log_format: Literal["console", "json"] = "console"

    delivery_lease_seconds: float = Field(default=60, ge=0.2, le=3600)
    """How long a claimed notice belongs to the process that claimed it. For tests and slow networks."""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        """SQLite or PostgreSQL; said at once, and never with the password in it."""
        if not value.startswith(("sqlite:///", "postgres://", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://, e.g. sqlite:///var/quipu.sqlite3")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _trailing_slash(cls, value: str) -> str:
        """Slack's client joins names to the address, so it must end with a slash."""
        return value if value.endswith("/") else value + "/"

    @field_validator("charter")
    @classmethod
    def _known_charter(cls, value: str) -> str:
        charter.load_named(value)
        return value

    @property
    def address(self) -> str:
        """Where people reach the pages."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def link_address(self) -> str:
        """Where the links in letters lead: the public address, in a rehearsal its own; "" when there is none."""
        return self.address if (self.public_url and self.secret_key) or self.rehearsal else ""

    @property
    def slack_wanted(self) -> bool:
        """Whether Slack is configured and may be used: in rehearsal only on this machine."""
        if not self.slack_bot_token or not (self.slack_signing_secret or self.slack_app_token):
            return False
        return not self.rehearsal or on_this_machine(self.slack_api_url)

    @property
    def smtp_wanted(self) -> bool:
        """Whether mail leaves by SMTP: in rehearsal only to this machine."""
        return bool(self.smtp_url) and (not self.rehearsal or on_this_machine(self.smtp_url))

    @property
    def imap_wanted(self) -> bool:
        """Whether the mailbox is read: in rehearsal only on this machine."""
        return bool(self.imap_url) and (not self.rehearsal or on_this_machine(self.imap_url))

    @property
    def authserv_id(self) -> str:
        """Whose word on a sender is believed."""
        return self.mail_authserv_id or parseaddr(self.mail_from)[1].rpartition("@")[2]


def on_this_machine(address: str) -> bool:
    """Whether an address is on loopback."""
    return (urlsplit(address).hostname or "") in LOOPBACK
