"""Whatever people type gets an answer, from whoever types it, that can be said in every language; nothing falls."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.catalogue import LANGUAGES, Words
from bot.plain import plain
from bot.understanding import Context, understand
from handlers.reply import Buttons, Form, Reply, Said
from storage import meetings, people
from tests.bot.phrases import AS_TYPED, LATER, NOT_AN_ORDER
from tests.bot.phrases_english import ENGLISH
from tests.bot.phrases_of_others import OTHERS
from tests.bot.phrases_of_polls import POLLS
from tests.bot.phrases_of_speakers import SPEAKERS
from tests.bot.phrases_spanish import SPANISH
from tests.town import Town

LIMA = ZoneInfo("America/Lima")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LIMA)
PHRASES = [row[0] for row in (*AS_TYPED, *SPANISH, *ENGLISH, *POLLS, *SPEAKERS, *OTHERS)] + LATER + NOT_AN_ORDER
WRITERS = {
    "the coordinator": "l.altaquilla", "the secretary": "r.berrocapa", "a focal point": "n.quintamayo",
    "the Resident Coordinator": "a.soderquist", "a guest of the government": "f.valderruma",
}  # fmt: skip


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_every_phrase_is_answered_in_every_language(town: Town, writer: str):
    town.now = NOW
    town.do(
        "r.berrocapa", "meetings.convene", kind="executive", date="2027-02-09", time="10:00", title="Prioridades 2027"
    )
    unsaid = []
    for phrase in PHRASES:
        understood = understand(phrase, context(town))
        reply = town.ask(writer, understood.command, **understood.values)
        if not all(all(map(str.strip, said(reply, language))) for language in LANGUAGES):
            unsaid.append(phrase)

    assert unsaid == []


def context(town: Town) -> Context:
    with town.database.reading() as session:
        known = tuple(
            (m.code, m.kind, m.starts_at.astimezone(LIMA).date())
            for m in meetings.all_meetings(session, town.network_id)
        )
        bodies = tuple(body.name for body in people.organisations(session, town.network_id))
    return Context("es", NOW, bodies, known)


def said(reply: Reply, language: str) -> Iterator[str]:
    """The reply in words: its card, its presses, its form."""
    say = Words(language, zone=LIMA).say
    assert reply.card is not None or reply.form is not None
    if reply.card is not None:
        yield plain(reply.card, say)
        yield from (
            say(button.label) for part in reply.card.parts if isinstance(part, Buttons) for button in part.buttons
        )
    if reply.form is not None:
        yield from (say(words) for words in _of_form(reply.form))


def _of_form(form: Form) -> Iterator[Said]:
    yield from (form.title, form.submit)
    for field in form.fields:
        yield from (field.label, *(option.label for option in field.options))
