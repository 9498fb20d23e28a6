"""Somebody asks what is held about them: all of it in one card, and as JSON to hand over (data protection)."""

import json
from datetime import date, datetime
from typing import Any

from handlers import directory as known
from handlers import speaker_cards as cards
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import clause_of, entry_meant, list_button
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, text
from handlers.request import Request
from handlers.speaker_traces import Traces, traces
from handlers.why import source_parts
from storage import directory
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting

OF_ENTRY = (
    "organisation", "category", "name", "function", "email", "language", "address", "level", "objectives", "tags",
    "consent_on", "consent_purpose", "reference", "focal_until", "recorded_at",
)  # fmt: skip
OF_INVITATION = (
    "organisation", "name", "topic", "starts_at", "minutes", "form", "language", "wording", "sent_at", "sent_reference",
    "answer", "answered_at", "answer_reference", "speaker", "slides_at", "slides_reference", "thanked_at",
)  # fmt: skip
"""What the person told us or was told: never the network's own comments and reasons."""
OF_MAIL = ("received_at", "sender", "subject", "kind", "attendee", "answer", "facts")
OF_CALENDAR = ("sent_at", "email", "meeting", "method", "starts_at", "ends_at", "title", "place")
OF_OFFICE = ("office", "since", "until", "reference")


@command("speakers.export_one", power="manage_people")
def export_one(request: Request, desk: Desk) -> Reply:
    """Everything held about one person of the directory, for the secretariat to hand over on request."""
    entry = entry_meant(request, desk)
    found = traces(desk, entry)
    held: list[Part] = [
        Heading(text("exporting.title", who=known.label(desk, entry))),
        cards.entry_facts(desk, entry),
        *_invitations(desk, found),
        *cards.history(desk, entry),
        Facts(_counted(found)),
        Heading(text("exporting.as_json")),
        Paragraph(json.dumps(everything(desk, entry, found), ensure_ascii=False, indent=1)),
        Note(text("exporting.hand_over")),
    ]
    desk.record("speaker.exported", entry.organisation, clause_of(entry.category), entry=entry.id)
    gone = Button(text("speakers.button.erase"), "speakers.erase", {"entry": str(entry.id)}, "danger")
    return Reply(Card((*held, *source_parts(desk, clause_of(entry.category)), Buttons((gone, list_button())))))


def everything(desk: Desk, entry: DirectoryEntry, found: Traces) -> dict[str, Any]:
    """The whole of it by the names of the record, days and moments in figures."""
    spoke = [row for row in directory.appearances(desk.session, desk.network_id) if row.entry_id == entry.id]
    return {
        "entry": _picked(entry, OF_ENTRY),
        "appearances": [_picked(row, ("organisation", "meeting", "item", "day")) for row in spoke],
        "invitations": [_invitation(desk, row) for row in found.invitations],
        "mail_received": [_picked(row, OF_MAIL) for row in found.mail],
        "calendar_sent": [_picked(row, OF_CALENDAR) for row in found.calendars],
        "guest": _picked(found.guest, ("name", "email", "language")) if found.guest else None,
        "offices": [_picked(row, OF_OFFICE) for row in found.offices],
    }


def _invitation(desk: Desk, row: SpeakerInvitation) -> dict[str, Any]:
    """As it reached them: the wording of what was never sent is the network's own draft."""
    names = OF_INVITATION if row.sent_at else tuple(name for name in OF_INVITATION if name != "wording")
    return {"meeting": _code(desk, row), **_picked(row, names)}


def _picked(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in values.items()
        if value not in ("", None, [], {})
    }


def _code(desk: Desk, row: SpeakerInvitation) -> str:
    return desk.session.get_one(Meeting, row.meeting_id).code


def _invitations(desk: Desk, found: Traces) -> list[Part]:
    if not found.invitations:
        return []
    rows: list[tuple[Said, Said]] = [
        (text("exporting.invited", meeting=_code(desk, row), day=desk.law.day_of(row.starts_at)), row.topic)
        for row in found.invitations
    ]
    return [Heading(text("exporting.invitations")), Facts(tuple(rows))]


def _counted(found: Traces) -> tuple[tuple[Said, Said], ...]:
    return (
        (text("erasing.mail"), str(len(found.mail))),
        (text("erasing.calendars"), str(len(found.calendars))),
        (text("erasing.guest"), text("exporting.yes" if found.guest is not None else "exporting.no")),
    )
