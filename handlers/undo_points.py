"""Points of an agenda that an act put there or moved: what rests on them since need not name them."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from handlers.desk import Desk
from storage import actions, changes, meetings
from storage.actions import Action
from storage.agenda import AgendaItem
from storage.changes import Change
from storage.decisions import DROPPED, Decision
from storage.invitations import SpeakerInvitation


def used_since(desk: Desk, rows: Iterable[Change], since: datetime) -> bool:
    """Whether another meeting has taken one up, or somebody was invited, or something decided or assigned, on one."""
    points = [(row, changes.row_of(desk.session, row)) for row in rows if row.table == AgendaItem.__tablename__]
    moved = [(row, point) for row, point in points if isinstance(point, AgendaItem) and _is_moved(row)]
    return any(_taken_up(desk, row, point) for row, point in moved) or _named(
        desk, [row.key[0] for row, _ in moved], since
    )


def _is_moved(row: Change) -> bool:
    return row.was is None or "status" in changes.before_of(row)


def _taken_up(desk: Desk, row: Change, point: AgendaItem) -> bool:
    """A point that waits for its next meeting keeps, once it is in its agenda, which one that is."""
    by_itself = row.was is not None and "reason" in changes.before_of(row)
    return not by_itself and meetings.by_code(desk.session, desk.network_id, point.reason) is not None


def _named(desk: Desk, points: list[int], since: datetime) -> bool:
    """Whether something written since is on one of these."""
    rests = (
        select(SpeakerInvitation.id).where(
            col(SpeakerInvitation.item_id).in_(points), SpeakerInvitation.drafted_at >= since,
            col(SpeakerInvitation.withdrawn_at).is_(None),
        ),
        select(Decision.id).where(col(Decision.item_id).in_(points), Decision.recorded_at >= since, Decision.status != DROPPED),
        select(Action.id).where(col(Action.item_id).in_(points), Action.recorded_at >= since, Action.status != actions.DROPPED),
    )  # fmt: skip
    return bool(points) and any(desk.session.exec(query.limit(1)).first() is not None for query in rests)
