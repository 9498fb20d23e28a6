"""Somebody asks to be forgotten: their data are deleted, and what they said stays under their institution (data protection)."""

from typing import Any

from sqlmodel import select

from handlers import directory as known
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import clause_of, entry_meant, list_button
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Reply, Said, text
from handlers.request import CONFIRMED, Request
from handlers.speaker_invite_forget import forget_invitations
from handlers.speaker_traces import Traces, clear, traces
from handlers.why import source_parts
from storage import directory, drafts
from storage.directory import DirectoryEntry
from storage.drafts import DISCARDED, WAITING, Draft


@command("speakers.erase", power="manage_people")
def erase(request: Request, desk: Desk) -> Reply:
    """One entry, on request: shown first, for it cannot be taken back; the journal names the institution alone."""
    entry = entry_meant(request, desk)
    clause = clause_of(entry.category)
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={"entry": str(entry.id)})
        said = text("speakers.erase_what", organisation=entry.organisation)
        parts = (Heading(text("speakers.erase_preview", who=known.label(desk, entry))), Paragraph(said))
        once = Paragraph(text("speakers.erase_for_good"))
        return desk.show_first(kept, Card((*parts, once, *source_parts(desk, clause))))
    found = traces(desk, entry)
    _clear_drafts(desk, entry)
    notices = clear(desk, entry, found)
    _clear(desk, entry)
    desk.record("speaker.erased", entry.organisation, clause, entry=entry.id)
    done = Heading(text("speakers.erased", organisation=entry.organisation))
    gone = Facts(_gone(found, notices))
    return Reply(Card((done, Paragraph(text("speakers.erased_body")), gone, Buttons((list_button(),)))))


def _gone(found: Traces, notices: int) -> tuple[tuple[Said, Said], ...]:
    """What was deleted, a line each: without a name, for this card is kept too."""
    counted = {
        "invitations": len(found.invitations), "mail": len(found.mail), "calendars": len(found.calendars),
        "notices": notices,
    }  # fmt: skip
    rows: list[tuple[Said, Said]] = [(text("erasing.entry"), text("erasing.deleted"))]
    rows += [(text(f"erasing.{name}"), str(number)) for name, number in counted.items() if number]
    rows += [(text("erasing.guest"), text("erasing.deleted"))] if found.guest is not None else []
    return tuple(rows)


def _clear(desk: Desk, entry: DirectoryEntry) -> None:
    """The row stays, empty, so that its number in the journal means something; its appearances lose their person."""
    for row in directory.appearances(desk.session, desk.network_id):
        if row.entry_id == entry.id:
            row.entry_id = None
            desk.session.add(row)
    forget_invitations(desk, entry)
    entry.name = entry.function = entry.email = entry.address = entry.consent_purpose = entry.reference = ""
    entry.zone = ""
    entry.objectives, entry.tags, entry.consent_on = [], [], None
    entry.person_id, entry.erased_at = None, desk.now
    desk.session.add(entry)
    desk.session.flush()


def _clear_drafts(desk: Desk, entry: DirectoryEntry) -> None:
    """What was typed about them waits nowhere any more; how rows of theirs were before is not kept for undoing either."""
    drafts.forget_undoable(desk.session, desk.network_id, desk.now)
    query = select(Draft).where(Draft.network_id == desk.network_id)
    for draft in desk.session.exec(query):
        if _holds(draft.values, entry) or _holds(draft.reply, entry):
            draft.values, draft.reply = {}, None
            draft.status = DISCARDED if draft.status == WAITING else draft.status
            desk.session.add(draft)


def _holds(values: Any, entry: DirectoryEntry) -> bool:
    """Whether their name, their address or their number stands anywhere in it."""
    if isinstance(values, dict):
        return values.get("entry") == str(entry.id) or any(_holds(each, entry) for each in values.values())
    if isinstance(values, list | tuple):
        return any(_holds(each, entry) for each in values)
    said = str(values or "").casefold()
    return any(own and own.casefold() in said for own in (entry.name, entry.email))
