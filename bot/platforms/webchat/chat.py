"""The conversation: words typed, presses and forms of whoever one has chosen to be."""

import hashlib
from dataclasses import replace
from typing import Any

from sqlmodel import Session
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.notices import card_of
from bot.platforms.webchat import story
from bot.platforms.webchat.draw import buttons_of
from bot.platforms.webchat.filled import kept, values_of
from bot.platforms.webchat.shell import Shell, member_of, number_of
from bot.platforms.webchat.suggestions import a_day_to_meet, suggestions
from bot.word.package import LARGEST as LARGEST_FILE
from handlers.papers import reply_off_paper, reply_on_paper
from handlers.reply import Button, Form, Reply, text
from storage import rehearsal
from storage.people import Person
from storage.rehearsal import ChatLine

PLATFORM = "web"
LARGEST_UPLOAD = 2 * LARGEST_FILE
"""Bytes a form with a file may have: a file that is too large is still answered, up to here."""


class Chat:
    """One person's conversation with Quipu."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.parts = shell.parts

    def routes(self) -> list[BaseRoute]:
        """Where the conversation is seen and carried on."""
        at = "/trial/people/{person:int}"
        return [
            self.shell.door(at, self.show),
            self.shell.door(f"{at}/say", self.say, "POST"),
            self.shell.door(f"{at}/press", self.press, "POST"),
            self.shell.door(f"{at}/submit", self.submit, "POST"),
            self.shell.door(f"{at}/minutes", self.to_minutes, "POST"),
            self.shell.door(f"{at}/attach", self.attach, "POST", largest=LARGEST_UPLOAD),
        ]

    async def show(self, request: Request) -> Response:
        """The conversation so far, what one could say, and a place to say it."""
        person_id = number_of(request.path_params["person"])
        network_id = self.parts.network_id
        now = await self.parts.rehearsal.now()

        def read(session: Session) -> tuple[list[story.Entry], bool]:
            entries = story.conversation(session, network_id, person_id)
            return entries, story.something_to_minute(session, network_id, now)

        entries, minuted = await self.parts.counter.look(read)
        return await self.shell.page(
            request, "chat.html", seen_as=person_id, entries=entries, suggested=self._suggested,
            takes_files=self._takes_files, records=self._records if minuted else None,
        )  # fmt: skip

    async def say(self, request: Request) -> Response:
        """Answer what was typed, or a suggestion that was pressed."""
        filled = await self.shell.form(request)
        person = await self._person(request)
        words = str(filled.get("suggestion") or filled.get("words", ""))
        if words.strip():
            key = (
                f"{story.SAID}/{person.id}/{filled.get('key', '')}/{_digest(words) if filled.get('suggestion') else ''}"
            )
            reply = await self.parts.entrance.typed(
                self.parts.network_id, _id(person), words, platform=PLATFORM, key=key, language=person.language
            )
            await self._remember(person, self._kept_of(person, words, reply), reply, key)
        return self._newest(person)

    def _kept_of(self, person: Person, words: str, reply: Reply) -> str:
        """What was typed, unless it must not be kept."""
        return self.parts.words(person.language).say(text("alerts.line")) if reply.withheld else words

    async def press(self, request: Request) -> Response:
        """Answer a press on a button; what it asks for is read from the record, never from the page."""
        filled = await self.shell.form(request)
        person = await self._person(request)
        owner, button = await self._pressed(person, filled)
        key = f"web/{person.id}/{filled.get('key', '')}/{owner}/{filled.get('button')}"
        reply = await self.parts.entrance.pressed(
            self.parts.network_id, _id(person), button.command, button.values, platform=PLATFORM, key=key
        )
        label = self.parts.words(person.language).say(button.label)
        await self._remember(person, label, reply, key)
        return self._newest(person)

    async def submit(self, request: Request) -> Response:
        """Answer a filled-in form. If it is refused, the form stays, with what was filled in."""
        filled = await self.shell.form(request)
        person = await self._person(request)
        form = await self._form(person, number_of(filled.get("line")))
        values = values_of(form, filled)
        key = f"web/{person.id}/{filled.get('key', '')}/form"
        reply = await self.parts.entrance.submitted(
            self.parts.network_id, _id(person), form.command, values, platform=PLATFORM, key=key
        )
        if reply.refused:
            reply = replace(reply, form=kept(reply.form or form, values))
        await self._remember(person, self.parts.words(person.language).say(form.title), reply, key)
        return self._newest(person)

    async def to_minutes(self, request: Request) -> Response:
        """Take a line that was said to the minutes: its words are read from the record, never from the page."""
        filled = await self.shell.form(request)
        person = await self._person(request)
        line_id = number_of(filled.get("line"))
        line = await self.parts.counter.look(lambda session: story.line_of(session, _id(person), line_id))
        if line is None or not story.said_aloud(line):
            raise HTTPException(404)
        key = f"web/{person.id}/{filled.get('key', '')}/minutes"
        reply = await self.parts.entrance.pressed(
            self.parts.network_id, _id(person), "minutes.capture", {"wording": line.typed}, platform=PLATFORM, key=key
        )
        label = self.parts.words(person.language).say(text("capture.button"))
        await self._remember(person, label, reply, key)
        return self._newest(person)

    async def attach(self, request: Request) -> Response:
        """Answer a Word file that was sent in; what is too large for it is read no further and said."""
        filled = await self.shell.form(request)
        person = await self._person(request)
        file = filled.get("file")
        if isinstance(file, UploadFile) and file.filename:
            key = f"web/{person.id}/{filled.get('key', '')}/file"
            content = await file.read(LARGEST_FILE + 1)
            reply = await self.parts.entrance.attached(
                self.parts.network_id, _id(person), file.filename, content, platform=PLATFORM, key=key
            )
            said = self.parts.words(person.language).say(text("page.attach.said", name=file.filename[:120]))
            await self._remember(person, said, reply, key)
        return self._newest(person)

    def _records(self, member: Any) -> bool:
        """Whether this person writes the record: their lines can go to the minutes."""
        return any(office in self.parts.charter.powers["record"].offices for office in member.offices)

    def _takes_files(self, member: Any) -> bool:
        """Whether this person's files are taken: who circulates the minutes sends them in."""
        return any(office in self.parts.charter.powers["circulate_minutes"].offices for office in member.offices)

    def _suggested(self, around: Any, member: Any, now: Any) -> list[str]:
        day = a_day_to_meet(around.law.day_of(now), around.law.days)
        return suggestions(self.parts.words(member.person.language), member.offices, day)

    async def _person(self, request: Request) -> Person:
        person_id = number_of(request.path_params["person"])
        now = await self.parts.rehearsal.now()
        around = await self.shell.around(now)
        member = member_of(around.roster, person_id)
        assert member is not None
        return member.person

    async def _pressed(self, person: Person, filled: Any) -> tuple[str, Button]:
        line_id, notice_id = number_of(filled.get("line")), number_of(filled.get("notice"))
        network_id, person_id = self.parts.network_id, _id(person)
        if notice_id:
            notice = await self.parts.counter.look(lambda s: story.notice_for(s, network_id, person_id, notice_id))
            card, owner = card_of(notice) if notice else None, f"notice-{notice_id}"
        else:
            reply = await self._reply_of(person, line_id)
            card, owner = reply.card if reply else None, f"line-{line_id}"
        buttons = buttons_of(card)
        place = number_of(filled.get("button"))
        if not 1 <= place <= len(buttons):
            raise HTTPException(404)
        return owner, buttons[place - 1]

    async def _form(self, person: Person, line_id: int) -> Form:
        reply = await self._reply_of(person, line_id)
        if reply is None or reply.form is None:
            raise HTTPException(404)
        return reply.form

    async def _reply_of(self, person: Person, line_id: int) -> Reply | None:
        line = await self.parts.counter.look(lambda session: story.line_of(session, _id(person), line_id))
        return reply_off_paper(line.reply) if line and line.reply else None

    async def _remember(self, person: Person, typed: str, reply: Reply, key: str) -> None:
        """Write the line down once, then let what it set off be delivered."""
        now = await self.parts.rehearsal.now()
        network_id, person_id = self.parts.network_id, _id(person)

        def write(session: Any) -> None:
            heard = story.heard_by(session, network_id, person_id)
            line = ChatLine(
                key=key, heard=heard, network_id=network_id, person_id=person_id, said_at=now, typed=typed,
                reply=reply_on_paper(reply),
            )  # fmt: skip
            rehearsal.keep_once(session, line)

        await self.parts.counter.write(write)
        await self.parts.rehearsal.go_to(await self.parts.rehearsal.now())

    def _newest(self, person: Person) -> Response:
        return RedirectResponse(f"/trial/people/{person.id}#newest", 303)


def _id(person: Person) -> int:
    assert person.id is not None
    return person.id


def _digest(words: str) -> str:
    """A key is kept: it tells suggestions apart and nothing of what was said."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
