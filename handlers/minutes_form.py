"""The form in which minutes are corrected: the words that are people's; the register's own are shown, not asked."""

from collections.abc import Sequence
from typing import Any

from handlers import minutes_draft, typed
from handlers.minutes_draft import LONGEST, NEXT_STEPS, NOTE, OTHER
from handlers.reply import Field, Form, Said, text
from handlers.request import Request
from storage.meetings import Meeting
from storage.minutes import Minutes

VERSION = "version"


def correct_form(request: Request, meeting: Meeting, row: Minutes, command: str, intro: Said) -> Form:
    """A long field for each item's note, other matters and next steps, filled with what stands or was given."""
    stands = {**minutes_draft.texts(row.body), **again(request, row)}
    items: list[dict[str, Any]] = list(row.body["items"])  # type: ignore[call-overload]
    fields = [
        Field(
            "long", f"{NOTE}{item['id']}", text("minutes.section.item", number=number, title=item["title"]),
            stands[f"{NOTE}{item['id']}"], text("minutes.hint.note"), required=False, longest=LONGEST,
        )
        for number, item in enumerate(items, 1)
    ]  # fmt: skip
    fields += [
        Field("long", name, text(f"minutes.field.{name}"), stands[name], required=False, longest=LONGEST)
        for name in (OTHER, NEXT_STEPS)
    ]
    hidden = {"meeting": meeting.code, VERSION: row.version}
    return Form(text("minutes.form.title"), command, tuple(fields), hidden, text("minutes.form.submit"), intro)


def given(request: Request, row: Minutes) -> dict[str, str]:
    """The corrections that came with the request, as typed; each within its length."""
    names = [name for name in minutes_draft.texts(row.body) if name in request.values]
    return {name: typed.words(request, name, LONGEST) for name in names}


def again(request: Request, row: Minutes) -> dict[str, str]:
    """What was given and fits the form, to fill it once more."""
    names = [name for name in minutes_draft.texts(row.body) if name in request.values]
    return {name: typed.again(request, name, LONGEST) for name in names}


def began_from(request: Request, rows: Sequence[Minutes]) -> Minutes | None:
    """The version that this person was looking at when they opened the form."""
    return next((row for row in rows if row.version == typed.number(request, VERSION)), None)
