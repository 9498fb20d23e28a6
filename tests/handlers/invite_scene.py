"""The technical meeting of 6 April 2027 with its directory: what stories about invitations to speak begin with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from handlers.reply import Reply
from storage import invitations, journal, meetings
from storage.agenda import AgendaItem
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from storage.journal import JournalEntry
from storage.outbox import Notice
from tests.handlers import record_scene, speaker_scene
from tests.town import LIMA, Town, lima

COORDINATOR, SECRETARY, MEMBER, ALTERNATE = "l.altaquilla", "r.berrocapa", "n.quintamayo", "h.parihuanca"
TEC = record_scene.TEC
E07 = lima(2027, 3, 18, 10, 20)
"""One working day before the last day: Holy Thursday and Good Friday lie between it and the meeting."""
LAST, AFTER = lima(2027, 3, 19, 10), lima(2027, 3, 22, 9)
EARLY = lima(2027, 3, 8, 10)
"""Early enough for the three days of comments."""
GOVERNMENT, SCHOLAR = "Migraciones", "Universidad del Altiplano"
_WORDS = {language: Words(language, "es", LIMA) for language in ("es", "en")}


def set_up(town: Town, *points: tuple[str, int]) -> None:
    """The meeting convened, somebody from each side in the directory, the points with their minutes in order."""
    record_scene.convened(town, TEC, "technical", record_scene.TEC_STARTS, "Regularización")
    speaker_scene.three(town)
    for place, (title, minutes) in enumerate(points, 1):
        _point(town, title, minutes, place)


def _point(town: Town, title: str, minutes: int, place: int) -> None:
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, TEC)
        assert meeting is not None and meeting.id is not None
        session.add(
            AgendaItem(
                network_id=town.network_id, meeting_id=meeting.id, organisation_id=town.organisation("OIM"), title=title,
                kind="inform", minutes=minutes, position=place, received_at=lima(2027, 3, 1),
            )
        )  # fmt: skip


def ask(town: Town, who: str = SECRETARY, at: datetime = E07, **given: Any) -> Reply:
    """The preview of an invitation to Migraciones on regularisation, unless something else is given."""
    return town.ask(
        who, "speakers.invite", at, **{"meeting": TEC, "words": GOVERNMENT, "topic": "regularización", **given}
    )


def draft(town: Town, who: str = SECRETARY, at: datetime = E07, **given: Any) -> SpeakerInvitation:
    """The same confirmed; the invitation that was written down."""
    town.confirm(who, ask(town, who, at, **given), at)
    return rows(town)[-1]


def to_scholar(town: Town, at: datetime = EARLY, **given: Any) -> SpeakerInvitation:
    """An invitation by e-mail to somebody from a university."""
    return draft(town, at=at, words=SCHOLAR, **given)


def cleared(town: Town, row: SpeakerInvitation, at: datetime, who: str = COORDINATOR) -> Reply:
    """Cleared by somebody else."""
    return town.do(who, "speakers.clear", at, invitation=row.id)


def rows(town: Town) -> list[SpeakerInvitation]:
    """Every invitation, withdrawn ones too, in the order they were drafted."""
    with town.database.reading() as session:
        from sqlmodel import select

        return sorted(session.exec(select(SpeakerInvitation)), key=lambda row: row.id or 0)


def the(town: Town, row: SpeakerInvitation) -> SpeakerInvitation:
    """The invitation as it stands now."""
    return next(each for each in rows(town) if each.id == row.id)


def comments(town: Town, row: SpeakerInvitation) -> list[str]:
    """What was said of it, in order."""
    with town.database.reading() as session:
        return [each.words for each in invitations.comments(session, row.id or 0)]


def entry_of(town: Town, organisation: str) -> DirectoryEntry:
    """Somebody in the directory by a part of their institution's name."""
    return next(row for row in speaker_scene.entries(town).values() if organisation in row.organisation)


def says(thing: Reply | Notice, language: str = "es") -> str:
    """What a card or a notice says, in words."""
    card = card_of(thing) if isinstance(thing, Notice) else thing.card
    return plain(card, _WORDS[language].say) if card else ""


def presses(town: Town, reply: Reply) -> list[str]:
    """The labels of a card's presses, in Spanish."""
    return [_WORDS["es"].say(button.label) for button in town.buttons(reply)]


def history(town: Town) -> list[JournalEntry]:
    """The journal about the meeting."""
    with town.database.reading() as session:
        return journal.about(session, town.network_id, TEC)


def acts(town: Town) -> list[str]:
    """What the journal says was done about the meeting, in order."""
    return [entry.act for entry in history(town)]
