"""A workspace as a stage: the pretend Slack over real HTTP, everybody of the story with an account in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.conftest import ROSTER
from tests.pretend_slack import BOT_TOKEN, SECRET, Posted, PretendSlack
from tests.running import RunningHouse, running
from tests.slack_hand import Answer, SlackHand, buttons, words_of

Shown = Posted | Answer


class SlackStage:
    """People talk to Quipu by slash command and direct message; they press what was shown to them last."""

    def __init__(self, house: RunningHouse, slack: PretendSlack, hand: SlackHand) -> None:
        self.house, self.slack, self.hand = house, slack, hand
        self.shown: dict[str, list[Shown]] = {}

    def says(self, who: str, words: str) -> str:
        user = account(who)
        if words.startswith("/"):
            family, _, rest = words.partition(" ")
            opened = len(self.slack.opened)
            answer = self.hand.command(user, family, rest)
            if answer.body:
                return self._saw(user, answer)
            assert len(self.slack.opened) == opened + 1, "neither an answer nor a form"
            return words_of(self.slack.opened[-1]["blocks"])
        before = len(self.slack.to(user))
        self.hand.say(user, words)
        return self._saw(user, self._arrived(user, before))

    def presses(self, who: str, label: str) -> str:
        user = account(who)
        card, exact = self._newest_with(user, label)
        answers, opened, before = len(self.slack.answers), len(self.slack.opened), len(self.slack.to(user))
        self.hand.press(user, card, exact)
        if len(self.slack.opened) > opened:
            return words_of(self.slack.opened[-1]["blocks"])
        if len(self.slack.answers) > answers:
            return self._saw(user, Answer(200, self.slack.answers[-1][1]))
        return self._saw(user, self._arrived(user, before))

    def fills(self, who: str, **fields: str | list[str]) -> str:
        user, view = account(who), self.slack.opened[-1]
        before = len(self.slack.to(user))
        given = {name: _value(view, name, value) for name, value in fields.items()}
        answer = self.hand.submit(user, view, **given)
        assert not answer.errors, answer.errors
        return self._saw(user, self._arrived(user, before))

    def _arrived(self, user: str, before: int) -> Posted:
        found: Posted = self.slack.wait_for(lambda: len(self.slack.to(user)) > before and self.slack.to(user)[-1])
        return found

    def _saw(self, user: str, card: Shown) -> str:
        self.shown.setdefault(user, []).append(card)
        return _words(card)

    def _newest_with(self, user: str, label: str) -> tuple[Shown, str]:
        """The newest thing shown to somebody that has such a button, and the button's whole label."""
        for card in [*reversed(self.shown.get(user, [])), *reversed(self.slack.to(user))]:
            for button in buttons(_blocks(card)):
                if button["text"]["text"].startswith(label):
                    return card, button["text"]["text"]
        raise LookupError(f"{user} was shown no button {label!r}")


def account(who: str) -> str:
    """Slack's name for somebody: U0 and the beginning of their e-mail."""
    return "U0" + who.replace(".", "").upper()


def _blocks(card: Shown) -> list[dict[str, Any]]:
    return card.blocks if isinstance(card, Posted) else card.body.get("blocks", [])


def _words(card: Shown) -> str:
    return words_of(_blocks(card))


def _value(view: dict[str, Any], name: str, value: str | list[str]) -> Any:
    """What people choose by its label, Slack sends by its value."""
    block = next(each for each in view["blocks"] if each.get("block_id") == name)
    options = {option["text"]["text"]: option["value"] for option in block["element"].get("options", [])}
    return [options.get(each, each) for each in value] if isinstance(value, list) else options.get(value, value)


@contextmanager
def slack_stage(folder: Path, at: datetime, **settings: Any) -> Iterator[SlackStage]:
    """The whole roster in a workspace, the house connected to it."""
    slack = PretendSlack().start()
    for line in ROSTER.read_text(encoding="utf-8").splitlines()[1:]:
        _organisation, name, email, _office, language = line.split(",")
        slack.add_user(account(email.split("@")[0]), email, name, locale="en-GB" if language == "en" else "es-PE")
    try:
        with running(
            folder, at, slack_bot_token=BOT_TOKEN, slack_api_url=slack.url, slack_signing_secret=SECRET, **settings
        ) as house:
            hand = SlackHand(slack, house.url)
            yield SlackStage(house, slack, hand)
            hand.close()
        assert slack.problems == []
    finally:
        slack.stop()
