"""An outbox row becomes a card: its title and body by name, its facts, and the presses that suit it."""

from typing import Any

from bot.notice_buttons import buttons_of
from handlers.papers import off_paper
from handlers.reply import Buttons, Card, Divider, Facts, Heading, Note, Paragraph, Part, Said, Table, text
from storage.gathered import DIGEST
from storage.outbox import GONE, Notice
from storage.text import Text, from_paper

REPLY = "reply.card"
"""A notice that carries a whole card: an answer that could not be given on the spot."""
SAYS_WHY = frozenset({
    "alerts.asked", "alerts.noticed", "clock.stopped", "delivery.given_up", "members.designated", "members.left",
    "members.relieved", "network.daily_line", "slack.reassigned", "slack.stranger", "speaker.exception_wanted",
    "voices.at_odds",
})  # fmt: skip
"""Notices whose reason is always the same: it stands among their words. The others carry theirs, with its clause."""
RUNNING = "minutes.running"
"""Another: the running record of a meeting, shown anew in the place where it lies."""


def card_of(notice: Notice) -> Card:
    """The notice as a card. The words are chosen when it is drawn, in the reader's language."""
    values: dict[str, Any] = from_paper(notice.values)
    if values.get(GONE):
        return Card((Heading(text("notice.gone")),))
    if notice.notice in (REPLY, RUNNING):
        card: Card = off_paper(values["card"])
        return card
    if notice.notice == DIGEST:
        return _digest(notice, values)
    gaps = _gaps(values)
    parts: list[Part] = [Heading(Text(f"notice.{notice.notice}.title", gaps))]
    if notice.late:
        parts.append(Note(text("notice.came_late")))
    if values.get("repeated"):
        parts.append(Note(text("notice.repeated")))
    parts.append(Paragraph(Text(f"notice.{notice.notice}.body", gaps)))
    if facts := values.get("facts"):
        parts.append(Facts(tuple((label, value) for label, value in facts)))
    if table := values.get("table"):
        header, rows = table["header"], table["rows"]
        parts.append(Table(table["caption"], tuple(header), tuple(tuple(row) for row in rows)))
    if why := _why(notice.notice, values, gaps):
        parts.append(Note(why))
    buttons = buttons_of(notice.notice, values)
    if buttons:
        parts.append(Buttons(buttons))
    return Card(tuple(parts))


def _why(name: str, values: dict[str, Any], gaps: dict[str, Any]) -> Said | None:
    """Why it came: every message to somebody says so (ToR 2)."""
    return values.get("why") or (Text(f"notice.{name}.why", gaps) if name in SAYS_WHY else None)


def _digest(notice: Notice, values: dict[str, Any]) -> Card:
    """Several notices for one reader as one card: each with its facts, its reason and its presses."""
    parts: list[Part] = [Heading(_digest_title(values))]
    whole = notice.values["of"]
    for each, following in zip(whole, [*whole[1:], {}], strict=True):
        one = card_of(Notice(**{**_plain(notice), **_without_repeated_why(each, following)}))
        parts += [Divider(), *one.parts]
    if ahead := values.get("ahead"):
        parts += [Divider(), *(Paragraph(line["say"]) for line in ahead), Note(text("notice.digest.ahead"))]
    return Card(tuple(parts))


def _digest_title(values: dict[str, Any]) -> Text:
    """How many matters it carries; where they are several of one kind, which."""
    codes = list(dict.fromkeys(each["values"].get("code") for each in values["of"]))
    if len(codes) == len(values["of"]) > 1 and all(codes) and len({each["notice"] for each in values["of"]}) == 1:
        return text("notice.digest.title_of", count=values["count"], codes=codes)
    return text("notice.digest.title", count=values["count"])


def _without_repeated_why(each: dict[str, Any], following: dict[str, Any]) -> dict[str, Any]:
    """A reason that is the next one's too is said once, under the last."""
    values = dict(each["values"])
    if values.get("why") == following.get("values", {}).get("why"):
        values.pop("why", None)
    return {**each, "values": values}


def _plain(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in ("network_id", "key", "due_at", "written_at")}


def title_of(notice: Notice) -> Said:
    """The notice's title alone: for lists of what went out."""
    if notice.values.get(GONE):
        return text("notice.gone")
    if notice.notice in (REPLY, RUNNING):
        return next((part.words for part in card_of(notice).parts if isinstance(part, Heading)), "")
    return Text(f"notice.{notice.notice}.title", _gaps(from_paper(notice.values)))


def _gaps(values: dict[str, Any]) -> dict[str, Any]:
    kept_apart = {"facts", "table", "why", "document", "letters", "word", "of", "ahead"}
    return {name: value for name, value in values.items() if name not in kept_apart}
