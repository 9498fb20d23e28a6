"""Who spoke at a meeting goes into the directory: whoever had accepted and whose institution was there (ToR 5, 5.1.5)."""

from handlers.attendance_seats import PRESENT
from handlers.desk import Desk
from handlers.speaker_answers import clause_for
from storage import directory, invitations, meetings
from storage.agenda import AgendaItem
from storage.directory import Appearance, DirectoryEntry
from storage.invitations import DECLINED, SUBSTITUTE, SpeakerInvitation
from storage.meetings import Meeting


def keep_appearances(desk: Desk, meeting: Meeting) -> None:
    """Follow what was recorded of the room: who was there appears once, who turned out not to be does no more."""
    assert meeting.id is not None
    here = {row.organisation_id for row in meetings.attendance(desk.session, meeting.id) if row.presence == PRESENT}
    for row in invitations.invitations(desk.session, desk.network_id, meeting.id):
        if row.sent_at is None:
            continue
        if row.answer not in {"", DECLINED} and row.organisation_id in here:
            _appear(desk, row, meeting)
        elif row.thanks_drafted_at is None and row.thanked_at is None:  # else the secretariat said that they spoke
            for known in _known(desk, row, meeting):
                desk.session.delete(known)
    desk.session.flush()


def has_spoken(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> bool:
    """Whether it is on record that they spoke."""
    return bool(_known(desk, row, meeting))


def name_speaker(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """The secretariat says that somebody spoke whom the attendance does not show."""
    if not has_spoken(desk, row, meeting):
        _appear(desk, row, meeting)
        desk.record("speaker.spoke", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation)


def _appear(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    if _known(desk, row, meeting):
        return
    desk.session.add(
        Appearance(
            network_id=desk.network_id, entry_id=_entry(desk, row), organisation=row.organisation, category=row.category,
            meeting=meeting.code, item=_item(desk, row), day=meeting.held_on or desk.law.day_of(meeting.starts_at),
            recorded_at=desk.now,
        )
    )  # fmt: skip
    desk.session.flush()


def _known(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> list[Appearance]:
    every, item = directory.appearances(desk.session, desk.network_id), _item(desk, row)
    wanted = (meeting.code, row.organisation, item)
    return [each for each in every if (each.meeting, each.organisation, each.item) == wanted]


def _item(desk: Desk, row: SpeakerInvitation) -> str:
    item = desk.session.get(AgendaItem, row.item_id) if row.item_id is not None else None
    return item.title if item is not None else row.topic


def _entry(desk: Desk, row: SpeakerInvitation) -> int | None:
    """The entry that spoke: where a substitute came, the institution alone, not the person who was invited."""
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id is not None else None
    if entry is None or entry.erased_at is not None or (row.answer == SUBSTITUTE and entry.name):
        return None
    return entry.id
