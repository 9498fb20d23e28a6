"""A convocation over a real mail server: one address is refused, «¿salió?» tells it, and the letter goes out once more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.mail.opened import open_letter
from bot.understanding import Context, understand
from handlers.reply import Reply
from storage.outbox import MAIL
from tests.bot.post_scene import mail_server
from tests.bot.test_mail_down import Down
from tests.handlers.delivery_scene import rows_of
from tests.handlers.meeting_scene import ACNUR_CE, CE, GUEST, MORNING, SECRETARY, says
from tests.town import Town, lima

AFTER = lima(2027, 1, 19, 10)


@pytest.fixture
def down(town: Town) -> Iterator[Down]:
    found = Down(town, convenes=False)
    found.now = MORNING
    yield found
    found.office.counter.close()


def typed(town: Town, words: str, who: str = SECRETARY) -> Reply:
    now = AFTER.astimezone(ZoneInfo("America/Lima"))
    understood = understand(words, Context("es", now, ("ACNUR", "OIM"), (("CE-2027-01", "executive", now.date()),)))
    return town.ask(who, understood.command, AFTER, **understood.values)


def test_what_a_server_refused_is_told_and_sent_once_more(down: Down, town: Town) -> None:
    town.do(SECRETARY, "meetings.convene", MORNING, **CE)
    with mail_server(down.inbox):
        down.inbox.refuses = {ACNUR_CE: "550 5.1.1 <t.wrennfeld@acnur.example> unknown"}
        down.deliver_until(AFTER, timedelta(minutes=30))
        reply = typed(town, "¿salió?")
        refused = [row for row in rows_of(reply) if row[3].startswith("No salió")]
        assert {row[0] for row in refused} == {"Tobias Wrennfeld (ACNUR)"}
        assert all(row[3].endswith("esa dirección no existe (550 5.1.1)") for row in refused)
        down.inbox.refuses = {}
        again = town.press(SECRETARY, reply, "deliveries.button.again", AFTER)
        town.confirm(SECRETARY, again, AFTER)
        before = len(down.inbox.received)
        down.now = AFTER
        down.deliver_until(AFTER + timedelta(minutes=1), timedelta(minutes=1))
    (letter,) = down.inbox.received[before:]
    assert open_letter(letter).reader.endswith("<t.wrennfeld@acnur.example>")
    (row,) = [each for each in rows_of(typed(town, "¿le llegó a ACNUR?")) if each[3].startswith("Entregado")][:1]
    assert row[0] == "Tobias Wrennfeld (ACNUR)"
    assert {row.status for row in town.notices(to=ACNUR_CE, road=MAIL)} == {"given_up", "sent"}


def test_a_guest_who_asks_learns_nothing(down: Down, town: Town) -> None:
    town.do(SECRETARY, "meetings.convene", MORNING, **CE)
    reply = typed(town, "¿le llegó a ACNUR?", GUEST)
    assert reply.refused
    assert "Wrennfeld" not in says(reply)
