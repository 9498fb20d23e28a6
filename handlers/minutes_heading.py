"""What stands at the head of the network's minutes: the names of its entities and a line, set by the secretariat (ToR 5.1.8)."""

import unicodedata

from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_record import CLAUSE
from handlers.reply import Card, Field, Form, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import people
from storage.text import own_words

LINES, LONGEST_LINE = 4, 90
"""How many lines a heading has, and how many letters each."""
WAY_BACK = frozenset({"-", "—", "estándar", "estandar", "default"})
"""What is typed to have the charter's own heading back."""
FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would compute."""


@command("minutes.heading", power="circulate_minutes")
def heading(request: Request, desk: Desk) -> Reply:
    """Housekeeping, no rule of the charter: it is shown, then changed, and the journal keeps who did it."""
    typed = request.value("heading")
    if request.step == FORM or not typed.strip():
        return Reply(form=_form(desk, typed))
    try:
        lines = _lines(typed)
    except Refusal as refusal:
        refusal.form = _form(desk, typed)
        raise
    if request.step != CONFIRMED:
        return desk.show_first(request, _card("heading.preview", lines or _standing(desk), desk))
    desk.network.heading = "\n".join(lines)
    desk.session.add(desk.network)
    desk.record("minutes.heading", "", CLAUSE, lines=len(lines))
    return Reply(_card("heading.done", lines or _standing(desk), desk))


def _lines(typed: str) -> list[str]:
    """The lines as they will stand; none for the charter's own. What does not fit a heading is refused, nothing is cut."""
    if typed.strip().casefold() in WAY_BACK:
        return []
    lines = [" ".join(line.split(" ")).strip() for line in typed.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) > LINES:
        raise Refusal(text("heading.too_many", count=len(lines), most=LINES), clause=CLAUSE, field="heading")
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise Refusal(
                text("heading.too_long", begins=line[:40], length=len(line), longest=LONGEST_LINE),
                clause=CLAUSE, field="heading",
            )  # fmt: skip
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for letter in line):
            raise Refusal(text("heading.control"), clause=CLAUSE, field="heading")
        if line.startswith(FORMULA) or not any(letter.isalpha() for letter in line):
            raise Refusal(text("heading.formula", begins=line[:40]), clause=CLAUSE, field="heading")
    return lines


def _standing(desk: Desk) -> list[Said]:
    """The charter's own: the network's title and whose secretariat it is."""
    seats = people.seats(desk.session, desk.network_id, ("secretariat",), desk.today)
    title: Said = own_words(desk.law.charter.title)
    return [title, *(text("minutes_word.secretariat", organisation=seats[0].name) for _ in seats[:1])]


def _card(name: str, lines: list[str] | list[Said], desk: Desk) -> Card:
    parts: list[Part] = [Heading(text(name)), Paragraph(text("heading.lines", all=lines))]
    return Card((*parts, Note(text("heading.where")), *source_parts(desk, CLAUSE)))


def _form(desk: Desk, typed: str) -> Form:
    field = Field(
        "long", "heading", text("heading.fact"), typed or desk.network.heading, text("heading.hint"), longest=600
    )
    lines = desk.network.heading.split("\n") if desk.network.heading else _standing(desk)
    return Form(text("heading.form"), "minutes.heading", (field,), intro=text("heading.now", all=lines))
