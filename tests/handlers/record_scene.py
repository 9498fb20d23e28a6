"""The Executive Committee of 9 February 2027 and the technical meeting of 6 April on the record, and ways to read cards."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalogue import Words
from bot.plain import plain
from handlers.reply import Note, Reply, Text
from storage import actions as known
from storage import decisions, journal, meetings, minutes
from storage.actions import Action
from storage.agenda import AgendaItem
from storage.decisions import Decision
from storage.meetings import CONVENED, HELD, Attendance, Meeting
from storage.minutes import Minutes
from tests.town import LIMA, Town, lima

COORDINATOR, SECRETARY = "l.altaquilla", "r.berrocapa"
UNFPA, ACNUR, ACNUR_CE, PNUD_CE, GUEST = "s.rocamarca", "n.quintamayo", "t.wrennfeld", "h.lasvalle", "f.valderruma"
CE, TEC = "CE-2027-01", "TEC-2027-01"
CE_STARTS, TEC_STARTS = lima(2027, 2, 9, 10), lima(2027, 4, 6, 10)
COMMITTEE = ("OCR", "OIM", "ACNUR", "OIT", "UNICEF", "PNUD")
ALL_BUT_PNUD = COMMITTEE[:-1]
NOON = lima(2027, 2, 9, 12)


def convened(
    town: Town, code: str = CE, kind: str = "executive", starts: datetime = CE_STARTS, title: str = "Prioridades 2027"
) -> None:
    """A meeting that was convened and of which nothing else is recorded."""
    with town.database.transaction() as session:
        meeting = Meeting(
            network_id=town.network_id, code=code, kind=kind, title=title, starts_at=starts, minutes=90,
            place="Sala Cantuta, híbrida", convened_at=lima(2026, 12, 1),
        )  # fmt: skip
        session.add(meeting)


def held(
    town: Town, code: str = CE, kind: str = "executive", starts: datetime = CE_STARTS, title: str = "Prioridades 2027",
    present: tuple[str, ...] = ALL_BUT_PNUD, regrets: tuple[str, ...] = ("PNUD",), items: tuple[str, ...] = ("Prioridades 2027",),
    alternates: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """A meeting held, with attendance by organisation and a point for each item."""
    convened(town, code, kind, starts, title)
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, code)
        assert meeting is not None
        assert meeting.id is not None
        meeting.status, meeting.held_on, meeting.held_recorded_at = HELD, starts.astimezone(LIMA).date(), starts
        for name in (*present, *regrets):
            session.add(
                Attendance(
                    network_id=town.network_id, meeting_id=meeting.id, organisation_id=town.organisation(name),
                    answer="regrets" if name in regrets else "confirmed",
                    presence="absent" if name in regrets else "present",
                    capacity="" if name in regrets else "alternate" if name in alternates else "official", said_at=starts,
                )
            )  # fmt: skip
        for place, item in enumerate(items):
            session.add(
                AgendaItem(
                    network_id=town.network_id, meeting_id=meeting.id, organisation_id=town.organisation("OIM"),
                    title=item, kind="decide", minutes=20, position=place, received_at=starts,
                )
            )  # fmt: skip


def technical(town: Town) -> None:
    """The technical meeting of 6 April 2027, eight agencies and a guest in the room."""
    present = ("OIM", "ACNUR", "OIT", "UNICEF", "PNUD", "OPS/OMS", "UNFPA", "ONU Mujeres")
    held(
        town,
        TEC,
        "technical",
        TEC_STARTS,
        "Regularización migratoria",
        present,
        ("UNODC",),
        ("Exposición de Migraciones",),
        ("OIT",),
    )
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, TEC)
        assert meeting is not None
        assert meeting.id is not None
        session.add(
            Attendance(
                network_id=town.network_id, meeting_id=meeting.id,
                organisation_id=town.organisation("Ministerio de Relaciones Exteriores"),
                presence="present", capacity="guest", said_at=TEC_STARTS,
            )
        )  # fmt: skip


def coming(town: Town, code: str, kind: str, starts: datetime) -> None:
    """Another meeting, still to come."""
    convened(town, code, kind, starts, "La próxima")
    assert meeting_of(town, code).status == CONVENED


def meeting_of(town: Town, code: str = CE) -> Meeting:
    with town.database.reading() as session:
        found = meetings.by_code(session, town.network_id, code)
        assert found is not None
        return found


def register(town: Town) -> list[Decision]:
    """The register, oldest first."""
    with town.database.reading() as session:
        return list(reversed(decisions.register(session, town.network_id)))


def actions(town: Town) -> list[Action]:
    with town.database.reading() as session:
        return known.still_open(session, town.network_id)


def versions(town: Town, code: str = CE) -> list[Minutes]:
    with town.database.reading() as session:
        return minutes.versions(session, meeting_of(town, code).id or 0)


def acts(town: Town, about: str) -> list[journal.JournalEntry]:
    with town.database.reading() as session:
        return [entry for entry in journal.about(session, town.network_id, about) if entry.act != "refused"]


def said(reply: Reply, language: str = "es") -> str:
    """The whole card in words, as its plain-text twin has it."""
    assert reply.card is not None
    return plain(reply.card, Words(language, zone=LIMA).say)


def source(reply: Reply) -> str:
    """The clause and setting a card quotes, in words."""
    assert reply.card is not None
    words = Words("es", zone=LIMA)
    notes = [part.words for part in reply.card.parts if isinstance(part, Note) and isinstance(part.words, Text)]
    return "\n".join(words.say(note) for note in notes if note.key.startswith("source."))


def fields(reply: Reply) -> dict[str, object]:
    """What the form asks for, and what it is filled with."""
    assert reply.form is not None
    return {field.name: field.value for field in reply.form.fields}
