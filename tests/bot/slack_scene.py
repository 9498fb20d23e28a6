"""A house with a workspace: the fictional roster's people have Slack accounts, and some who are not on it too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from storage import journal
from storage.journal import JournalEntry
from storage.outbox import Notice
from storage.people import Person
from tests.pretend_slack import APP_TOKEN, BOT_TOKEN, SECRET, PretendSlack
from tests.running import RunningHouse, running
from tests.slack_hand import SlackHand
from tests.town import lima

START = lima(2027, 1, 4, 9)
ROOM = "C0SALA"
NOELIA, LUCIA, RENZO, AMARA, FATIMA = "U0NOELIA", "U0LUCIA", "U0RENZO", "U0AMARA", "U0FATIMA"
ACCOUNTS = {
    NOELIA: ("n.quintamayo@acnur.example", "Noelia Quintamayo"),  # focal point of ACNUR
    LUCIA: ("l.altaquilla@oim.example", "Lucía Altaquilla"),  # coordination
    RENZO: ("r.berrocapa@oim.example", "Renzo Berrocapa"),  # secretariat
    AMARA: ("a.soderquist@onu-ocr.example", "Amara Söderquist"),  # Resident Coordinator, reads English
    FATIMA: ("f.valderruma@mre.example", "Fátima Valderruma"),  # government, a guest in the workspace
}


@dataclass
class Scene:
    """The house, its Slack, and the hand with which Slack delivers."""

    slack: PretendSlack
    house: RunningHouse
    hand: SlackHand

    def notices(self, name: str = "") -> list[Notice]:
        rows = self.house.look(lambda session: list(session.exec(select(Notice).order_by(col(Notice.id)))))
        return [row for row in rows if not name or row.notice == name]

    def acts(self, act: str) -> list[JournalEntry]:
        return self.house.look(lambda session: list(session.exec(select(JournalEntry).where(JournalEntry.act == act))))

    def person(self, user: str) -> Person:
        email = ACCOUNTS[user][0]
        return self.house.look(lambda session: session.exec(select(Person).where(Person.email == email)).one())

    def whole(self) -> bool:
        """Whether the journal's chain is whole."""
        return self.house.look(lambda session: journal.first_broken_link(session, 1)) is None

    def nothing_wrong(self) -> None:
        """Slack refused nothing, and everything in the outbox was sent."""
        assert self.slack.problems == []


@contextmanager
def scene_at(
    folder: Path, *, at: Any = START, socket: bool = False, slack: PretendSlack | None = None, **settings: Any
) -> Iterator[Scene]:
    """A scene of its own."""
    slack = slack or PretendSlack().start()
    for user, (email, name) in ACCOUNTS.items():
        slack.add_user(user, email, name, is_restricted=user == FATIMA)
    slack.add_channel(ROOM, *ACCOUNTS)
    way = {"slack_app_token": APP_TOKEN} if socket else {"slack_signing_secret": SECRET}
    try:
        with running(folder, at, slack_bot_token=BOT_TOKEN, slack_api_url=slack.url, **way, **settings) as house:
            hand = SlackHand(slack, house.url, by_socket=socket)
            yield Scene(slack, house, hand)
            hand.close()
    finally:
        slack.stop()


def last_to(scene: Scene, user: str, count: int = 1) -> Any:
    """The newest message in somebody's direct messages, once that many have come."""
    return scene.slack.wait_for(lambda: len(scene.slack.to(user)) >= count and scene.slack.to(user)[-1])


def as_json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)
