"""§5.1.8, E09: minutes four days late. Whoever is responsible hears alone, then the coordinator; a channel never does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from storage.outbox import CHAT, MAIL, Notice
from storage.people import Person
from tests.handlers.record_scene import (
    COORDINATOR,
    SECRETARY,
    TEC,
    technical,
)
from tests.town import LIMA, Town, lima

HELD, SENT = lima(2027, 4, 6, 13), lima(2027, 4, 19, 12, 30)


def fortnight(town: Town) -> None:
    """The clock looks every four hours, at nine among them, from the meeting of 6 April until the minutes go round on the 19th, four days late."""
    technical(town)
    town.pass_time(HELD, lima(2027, 4, 19, 12), timedelta(hours=4))
    town.ask(SECRETARY, "minutes.draft", lima(2027, 4, 19, 12))
    town.do(SECRETARY, "minutes.circulate", SENT, meeting=TEC)


def about_the_minutes(town: Town) -> list[Notice]:
    """Every reminder about the minutes of 6 April, alone or in a gathered message, as it leaves."""
    return [row for row in town.notices() if row.duty == "minutes.circulation" and row.about == TEC]


def reader(town: Town, row: Notice) -> str:
    return next(iter(town.emails([row])))


def words(row: Notice, language: str = "es") -> str:
    return plain(card_of(row), Words(language, zone=LIMA).say)


def test_every_message_its_reader_and_its_hour(town: Town) -> None:
    """Due on Tuesday 13 April at 17:00: a word the day before and on the day; late, the responsible person alone on the
    14th, the coordinator on the 15th; then nobody hears more of it. Always at nine, in chat."""
    fortnight(town)
    assert [
        (row.notice, reader(town, row), row.due_at.astimezone(LIMA), row.road) for row in about_the_minutes(town)
    ] == [
        ("minutes.circulation.before", SECRETARY, lima(2027, 4, 12, 9), CHAT),
        ("minutes.circulation.today", SECRETARY, lima(2027, 4, 13, 9), CHAT),
        ("minutes.circulation.late", SECRETARY, lima(2027, 4, 14, 9), CHAT),
        ("minutes.circulation.coordinator", COORDINATOR, lima(2027, 4, 15, 9), CHAT),
    ]


def test_a_channel_never_hears_that_minutes_are_late(town: Town) -> None:
    """No message of these days that goes to a room speaks of the minutes before they circulate."""
    fortnight(town)
    assert [row.notice for row in town.notices() if row.person_id is None and row.about == TEC] == []


def test_nobody_else_hears_of_it(town: Town) -> None:
    """Only the secretariat and the coordination have anything about the minutes before they go round."""
    fortnight(town)
    before = [
        row for row in town.notices() if row.about == TEC and row.notice.startswith("minutes.") and row.due_at < SENT
    ]
    assert town.emails(before) == {SECRETARY, COORDINATOR}


@pytest.mark.parametrize(
    ("stage", "language", "said"),
    [
        ("late", "es", "Esto lo ve solo usted"),
        ("coordinator", "es", "Se lo cuento solo a usted"),
        ("late", "en", "TEC-2027-01"),
        ("coordinator", "en", "I am telling only you"),
    ],
)
def test_what_it_says_in_the_readers_language(town: Town, stage: str, language: str, said: str) -> None:
    """The note is courteous, private and says why it came."""
    fortnight(town)
    (row,) = [row for row in about_the_minutes(town) if row.notice.endswith(stage)]
    assert said in words(row, language)
    assert "5.1.8" in words(row, language)


def test_the_late_note_opens_the_draft_at_once(town: Town) -> None:
    """What its reader will want to do next is a press away: the draft, made from the record."""
    fortnight(town)
    (row,) = [row for row in about_the_minutes(town) if row.notice.endswith("late")]
    assert "minutes.draft" in str(card_of(row))


def test_no_letter_goes_out_because_minutes_are_late(town: Town) -> None:
    """Lateness stays in the chat of whoever can act on it."""
    fortnight(town)
    assert [row.notice for row in town.notices(road=MAIL) if row.about == TEC and row.due_at < SENT] == []


def test_minutes_in_time_are_reminded_of_only_before(town: Town) -> None:
    """The state is read when it is about to be sent: circulated on the 8th, nobody is reminded any more."""
    technical(town)
    town.ask(SECRETARY, "minutes.draft", lima(2027, 4, 8, 12))
    town.do(SECRETARY, "minutes.circulate", lima(2027, 4, 8, 12, 30), meeting=TEC)
    town.pass_time(lima(2027, 4, 9), lima(2027, 4, 16), timedelta(hours=4))
    assert about_the_minutes(town) == []


def test_the_time_for_comments_keeps_its_length_however_late_they_are(town: Town) -> None:
    """Four days late; the readers still have five whole working days for their comments: until Monday 26 April at 17:00."""
    fortnight(town)
    told = town.notices("minutes.circulated")
    assert told
    assert all("lunes 26 de abril de 2027, 17:00" in words(row) for row in told)


def test_the_reader_of_the_escalation_is_one_person(town: Town) -> None:
    """The coordinator alone, by name: not the office's whole list."""
    fortnight(town)
    rows = [row for row in about_the_minutes(town) if row.notice.endswith("coordinator")]
    with town.database.reading() as session:
        people = [session.get_one(Person, row.person_id) for row in rows]
    assert [person.email.split("@")[0] for person in people] == [COORDINATOR]
