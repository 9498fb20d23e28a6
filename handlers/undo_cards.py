"""How an undoing looks: what would be taken back and who hears it, what was, and why it cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import undo_telling
from handlers.deliveries import reader
from handlers.desk import Desk
from handlers.reply import Button, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Said, Text, text
from handlers.undo_offer import Kept, minutes
from handlers.undo_telling import NAMED, Correction
from handlers.undoable import UNDOABLE, WINDOW
from handlers.why import CODE, source_parts
from scheduler.polling import as_said
from scheduler.undelivered import called
from storage.journal import JournalEntry
from storage.outbox import Notice

CALLED = {
    "contacts.asked": "round", "member.handed_over": "seat", "alert.allowed": "alert", "alert.asked": "alert",
    "person.away": "absence", "person.back": "absence",
}  # fmt: skip
BY_CODE = ("decisions", "actions")
BY_NAME = ("contacts", "government", "group", "letters", "member", "poll", "speaker")
"""What these acts are about is called by a name that people know: an institution, a group, a poll."""
ALONG = {
    "minutes.comments_closed": "minutes.close_comments", "group.left": "groups.leave",
    "speaker.registered": "speakers.register", "meeting.confirmed": "meetings.attend",
}  # fmt: skip
"""Acts that come first where another command brings them along: their own command."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the person who asks: what was kept of it, and its lines in the journal, its own first."""

    kept: Kept
    entries: tuple[JournalEntry, ...]

    @property
    def main(self) -> JournalEntry:
        """The act itself; the others followed from it, or were brought along."""
        own = [entry for entry in self.entries if entry.person_id == self.entries[0].person_id]
        return next((entry for entry in own if ALONG.get(entry.act, self.kept.command) == self.kept.command), own[0])

    @property
    def about(self) -> str:
        """The matter."""
        return self.main.about

    @property
    def clause(self) -> str:
        """The clause by which it was done, and is undone."""
        return self.main.clause

    @property
    def matters(self) -> set[str]:
        """Everything it was about; of a point that was moved also the meeting to which."""
        named = ((each.about, *(each.values.get(name, "") for name in ("matter", "to"))) for each in self.entries)
        return {name for names in named for name in names} - {""}

    @property
    def said(self) -> Text:
        """What was done, in words."""
        return text(f"act.{self.main.act}")

    @property
    def code(self) -> str:
        """The matter's code, where it has one."""
        return self.about if CODE.fullmatch(self.about) else ""


def preview(desk: Desk, act: Act, correction: Correction | None, *, later: JournalEntry | None) -> Card:
    """What would be taken back; who would hear of it, by name."""
    when = (text("undo.fact.when"), text("undo.when", when=act.main.at))
    parts: list[Part] = [Heading(text("undo.preview")), Paragraph(_you(act)), Facts((when,))]
    if later is not None:
        parts.append(Note(text("undo.not_the_last", act=text(f"act.{later.act}"))))
    if correction is not None:
        parts.append(Paragraph(text("undo.will_hear", names=undo_telling.names(desk, correction))))
    return Card((*parts, *source_parts(desk, "", WINDOW)))


def done(desk: Desk, act: Act, correction: Correction | None) -> Card:
    """What was taken back, and whether anybody hears of it."""
    heard: Text = text("undo.nobody_hears")
    if correction is not None:
        heard = text("undo.hear", names=undo_telling.names(desk, correction))
    return Card((Heading(text("undo.taken_back")), Paragraph(_you(act)), Paragraph(heard)))


def left_already(desk: Desk, act: Act, gone: Sequence[Notice]) -> Refusal:
    """What has left the network cannot be called back: which, to whom, and what mends it."""
    letters: dict[str, list[Notice]] = {}
    for row in gone:
        letters.setdefault(row.notice, []).append(row)
    named = [
        text("undo.left_one", what=called(rows[0]), who=[reader(desk, row) for row in rows[:NAMED]])
        for rows in letters.values()
    ]
    more = any(len(rows) > NAMED for rows in letters.values())
    why = text("undo.left_and_more" if more else "undo.left", letters=named)
    return Refusal(why, setting=WINDOW, instead=correct_buttons(act))


def gone_on(act: Act, later: Iterable[JournalEntry]) -> Refusal:
    """Somebody has gone on from it: what they did, and what mends it."""
    return _built_on(act, later, "undo.gone_on_by", "undo.gone_on")


def matter(act: Act) -> Said:
    """What it was about, as people call it: some matters have a number or a name that only the record knows."""
    if act.main.act == "setting.changed":
        return text(f"term.{act.about}")
    return text(f"undo.matter.{CALLED[act.main.act]}") if act.main.act in CALLED else as_said(act.about)


def rests(act: Act, later: Iterable[JournalEntry]) -> Refusal:
    """Something was done since that may rest on it without naming it; none: a deadline was told that may."""
    return _built_on(act, later, "undo.rests_by", "undo.deadline_said")


def _built_on(act: Act, later: Iterable[JournalEntry], by: str, unnamed: str) -> Refusal:
    acts = list(dict.fromkeys(entry.act for entry in later))
    why = text(by, acts=[text(f"act.{each}") for each in acts]) if acts else text(unnamed)
    return Refusal(why, setting=WINDOW, instead=correct_buttons(act))


def correct_buttons(act: Act) -> tuple[Button, ...]:
    """The command that mends it later, about the same matter."""
    name = UNDOABLE[act.kept.command].correct
    family = name.partition(".")[0]
    about: dict[str, Any] = {"code" if family in BY_CODE else "meeting": act.code} if act.code else {}
    if family == "speakers" and name != "speakers.invite" and act.main.values.get("invitation"):
        about = {"invitation": str(act.main.values["invitation"])}
    if family == "groups" and name != "groups.propose":
        about = {"group": act.about}
    return (Button(text(f"undo.mend.{name}"), name, about),)


def too_late(desk: Desk, act: Act) -> Refusal:
    """The minutes are over: what mends it from now on."""
    why = text("undo.too_late_for", what=act.said, minutes=minutes(desk))
    return Refusal(why, setting=WINDOW, instead=correct_buttons(act))


def _you(act: Act) -> Text:
    """What they did and about what, in one sentence."""
    about = named(act.main)
    return text("undo.you_about", what=act.said, about=about) if about else text("undo.you", what=act.said)


def named(entry: JournalEntry) -> Said:
    """What an act was about, as people call it; a number that only the record knows is not said."""
    if entry.act == "setting.changed":
        return text(f"term.{entry.about}")
    about = entry.about if CODE.fullmatch(entry.about) else _called(entry)
    title = str(entry.values.get("title") or entry.values.get("organisation") or "")
    return " · ".join(dict.fromkeys(each for each in (about, title) if each))


def _called(entry: JournalEntry) -> str:
    by_name = entry.act.partition(".")[0] in BY_NAME and entry.act not in CALLED
    return as_said(entry.about) if by_name and not entry.about.isdigit() else ""
