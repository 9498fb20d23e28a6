"""Acts of decisions, minutes, agendas and polls that can be taken back, mostly the secretariat's, each with what goes before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from handlers.reply import Reply
from tests.handlers import agenda_scene, poll_scene, test_follow_up_table, word_scene
from tests.handlers import circulation_scene as circulation
from tests.handlers.circulation_scene import ENDS, OPENED, SEATS
from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, ad_referendum
from tests.handlers.minutes_scene import FINAL, UNTIL, circulated, commented, drafted, finished
from tests.handlers.record_scene import CE, COORDINATOR, NOON, SECRETARY, TEC, meeting_of, technical, versions
from tests.handlers.test_no_objection import ON
from tests.handlers.undo_stories import Story, late_point, with_point
from tests.town import Town, lima

OVER = lima(2027, 2, 26, 9)
WEDNESDAY = lima(2027, 2, 24, 10)
FRIDAY = lima(2027, 2, 12, 10)
LATE = lima(2027, 2, 15, 9)
TEN = lima(2027, 1, 20, 10)
CLOSED = UNTIL + timedelta(minutes=1)
NOTE = "Se presentó la propuesta."


def in_circulation(town: Town) -> None:
    """The only text before the Committee, under the rule of no objection."""
    circulation.in_force(town)
    circulation.opened(town)


def replaces_another(town: Town) -> None:
    """What is adopted here replaces an older decision."""
    circulation.by_decision(town, "D-2027-01", title="Plan anterior", wording="El plan anterior.")
    in_circulation(town)
    town.do(SECRETARY, "decisions.classify", OPENED, code=newest(town), supersedes="D-2027-01")


def objected(town: Town) -> None:
    in_circulation(town)
    circulation.objects(town, newest(town), WEDNESDAY)


def all_agreed(town: Town) -> None:
    in_circulation(town)
    for seat in SEATS:
        town.ask(seat, "decisions.agree", OPENED, code=newest(town))


def newest(town: Town) -> str:
    return circulation.newest(town).code


def settled(town: Town) -> None:
    """The absent seat agreed, and the extract is due the next morning."""
    ad_referendum(town)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)


def on_the_decision(command: str, at: datetime, who: str = SECRETARY, **given: Any) -> Story:
    return lambda town: town.do(who, command, at, code=newest(town), **given)


def on_the_meeting(command: str, at: datetime, **given: Any) -> Story:
    return lambda town: town.do(SECRETARY, command, at, **{"meeting": CE, **given})


def asked(command: str, at: datetime) -> Story:
    return lambda town: town.ask(SECRETARY, command, at, meeting=CE)


def recorded_since(town: Town) -> None:
    """The record has gone on since the draft was made."""
    drafted(town)
    town.do(COORDINATOR, "actions.assign", NOON, meeting=CE, wording="Avisar.", organisation="OIM", date="2027-03-16")


def noted(town: Town, at: datetime = FRIDAY) -> Reply:
    row = versions(town)[-1]
    name = f"note_{row.body['items'][0]['id']}"  # type: ignore[index]
    return town.ask(SECRETARY, "minutes.draft", at, meeting=CE, version=str(row.version), **{name: NOTE})


def uploaded(town: Town, at: datetime = FRIDAY) -> Reply:
    content = word_scene.word_of(versions(town)[-1])
    return word_scene.sent(town, word_scene.edited(content, lambda page: word_scene.put(page, "OIT pide", NOTE)), at=at)


def with_comment(town: Town) -> None:
    circulated(town)
    commented(town)


def with_actions(town: Town) -> None:
    technical(town)
    test_follow_up_table.assigned(town)


def waiting_point(town: Town) -> None:
    """A point was moved, and waits for the next meeting of its kind to call for points."""
    with_point(town)
    town.do(agenda_scene.OIT, "agenda.defer", TEN, meeting=CE, item=1)
    agenda_scene.convened(town, code="CE-2027-02", starts=lima(2027, 3, 9, 10), at=TEN)
    assert meeting_of(town, "CE-2027-02").call_opened_at is None


def some_answers(town: Town) -> None:
    poll_scene.opened(town)
    poll_scene.answered(town, poll_scene.ACNUR, "yes", "yes", "yes")


STORIES: dict[str, tuple[Callable[[Town], Any], str, datetime, Story]] = {
    "decisions.adopt": (in_circulation, SECRETARY, OVER, on_the_decision("decisions.adopt", OVER)),
    "decisions.adopt/replacing": (replaces_another, SECRETARY, OVER, on_the_decision("decisions.adopt", OVER)),
    "decisions.adopt/before the end": (all_agreed, SECRETARY, WEDNESDAY, on_the_decision("decisions.adopt", WEDNESDAY)),
    "decisions.not_adopted": (
        objected, COORDINATOR, WEDNESDAY,
        on_the_decision("decisions.not_adopted", WEDNESDAY, COORDINATOR, reason="No hubo acuerdo."),
    ),
    "decisions.revise": (
        objected, COORDINATOR, WEDNESDAY, lambda town: circulation.revised(town, newest(town), WEDNESDAY),
    ),
    "decisions.revise/of a meeting": (
        lambda town: (circulation.in_force(town), ad_referendum(town), town.do(
            PNUD_CE, "decisions.object", ELEVENTH, code=newest(town), wording="No.", way_out="Otra.")),
        COORDINATOR, FRIDAY, lambda town: circulation.revised(town, newest(town), FRIDAY),
    ),
    "decisions.ask_again": (
        ad_referendum, COORDINATOR, LATE, on_the_decision("decisions.ask_again", LATE, COORDINATOR),
    ),
    "decisions.end_period": (
        in_circulation, COORDINATOR, ENDS + timedelta(minutes=1),
        lambda town: town.ask(COORDINATOR, "decisions.end_period", ENDS + timedelta(minutes=1), code=newest(town)),
    ),
    "decisions.circulate_extract": (
        settled, SECRETARY, FRIDAY, lambda town: town.ask(SECRETARY, "decisions.circulate_extract", FRIDAY),
    ),
    "decisions.no_objection_change": (
        circulation.by_decision, COORDINATOR, OPENED,
        lambda town: town.do(COORDINATOR, "decisions.no_objection_change", OPENED, **ON),
    ),
    "minutes.draft": (drafted, SECRETARY, FRIDAY, noted),
    "minutes.draft/first": (ad_referendum, SECRETARY, FRIDAY, asked("minutes.draft", FRIDAY)),
    "minutes.word": (recorded_since, SECRETARY, FRIDAY, asked("minutes.word", FRIDAY)),
    "minutes.source": (recorded_since, SECRETARY, FRIDAY, asked("minutes.source", FRIDAY)),
    "minutes.upload": (word_scene.noted, SECRETARY, FRIDAY, uploaded),
    "minutes.final": (circulated, SECRETARY, FINAL, finished),
    "minutes.final/comments": (with_comment, SECRETARY, FINAL, finished),
    "minutes.close_comments": (
        with_comment, SECRETARY, CLOSED, asked("minutes.close_comments", CLOSED),
    ),
    "minutes.follow_up": (
        with_actions, SECRETARY, test_follow_up_table.AT_ONCE,
        on_the_meeting("minutes.follow_up", test_follow_up_table.AT_ONCE, meeting=TEC),
    ),
    "agenda.call": (with_point, SECRETARY, TEN, on_the_meeting("agenda.call", TEN)),
    "agenda.call/with a point that waited": (
        waiting_point, SECRETARY, TEN, on_the_meeting("agenda.call", TEN, meeting="CE-2027-02"),
    ),
    "agenda.close": (with_point, SECRETARY, TEN, on_the_meeting("agenda.close", TEN)),
    "agenda.circulate": (
        late_point, SECRETARY, lima(2027, 1, 29, 18), on_the_meeting("agenda.circulate", lima(2027, 1, 29, 18)),
    ),
    "agenda.circulate/on its date": (
        with_point, SECRETARY, TEN, on_the_meeting("agenda.circulate", TEN, when="date"),
    ),
    "polls.close": (
        some_answers, SECRETARY, poll_scene.TUESDAY,
        lambda town: town.do(SECRETARY, "polls.close", poll_scene.TUESDAY, poll="1"),
    ),
}  # fmt: skip
"""Of each act: what goes before, who acts, when, and the act."""
