"""Details too long for a button or a modal stay in our own record; Slack carries only their name.

They lie among the drafts, settled from the start, so that no press can confirm them unseen.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.platforms.slack import limits
from bot.platforms.slack.forms import metadata, values_of
from bot.platforms.slack.heard import digest
from bot.platforms.slack.house import Counter
from bot.platforms.slack.presses import fits
from handlers.papers import off_paper, on_paper
from handlers.reply import Button, Buttons, Card, Form, Heading, Paragraph, Part, text
from storage.drafts import WAITING, Draft

KEPT = "kept"
UNFOLD = "slack.unfold"
"""The command a button carries in place of its own; the values name what was kept."""


class Kept:
    """Keeps details for a person and gives them back to nobody else."""

    def __init__(self, counter: Counter, network_id: int) -> None:
        self.counter, self.network_id = counter, network_id

    async def lightened(self, card: Card, person_id: int, now: datetime) -> Card:
        """The same card, its heavy buttons carrying only a name."""
        if all(fits(button) for part in card.parts if isinstance(part, Buttons) for button in part.buttons):
            return card
        parts: list[Part] = []
        for part in card.parts:
            if isinstance(part, Buttons):
                part = Buttons(tuple([await self._light(button, person_id, now) for button in part.buttons]))  # noqa: PLW2901
            parts.append(part)
        return Card(tuple(parts))

    async def of_form(self, form: Form, person_id: int, now: datetime) -> str:
        """The name under which a form's hidden details are kept; "" when the modal can carry them."""
        if len(metadata(form, "x" * 400)) <= limits.METADATA:
            return ""
        return await self.keep(form.command, form.hidden, person_id, now, KEPT)

    async def reopening(self, form: Form, card: Card | None, person_id: int, now: datetime, key: str) -> Card:
        """A form where none can be opened on the spot: a card whose press opens it, filled the same."""
        token = await self.keep(form.command, values_of(form), person_id, now, WAITING, key)
        above = card.parts if card else (Heading(form.title), Paragraph(text("slack.form_waits")))
        open_it = Button(text("slack.open_form"), "drafts.change", {"draft": token}, "primary", opens_form=True)
        return Card((*above, Buttons((open_it,))))

    async def keep(
        self, command: str, values: Mapping[str, Any], person_id: int, now: datetime, status: str, key: str = ""
    ) -> str:
        """Keep these details; the same ones are kept once."""
        paper = on_paper(dict(values))
        token = digest(self.network_id, person_id, command, paper, status, key)

        def keep(session: Session) -> None:
            if session.get(Draft, token) is None:
                session.add(
                    Draft(
                        token=token, network_id=self.network_id, person_id=person_id, command=command,
                        values=paper, status=status, made_at=now,
                    )
                )  # fmt: skip

        await self.counter.write(keep)
        return token

    async def unfolded(self, token: str, person_id: int) -> tuple[str, dict[str, Any]] | None:
        """The command and details kept under that name, for the person they were kept for."""

        def find(session: Session) -> tuple[str, dict[str, Any]] | None:
            draft = session.get(Draft, token)
            mine = draft is not None and draft.network_id == self.network_id and draft.person_id == person_id
            return (draft.command, off_paper(draft.values)) if draft is not None and mine else None

        return await self.counter.look(find)

    async def _light(self, button: Button, person_id: int, now: datetime) -> Button:
        if fits(button):
            return button
        token = await self.keep(button.command, button.values, person_id, now, KEPT)
        return replace(button, command=UNFOLD, values={"kept": token})
