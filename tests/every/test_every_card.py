"""Whatever a handler or the clock says, Slack takes it: every card and form, in every language, within the platform's limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

import handlers.all_commands  # noqa: F401 - registers every command
from bot.language.catalogue import LANGUAGES, Words
from bot.notices import card_of
from bot.platforms.slack.draw import blocks, messages
from bot.platforms.slack.forms import modal
from bot.platforms.slack.home import home
from bot.platforms.slack.limits import problems, view_problems
from bot.platforms.slack.presses import fits
from handlers.commands import COMMANDS
from handlers.reply import Button, Buttons, Card, Reply
from tests.handlers import agenda_scene, circulation_scene, poll_scene, record_scene, speaker_scene
from tests.town import LIMA, Town, lima

PEOPLE = ("l.altaquilla", "r.berrocapa", "n.quintamayo", "a.soderquist", "h.lasvalle", "f.valderruma")
"""The coordination, the secretariat, a focal point, the Resident Coordinator, an absent member, a ministry."""
ENOUGH = 80
TEN_HOURS = [f"2027-05-{day:02d}T15:00" for day in range(3, 13)]
TYPED = {
    "meeting": "CE-2027-01",
    "code": "CE-2027-01",
    "title": "<!channel> «Prioridades» " + "x" * 200,
    "typed": "=cmd|'/C calc'!A0 🧵",
    "question": "¿quién endosa?",
    "wording": "Palabras. " * 300,
}


def refused_by_slack(reply: Reply, words: Words) -> list[str]:
    """What Slack would refuse of this answer: as a message, on Home, as a modal; or what is drawn and cannot be read."""
    found: list[str] = []
    if reply.card is not None:
        for page in messages(reply.card, words.say):
            found += problems({"text": page.text, "blocks": page.blocks})
        found += list(view_problems(home(reply.card, words.say)))
        found += ["mrkdwn"] if "mrkdwn" in str(blocks(reply.card, words.say)) else []
    if reply.form is not None:
        found += view_problems(modal(reply.form, words.say, card=reply.card))
    return found


def buttons_of(card: Card | None) -> list[Button]:
    return [button for part in (card.parts if card else ()) if isinstance(part, Buttons) for button in part.buttons]


def conversation(town: Town, who: str, at: datetime) -> Iterator[tuple[str, Reply]]:
    """Everything this person can be told: each command with and without details, and whatever can be pressed on the answers."""
    asked: deque[tuple[str, dict[str, Any], str]] = deque()
    for command in sorted(COMMANDS):
        asked += [(command, {}, "ask"), (command, dict(TYPED), "ask"), (command, dict(TYPED), "form")]
    known: set[str] = set()
    while asked and len(known) < ENOUGH:
        command, values, step = asked.popleft()
        reply = town.ask(who, command, at, step=step, **values)
        yield f"{command} {step} {'with' if values else 'without'} details", reply
        for button in buttons_of(reply.card):
            pressed = f"{button.command} {sorted(button.values.items())}"
            if button.command in COMMANDS and pressed not in known:
                known.add(pressed)
                asked.append((button.command, dict(button.values), "ask"))


def empty(town: Town) -> datetime:
    return lima(2026, 11, 23, 10)


def busy(town: Town) -> datetime:
    """A Committee meeting held and a decision of it objected to at length, a technical one, a plenary to come with points on its agenda."""
    record_scene.held(town)
    record_scene.technical(town)
    noon = record_scene.NOON
    town.do(record_scene.COORDINATOR, "decisions.record", noon, meeting=record_scene.CE, wording="Se adoptan. " * 200)
    town.do(
        "t.wrennfeld", "decisions.object", noon, code="D-2027-01", wording="Por esto. " * 200, way_out="Así. " * 200
    )
    agenda_scene.convened(town, "plenary", "PLE-2027-01", lima(2027, 5, 18, 10))
    speaker_scene.three(town)
    circulation_scene.in_force(town)
    stopped = circulation_scene.opened(town)
    circulation_scene.objects(town, stopped, lima(2027, 2, 19, 10))
    circulation_scene.opened(town, lima(2027, 4, 7, 9), wording="Se aprueba el lema de la Red.")
    poll_scene.opened(town, lima(2027, 4, 7, 9), slots=TEN_HOURS, title="<!channel> " + "x" * 180)
    poll_scene.answered(town, "n.quintamayo", "yes", "no", "if_needed", at=lima(2027, 4, 7, 9))
    return lima(2027, 4, 7, 10)


@pytest.mark.parametrize(("scene", "who"), [(empty, "r.berrocapa"), *[(busy, who) for who in PEOPLE]])
def test_every_answer_is_drawn_within_slacks_limits_in_every_language(town: Town, scene: Any, who: str) -> None:
    at = scene(town)
    wrong: list[str] = []
    seen = 0
    for asked, reply in conversation(town, who, at):
        seen += 1
        for language in LANGUAGES:
            wrong += [f"{language} {asked}: {each}" for each in refused_by_slack(reply, Words(language, "es", LIMA))]
        wrong += [
            f"{asked}: a press of {button.command} carries too much"
            for button in buttons_of(reply.card)
            if not fits(button)
        ]
    assert seen > 100
    assert wrong == []


def test_every_notice_of_half_a_year_is_drawn_within_slacks_limits_in_every_language(town: Town) -> None:
    busy(town)
    town.pass_time(lima(2027, 1, 4, 8), lima(2027, 7, 1, 18), timedelta(hours=12))
    notices = town.notices()
    wrong = [
        f"{language} {notice.notice}: {each}"
        for notice in notices
        for language in LANGUAGES
        for each in refused_by_slack(Reply(card_of(notice)), Words(language, "es", LIMA))
    ]
    assert len({notice.notice for notice in notices}) >= 5
    assert wrong == []
