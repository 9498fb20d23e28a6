"""Who in the directory is meant, what of it the reader may see, and which topics its people speak on (ToR 5, 5.1.5)."""

import re
from collections.abc import Iterable

from handlers import finding, typed
from handlers import members_parts as parts
from handlers.agenda_cards import objective_name
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Question, Refusal, Reply, Said, Text, text
from handlers.request import Request
from storage import directory
from storage.directory import GOVERNMENT, DirectoryEntry

OFFERED = 8
CLAUSE = {True: "5.government", False: "5.stakeholders"}
NUMBERED = re.compile(
    r"\b(?:(?:objetivos?|objectives?)(?: (?:del )?(?:pmm|gcm))?|pmm|gcm)[ .#]*(?P<number>[0-9]{1,2})\b|^ *(?P<only>[0-9]{1,2}) *$"
)


def clause_of(category: str) -> str:
    """Government is convened by topic; key actors may be invited: two clauses."""
    return CLAUSE[category == GOVERNMENT]


def may_be_named(desk: Desk, entry: DirectoryEntry) -> bool:
    """Personal data are for the secretariat and the coordination; for members once the person consented."""
    return parts.is_secretary(desk) or entry.consent_on is not None


def label(desk: Desk, entry: DirectoryEntry) -> Said:
    """How somebody is called to this reader: with their name only where it may be said."""
    if entry.name and may_be_named(desk, entry):
        return text("speakers.label", name=entry.name, organisation=entry.organisation)
    return entry.organisation


def entry_meant(request: Request, desk: Desk) -> DirectoryEntry:
    """The entry that is named by its number or by words; asked back when several fit."""
    wanted = request.value("entry") or request.value("words")
    if not wanted:
        raise Refusal(text("speakers.whom"), instead=(list_button(),), field="entry")
    every = directory.entries(desk.session, desk.network_id)
    found = [row for row in every if wanted == str(row.id)] or searched(desk, every, wanted)
    if not found:
        raise Refusal(text("speakers.unknown", wanted=wanted[:80]), instead=(list_button(),), field="entry")
    if len(found) > 1:
        choices = [(label(desk, row), {"entry": str(row.id)}) for row in found[:OFFERED]]
        buttons = finding.kept_buttons(desk, request.command, {}, choices)
        raise Question(_which(buttons))
    return found[0]


def _which(buttons: tuple[Button, ...]) -> Reply:
    return Reply(Card((Heading(text("speakers.which")), Buttons(buttons))))


def searched(desk: Desk, rows: Iterable[DirectoryEntry], words: str) -> list[DirectoryEntry]:
    """Those who hold every word asked for; a number, or "PMM 7", asks for an objective. Accents never matter."""
    plain = typed.plain(words)
    numbers = {int(said["number"] or said["only"]) for said in NUMBERED.finditer(plain)}
    asked = NUMBERED.sub(" ", plain).split()
    held = ((row, _held(desk, row)) for row in rows)
    return [row for row, said in held if numbers <= set(row.objectives) and all(word in said for word in asked)]


def _held(desk: Desk, entry: DirectoryEntry) -> str:
    """Everything a search may find them by: nothing personal that this reader may not see."""
    names = desk.law.charter.objectives
    objectives = [name for n in entry.objectives if n in names for name in names[n].values()]
    own = (entry.name, entry.function, entry.email) if may_be_named(desk, entry) else ()
    return typed.plain(" ".join((entry.organisation, *own, *entry.tags, *objectives)))


def topics(desk: Desk, entry: DirectoryEntry) -> list[Text | str]:
    """The objectives and free tags somebody speaks on, in words."""
    known = [n for n in entry.objectives if n in desk.law.charter.objectives]
    return [*(objective_name(desk, number) for number in known), *entry.tags]


def list_button() -> Button:
    """The way to the directory."""
    return Button(text("speakers.button.list"), "speakers.list")


def show_button(entry: DirectoryEntry) -> Button:
    """The way to one entry."""
    return Button(text("speakers.button.show"), "speakers.show", {"entry": str(entry.id)})
