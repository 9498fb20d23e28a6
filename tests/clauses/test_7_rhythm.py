"""§7: the secretariat and the focal points set the rhythm of technical meetings; the next dates are offered, none is convened."""

from __future__ import annotations

from datetime import date

from handlers import rhythm
from tests.handlers.record_scene import SECRETARY, TEC, said, technical
from tests.town import Town, lima

HELD = lima(2027, 4, 6, 15)


def offered(town: Town, words: str) -> tuple[str, list[str]]:
    """What is said after the agreement, and the days of the presses that convene."""
    technical(town)
    shown = town.ask(SECRETARY, "decisions.record", HELD, meeting=TEC, wording=words)
    reply = town.confirm(SECRETARY, shown, HELD)
    days = [str(each.values["date"]) for each in town.buttons(reply) if each.command == "meetings.convene"]
    return said(reply), days


def test_every_two_months_is_june_august_and_october_on_the_same_weekday(town: Town) -> None:
    words, days = offered(town, "Las reuniones técnicas serán cada dos meses.")
    assert "las próximas reuniones técnicas serían estas" in words
    assert days == ["2027-06-01", "2027-08-03", "2027-10-05"]
    assert town.notices("meeting.convened") == []


def test_a_holiday_gives_way_to_the_next_working_day(town: Town) -> None:
    """The last Tuesday of June 2027 is a national holiday; of a month without a fifth Tuesday the last one is taken."""

    class Desk:
        def __init__(self) -> None:
            from scheduler.law import of_charter

            self.law, self.today = of_charter(town.charter, 2027), date(2027, 3, 30)

    days = rhythm.next_dates(Desk(), "Reuniones técnicas trimestrales", date(2027, 3, 30))  # type: ignore[arg-type]
    assert days == [date(2027, 6, 30), date(2027, 9, 28), date(2027, 12, 28)]


def test_what_is_not_understood_is_not_guessed(town: Town) -> None:
    assert offered(town, "Las reuniones técnicas serán más frecuentes.")[1] == []
