"""A notice that cannot be delivered is given up aloud: the secretariat hears of it, once, by the other road."""

from datetime import datetime

from sqlmodel import Session

from scheduler.undelivered import called, reason
from storage import outbox, people
from storage.outbox import CHAT, MAIL, Notice
from storage.people import Person
from storage.text import text

GIVEN_UP_ALOUD = "delivery.given_up"
TOLD = ("secretariat", "coordination")


def say_given_up(session: Session, notice: Notice, why: str, now: datetime) -> None:
    """Tell the secretariat (or, without one, the coordination); never about such a notice itself."""
    if notice.notice == GIVEN_UP_ALOUD:
        return
    told = (people.readers(session, notice.network_id, (office,), now.date()) for office in TOLD)
    for person in next((found for found in told if found), []):
        outbox.post(session, _aloud(session, notice, person, why, now))


def _aloud(session: Session, notice: Notice, person: Person, why: str, now: datetime) -> Notice:
    reader = session.get(Person, notice.person_id) if notice.person_id else None
    values = {
        "to": reader.name if reader else text("reminder.the_room"),
        "what": called(notice),
        "reason": reason(why),
        "matter": notice.about,
        "notice": str(notice.id),
        "code": notice.about or None,
    }
    return Notice(
        network_id=notice.network_id, key=f"{notice.network_id}/{GIVEN_UP_ALOUD}/{notice.id}/{person.id}",
        person_id=person.id, road=MAIL if notice.road == CHAT else CHAT, notice=GIVEN_UP_ALOUD, values=values,
        about=notice.about, due_at=now, written_at=now,
    )  # fmt: skip
