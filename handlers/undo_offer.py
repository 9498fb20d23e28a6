"""While an act is done, what is needed to take it back is kept, and its answer gets the press for that (ToR 2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers import undo_reach
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Part, Reply, text
from handlers.undoable import UNDO, UNDOABLE, WINDOW
from storage import called_back, changes, journal
from storage.changes import Change
from storage.drafts import KEPT_ACT, Draft

UNDO_LINE = "minutes.undo"


@dataclass(frozen=True, slots=True)
class Kept:
    """An act of somebody as it was kept: its command, its acts in the journal, its rows, its notices."""

    command: str
    first: int
    """The journal's number of the act itself; what followed from it came right after."""
    last: int
    rows: tuple[Change, ...]
    told: tuple[int, ...]
    """The notices (numbers) that the act wrote."""
    held_back: dict[int, str]
    """The notices that the act dropped, and how they had waited."""
    moved: dict[int, int]
    """The notices that the act handed over to somebody else, and whose they were."""

    @classmethod
    def of(cls, draft: Draft) -> "Kept":
        """Read from the draft in which it lies."""
        values: dict[str, Any] = draft.values
        held_back = {int(number): how for number, how in values["held_back"].items()}
        moved = {int(number): whose for number, whose in values.get("moved", {}).items()}
        rows = tuple(changes.from_list(values["rows"]))
        return cls(values["of"], values["first"], values["last"], rows, tuple(values["told"]), held_back, moved)


def watched(command: str, act: Callable[[], Reply], desk: Desk) -> Reply:
    """Do it; when it can be taken back, keep how, and offer it under the answer."""
    if command not in UNDOABLE or desk.person is None or not window(desk):
        return act()
    session, network_id = desk.session, desk.network_id
    number, newest = journal.last_number(session, network_id), called_back.last_number(session)
    with changes.watched(session, UNDOABLE[command].also) as watch:
        reply = act()
    last = journal.last_number(session, network_id)
    rows = watch.changes() if last > number else []
    alone = UNDOABLE[command].journal and last > number
    if watch.unclear or not (rows or alone):
        return reply
    kept = _kept(desk, command, (number + 1, last), rows, newest)
    token, works = desk.keep(KEPT_ACT, kept), _works(desk, kept["told"], rows)
    if reply.card is None or reply.refused or not works:
        return reply  # typed, it can be taken back all the same
    return replace(reply, card=_with_press(reply.card, token, works))


def window(desk: Desk) -> timedelta:
    """How long one's own act can be taken back."""
    return timedelta(minutes=minutes(desk))


def minutes(desk: Desk) -> int:
    """The same in minutes, as it is said."""
    return desk.law.term(WINDOW, desk.today).number or 0


def _kept(desk: Desk, command: str, acts: tuple[int, int], rows: list[Change], newest: int) -> dict[str, Any]:
    held_back = called_back.held_back(desk.session, newest)
    return {
        "of": command, "first": acts[0], "last": acts[1], "rows": changes.to_list(rows),
        "told": called_back.written_since(desk.session, desk.network_id, newest),
        "held_back": {str(number): how for number, how in held_back.items()},
        "moved": {str(number): whose for number, whose in called_back.moved(desk.session, newest).items()},
    }  # fmt: skip


def _works(desk: Desk, told: list[int], rows: list[Change]) -> int:
    """For how many minutes a press would be of use: until the first of it leaves the network. 0: it would only be refused."""
    leaves = undo_reach.first_leaves(desk, told, rows)
    return (
        minutes(desk) if leaves is None else min(minutes(desk), max(0, int((leaves - desk.now).total_seconds()) // 60))
    )


def _with_press(card: Card, token: str, works: int) -> Card:
    """The press stands after the others, and says how long it works; a card that takes its line back has one already."""
    press = Button(text("undo.button", minutes=works), UNDO, {"act": token})
    last: Part | None = card.parts[-1] if card.parts else None
    if isinstance(last, Buttons):
        if any(button.command == UNDO_LINE for button in last.buttons):
            return card
        return Card((*card.parts[:-1], Buttons((*last.buttons, press))))
    return Card((*card.parts, Buttons((press,))))
