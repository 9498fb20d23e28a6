"""Acts that can be taken back, each with what goes before: the stories that one test tells of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from handlers.reply import Reply
from tests.handlers import follow_scene, group_scene, test_contacts
from tests.handlers.agenda_scene import CLOSE, OIT, convened, proposed
from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, ad_referendum
from tests.handlers.meeting_scene import CE as EXECUTIVE
from tests.handlers.meeting_scene import convene
from tests.handlers.members_scene import NOELIA
from tests.handlers.minutes_scene import CIRCULATED, circulated, commented, drafted
from tests.handlers.poll_scene import ACNUR, TUESDAY, answered, opened
from tests.handlers.record_scene import CE, COMMITTEE, COORDINATOR, NOON, SECRETARY, UNFPA, held
from tests.handlers.record_scene import convened as only_convened
from tests.handlers.speaker_scene import SCHOLAR, register
from tests.town import Town, lima

TEN, LATER = lima(2027, 1, 20, 10), lima(2027, 3, 18, 10)
LATE = CLOSE + timedelta(days=1)
AFTERNOON = lima(2027, 2, 9, 12)
ACNUR_CE = "t.wrennfeld"
MONDAY = lima(2027, 4, 26, 10)
Story = Callable[[Town], Reply]


def point(town: Town, at: datetime = TEN, title: str = "Salud") -> Reply:
    return proposed(town, OIT, title, at)


def before_point(town: Town) -> None:
    convened(town)


def with_point(town: Town) -> None:
    convened(town)
    point(town)


def with_answer(town: Town) -> None:
    opened(town)
    answered(town, ACNUR, "yes", "no", "no")


def late_point(town: Town) -> None:
    with_point(town)
    point(town, LATE - timedelta(hours=1), "Trabajo")


def two_points(town: Town) -> None:
    with_point(town)
    point(town, title="Trabajo")


def seat_missing(town: Town) -> None:
    """Two seats were absent, so that one answer settles nothing."""
    held(town, present=COMMITTEE[:-2], regrets=COMMITTEE[-2:])
    town.do(COORDINATOR, "decisions.record", NOON, wording="Se adoptan las prioridades.", title="Prioridades")


def reserved(town: Town) -> None:
    seat_missing(town)
    town.do(PNUD_CE, "decisions.reserve", ELEVENTH, code=D1, wording="No crea obligaciones.")


def speaker_comes(town: Town) -> None:
    university, _ = follow_scene.both(town)
    follow_scene.answered(town, university)


def slides_in(town: Town) -> None:
    speaker_comes(town)
    slides(town)


def slides(town: Town) -> Reply:
    given = {"invitation": "1", "reference": "https://altiplano.example/salud.pdf"}
    return town.ask(SECRETARY, "speakers.slides", follow_scene.LATER, **given)


def before_meeting(town: Town) -> None:
    convene(town, **EXECUTIVE)


STORIES: dict[str, tuple[Callable[[Town], Any], str, datetime, Story]] = {
    "agenda.propose": (before_point, OIT, TEN, point),
    "agenda.nothing": (before_point, OIT, TEN, lambda town: town.ask(OIT, "agenda.nothing", TEN, meeting=CE)),
    "agenda.withdraw": (with_point, OIT, TEN, lambda town: town.do(OIT, "agenda.withdraw", TEN, meeting=CE, item=1)),
    "agenda.defer": (with_point, OIT, TEN, lambda town: town.do(OIT, "agenda.defer", TEN, meeting=CE, item=1)),
    "agenda.admit": (
        late_point, COORDINATOR, LATE, lambda town: town.do(COORDINATOR, "agenda.admit", LATE, item=2, reason="urgente"),
    ),
    "agenda.order": (
        two_points, SECRETARY, TEN, lambda town: town.do(SECRETARY, "agenda.order", TEN, meeting=CE, order="2 1"),
    ),
    "agenda.document": (
        with_point, OIT, TEN, lambda town: town.ask(OIT, "agenda.document", TEN, item=1, document="https://docs.example/a"),
    ),
    "decisions.take_back": (
        reserved, PNUD_CE, ELEVENTH,
        lambda town: town.do(PNUD_CE, "decisions.take_back", ELEVENTH, code=D1, wording="La retiro."),
    ),
    "decisions.classify": (
        ad_referendum, SECRETARY, ELEVENTH,
        lambda town: town.do(SECRETARY, "decisions.classify", ELEVENTH, code=D1, review_on="2027-06-01"),
    ),
    "groups.answer": (group_scene.consulted, "i.choquerrey", group_scene.THURSDAY, lambda town: group_scene.agreed(town, "i.choquerrey")),
    "groups.join": (group_scene.created, "c.yupancal", MONDAY, lambda town: town.do("c.yupancal", "groups.join", MONDAY)),
    "groups.leave": (group_scene.created, "n.collpabamba", MONDAY, lambda town: town.do("n.collpabamba", "groups.leave", MONDAY)),
    "contacts.confirm": (
        test_contacts.opened, OIT, test_contacts.NEXT, lambda town: test_contacts.pressed(town, OIT),
    ),
    "minutes.comment": (circulated, UNFPA, lima(2027, 2, 18, 10), lambda town: commented(town, UNFPA)),
    "minutes.no_comments": (
        circulated, UNFPA, CIRCULATED, lambda town: town.ask(UNFPA, "minutes.no_comments", CIRCULATED, meeting=CE),
    ),
    "minutes.label": (
        drafted, SECRETARY, CIRCULATED,
        lambda town: town.do(SECRETARY, "minutes.label", CIRCULATED, meeting=CE, label="committee"),
    ),
    "minutes.circulate": (
        drafted, SECRETARY, CIRCULATED, lambda town: town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE),
    ),
    "polls.answer": (with_answer, ACNUR, TUESDAY, lambda town: answered(town, ACNUR, "no", "if_needed", "yes")),
    "polls.withdraw": (
        opened, SECRETARY, TUESDAY, lambda town: town.do(SECRETARY, "polls.withdraw", TUESDAY, poll="1"),
    ),
    "speakers.answer": (
        follow_scene.both, SECRETARY, follow_scene.LATER,
        lambda town: town.do(SECRETARY, "speakers.answer", follow_scene.LATER, invitation="1", answer="accepted"),
    ),
    "speakers.slides": (speaker_comes, SECRETARY, follow_scene.LATER, slides),
    "speakers.slides_clear": (
        slides_in, SECRETARY, follow_scene.LATER,
        lambda town: town.ask(SECRETARY, "speakers.slides_clear", follow_scene.LATER, invitation="1", figures="yes"),
    ),
    "network.away": (
        lambda town: None, NOELIA, TEN, lambda town: town.do(NOELIA, "network.away", TEN, date="2027-03-03"),
    ),
    "meetings.regret": (
        before_meeting, ACNUR_CE, TEN, lambda town: town.ask(ACNUR_CE, "meetings.regret", TEN, meeting=CE),
    ),
    "meetings.held": (
        only_convened, SECRETARY, AFTERNOON,
        lambda town: town.do(SECRETARY, "meetings.held", AFTERNOON, meeting=CE, present=["OIM", "ACNUR"]),
    ),
    "meetings.move": (
        before_meeting, SECRETARY, TEN, lambda town: town.do(SECRETARY, "meetings.move", TEN, meeting=CE, date="2027-02-16"),
    ),
    "meetings.cancel": (
        before_meeting, SECRETARY, TEN, lambda town: town.do(SECRETARY, "meetings.cancel", TEN, meeting=CE, reason="viaje"),
    ),
    "speakers.register": (lambda town: None, SECRETARY, LATER, lambda town: register(town, LATER, **SCHOLAR)),
}  # fmt: skip
"""Of each act: what goes before, who acts, when, and the act."""
