"""The whole house of a rehearsal without its doors: people type, press and fill in; the clock goes from one thing to the next."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from bot.assembly import House, open_house
from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from bot.settings import Settings
from handlers.reply import Button, Buttons, Card, Field, Form, Reply
from storage.database import Database
from storage.outbox import CHAT, SENT, Notice
from storage.people import Person
from storage.rehearsal import RehearsalClock
from tests.town import LIMA

T = TypeVar("T")
PLATFORM = "web"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody was shown, alone, in answer to what they did."""

    at: datetime
    who: str
    reply: Reply
    words: str

    def kept(self) -> Answered:
        """What of it is compared afterwards."""
        return Answered(self.at, self.who, self.reply.language, self.words)


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody was shown, by its words alone."""

    at: datetime
    who: str
    language: str
    words: str


@dataclass
class Replay:
    """A house on that file. Every answer is what the person sees, as plain text in their language."""

    path: Path
    answers: list[Answer] = field(default_factory=list)
    _house: House = field(init=False)
    _loop: asyncio.Runner = field(default_factory=asyncio.Runner)
    _keys: Any = field(default_factory=lambda: itertools.count(1))

    def open(self, at: datetime | None = None) -> None:
        """Open the house; `at` sets the hand of a new one's clock."""
        url = f"sqlite:///{self.path}"
        if at is not None:
            _set_clock(url, at)
        self._house = self.call(open_house(Settings(rehearsal=True, database_url=url, secret_key="tests only")))

    def close(self) -> None:
        self.call(self._house.close())
        self._loop.close()

    @property
    def house(self) -> Replay:
        """Itself: the conversations' stories ask their stage for its house."""
        return self

    @property
    def now(self) -> datetime:
        assert self._house.rehearsal is not None
        return self._house.rehearsal.clock().astimezone(LIMA)

    def go_to(self, moment: datetime) -> None:
        """Move the clock, stopping at everything on the way."""
        assert self._house.rehearsal is not None
        self.call(self._house.rehearsal.go_to(moment))

    def settle(self) -> None:
        """Let everything that is due at this moment be done and delivered."""
        self.go_to(self.now)

    def says(self, who: str, words: str, attached: str = "") -> str:
        """Somebody types to Quipu, directly."""
        person = self.person(who)
        return self._answered(
            person,
            self._house.entrance.typed(
                self._house.network_id, person.id or 0, words, platform=PLATFORM, key=self._key(),
                language=person.language, attached=attached,
            ),
        )  # fmt: skip

    def presses(self, who: str, label: str) -> str:
        """Somebody presses the newest button whose label begins so."""
        person = self.person(who)
        button = self._newest_button(person, label)
        return self._asked(person, self._house.entrance.pressed, button.command, button.values)

    def fills(self, who: str, **given: Any) -> str:
        """Somebody fills in the newest form they were shown, by the names or the labels of what is chosen."""
        person = self.person(who)
        form = next(each.reply.form for each in reversed(self.answers) if each.who == who and each.reply.form)
        assert form is not None
        values = {**form.hidden, **{each.name: self._given(person, each, given) for each in form.fields}}
        assert not set(given) - {each.name for each in form.fields}, f"the form asks only for {_names(form)}"
        return self._asked(person, self._house.entrance.submitted, form.command, values)

    def sends(self, who: str, name: str, content: bytes) -> str:
        """Somebody sends in a Word file."""
        person, network_id = self.person(who), self._house.network_id
        entrance = self._house.entrance
        return self._answered(
            person,
            entrance.attached(network_id, person.id or 0, name, content, platform=PLATFORM, key=self._key()),
        )

    def person(self, who: str) -> Person:
        """Somebody by the beginning of their e-mail."""
        return self.look(lambda session: session.exec(select(Person).where(col(Person.email).startswith(who))).one())

    def look(self, question: Callable[[Session], T]) -> T:
        return self.call(self._house.counter.look(question))

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(coroutine)

    def words(self, language: str) -> Words:
        return Words(language, zone=LIMA)

    def _asked(self, person: Person, ask: Callable[..., Any], command: str, values: Any) -> str:
        network_id = self._house.network_id
        return self._answered(
            person, ask(network_id, person.id or 0, command, values, platform=PLATFORM, key=self._key())
        )

    def _answered(self, person: Person, asking: Coroutine[Any, Any, Reply]) -> str:
        reply = self.call(asking)
        say = self.words(reply.language or person.language).say
        shown = plain(reply.card, say) if reply.card else ""
        shown += f"\n{say(reply.form.title)}" if reply.form else ""
        shown += "".join(f"\n[{say(button.label)}]" for button in _buttons(reply.card))
        self.answers.append(Answer(self.now, person.email.split("@")[0], reply, shown.strip()))
        self.settle()
        return shown

    def _key(self) -> str:
        return f"replay/{self.now.isoformat()}/{next(self._keys)}"

    def _newest_button(self, person: Person, label: str) -> Button:
        say = self.words(person.language).say
        shown = [each for each in self.answers if each.who == person.email.split("@")[0] and each.reply.card]
        heard = self.look(lambda session: _heard(session, person.id or 0))
        # What somebody heard comes first within one minute: the answer to their own act is the newest.
        seen = [(notice.sent_at, 0, place, card_of(notice)) for place, notice in enumerate(heard) if notice.sent_at]
        seen += [(each.at, 1, place, each.reply.card) for place, each in enumerate(shown) if each.reply.card]
        for *_, card in sorted(seen, key=lambda each: each[:3], reverse=True):
            for button in _buttons(card):
                if say(button.label).startswith(label):
                    return button
        raise LookupError(f"{person.email} was shown no button {label!r}")

    def _given(self, person: Person, asked: Field, given: dict[str, Any]) -> Any:
        if asked.name not in given:
            return _on_the_page(asked)
        say = self.words(person.language).say
        options = {say(option.label): option.value for option in asked.options}
        value = given[asked.name]
        return [options.get(each, each) for each in value] if isinstance(value, list) else options.get(value, value)


def _buttons(card: Card | None) -> list[Button]:
    parts = card.parts if card else ()
    return [button for part in parts if isinstance(part, Buttons) for button in part.buttons]


def _on_the_page(asked: Field) -> Any:
    """What stands in a field that is left as it was."""
    if isinstance(asked.value, time):
        return f"{asked.value:%H:%M}"
    if isinstance(asked.value, date):
        return asked.value.isoformat()[:10]
    return asked.value


def _names(form: Form) -> list[str]:
    return [each.name for each in form.fields]


def _heard(session: Session, person_id: int) -> list[Notice]:
    """What reached a person in chat, in order."""
    found = select(Notice).where(Notice.person_id == person_id, Notice.status == SENT, Notice.road == CHAT)
    return list(session.exec(found.order_by(col(Notice.id))))


def _set_clock(url: str, at: datetime) -> None:
    database = Database(url)
    with database.transaction() as session:
        session.merge(RehearsalClock(id=1, now=at))
    database.close()


def opening(words: str) -> str:
    """How a text begins: its first line, spaces as one."""
    return re.sub(r"\s+", " ", words.strip().split("\n", 1)[0])
