"""«¿Por qué?»: the clause or setting behind anything, its words, since when and who may change it."""

import re

from handlers import guests, mandates
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import Request
from scheduler import duties
from scheduler.duty import Duty
from storage import actions, decisions, journal, meetings
from storage.charter import SETTING, Clause, Term
from storage.journal import JournalEntry
from storage.people import Person
from storage.text import Text, own_words

POWERS = "powers."
FOLLOW_UP = "5.1.8"
"""Actions are what the secretariat follows up."""
CODE = re.compile(r"[A-Z]{1,6}-[0-9]{4}-[0-9]{1,3}")
SAID_AS_DUTY = frozenset({"no_objection.reminder"})
"""Matters whose setting names only the reminder: what is to be done is said instead."""
OFFERED = 4
"""How many matters a bare question offers."""
LAST = 12
"""How many acts of a long history are shown: the newest."""


@command("network.why", power=EVERYONE)
def why(request: Request, desk: Desk) -> Reply:
    """Answer for a clause (§5.1.8), a term (minutes.circulation), or a code (CE-2027-01, D-2027-03)."""
    asked = request.value("code")
    if not asked:
        return _of_what_waits(desk)
    card = _of_term(asked, desk) or _of_power(asked, desk) or _of_clause(asked, desk) or _of_matter(asked, desk)
    if card is None:
        raise Refusal(
            text("why.unknown", code=asked), instead=(Button(text("button.obligations"), "network.obligations"),)
        )
    return Reply(card)


def _of_what_waits(desk: Desk) -> Reply:
    """A bare «¿por qué?» is about what waits for the person: the only matter at once, of several a press for each."""
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    waiting = duties.pending_for(duties.all_duties(papers, desk.law, desk.now), desk.offices, desk.now)
    matters = {why_of(duty): _named(duty) for duty in waiting}
    only = next(iter(matters)) if len(matters) == 1 else ""
    if only and (card := _of_term(only, desk) or _of_matter(only, desk)):
        return Reply(card)
    presses = [Button(label, "network.why", {"code": code}) for code, label in list(matters.items())[:OFFERED]]
    presses.append(Button(text("button.obligations"), "network.obligations"))
    return Reply(Card((Heading(text("why.which")), Paragraph(text("why.what")), Buttons(tuple(presses)))))


def why_of(duty: Duty) -> str:
    """What explains a matter: the text itself where the setting names only a reminder of it, else the rule of its date."""
    return str(duty.values.get("code") or duty.about) if duty.name in SAID_AS_DUTY else duty.name


def _named(duty: Duty) -> Text:
    if duty.name in SAID_AS_DUTY:
        return text("why.about", code=duty.about, title=str(duty.values.get("title", "")))
    return text(f"term.{duty.name}")


@command("network.tor", power=EVERYONE)
def tor(request: Request, desk: Desk) -> Reply:
    """A clause of the terms of reference by its number; the list of clauses when none is named."""
    asked = request.value("question")
    card = _of_clause(asked, desk) if asked else None
    return Reply(card or _contents(desk, asked))


def quoted(desk: Desk, clause: str) -> Text:
    """A clause with its number and its words: why a notice came."""
    found = desk.law.charter.clauses[clause]
    return text("source.clause", number=found.number, words=found.words)


def source_parts(desk: Desk, clause: str, setting: str = "") -> tuple[Part, ...]:
    """Where something comes from, in small print: the clause quoted; the setting named as a setting."""
    parts: list[Part] = []
    if clause in desk.law.charter.clauses:
        parts.append(Note(quoted(desk, clause)))
    term = desk.law.charter.terms.get(setting)
    if term is not None and term.source == SETTING:
        parts.append(Note(text("source.setting", name=text(f"term.{term.name}"), clause=_number(desk, term.clause))))
    return tuple(parts)


def _of_term(asked: str, desk: Desk) -> Card | None:
    if asked not in desk.law.charter.terms:
        return None
    term = desk.law.term(asked, desk.today)
    clause = desk.law.charter.clauses[term.clause]
    rows: list[tuple[Said, Said]] = [
        (text("why.what_it_is"), text(f"why.kind.{term.source}")),
        (text("why.value"), value_of(term)),
        (text("why.clause"), text("why.clause_number", number=clause.number)),
        (text("why.since"), text("why.since_day", day=term.since)),
        (text("why.changed_by"), _changed_by(term)),
    ]
    if may(desk.law.charter, "see_register", desk.offices):
        rows += [(text("why.decision"), term.decision)] if term.decision else []
        rows += [(text("why.to_come"), to_come(after)) for after in desk.law.to_come(asked)]
    return Card((Heading(text(f"term.{term.name}")), Facts(tuple(rows)), *_quoted(clause)))


def value_of(term: Term) -> Said:
    """What a term says now, in words."""
    if term.by_meeting:
        return text(
            "why.by_meeting",
            rows=[
                text("why.one_type", kind=text(f"meeting_kind.{k}"), count=abs(n), days=abs(n))
                for k, n in term.by_meeting.items()
            ],
        )
    if term.working_days is not None:
        return text("why.working_days", count=abs(term.working_days), days=abs(term.working_days))
    if term.amber and term.red:
        return text(
            "why.alert", amber=f"{term.amber[1]:02d}/{term.amber[0]:02d}", red=f"{term.red[1]:02d}/{term.red[0]:02d}"
        )
    if term.day:
        return text("why.yearly", day=f"{term.day[1]:02d}/{term.day[0]:02d}")
    if term.number is not None:
        return str(term.number)
    if term.at is not None:
        return text("why.hour", hour=term.at)
    if term.on is not None:
        return text("why.on" if term.on else "why.off")
    if term.names:
        return text("why.names", count=len(term.names))
    if term.days:
        return text("why.days", days=[f"{day:02d}/{month:02d}" for month, day in term.days])
    return text("why.as_it_says")


def to_come(term: Term) -> Text:
    """A change that is decided and does not hold yet: its value, from when, by which decision."""
    return text("why.to_come_value", value=value_of(term), day=term.since, code=term.decision)


def _changed_by(term: Term) -> Text:
    if term.source == SETTING:
        return text("why.by_office", office=text(f"office.{term.changed_by}"))
    return text("why.by_the_committee")


def _of_power(asked: str, desk: Desk) -> Card | None:
    power = desk.law.charter.powers.get(asked.removeprefix(POWERS)) if asked.startswith(POWERS) else None
    if power is None:
        return None
    clause = desk.law.charter.clauses[power.clause]
    rows = (
        (text("why.what_it_is"), text(f"why.kind.{power.source}")),
        (text("why.who"), text("why.offices", who=[text(f"office.{name}") for name in power.offices])),
        (text("why.clause"), text("why.clause_number", number=clause.number)),
    )
    return Card((Heading(text("why.power", act=text(f"power.{power.name}"))), Facts(rows), *_quoted(clause)))


def _of_clause(asked: str, desk: Desk) -> Card | None:
    """A clause by its key or printed number, with or without the § sign."""
    wanted = re.sub(r"^\s*(§|tdr|tor|clausula|cláusula|clause)\s*", "", asked, flags=re.IGNORECASE).strip().lower()
    clauses = desk.law.charter.clauses
    exact = [c for key, c in clauses.items() if wanted in (key.lower(), c.number.lower())]
    found = exact or [c for key, c in clauses.items() if wanted and key.lower().split(".")[0] == wanted]
    if not found:
        return None
    parts: list[Part] = [Heading(text("why.tor_title", number=found[0].number))]
    for clause in found[:8]:
        parts += _quoted(clause)
    rules = clauses_terms(desk, found)
    if rules:
        parts.append(Facts(tuple((text(f"term.{t.name}"), value_of(t)) for t in rules)))
        parts.append(Note(text("why.settings_are_not_rules")))
    return Card(tuple(parts))


def clauses_terms(desk: Desk, clauses: list[Clause]) -> list[Term]:
    """The settings that live under these clauses."""
    charter = desk.law.charter
    return [t for t in charter.terms.values() if charter.clauses[t.clause] in clauses and t.source == SETTING]


def _contents(desk: Desk, asked: str) -> Card:
    rows: list[tuple[Said, Said]] = []
    for clause in desk.law.charter.clauses.values():
        rows.append((text("why.clause_number", number=clause.number), own_words(clause.title)))
    parts: list[Part] = [Heading(text("tor.title"))]
    if asked:
        parts.append(Paragraph(text("tor.not_found", question=asked)))
    return Card((*parts, Facts(tuple(rows)), Note(text("tor.how"))))


def _of_matter(asked: str, desk: Desk) -> Card | None:
    """A meeting, decision, agreement or action: its clause and everything that was done about it."""
    code = asked.strip().upper()
    if not may(desk.law.charter, "see_register", desk.offices):
        return _for_outsiders(code, desk)
    found = _matter(code, desk)
    if found is None:
        return None
    name, clause, facts = found
    entries = [entry for entry in journal.about(desk.session, desk.network_id, code) if entry.act != "refused"]
    rows = tuple((text("why.when", when=entry.at), _who_did(desk, entry)) for entry in entries[-LAST:])
    title = text("why.about", code=code, title=name)
    parts: list[Part] = [Heading(title), *_quoted(desk.law.charter.clauses[clause]), *facts]
    if rows:
        parts += [Heading(text("why.history")), Facts(rows)]
    if len(entries) > LAST:
        parts.append(Note(text("why.more", count=len(entries) - LAST)))
    return Card((*parts, Buttons((Button(text("button.obligations"), "network.obligations"),))))


def _matter(code: str, desk: Desk) -> tuple[str, str, tuple[Part, ...]] | None:
    """What the code names: its title, the clause it rests on, and what the register says of it."""
    from handlers.decision_cards import entry_facts  # it quotes its sources through this module

    if decision := decisions.by_code(desk.session, desk.network_id, code):
        return (
            decision.title or decision.wording,
            decision.clause,
            (entry_facts(desk, decision), *_changed_by_it(desk, code)),
        )
    if meeting := meetings.by_code(desk.session, desk.network_id, code):
        return meeting.title, desk.law.charter.meetings[meeting.kind].clause, ()
    if action := actions.by_code(desk.session, desk.network_id, code):
        return action.wording, FOLLOW_UP, ()
    return None


def _changed_by_it(desk: Desk, code: str) -> tuple[Part, ...]:
    """The settings that a decision changed, each with its value and from when."""
    changed = [(name, since) for name, since, _, decision in desk.law.changed if decision == code]
    rows = [(text(f"term.{name}"), to_come(desk.law.term(name, since))) for name, since in changed]
    return (Heading(text("setting.changed_by_it")), Facts(tuple(rows))) if rows else ()


def _for_outsiders(code: str, desk: Desk) -> Card | None:
    """A guest gets the clause of their own meeting; of any other code nobody without an office learns whether it exists."""
    if not CODE.fullmatch(code):
        return None
    for meeting in guests.own_meetings(desk) if guests.is_guest(desk) else ():
        if meeting.code == code:
            clause = desk.law.charter.clauses[desk.law.charter.meetings[meeting.kind].clause]
            title = guests.known_as(desk, meeting)[0]
            return Card((Heading(text("why.about", code=code, title=title)), *_quoted(clause)))
    if guests.is_guest(desk):
        raise guests.refused(desk)
    if not desk.offices:
        raise Refusal(text("refusal.no_office"), clause="5.focal_points", setting="powers.see_register")
    mandates.require(desk.law.charter, "see_register", desk.offices)
    return None


def _who_did(desk: Desk, entry: JournalEntry) -> Text:
    act = text(f"act.{entry.act}")
    if entry.person_id is None:
        return text("why.by_the_clock", act=act)
    person = desk.session.get_one(Person, entry.person_id)
    if not entry.office:
        return text("why.by_person", act=act, who=person.name)
    return text("why.by_person_as", act=act, who=person.name, office=text(f"office.{entry.office}"))


def _quoted(clause: Clause) -> tuple[Part, ...]:
    return (Paragraph(text("source.clause", number=clause.number, words=clause.words)),)


def _number(desk: Desk, clause: str) -> str:
    return desk.law.charter.clauses[clause].number
