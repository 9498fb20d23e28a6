"""What time asks of a network now: commands the clock must ask for, and reminders that have come due."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from scheduler import law as laws
from scheduler.duties import Duty, Papers, all_duties, gather
from scheduler.gathering import Upcoming
from scheduler.gathering import gather as gather_messages
from scheduler.law import Law
from scheduler.notices import stage_notice
from scheduler.reminders import Stage, pointless, stages
from scheduler.rereading import fallen_away
from storage import gathered, ledger, networks, outbox
from storage.charter import Charter
from storage.database import Database
from storage.ledger import Entry
from storage.networks import Network

Act = Callable[[str, Mapping[str, Any]], object]
"""Asks for a command in the clock's name, in the same transaction."""
ActFactory = Callable[[Session, Network, datetime], Act]

log = structlog.get_logger()

ROUNDS = 20
"""A command may bring the next one about; so often it is looked again before something is plainly wrong."""
LATE_AFTER = timedelta(hours=1)
"""A notice that leaves later than this after its moment says so."""
AFTER_A_FAULT = timedelta(minutes=5)
LONG_SETTLED = timedelta(days=30)
"""What was met, or fell away, longer ago than this has nothing left to say or to enter."""
QUIET = timedelta(days=30)
"""A network of whose charter nothing is foreseen is looked at again after this."""


def tick(session: Session, network: Network, charter: Charter, now: datetime, act: Act) -> datetime | None:
    """Look at one network in the caller's transaction; the next moment at which time can ask for anything."""
    assert network.id is not None
    # The lock is taken before the papers are read: whoever writes meanwhile waits and wakes us again.
    session.refresh(network, with_for_update=True)
    law = laws.in_force(session, network.id, charter, now)
    papers, duties = _after_commands(session, network.id, law, now, act)
    ahead, upcoming = _remind(session, law, papers, duties, now)
    gather_messages(session, law, network.id, upcoming, now, lambda each: fallen_away(session, each, duties, now))
    ahead += [moment for moment in (gathered.next_held(session, network.id, now),) if moment is not None]
    ahead += [moment for duty in duties if duty.open and duty.then and (moment := duty.then_at or duty.due) > now]
    networks.look_again(session, network, min(ahead, default=now + QUIET))
    return network.look_again_at


def _after_commands(session: Session, network_id: int, law: Law, now: datetime, act: Act) -> tuple[Papers, list[Duty]]:
    """Ask once for each command whose moment has come, and look again until none is left."""
    for _ in range(ROUNDS):
        papers = gather(session, network_id, law, now)
        duties = all_duties(papers, law, now)
        if not [duty for duty in duties if _asked(session, network_id, duty, now, act)]:
            return papers, duties
    raise RuntimeError(f"the commands of network {network_id} come to no end")


def _asked(session: Session, network_id: int, duty: Duty, now: datetime, act: Act) -> bool:
    moment = duty.then_at or duty.due
    if not duty.then or not duty.open or moment > now:
        return False
    key = f"{network_id}/{duty.name}/{duty.about}/-/then/{moment.isoformat()}/-"
    if not ledger.enter(session, Entry(key=key, network_id=network_id, due_at=moment, entered_at=now, outcome="asked")):
        return False
    act(duty.then, dict(duty.values))
    session.flush()
    return True


def _remind(
    session: Session, law: Law, papers: Papers, duties: Iterable[Duty], now: datetime
) -> tuple[list[datetime], Upcoming]:
    """Write what is due, once for each person; the moments that are still to come, and what will be said then."""
    on, ahead = law.day_of(now), []
    lively = (duty for duty in duties if duty.open or duty.due > now - LONG_SETTLED)
    of_these = [(duty, stages(duty, duty.ladder, law, papers, on)) for duty in lively]
    since = min((stage.at for _, found in of_these for stage in found), default=now)
    known = ledger.entered(session, papers.network_id, since)
    for duty, found in of_these:
        if duty.open:
            ahead += [stage.at for stage in found if stage.at > now]
            if duty.ahead:
                continue  # a meeting is convened to meet it: it is looked at again when that changes
        due = [stage for stage in found if stage.at <= now]
        for person in dict.fromkeys(person for stage in due for person in stage.recipients):
            _tell(
                session, law, papers, duty, person, [stage for stage in due if person in stage.recipients], known, now
            )
    upcoming = [
        (duty, stage, _key_of(papers.network_id, duty, stage))
        for duty, found in of_these
        for stage in found
        if duty.open and not duty.ahead and stage.at > now
    ]
    return ahead, upcoming


def _tell(
    session: Session,
    law: Law,
    papers: Papers,
    duty: Duty,
    person: int,
    due: list[Stage],
    known: set[str],
    now: datetime,
) -> None:
    """Of what has come due for one person only the newest that still makes sense goes out; all is entered."""
    fresh = [stage for stage in due if _key(papers.network_id, duty, stage, person) not in known]
    newest = next((stage for stage in reversed(fresh) if not pointless(duty, stage, now)), None)
    for stage in fresh:
        key = _key(papers.network_id, duty, stage, person)
        late = now - stage.at > LATE_AFTER
        outcome = pointless(duty, stage, now) or (
            "superseded" if stage is not newest else "late" if late else "written"
        )
        entry = Entry(key=key, network_id=papers.network_id, due_at=stage.at, entered_at=now, outcome=outcome)
        if ledger.enter(session, entry) and stage is newest:
            outbox.post(session, stage_notice(duty, stage, person, law, papers, now, key=key, late=late))


def _key(network_id: int, duty: Duty, stage: Stage, person: int) -> str:
    return f"{_key_of(network_id, duty, stage)}/{person}"


def _key_of(network_id: int, duty: Duty, stage: Stage) -> str:
    narrowed = duty.narrowed or duty.organisation_id or "-"
    return f"{network_id}/{duty.name}/{duty.about}/{narrowed}/{stage.mark}"


def due_networks(session: Session, now: datetime) -> list[int]:
    """The networks (ids) at which time can ask for something; the others are not opened."""
    look = col(Network.look_again_at)
    return [key for key in session.exec(select(Network.id).where(or_(look.is_(None), look <= now))) if key is not None]


def next_look(session: Session, now: datetime) -> datetime | None:
    """The earliest moment still to come at which a network must be looked at."""
    return session.exec(select(func.min(Network.look_again_at)).where(col(Network.look_again_at) > now)).one()


def tick_network(
    session: Session, network_id: int, charters: Mapping[str, Charter], now: datetime, act_factory: ActFactory
) -> None:
    """Look at one network if it is still due: another clock may have been quicker."""
    network = session.get(Network, network_id, with_for_update=True)
    if network is None or network.charter not in charters:
        return
    if network.look_again_at is None or network.look_again_at <= now:
        tick(session, network, charters[network.charter], now, act_factory(session, network, now))


def put_off(session: Session, network_id: int, now: datetime) -> None:
    """Look at a network again a little later: something broke while it was looked at."""
    network = session.get_one(Network, network_id)
    networks.look_again(session, network, now + AFTER_A_FAULT)


def tick_all(
    database: Database, charters: Mapping[str, Charter], now: datetime, act_factory: ActFactory
) -> datetime | None:
    """Look at every network that is due, one transaction each; a fault in one does not stop the others."""
    with database.reading() as session:
        due = due_networks(session, now)
    for network_id in due:
        try:
            with database.transaction() as session:
                tick_network(session, network_id, charters, now, act_factory)
        except Exception:
            log.exception("tick failed", network=network_id)
            with database.transaction() as session:
                put_off(session, network_id, now)
    with database.reading() as session:
        return next_look(session, now)
