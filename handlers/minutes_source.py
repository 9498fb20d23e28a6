"""«¿De dónde sale el párrafo 3?»: the record behind a paragraph of minutes, or behind each of them (ToR 5.1.8)."""

from handlers import minutes_origin, record_meeting, typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.minutes_cards import show_button
from handlers.minutes_origin import Sourced
from handlers.minutes_places import section_name
from handlers.minutes_record import CIRCULATION, CLAUSE
from handlers.minutes_word import meeting_asked, version_seen
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    Table,
    text,
)
from handlers.request import Request
from handlers.why import source_parts
from storage import minutes
from storage.meetings import Meeting
from storage.minutes import Minutes

PAGE = 25
SHOWN = 120
"""Letters of a paragraph that the table shows."""
REGISTERS = {"D": "decisions.show", "AT": "decisions.show", "A": "actions.show"}


@command("minutes.source", power="see_register")
def source(request: Request, desk: Desk) -> Reply:
    """Whoever may read the minutes may ask what each paragraph comes from; nothing is in them that is not recorded."""
    clerk = may(desk.law.charter, "circulate_minutes", desk.offices)
    meeting = meeting_asked(request, desk, clerk)
    row = version_seen(desk, meeting, clerk) if meeting else None
    if meeting is None or row is None:
        raise Refusal(
            text("minutes.not_yet"), clause=CLAUSE, setting=CIRCULATION, instead=(record_meeting.list_button(),)
        )
    found = minutes_origin.sourced(row.body, minutes.up_to(desk.session, row))
    if request.value("code"):
        wanted = request.value("code").upper()
        one = next((each for each in found if each.record == wanted), None)
    elif request.value("paragraph"):
        number = typed.number(request, "paragraph")
        one = next((each for each in found if each.number == number), None)
    else:
        return Reply(_all(request, desk, meeting, row, found))
    if one is None:
        last = max((each.number for each in found), default=0)
        raise Refusal(
            text("origin.no_such", meeting=meeting.code, asked=request.value("code") or request.value("paragraph"), count=last),
            clause=CLAUSE, instead=(_list_button(meeting),),
        )  # fmt: skip
    return Reply(_one(desk, meeting, row, one))


def _one(desk: Desk, meeting: Meeting, row: Minutes, one: Sourced) -> Card:
    """A paragraph as it stands, and its record."""
    heading = (
        text("origin.title", number=one.number, meeting=meeting.code)
        if one.number
        else text("origin.title_code", code=one.record, meeting=meeting.code)
    )
    rows: list[tuple[Said, Said]] = [
        (text("origin.fact.record"), one.source),
        (text("origin.fact.section"), section_name(one.place, row.body)),
        (text("origin.fact.version"), str(row.version)),
    ]
    presses = [_list_button(meeting), show_button(meeting.code)]
    if (shows := REGISTERS.get(one.record.partition("-")[0])) is not None:
        presses.insert(0, Button(text("origin.button.record", code=one.record), shows, {"code": one.record}, "primary"))
    parts: tuple[Part, ...] = (Heading(heading), Paragraph(one.words), Facts(tuple(rows)))
    return Card((*parts, *source_parts(desk, CLAUSE), Buttons(tuple(presses))))


def _all(request: Request, desk: Desk, meeting: Meeting, row: Minutes, found: list[Sourced]) -> Card:
    """Every paragraph and its record, in the order of the document, a page at a time."""
    found = [each for each in found if not each.tag.startswith("item_")]  # the agenda names them already
    start = min(typed.number(request, "from"), max(len(found) - 1, 0))
    page = found[start : start + PAGE]
    header = tuple(text(f"origin.column.{name}") for name in ("number", "words", "record"))
    table = Table(text("origin.caption"), header, tuple(_row(row, each) for each in page))
    presses = [show_button(meeting.code)]
    if start + PAGE < len(found):
        given = {"meeting": meeting.code, "from": start + PAGE}
        presses.append(Button(text("register.button.more"), "minutes.source", given))
    heading = Heading(text("origin.all", meeting=meeting.code, version=row.version))
    return Card((heading, table, Note(text("origin.ask")), *source_parts(desk, CLAUSE), Buttons(tuple(presses))))


def _row(row: Minutes, each: Sourced) -> tuple[Said, ...]:
    words = typed.shortened(each.words, SHOWN) if isinstance(each.words, str) else each.words
    return str(each.number) if each.number else section_name(each.place, row.body), words, each.source


def _list_button(meeting: Meeting) -> Button:
    return Button(text("origin.button.all"), "minutes.source", {"meeting": meeting.code})
