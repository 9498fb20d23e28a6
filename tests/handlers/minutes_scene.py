"""Minutes of the meeting of 9 February 2027 on their way: drafted, circulated, commented upon, finished."""

from __future__ import annotations

from datetime import datetime

from handlers.reply import Reply
from storage import minutes
from storage.minutes import MinutesComment
from tests.handlers.record_scene import ACNUR, CE, COORDINATOR, NOON, SECRETARY, held, meeting_of
from tests.town import Town, lima

CIRCULATED = lima(2027, 2, 15, 16, 10)
UNTIL = lima(2027, 2, 22, 17)
FINAL = lima(2027, 2, 23, 11)
CORRECTION = "Donde dice «niñez» debe decir «niñez y adolescencia»."


def drafted(town: Town) -> None:
    held(town)
    town.do(
        COORDINATOR,
        "decisions.record",
        NOON,
        meeting=CE,
        wording="Se adoptan las prioridades 2027.",
        title="Prioridades 2027",
    )
    town.do(
        COORDINATOR,
        "actions.assign",
        NOON,
        meeting=CE,
        wording="Enviar el mapa.",
        organisation="ACNUR",
        date="2027-03-15",
    )
    town.ask(SECRETARY, "minutes.draft", lima(2027, 2, 10))


def circulated(town: Town) -> None:
    drafted(town)
    town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE)


def commented(town: Town, who: str = ACNUR, at: datetime | None = None, wording: str = CORRECTION) -> Reply:
    return town.do(
        who, "minutes.comment", at or lima(2027, 2, 18, 10), meeting=CE, paragraph="decisions", wording=wording
    )


def comments(town: Town) -> list[MinutesComment]:
    with town.database.reading() as session:
        return minutes.comments(session, meeting_of(town).id or 0)


def finished(town: Town, at: datetime = FINAL, **words: str) -> Reply:
    form = town.ask(SECRETARY, "minutes.final", at, meeting=CE)
    assert form.form is not None
    return town.do(SECRETARY, "minutes.final", at, **form.form.hidden, **words)
