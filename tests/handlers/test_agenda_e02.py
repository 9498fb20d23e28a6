"""The first Executive Committee of the acceptance year (E02): the clock and the people make its agenda together."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.agenda_scene import (
    CIRCULATION,
    CLOSE,
    CONVENED,
    COORDINATOR,
    OIM,
    OIT,
    SECRETARY,
    UNFPA,
    UNICEF,
    convened,
    points,
    proposed,
    the_meeting,
    titles,
)  # fmt: skip
from tests.town import Town, keys_of, lima


def test_the_agenda_of_the_first_committee_of_2027_comes_about_as_the_year_tells(network: Town) -> None:
    convened(network)
    network.clock(CONVENED)
    assert len(network.notices("agenda.call")) == 24
    network.clock(CONVENED)
    proposed(network, OIT, "Condiciones laborales", lima(2027, 1, 22, 10), objectives=[6])
    proposed(network, UNICEF, "Niñez migrante", lima(2027, 1, 26, 10), objectives=[7, 15])
    proposed(
        network, OIM, "Prioridades y plan 2027", lima(2027, 1, 26, 11), kind="decide", document="https://d.example/p"
    )
    proposed(network, OIM, "Regla de no objeción", lima(2027, 1, 26, 12), kind="decide", document="https://d.example/r")
    network.ask("b.carhuandino", "agenda.nothing", lima(2027, 1, 26, 13))

    network.pass_time(lima(2027, 1, 26, 14), lima(2027, 1, 27, 9), timedelta(hours=1))
    reminded = network.notices("agenda.answer.before")
    assert network.emails(reminded) == {"n.quintamayo", "g.umbralito", "c.yupancal", "s.rocamarca", "j.atocsaira"}

    network.clock(lima(2027, 1, 28, 16, 59))
    assert the_meeting(network).items_closed_at is None
    network.clock(CLOSE)
    assert the_meeting(network).items_closed_at == CLOSE
    assert network.emails(network.notices("agenda.draft")) == {COORDINATOR, SECRETARY}

    late = proposed(network, UNFPA, "Salud sexual y reproductiva", lima(2027, 1, 29, 11, 15), objectives=[15])
    assert "agenda.late.what_now" in keys_of(late)
    assert network.emails(network.notices("agenda.late_item")) == {COORDINATOR, SECRETARY}
    assert network.emails(network.notices("agenda.observer")) == {SECRETARY}

    shown = network.ask(COORDINATOR, "agenda.circulate", lima(2027, 1, 29, 15))
    network.press(COORDINATOR, shown, "button.circulate_on_date", lima(2027, 1, 29, 15))
    network.pass_time(lima(2027, 1, 29, 16), lima(2027, 2, 2, 8), timedelta(hours=4))
    network.clock(lima(2027, 2, 2, 8, 59))
    assert network.notices("agenda.circulated") == []
    network.clock(lima(2027, 2, 2, 9))
    sent = the_meeting(network).agenda_circulated_at
    assert sent == lima(2027, 2, 2, 9)
    assert sent <= CIRCULATION
    assert len(network.notices("agenda.circulated")) == 28
    network.pass_time(lima(2027, 2, 2, 10), lima(2027, 2, 3, 18), timedelta(hours=1))
    assert len(network.notices("agenda.circulated")) == 28
    assert not [row for row in network.notices() if row.notice.startswith("agenda.circulation.")], (
        "it was cleared in time"
    )

    assert len(points(network)) == 4
    assert titles(network, "late") == ["Salud sexual y reproductiva"]
    assert len(points(network, "proposed", "late")) == 5, "five items were received, one of them late"
