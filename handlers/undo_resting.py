"""What was done since an act, and whether it rests on that act: then the act is not taken back from under it (ToR 2)."""

from handlers import settling
from handlers.answers import ACTS
from handlers.desk import Desk
from handlers.undo_cards import Act
from handlers.undoable import UNDOABLE
from storage import changes, decisions, journal
from storage.actions import Action
from storage.changes import Change
from storage.decisions import OBJECT, Decision
from storage.journal import JournalEntry
from storage.meetings import Meeting

PASSED_OVER = {"refused", journal.UNDONE}
"""Lines of the journal that are no act about a matter."""
STANDING = {"status", "version", "closes_at", "proposed_result_at"}
"""Columns of a decision that say where it stands; whoever changes one has moved it."""
BESIDE = {"decision.commented", "decision.filed"}
"""What is kept beside a decision and holds wherever it stands."""
CARRIES, TABLE = {"minutes.circulated", "minutes.final"}, "minutes.followed_up"
"""Acts about a meeting that tell everybody where its decisions and actions stand; its table tells of the actions."""
IN_THE_TABLE = {"status", "due", "organisation_id"}
"""Columns of an action that stand there."""
ANSWERS = frozenset(ACTS.values())
NAMED_IN_BOTH = ("invitation", "message", "organisation")
CONSENTS = ANSWERS - {ACTS[OBJECT]}


def resting(desk: Desk, act: Act) -> list[JournalEntry]:
    """What was done since and rests on it: anything, where it must stand alone; what goes on from where it left a decision."""
    how = UNDOABLE[act.kept.command]
    moved = [change for change in act.kept.rows if _moves(change)]
    told_in = {(told, _meeting_of(desk, change)) for change in moved for told in CARRIES}
    listed = [change for change in act.kept.rows if _is_listed(change)]
    told_in |= {(told, _meeting_of(desk, change)) for change in listed for told in (*CARRIES, TABLE)}

    def rests(entry: JournalEntry) -> bool:
        if (entry.act, entry.about) in told_in:
            return True
        goes_on = how.alone or (bool(moved) and _goes_on(entry, act))
        about = not act.matters or _is_about(entry, act)
        return about and (goes_on or (entry.act in how.until and _of_the_same(entry, act)))

    return [entry for entry in standing_since(desk, act) if rests(entry)]


def settle_anew(desk: Desk, act: Act) -> None:
    """Where other seats spoke after an answer that is taken back, the decision stands as their answers say without it."""
    decision = decisions.by_code(desk.session, desk.network_id, act.about) if act.main.act in ANSWERS else None
    if decision is not None and any(e.act in CONSENTS and e.about == act.about for e in standing_since(desk, act)):
        settling.settle(desk, decision)


def _moves(change: Change) -> bool:
    if change.table != Decision.__tablename__:
        return False
    return change.was is None or change.left is None or not STANDING.isdisjoint(changes.before_of(change))


def _meeting_of(desk: Desk, change: Change) -> str:
    row = changes.row_of(desk.session, change)
    of = row.meeting_id if isinstance(row, Decision | Action) else None
    meeting = desk.session.get(Meeting, of) if of else None
    return meeting.code if meeting else ""


def _is_listed(change: Change) -> bool:
    """Whether an action stands otherwise in the table of its meeting than before."""
    return change.table == Action.__tablename__ and not IN_THE_TABLE.isdisjoint(changes.before_of(change))


def _goes_on(entry: JournalEntry, act: Act) -> bool:
    """Not what is kept beside the decision; nor that another seat consents, which holds without this seat's answer."""
    apart = entry.act in CONSENTS and act.main.act in ANSWERS and not _of_the_same(entry, act)
    return entry.act not in BESIDE and not apart


def standing_since(desk: Desk, act: Act) -> list[JournalEntry]:
    """What was done in the network after it and has not been taken back, with what followed from that."""
    since = journal.standing(journal.since(desk.session, desk.network_id, act.kept.last))
    return [entry for entry in since if entry.act not in PASSED_OVER]


def _is_about(entry: JournalEntry, act: Act) -> bool:
    """Also what names it as the decision it rests on (a group, a setting), or as the one that replaces it."""
    named = (entry.values.get(name) for name in ("meeting", "decision", "later"))
    return bool({entry.about, *(each for each in named if isinstance(each, str))} & act.matters)


def _of_the_same(entry: JournalEntry, act: Act) -> bool:
    """Where both name an invitation, a message or an institution, whether it is one; what comes from elsewhere always is."""
    both = [(entry.values.get(name), act.main.values.get(name)) for name in NAMED_IN_BOTH]
    named = [one == other for one, other in both if None not in (one, other)]
    return any(named) or not named or _family(entry) != _family(act.main)


def _family(entry: JournalEntry) -> str:
    return entry.act.partition(".")[0]
