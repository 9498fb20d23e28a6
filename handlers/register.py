"""The register of decisions and agreements: shown, listed and searched by whoever may see it."""

import re
from collections.abc import Sequence

from handlers import committee, decision_answers, next_steps, typed
from handlers.commands import command
from handlers.decision_buttons import comment_button, filing_button, list_button
from handlers.decision_cards import DECISION, entry_card, register_table
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Field,
    Form,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import Request
from storage import decisions, journal
from storage.decisions import Decision
from storage.people import Person

PAGE = 15
SHOWN = 4
"""How many entries of a page get a press of their own."""
COMMENTED = "decision.commented"
OBJECTIVE = re.compile(
    r"\b(?:(?:objetivos?|objectives?)(?: (?:del )?(?:pmm|gcm))?|pmm|gcm)[ .#]*(?P<number>[0-9]{1,2})\b"
)
LABELLED = {"guideline": "lineamiento guideline", "priority": "prioridad priority", "setting": "ajuste setting"}
"""What people write for a label when they search, in either language."""


@command("decisions.show", power="see_register")
def show(request: Request, desk: Desk) -> Reply:
    """An entry of the register by its code: its words, clause, those present, who recorded it and when."""
    decision = decision_meant(request, desk)
    return Reply(_whole(desk, decision))


@command("decisions.list", power="see_register")
def list_(request: Request, desk: Desk) -> Reply:
    """The register, newest first, a page at a time."""
    return Reply(
        _listed(request, desk, _of_year(decisions.register(desk.session, desk.network_id), request.value("year")))
    )


@command("decisions.search", power="see_register")
def search(request: Request, desk: Desk) -> Reply:
    """The entries whose code, title, words or labels hold every word asked for, of the objectives and the year asked for.

    Accents and capitals never matter.
    """
    words = request.value("words")
    if not words and not request.value("year"):
        label = text("register.words")
        return Reply(
            form=Form(text("register.search"), "decisions.search", (Field("text", "words", label, longest=200),))
        )
    rows = _of_year(decisions.register(desk.session, desk.network_id), request.value("year"))
    objectives, rest = _objectives(words)
    found = [row for row in rows if _holds(row, rest) and objectives <= set(row.objectives)]
    if len(found) == 1:
        return Reply(_whole(desk, found[0]))
    return Reply(_listed(request, desk, found))


def decision_meant(request: Request, desk: Desk) -> Decision:
    """The decision named; the code may be left out while the register holds only one."""
    code = request.value("code") or request.value("decision")
    if code:
        decision = decisions.by_code(desk.session, desk.network_id, code)
        if decision is None:
            raise Refusal(text("register.unknown", code=code[:60]), instead=(list_button(),), field="code")
        return decision
    rows = decisions.register(desk.session, desk.network_id)
    if len(rows) == 1:
        return rows[0]
    raise Refusal(
        text("register.which" if rows else "register.empty"), instead=_choices(rows) or (list_button(),), field="code"
    )


def comments_of(desk: Desk, decision: Decision) -> list[tuple[Said, Said]]:
    """What was said about a decision, by whom and when; a comment never counts as consent."""
    found: list[tuple[Said, Said]] = []
    for entry in journal.standing(journal.about(desk.session, desk.network_id, decision.code)):
        if entry.act == COMMENTED and entry.person_id is not None:
            who = desk.session.get_one(Person, entry.person_id).name
            body = str(entry.values.get("organisation", ""))
            said = text("register.commenter", who=who, organisation=body, when=entry.at)
            found.append((said, str(entry.values.get("wording", ""))))
    return found


def _whole(desk: Desk, decision: Decision) -> Card:
    """An entry with the answers of the seats, the comments, and the presses that suit the reader."""
    answers = decision_answers.buttons(desk, decision)
    buttons = [
        *answers,
        *next_steps.buttons(desk, decision),
        *decision_answers.again_button(desk, decision),
        Button(text("button.why"), "network.why", {"code": decision.code}),
    ]
    if decision.series == DECISION and may(desk.law.charter, "record", desk.offices):
        buttons.append(filing_button(decision))
    if decision.series == DECISION and not answers:
        buttons.append(comment_button(decision))
    return entry_card(desk, decision, comments_of(desk, decision)).followed_by(Buttons(tuple(buttons)))


def _listed(request: Request, desk: Desk, found: Sequence[Decision]) -> Card:
    words = request.value("words")
    parts: list[Part] = [Heading(text("register.found", words=words[:200]) if words else text("register.title"))]
    if not found:
        empty = text("register.nothing_found") if words or request.value("year") else text("register.empty")
        return Card((*parts, Paragraph(empty), Buttons((list_button(),))) if words else (*parts, Paragraph(empty)))
    start = min(typed.number(request, "from"), len(found) - 1)
    page = found[start : start + PAGE]
    parts.append(register_table(desk, page))
    buttons = list(_choices(page[:SHOWN]))
    if start + PAGE < len(found):
        given = {"from": start + PAGE, "words": words, "year": request.value("year")}
        buttons.append(Button(text("register.button.more"), request.command, {k: v for k, v in given.items() if v}))
    parts += [Buttons(tuple(buttons)), Note(text("register.note", count=len(found)))]
    if committee.sits(desk):
        parts.append(Note(text("register.who_decides")))
    return Card(tuple(parts))


def _choices(rows: Sequence[Decision]) -> tuple[Button, ...]:
    return tuple(
        Button(
            text("register.entry", code=row.code, title=typed.shortened(row.title, 40)),
            "decisions.show",
            {"code": row.code},
        )
        for row in rows[:SHOWN]
    )


def _of_year(rows: Sequence[Decision], year: str) -> list[Decision]:
    return [row for row in rows if not year or str(row.taken_on.year) == year]


def _objectives(words: str) -> tuple[set[int], str]:
    """The objectives that are asked for by number ("PMM 7"), and the words that are left."""
    plain = typed.plain(words)
    return {int(said["number"]) for said in OBJECTIVE.finditer(plain)}, OBJECTIVE.sub(" ", plain)


def _holds(decision: Decision, words: str) -> bool:
    labels = " ".join(LABELLED.get(label, "") for label in decision.labels)
    held = typed.plain(f"{decision.code} {decision.title} {decision.wording} {decision.wording_en} {labels}")
    return all(word in held for word in words.split())
