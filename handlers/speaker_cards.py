"""How the directory is drawn: entries, lists, and what a new one would look like."""

from collections.abc import Sequence

from handlers import directory as known
from handlers import members_parts as parts
from handlers import typed
from handlers.agenda_cards import objective_name
from handlers.desk import Desk
from handlers.directory import label, may_be_named, topics
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Said, Table, Text, text
from handlers.request import Request
from handlers.speaker_form import Plan
from handlers.why import source_parts
from storage import directory
from storage.directory import DirectoryEntry

PAGE, SHOWN = 20, 5
NOTHING = "—"
CONTACT = ("name", "function", "email", "address")


def preview(desk: Desk, plan: Plan, before: DirectoryEntry | None, guests: Sequence[str] = ()) -> Card:
    """What would be written, whom it replaces, that nobody is told, and whether it may be shared."""
    found: list[Part] = [Heading(text("speakers.preview")), plan_facts(desk, plan)]
    if before is not None:
        found.append(Paragraph(text("speakers.replaces", who=before.name, reference=before.reference)))
    if guests:
        found.append(Paragraph(text("speakers.replaces_guest", who=list(guests))))
    if plan.consent_on is None:
        found.append(Paragraph(text("speakers.no_consent")))
    found.append(Paragraph(text("speakers.nobody_told")))
    return Card((*found, *source_parts(desk, known.clause_of(plan.category))))


def plan_facts(desk: Desk, plan: Plan) -> Facts:
    """Everything that was given, a line each."""
    said: list[Text | str] = [*(objective_name(desk, number) for number in plan.objectives), *plan.tags]
    rows = _rows(plan, said, named=True)
    return Facts(tuple(rows))


def entry_facts(desk: Desk, entry: DirectoryEntry) -> Facts:
    """What the reader may see of an entry."""
    rows = _rows(entry, topics(desk, entry), named=may_be_named(desk, entry))
    return Facts(tuple(rows))


def _rows(entry: Plan | DirectoryEntry, said: list[Text | str], *, named: bool) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = [
        (text("speakers.fact.organisation"), entry.organisation),
        (text("speakers.fact.category"), text(f"speakers.category.{entry.category}")),
    ]
    if named:
        contact = [(name, getattr(entry, name)) for name in CONTACT]
        rows += [(text(f"speakers.fact.{name}"), value) for name, value in contact if value]
    rows.append((text("speakers.fact.language"), text(f"language.{entry.language}")))
    rows.append((text("speakers.fact.level"), text(f"speakers.level.{entry.level}")))
    rows.append((text("speakers.fact.topics"), text("speakers.listed", all=said) if said else NOTHING))
    if entry.reference and (isinstance(entry, Plan) or entry.is_focal_point):
        rows.append((text("speakers.fact.focal_point"), text("speakers.by_reference", reference=entry.reference)))
    if entry.consent_on is not None:
        consent = text("speakers.consented", day=entry.consent_on, purpose=entry.consent_purpose)
        rows.append((text("speakers.fact.consent"), consent))
    return rows


def history(desk: Desk, entry: DirectoryEntry) -> list[Part]:
    """Where this entry spoke, newest first."""
    every = directory.appearances(desk.session, desk.network_id)
    spoke = [row for row in reversed(every) if row.entry_id == entry.id]
    if not spoke:
        return []
    rows = tuple((text("speakers.spoke_at", meeting=row.meeting, day=row.day), row.item) for row in spoke)
    return [Heading(text("speakers.history")), Facts(rows)]


def listed(request: Request, desk: Desk, rows: Sequence[DirectoryEntry], heading: Heading, empty: Text) -> Card:
    """A page of entries as a table, the first ones as presses."""
    found: list[Part] = [heading]
    start = max(0, min(typed.number(request, "from"), len(rows) - 1))
    page = rows[start : start + PAGE]
    buttons = [Button(label(desk, row), "speakers.show", {"entry": str(row.id)}) for row in page[:SHOWN]]
    if page:
        columns = tuple(text(f"speakers.column.{name}") for name in ("who", "category", "topics", "sharing"))
        found.append(Table(text("speakers.caption"), columns, tuple(_row(desk, row) for row in page)))
    else:
        found.append(Paragraph(empty))
    if start + PAGE < len(rows):
        kept = {name: value for name, value in request.values.items() if name in ("words", "category", "objectives")}
        buttons.append(Button(text("speakers.button.more"), request.command, {**kept, "from": start + PAGE}))
    if parts.is_secretary(desk):
        buttons.append(Button(text("speakers.button.register"), "speakers.register", opens_form=True))
    elif any(row.consent_on is None for row in page):
        found.append(Note(text("speakers.names_kept")))
    return Card((*found, Buttons(tuple(buttons)))) if buttons else Card(tuple(found))


def _row(desk: Desk, entry: DirectoryEntry) -> tuple[Said, ...]:
    said = topics(desk, entry)
    return (
        label(desk, entry), text(f"speakers.category.{entry.category}"),
        text("speakers.listed", all=said) if said else NOTHING,
        text("speakers.may_share" if entry.consent_on else "speakers.not_shared"),
    )  # fmt: skip
