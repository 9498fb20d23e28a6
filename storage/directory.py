"""The directory: whom the network can call or invite to speak, on what, and where they have spoken (ToR 5)."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, Session, SQLModel, col, select

GOVERNMENT = "government"
STAKEHOLDERS = (
    "civil_society",
    "migrants",
    "diaspora",
    "religious",
    "local_authorities",
    "private_sector",
    "employers",
    "unions",
    "parliamentarians",
    "rights_institution",
    "red_cross",
    "academia",
    "media",
    "municipal",
    "other",
)
"""The key actors of ToR 5 together with those of paragraph 44 of the Global Compact."""
CATEGORIES = (GOVERNMENT, *STAKEHOLDERS)
ORDINARY, HIGH = "ordinary", "high"
LEVELS = (ORDINARY, HIGH)


class DirectoryEntry(SQLModel, table=True):
    """A person of an institution, or the institution alone when `name` is empty."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    name: str = ""
    function: str = ""
    organisation: str
    category: str
    language: str
    email: str = ""
    address: str = ""
    """The form of address: how a letter to them begins."""
    level: str = ORDINARY
    """high: a vice-minister or above, who is invited earlier."""
    objectives: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    tags: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    zone: str = ""
    """The zone by whose clock they live, where it is not the network's."""
    consent_on: date | None = None
    consent_purpose: str = ""
    reference: str = ""
    """The oficio by which an institution of the government designated its focal point."""
    focal_until: date | None = None
    """The day another oficio named somebody else in their place."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """The guest of the network they are, once they were invited or designated."""
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime
    erased_at: datetime | None = None

    @property
    def is_focal_point(self) -> bool:
        """Whether their institution's oficio still stands."""
        return bool(self.reference) and self.focal_until is None


class Appearance(SQLModel, table=True):
    """Somebody spoke on an item of a meeting; the institution stays on record when the person is erased."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    entry_id: int | None = Field(default=None, foreign_key="directoryentry.id", index=True)
    organisation: str
    category: str
    meeting: str
    item: str
    day: date
    recorded_at: datetime


def entries(session: Session, network_id: int) -> list[DirectoryEntry]:
    """Everybody in the directory who was not erased, by institution and name."""
    query = select(DirectoryEntry).where(
        DirectoryEntry.network_id == network_id, col(DirectoryEntry.erased_at).is_(None)
    )
    return sorted(session.exec(query), key=lambda row: (row.organisation.casefold(), row.name.casefold(), row.id or 0))


def appearances(session: Session, network_id: int) -> list[Appearance]:
    """Who spoke where, oldest first."""
    query = select(Appearance).where(Appearance.network_id == network_id)
    return list(session.exec(query.order_by(col(Appearance.day), col(Appearance.id))))


def zone_of(session: Session, network_id: int, person_id: int) -> str:
    """The zone of somebody on the roster who is in the directory; "" when none is known."""
    query = select(DirectoryEntry.zone).where(
        DirectoryEntry.network_id == network_id, DirectoryEntry.person_id == person_id, DirectoryEntry.zone != "",
        col(DirectoryEntry.erased_at).is_(None),
    )  # fmt: skip
    return session.exec(query).first() or ""
