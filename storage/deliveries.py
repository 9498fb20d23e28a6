"""What went out about a matter, to whom, and what came back for it: questions to the outbox and to the mail that came in."""

from collections.abc import Collection, Iterable

from sqlmodel import Session, col, select

from storage.incoming_mail import IGNORED, MailReceived
from storage.journal import JournalEntry
from storage.outbox import GATHERED, Notice
from storage.people import Person

AGAIN = "/again/"
"""Stands in the key of a notice that was sent once more, before how many times that was."""
MOST = 2000
"""Notices looked at for one question."""


def root(key: str) -> str:
    """The key of the notice that was there first."""
    return key.split(AGAIN, 1)[0]


def notice(session: Session, network_id: int, number: int) -> Notice | None:
    """The notice of that number, if it belongs to this network."""
    found = session.get(Notice, number)
    return found if found is not None and found.network_id == network_id else None


def about(session: Session, network_id: int, code: str) -> list[Notice]:
    """Every notice about a matter, newest first."""
    query = select(Notice).where(Notice.network_id == network_id, Notice.about == code)
    return list(session.exec(query.order_by(col(Notice.id).desc()).limit(MOST)))


def to_people(session: Session, network_id: int, persons: Collection[int]) -> list[Notice]:
    """The newest notices to these people, whatever they are about."""
    query = select(Notice).where(Notice.network_id == network_id, col(Notice.person_id).in_(list(persons)))
    return list(session.exec(query.order_by(col(Notice.id).desc()).limit(MOST)))


def bundles(session: Session, network_id: int, keys: Collection[str]) -> dict[str, Notice]:
    """The messages in which others were gathered, by key: each as it was last sent."""
    sent = ((key, again(session, network_id, key)) for key in keys)
    return {key: rows[-1] for key, rows in sent if rows}


def gathered_in(session: Session, network_id: int, key: str) -> list[Notice]:
    """What went in one message with others, in its order."""
    query = select(Notice).where(Notice.network_id == network_id, Notice.bundle == root(key), Notice.why == GATHERED)
    return list(session.exec(query.order_by(col(Notice.id))))


def persons(session: Session, network_id: int) -> list[Person]:
    """Everybody who can have been written to, but for those whose contact data were deleted."""
    query = select(Person).where(Person.network_id == network_id, col(Person.erased_at).is_(None))
    return list(session.exec(query.order_by(Person.name)))


def again(session: Session, network_id: int, key: str) -> list[Notice]:
    """A notice and every time it was sent once more, in order."""
    first = root(key)
    same = (col(Notice.key) == first) | col(Notice.key).startswith(first + AGAIN, autoescape=True)
    return list(session.exec(select(Notice).where(Notice.network_id == network_id, same).order_by(col(Notice.id))))


def came_back(session: Session, network_id: int, keys: Iterable[str]) -> list[MailReceived]:
    """What was read of the mail that came for these notices, in order; what was set aside as nothing is left out."""
    wanted, found = list(keys), list[MailReceived]()
    for start in range(0, len(wanted), 500):
        query = select(MailReceived).where(
            MailReceived.network_id == network_id, col(MailReceived.outbox_key).in_(wanted[start : start + 500]),
            MailReceived.status != IGNORED,
        )  # fmt: skip
        found += session.exec(query)
    return sorted(found, key=lambda row: (row.received_at, row.id or 0))


def last_matter(session: Session, network_id: int, person_id: int | None) -> str:
    """The matter of this person's last act about which anything went out; without one, of the newest notice."""
    told = select(Notice.about).where(Notice.network_id == network_id, Notice.about != "")
    acts = select(JournalEntry.about).where(
        JournalEntry.network_id == network_id, JournalEntry.person_id == person_id, col(JournalEntry.about).in_(told)
    )
    found = session.exec(acts.order_by(col(JournalEntry.number).desc()).limit(1)).first()
    newest = told.where(Notice.duty == "").order_by(col(Notice.id).desc()).limit(1)
    return found or session.exec(newest).first() or ""
