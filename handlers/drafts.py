"""Draft, show, then do: the three presses under every preview."""

from datetime import timedelta

from handlers.commands import COMMANDS, command, run
from handlers.desk import Desk
from handlers.mandates import EVERYONE, require
from handlers.papers import off_paper, reply_off_paper, reply_on_paper
from handlers.reply import Card, Heading, Paragraph, Refusal, Reply, text
from handlers.request import ASK, CONFIRMED, FORM, Request
from storage import drafts
from storage.drafts import Draft

STILL_OPEN = ("when",)
"""What the press on Confirm may choose; everything else is done as it was shown, whatever the press carries."""


A_MOMENT = timedelta(minutes=30)
"""How long what was shown can be answered in words; its presses work for longer."""


@command("drafts.confirm", power=EVERYONE)
def confirm(request: Request, desk: Desk) -> Reply:
    """Do what was shown, once. A second press is answered with what the first one was."""
    draft = _mine(request, desk)
    if draft.status == drafts.CONFIRMED and draft.reply:
        return reply_off_paper(draft.reply)
    if draft.status != drafts.WAITING:
        raise Refusal(text("draft.settled"))
    reply = _again(request, desk, draft, CONFIRMED)
    draft.status, draft.settled_at, draft.reply = drafts.CONFIRMED, desk.now, reply_on_paper(reply)
    desk.session.add(draft)
    return reply


@command("drafts.change", power=EVERYONE)
def change(request: Request, desk: Desk) -> Reply:
    """Open the form again, filled with what was shown."""
    draft = _mine(request, desk)
    if draft.status != drafts.WAITING:
        raise Refusal(text("draft.settled"))
    return _again(request, desk, draft, FORM)


@command("drafts.resume", power=EVERYONE)
def resume(request: Request, desk: Desk) -> Reply:
    """Go on with what was kept, now that one more detail was pressed: which meeting, which date."""
    draft = _mine(request, desk)
    if draft.status != drafts.WAITING:
        raise Refusal(text("draft.settled"))
    return _again(request, desk, draft, ASK)


@command("drafts.discard", power=EVERYONE)
def discard(request: Request, desk: Desk) -> Reply:
    """Throw the draft away; nobody but its author has seen it."""
    draft = _mine(request, desk)
    if draft.status == drafts.CONFIRMED:
        raise Refusal(text("draft.settled"))
    draft.status, draft.settled_at = drafts.DISCARDED, desk.now
    desk.session.add(draft)
    return Reply(Card((Heading(text("draft.discarded.title")), Paragraph(text("draft.discarded.body")))))


def _mine(request: Request, desk: Desk) -> Draft:
    draft = drafts.find(desk.session, request.value("draft") or _the_only_one(desk))
    if draft is None or (draft.person_id, draft.network_id) != (desk.person_id, desk.network_id):
        raise Refusal(text("draft.unknown"))
    if draft.command == drafts.KEPT_ACT:
        raise Refusal(text("draft.unknown"))
    return draft


def _the_only_one(desk: Desk) -> str:
    """The draft that a typed "sí" means: the one shown a moment ago. Of two, only a press tells which."""
    assert desk.person_id is not None
    found = drafts.waiting(desk.session, desk.person_id, desk.now - A_MOMENT)
    if len(found) == 1:
        return found[0].token
    raise Refusal(text("draft.which" if found else "draft.none"))


def _again(request: Request, desk: Desk, draft: Draft, step: str) -> Reply:
    """Ask the draft's own command once more, its mandate checked as of now."""
    found = COMMANDS[draft.command]
    desk.office = require(desk.law.charter, found.power, desk.offices)
    taken = {name: given for name, given in request.values.items() if name != "draft"}
    if step == CONFIRMED:
        taken = {name: given for name, given in taken.items() if name in STILL_OPEN}
    values = {**off_paper(draft.values), **taken}
    return run(found, request.at_step(step, command=draft.command, values=values, draft=draft.token), desk)
