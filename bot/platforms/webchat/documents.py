"""Files to save from the trial page: the minutes in Word that a notice brings to its reader, and to nobody else."""

import asyncio
import re
from urllib.parse import quote

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.platforms.webchat import story
from bot.platforms.webchat.shell import Shell, number_of
from bot.word.enclosure import Bound, bound, minutes_file
from storage.people import Person

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_IN_A_NAME = re.compile(r"[^\w .,()-]+")


class Documents:
    """What comes with a notice."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.parts = shell, shell.parts

    def routes(self) -> list[BaseRoute]:
        """Where the documents are saved from."""
        return [self.shell.door("/trial/people/{person:int}/minutes/{notice:int}.docx", self.minutes)]

    async def minutes(self, request: Request) -> Response:
        """The version that a notice brought this person, as it stood; not there once they may not read it."""
        person_id, notice_id = (number_of(request.path_params[name]) for name in ("person", "notice"))
        now = await self.parts.rehearsal.now()

        def look(session: Session) -> tuple[Bound, str] | None:
            notice = story.notice_for(session, self.parts.network_id, person_id, notice_id)
            found = bound(session, notice, self.parts.charter, now) if notice else None
            return (found, session.get_one(Person, person_id).language) if found else None

        if (there := await self.parts.counter.look(look)) is None:
            raise HTTPException(404)
        found, language = there
        words = self.parts.words(language)
        file = await asyncio.to_thread(minutes_file, found, self.parts.charter, words.language, words.say)
        return as_file(file.content, WORD, file.name)


def as_file(content: bytes, kind: str, name: str) -> Response:
    """Content to be saved; the name cannot leave its header, and keeps its accents where browsers can read them."""
    tame = NOT_IN_A_NAME.sub("_", name).strip(" .") or "file"
    plain = tame.encode("ascii", "replace").decode().replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(tame, safe='')}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=kind, headers=headers)
