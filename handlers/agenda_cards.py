"""How an agenda and its points look: the table, the sum against the meeting's length, the facts of a point."""

from collections.abc import Sequence
from typing import Any

from handlers import agenda_dates, agenda_seats, agenda_speakers, open_actions, typed
from handlers.agenda_items import KINDS, LONGEST_LINK, LONGEST_TITLE, LONGEST_WHY, Details, total
from handlers.desk import Desk
from handlers.finding import meeting_line
from handlers.reply import Facts, Field, Form, Heading, Note, Option, Paragraph, Part, Said, Table, Text, text
from handlers.request import Request
from storage import agenda
from storage.agenda import DECIDE, AgendaItem
from storage.meetings import Meeting
from storage.text import own_words


def agenda_parts(desk: Desk, meeting: Meeting, items: Sequence[AgendaItem]) -> tuple[Part, ...]:
    """The agenda as its readers see it: open actions first, the points in order, the sum."""
    first = open_actions.agenda_parts(desk, meeting)
    if not items:
        return (*first, Paragraph(text("agenda.empty")))
    table = agenda_table(desk, items)
    return (
        *first,
        Table(table["caption"], tuple(table["header"]), tuple(map(tuple, table["rows"]))),
        *sum_parts(meeting, items),
    )


def agenda_table(desk: Desk, items: Sequence[AgendaItem]) -> dict[str, Any]:
    """The table of the points, in the form a notice carries it."""
    columns = ("number", "title", "organisation", "kind", "minutes", "objectives", "document")
    return {
        "caption": text("agenda.table.caption"),
        "header": [text(f"agenda.table.{column}") for column in columns],
        "rows": [_row(desk, number, item) for number, item in enumerate(items, 1)],
    }


def _row(desk: Desk, number: int, item: AgendaItem) -> list[Said]:
    title: Said = text("agenda.admitted_title", title=item.title) if item.late else item.title
    return [
        str(number), agenda_speakers.titled(desk, item, title), agenda_seats.brought_by(desk, item), text(f"agenda_kind.{item.kind}"), str(item.minutes),
        ", ".join(map(str, item.objectives)) or text("agenda.none"), _document(item),
    ]  # fmt: skip


def _document(item: AgendaItem) -> Said:
    if item.document:
        return item.document
    return text("agenda.document_pending") if item.kind == DECIDE else text("agenda.none")


def sum_line(meeting: Meeting, minutes: int) -> Text:
    """The minutes asked for against the meeting's length; an excess is said, never refused."""
    over = minutes - meeting.minutes
    if over > 0:
        return text("agenda.sum_over", minutes=minutes, length=meeting.minutes, over=over)
    return text("agenda.sum", minutes=minutes, length=meeting.minutes, left=-over)


def sum_with(desk: Desk, meeting: Meeting, more: int) -> Text:
    """The same with a point that is not on the agenda yet."""
    assert meeting.id is not None
    minutes = total(agenda.items(desk.session, meeting.id)) + more
    over = minutes - meeting.minutes
    if over > 0:
        return text("agenda.sum_with_over", minutes=minutes, length=meeting.minutes, over=over)
    return text("agenda.sum_with", minutes=minutes, length=meeting.minutes, left=-over)


def sum_parts(meeting: Meeting, items: Sequence[AgendaItem]) -> tuple[Part, ...]:
    """The sum as a part of a card."""
    return (Paragraph(sum_line(meeting, total(list(items)))),)


def point_facts(desk: Desk, meeting: Meeting, organisation: Said, details: Details) -> Facts:
    """What is known of a point, one line each; lines without content are left out."""
    rows: list[tuple[Said, Said]] = [
        (text("agenda.fact.meeting"), meeting_line(meeting)),
        (text("agenda.fact.title"), details.title),
        (text("agenda.fact.kind"), text(f"agenda_kind.{details.kind}")),
        (text("agenda.fact.minutes"), text("agenda.minutes", count=details.minutes)),
        (text("agenda.fact.organisation"), organisation),
    ]
    if details.objectives:
        names = [objective_name(desk, number) for number in details.objectives]
        rows.append((text("agenda.fact.objectives"), text("agenda.listed", all=names)))
    rows += [
        (text(f"agenda.fact.{name}"), getattr(details, name)) for name in ("why", "document") if getattr(details, name)
    ]
    if details.balance:
        rows.append((text("agenda.fact.balance"), text("agenda.balance")))
    return Facts(tuple(rows))


def facts_of(desk: Desk, meeting: Meeting, item: AgendaItem) -> Facts:
    """The facts of a point that has been written down."""
    return point_facts(desk, meeting, agenda_seats.brought_by(desk, item), details_of(item))


def details_of(item: AgendaItem) -> Details:
    """A written point as the details it was made of."""
    return Details(
        item.title, item.kind, item.minutes, item.why, item.document, tuple(item.objectives), item.balance
    )  # fmt: skip


def point_notes(desk: Desk, meeting: Meeting, details: Details) -> tuple[Part, ...]:
    """What somebody who proposes this point should know; none of it stops them."""
    notes: list[Part] = []
    due = agenda_dates.documents_due(desk.law, meeting)
    if details.kind == DECIDE and not details.document and due is not None:
        notes += [
            Paragraph(text("agenda.document_needed", due=due)),
            Note(agenda_dates.source(desk.law, "agenda.documents")),
        ]
    if details.kind == DECIDE and not desk.law.charter.meetings[meeting.kind].decides:
        clause = desk.law.charter.clauses[desk.law.charter.offices["focal_point"].clause]
        notes.append(Paragraph(text("agenda.not_decided_here", kind=text(f"meeting_kind.{meeting.kind}"))))
        notes.append(Note(text("source.clause", number=clause.number, words=clause.words)))
    if agenda_dates.is_late(desk.law, meeting, desk.now):
        closed = agenda_dates.closed_at(desk.law, meeting)
        notes += [
            Paragraph(text("agenda.would_be_late", closed=closed)),
            Note(agenda_dates.source(desk.law, "agenda.close")),
        ]
    return tuple(notes)


def propose_form(
    request: Request, desk: Desk, meeting: Meeting | None, meetings: Sequence[Meeting], organisation: str
) -> Form:
    """The form for a point, filled with what was given; the meeting and organisation are asked only when unclear."""
    fields: list[Field] = []
    hidden: dict[str, Any] = {}
    if meeting is None or request.step == "form":
        options = tuple(Option(each.code, meeting_line(each)) for each in meetings)
        fields.append(
            Field("select", "meeting", text("agenda.fact.meeting"), meeting.code if meeting else None, options=options)
        )
    else:
        hidden["meeting"] = meeting.code
    fields += [
        _typed(request, "text", "title", LONGEST_TITLE, required=True),
        Field(
            "select", "kind", text("agenda.fact.kind"), request.value("kind") or None,
            options=tuple(Option(kind, text(f"agenda_kind.{kind}")) for kind in KINDS), hint=text("agenda.hint.kind"),
        ),
        Field("number", "minutes", text("agenda.fact.minutes"), _number(request), hint=_minutes_hint(meeting)),
        _typed(request, "long", "why", LONGEST_WHY),
        _typed(request, "text", "document", LONGEST_LINK),
        objectives_field(request, desk),
    ]  # fmt: skip
    bodies = agenda_seats.choices(desk)
    if len(bodies) > 1:
        label = text("agenda.fact.organisation")
        fields.append(Field("select", "organisation", label, organisation or None, options=bodies))
    elif organisation:
        hidden["organisation"] = organisation
    intro: Said = text("agenda.form.intro", meeting=meeting_line(meeting)) if meeting else ""
    return Form(text("agenda.form.title"), request.command, tuple(fields), hidden, text("agenda.form.submit"), intro)


def _typed(request: Request, kind: Any, name: str, longest: int, *, required: bool = False) -> Field:
    value = typed.again(request, name, longest)
    return Field(
        kind, name, text(f"agenda.fact.{name}"), value, hint=text(f"agenda.hint.{name}", longest=longest),
        required=required, longest=longest,
    )  # fmt: skip


def _number(request: Request) -> str | None:
    given = request.value("minutes")
    return given if given.isascii() and given.isdigit() else None


def _minutes_hint(meeting: Meeting | None) -> Said:
    return text("agenda.hint.minutes", longest=meeting.minutes) if meeting else ""


def objectives_field(request: Request, desk: Desk) -> Field:
    given = request.values.get("objectives") or ()
    chosen = given.replace(",", " ").split() if isinstance(given, str) else [str(each) for each in given]
    known = [str(number) for number in desk.law.charter.objectives]
    options = tuple(Option(n, objective_name(desk, int(n))) for n in known)
    label = text("agenda.fact.objectives")
    return Field("multi", "objectives", label, [n for n in chosen if n in known], required=False, options=options)


def objective_name(desk: Desk, number: int) -> Text:
    """An objective by its number and the name the charter gives it."""
    return text("agenda.objective", number=number, name=own_words(desk.law.charter.objectives[number]))


def item_heading(item: AgendaItem) -> Heading:
    """A point's title as a section's heading."""
    return Heading(item.title)
