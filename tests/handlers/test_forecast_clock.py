"""«/red que-envias» also lists what the clock itself will send: calls, tables and the line of the day (ToR 2)."""

from __future__ import annotations

import re
from pathlib import Path

from handlers.forecast_clock import READERS, SAYS_NOTHING
from scheduler import deciding, follow_up, polling
from tests.handlers.minutes_scene import CIRCULATED, circulated, drafted
from tests.handlers.record_scene import ACNUR, GUEST, SECRETARY, UNFPA, convened, said
from tests.handlers.test_action_following import OWNER, assigned
from tests.town import Town, lima

AFTER = lima(2027, 2, 9, 15)


def _foreseen(town: Town, who: str, *when: int) -> str:
    return said(town.ask(who, "network.forecast", lima(*when) if when else AFTER))  # type: ignore[arg-type]


def test_the_call_for_items_is_foreseen_by_who_will_be_asked(town: Town) -> None:
    convened(town, "TEC-2027-01", "technical", lima(2027, 4, 6, 10))
    calls = "Pedido de puntos para la agenda de TEC-2027-01"
    assert calls in _foreseen(town, ACNUR, 2027, 3, 8, 10)
    assert calls not in _foreseen(town, GUEST, 2027, 3, 8, 10)


def test_the_line_of_the_day_is_foreseen_by_the_secretariat_alone(town: Town) -> None:
    drafted(town)
    assert "Resumen diario; llega cada día hábil" in _foreseen(town, SECRETARY)
    assert "Resumen diario" not in _foreseen(town, ACNUR)


def test_the_table_after_a_meeting_is_foreseen_by_whoever_took_something_on(town: Town) -> None:
    drafted(town)
    assert "Cuadro de seguimiento de CE-2027-01" in _foreseen(town, ACNUR)
    assert "Cuadro de seguimiento" not in _foreseen(town, UNFPA)


def test_the_comments_are_foreseen_by_who_gets_their_table(town: Town) -> None:
    circulated(town)
    assert "Comentarios recibidos a la minuta de CE-2027-01" in said(
        town.ask(SECRETARY, "network.forecast", CIRCULATED)
    )
    assert "Comentarios recibidos" not in said(town.ask(ACNUR, "network.forecast", CIRCULATED))


def test_overdue_actions_are_called_by_their_name(town: Town) -> None:
    assigned(town, day="2027-04-16")
    words = _foreseen(town, OWNER, 2027, 4, 20, 10)
    assert "Las acciones vencidas de" in words
    assert "Días entre avisos" not in words


def test_everything_the_clock_asks_for_is_foreseen_or_said_to_write_to_nobody() -> None:
    """A new rule of the clock needs its place here, so that the list of what will come stays whole."""
    written = "".join(path.read_text(encoding="utf-8") for path in Path("scheduler").glob("*.py"))
    asked = set(re.findall(r'then="([a-z_.]+)"', written))
    asked |= {deciding.END_PERIOD, polling.CLOSE, follow_up.FOLLOW_UP, "meetings.settle_calendars"}
    assert asked == READERS.keys() | SAYS_NOTHING
