"""«Deshacer»: for ten minutes one's own last act is taken back, while it has not left the network (ToR 2, a setting)."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from handlers import (
    action_following,
    members_erasing,
    speaker_moved,
    taking_back,
    undo_cards,
    undo_ground,
    undo_offer,
    undo_points,
    undo_reach,
    undo_resting,
    undo_telling,
)
from handlers.commands import COMMANDS, command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, require
from handlers.papers import reply_off_paper, reply_on_paper
from handlers.reply import Button, Buttons, Card, Refusal, Reply, text
from handlers.request import CONFIRMED, Request
from handlers.undo_cards import Act
from handlers.undo_offer import Kept
from handlers.undo_telling import Correction
from handlers.undoable import CHANGED_NOTHING, STANDS, UNDO, UNDOABLE, WINDOW, Marks
from storage import called_back, changes, drafts, journal, minutes, networks, people
from storage.drafts import KEPT_ACT, Draft
from storage.journal import JournalEntry
from storage.meetings import Meeting
from storage.minutes import RecordLine
from storage.outbox import Notice
from storage.people import Office, Person

NEWCOMER: Marks = {"person": {}}
"""Whoever the network did not know before the act is forgotten again; the number stays, for the journal names it."""


@command(UNDO, power=EVERYONE)
def undo(request: Request, desk: Desk) -> Reply:
    """A press takes back the act it stands under; in words it is the last one, and is shown first. A second press is one undoing.

    The undoing is an act of its own: the journal is not rewritten.
    """
    draft = _meant(request, desk)
    if draft.status == drafts.CONFIRMED and draft.reply:
        return reply_off_paper(draft.reply)
    if draft.status != drafts.WAITING:
        raise _nothing(desk)
    act = _act(desk, draft)
    desk.office = require(desk.law.charter, COMMANDS[act.kept.command].power, _offices(desk, act))
    _require_in_time(desk, draft, act)
    if UNDOABLE[act.kept.command].line:
        return _shown(request, desk, draft, act, None) or _settled(desk, draft, _line_taken_back(desk, act))
    correction = _checked(desk, draft, act)
    shown = _shown(request, desk, draft, act, correction)
    return shown or _settled(desk, draft, _taken_back(desk, draft, act))


def _meant(request: Request, desk: Desk) -> Draft:
    """What the press stands under; without one, the person's last act that can be taken back."""
    assert desk.person_id is not None
    if token := request.value("act"):
        draft = drafts.find(desk.session, token)
        if draft is None or (draft.network_id, draft.command) != (desk.network_id, KEPT_ACT):
            raise Refusal(text("undo.too_late", minutes=undo_offer.minutes(desk)), setting=WINDOW)
        if draft.person_id != desk.person_id:
            raise Refusal(text("undo.not_yours"), setting=WINDOW)
        return draft
    found = drafts.undoable(desk.session, desk.person_id)
    if not found or _stands_since(desk, found[0]):
        raise _nothing(desk)
    return found[0]


def _stands_since(desk: Desk, draft: Draft) -> bool:
    """Whether it is too late for that one, and what the person did last cannot be taken back."""
    last = _last(desk)
    too_late = desk.now >= draft.made_at + undo_offer.window(desk)
    return too_late and last is not None and last.number > draft.values["last"] and _just_now(desk, last)


def _last(desk: Desk) -> JournalEntry | None:
    """The person's last act that changed anything."""
    return journal.last_of(desk.session, desk.network_id, desk.person_id or 0, CHANGED_NOTHING)


def _just_now(desk: Desk, entry: JournalEntry) -> bool:
    return desk.now < entry.at + undo_offer.window(desk)


def _nothing(desk: Desk) -> Refusal:
    last = _last(desk)
    if last is None or last.act == journal.UNDONE or not _just_now(desk, last):
        return Refusal(text("undo.nothing_of_yours", minutes=undo_offer.minutes(desk)), setting=WINDOW)
    why = {act: how.because for how in STANDS.values() for act in how.acts}.get(last.act, "other")
    said = text("undo.cannot", act=text(f"act.{last.act}"), because=text(f"undo.because.{why}"))
    return Refusal(said, setting=WINDOW)


def _act(desk: Desk, draft: Draft) -> Act:
    kept = Kept.of(draft)
    lines = journal.since(desk.session, desk.network_id, kept.first - 1)[: kept.last - kept.first + 1]
    # What was done for somebody else, as their press, stands behind what one did oneself.
    return Act(kept, tuple(sorted(lines, key=lambda line: line.person_id != draft.person_id)))


def _offices(desk: Desk, act: Act) -> list[Office]:
    """Those of the person, with what the act itself ended: who gave up their own office by mistake has it back."""
    ended = undo_reach.offices_ended(desk, act.kept.rows)
    return [*desk.offices, *(row for row in ended if row.person_id == desk.person_id)]


def _require_in_time(desk: Desk, draft: Draft, act: Act) -> None:
    if desk.now >= draft.made_at + undo_offer.window(desk):
        raise undo_cards.too_late(desk, act)


def _checked(desk: Desk, draft: Draft, act: Act) -> Correction | None:
    """Refused when it has left the network, or somebody has gone on from it; else what those who were told must hear."""
    new = undo_reach.newcomers(act.kept.rows)
    gone = called_back.left(desk.session, {*act.kept.told, *called_back.to_whom(desk.session, new)})
    _require_inside(desk, act, gone)
    if later := undo_resting.resting(desk, act):
        raise undo_cards.gone_on(act, later)
    later = undo_ground.resting(desk, act, undo_resting.standing_since(desk, act))
    if later or undo_ground.deadline_said(desk, act, draft.made_at):
        raise undo_cards.rests(act, later)
    if _used_since(desk, act.kept, draft.made_at) or undo_ground.typed_again(desk, act, draft.made_at):
        raise undo_cards.gone_on(act, ())
    return undo_telling.correction(desk, act.kept, gone)


def _used_since(desk: Desk, kept: Kept, since: datetime) -> bool:
    """Whether somebody has gone on from what it left behind, though no line of the journal says so."""
    return (
        any(people.has_come(desk.session, each) for each in undo_reach.newcomers(kept.rows))
        or not called_back.all_wait(desk.session, kept.moved)
        or not all(changes.still_so(desk.session, change) for change in kept.rows)
        or undo_reach.used_since(desk, kept.rows, {*kept.told, *kept.moved})
        or undo_points.used_since(desk, kept.rows, since)
    )


def _require_inside(desk: Desk, act: Act, gone: list[Notice]) -> None:
    """Nothing of it has left the network."""
    if letters := undo_reach.outside(desk, gone, act.kept.rows):
        raise undo_cards.left_already(desk, act, letters)


def _shown(request: Request, desk: Desk, draft: Draft, act: Act, correction: Correction | None) -> Reply | None:
    """What would be taken back: shown first when it was asked for in words, or when others will hear of it."""
    if request.step == CONFIRMED or (request.value("act") and correction is None):
        return None
    card = undo_cards.preview(desk, act, correction, later=_later(desk, act) if not request.value("act") else None)
    given = {"draft": desk.keep(UNDO, {"act": draft.token})}
    confirm = Button(text("undo.confirm"), "drafts.confirm", given, "primary")
    return Reply(card.followed_by(Buttons((confirm, Button(text("button.discard"), "drafts.discard", given)))))


def _later(desk: Desk, act: Act) -> JournalEntry | None:
    """What the person did after it and cannot take back, so that nobody takes one for the other."""
    last = _last(desk)
    return last if last and last.number > act.kept.last and last.act != journal.UNDONE else None


def _taken_back(desk: Desk, draft: Draft, act: Act) -> Card:
    """The rows as they were, and nothing of it leaves; whoever was told hears it."""
    _checked(desk, draft, act)
    gone = called_back.call_back(desk.session, act.kept.told)  # some of it may have left while this was done
    _require_inside(desk, act, gone)
    correction = undo_telling.correction(desk, act.kept, gone)
    if not called_back.give_back(desk.session, act.kept.moved):  # first: nothing is written to whoever is forgotten
        raise undo_cards.gone_on(act, ())
    _put_back(desk, act)
    called_back.leave_after_all(desk.session, act.kept.held_back)
    for meeting in (changes.row_of(desk.session, each) for each in act.kept.rows if each.was):
        if isinstance(meeting, Meeting):
            speaker_moved.letters_follow(desk, meeting)
    undo_ground.law_as_before(desk, act.kept.rows)
    if act.kept.command in action_following.STEPS:
        action_following.step_undone(desk, act.about)
    desk.record(journal.UNDONE, act.about, act.clause, undid=act.main.act, number=act.kept.first, last=act.kept.last)
    undo_resting.settle_anew(desk, act)
    if correction is not None:
        undo_telling.tell(desk, draft.token, act.about, undo_cards.matter(act), correction)
    return undo_cards.done(desk, act, correction)


def _put_back(desk: Desk, act: Act) -> None:
    try:
        with desk.session.begin_nested():
            marks = {**NEWCOMER, **UNDOABLE[act.kept.command].marks}
            changes.put_back(desk.session, list(act.kept.rows), marks, desk.now)
            networks.law_changed(desk.session)  # a setting may be among them
            for each in undo_reach.newcomers(act.kept.rows):
                members_erasing.strike_out(desk, desk.session.get_one(Person, each))
    except IntegrityError as error:  # something was added since that rests on it
        raise undo_cards.gone_on(act, ()) from error


def _line_taken_back(desk: Desk, act: Act) -> Card:
    keys = [change.key[0] for change in act.kept.rows if change.table == RecordLine.__tablename__]
    line = desk.session.get(RecordLine, keys[-1]) if keys else None
    newest = minutes.last_line(desk.session, desk.network_id, desk.person_id or 0, line.meeting_id if line else None)
    if line is None or newest is None or newest.id != line.id:
        raise Refusal(text("undo.not_the_last_line"), setting=WINDOW)
    return taking_back.take_back(desk, line)


def _settled(desk: Desk, draft: Draft, card: Card) -> Reply:
    """What was kept is needed no more; a second press is answered alike."""
    reply = Reply(card)
    draft.status, draft.settled_at, draft.reply, draft.values = drafts.CONFIRMED, desk.now, reply_on_paper(reply), {}
    desk.session.add(draft)
    return reply
