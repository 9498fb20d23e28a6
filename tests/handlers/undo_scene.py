"""Acts that are taken back: the press under an answer, and everything the record holds before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text as sql
from sqlalchemy import update

from handlers.reply import Reply
from storage import journal
from storage.changes import UNWATCHED
from storage.outbox import ROWS, SENT
from storage.schema import METADATA
from tests.town import Town, keys_of

PRESS = "undo.button"


def undo(town: Town, who: str, reply: Reply, at: datetime) -> Reply:
    """Press "Deshacer" under an answer, or type it where there is no such press; where others would hear of it, it is shown first and confirmed."""
    shown = town.press(who, reply, PRESS, at) if offers_undo(town, reply) else town.ask(who, "network.undo", at)
    confirms = [each for each in town.buttons(shown) if each.command == "drafts.confirm"]
    return town.confirm(who, shown, at) if confirms else shown


def offers_undo(town: Town, reply: Reply) -> bool:
    """Whether an answer carries the press."""
    return any(button.command == "network.undo" for button in town.buttons(reply))


GOES_FOR_NOTHING = {
    "agendaitem": "WHERE status <> 'undone'", "directoryentry": "WHERE erased_at IS NULL",
    "workinggroup": "WHERE status <> 'discarded'", "consultation": "WHERE about <> 'undone'",
    "speakerinvitation": "WHERE withdrawn_at IS NULL", "person": "WHERE erased_at IS NULL",
    "minutes": "WHERE status <> 'undone'", "minutesfile": "WHERE outcome <> 'undone'",
    "decisiontext": "WHERE period <> 'undone'",
}  # fmt: skip
"""What stays for its number alone."""


COLUMNS = {"network": "slack_room, referral, heading"}
"""Of a network not when the clock looks at it again."""


def record(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that an act can be taken back from."""
    with town.database.reading() as session:
        return {
            name: [
                tuple(row)
                for row in session.execute(
                    sql(f'SELECT {COLUMNS.get(name, "*")} FROM "{name}" {GOES_FOR_NOTHING.get(name, "")} ORDER BY 1')
                )
            ]
            for name in METADATA.tables
            if name not in UNWATCHED
        }


def sent(town: Town, *notices: str, platform: str = "slack", status: str = SENT) -> None:
    """Let these notices have left by now."""
    with town.database.transaction() as session:
        these = (ROWS.c.notice.in_(notices), ROWS.c.status.in_(("held", "waiting")))
        session.execute(update(ROWS).where(*these).values(status=status, platform=platform))


def stays(town: Town, who: str, mine: Reply, at: datetime) -> Reply:
    """The press under that answer is refused, with what mends it, and nothing has changed."""
    assert offers_undo(town, mine)
    before = record(town)
    refused = undo(town, who, mine, at)
    assert refused.refused
    assert {"undo.gone_on", "undo.gone_on_by"} & set(keys_of(refused)), keys_of(refused)
    assert record(town) == before
    return refused


def undone(town: Town, code: str) -> list[journal.JournalEntry]:
    """The undoings of a matter, as acts of their own."""
    with town.database.reading() as session:
        return [each for each in journal.about(session, town.network_id, code) if each.act == "network.undone"]


def whole(town: Town) -> bool:
    """Whether the journal's chain is unbroken."""
    with town.database.reading() as session:
        return journal.first_broken_link(session, town.network_id) is None
