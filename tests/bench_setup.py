"""The record the bench of commands starts from: one Executive Committee meeting whose call for items is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.roster import import_roster
from storage import charter as charters
from storage import people
from storage.database import Database
from storage.meetings import Meeting
from storage.people import Account
from storage.schema import migrate
from tests.conftest import ROSTER


def prepare(url: str) -> None:
    """Migrate, import the roster, convene, and match the Slack account U1 to a focal point."""
    migrate(url)
    database = Database(url)
    now = datetime.now(UTC)
    peru = charters.load_named("peru")
    with database.transaction() as session:
        import_roster(session, peru, ROSTER.read_text(encoding="utf-8"), "peru.roster.csv", now)
        noelia = people.by_email(session, 1, "n.quintamayo@acnur.example")
        assert noelia is not None and noelia.id is not None
        session.add(
            Account(
                network_id=1,
                person_id=noelia.id,
                platform="slack",
                workspace="T1",
                external_id="U1",
                email=noelia.email,
                seen_at=now,
            )
        )
        session.add(
            Meeting(
                network_id=1, code="CE-2027-01", kind="executive", title="Prioridades 2027", starts_at=now + timedelta(days=60),
                minutes=90, convened_at=now, call_opened_at=now, notes={},
            )
        )  # fmt: skip
    database.close()
