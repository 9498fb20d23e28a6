"""A virtual year of a whole network on the moved clock: 60 people, 12 meetings, 80 actions; who got how many messages, and when.

Acts are done in office hours through the one door; the clock looks at every moment the network asks for. Counted are the
messages that leave: gathered ones and those the charter names as exceptions, together against the budget.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import select

from bot.roster import import_roster
from handlers.reply import Reply
from scheduler.law import Law, in_force, of_charter
from scheduler.manners import BUDGET, counts, goes_at_once
from storage import charter as charters
from storage import meetings, networks
from storage.actions import DONE, Action
from storage.database import Database
from storage.gathered import DIGEST
from storage.ledger import Entry
from storage.outbox import DROPPED, GATHERED, Notice
from storage.schema import migrate
from storage.text import from_paper
from tests.town import Town, lima

BODIES = ("OIM", "ACNUR", "OIT", "UNICEF", "PNUD", "UNFPA", "OPS/OMS", "ONU Mujeres", "UNODC", "ACNUDH", "ONUSIDA",
          "UNESCO", "FAO", "PMA", "ONU-Hábitat", "UNOPS", "CEPAL", "PNUMA", "UNDRR")  # fmt: skip
SECRETARY, COORDINATOR = "secretaria", "coordinadora"
EXEMPT = (SECRETARY, COORDINATOR)
"""The secretariat runs the network: its line of every morning is an exception the charter names."""


@dataclass
class Figures:
    """What the year showed."""

    people: int = 0
    meetings: int = 0
    actions: int = 0
    messages: int = 0
    gathered: int = 0
    gathered_over: int = 0
    """Weeks in which a person outside the secretariat got more gathered messages than the budget."""
    most_gathered: int = 0
    over_budget: int = 0
    """Weeks in which a person outside the secretariat got more messages than the budget, exceptions counted."""
    by_exceptions: int = 0
    """Of those, weeks in which the exceptions alone are more than the budget."""
    could_wait: int = 0
    """Gathered messages that left after the week's budget was used up though nothing in them fell due before Monday."""
    exceptions: Counter[str] = field(default_factory=Counter)
    """The exceptions of the weeks over the budget, by name."""
    outside_hours: int = 0
    for_done: int = 0
    reminders: int = 0
    late: int = 0
    """Reminders written more than a minute after their moment."""
    weekly: Counter[int] = field(default_factory=Counter)
    """How many person-weeks had that many messages of any kind, of those that had any."""


def play(folder: Path, seed: int = 2027) -> Figures:
    """The year from 4 January to 17 December 2027."""
    town = _opened(folder)
    chance = random.Random(seed)
    at, end = lima(2027, 1, 4, 8, 30), lima(2027, 12, 17, 18)
    plan = sorted(_plan(town, chance), key=lambda each: each[0])
    figures = Figures(people=60)
    while at < end:
        while plan and plan[0][0] <= at:
            _, act, given = plan.pop(0)
            plan = sorted([*plan, *_do(town, act, given, at, figures, chance)], key=lambda each: each[0])
        town.clock(at)
        at = min(filter(None, (_next_look(town), plan[0][0] if plan else end, end)))
    _count(town, figures)
    return figures


def _opened(folder: Path) -> Town:
    url = f"sqlite:///{folder}/year.sqlite3"
    migrate(url)
    database, peru = Database(url), charters.load_named("peru")
    rows = ["organisation,name,email,office,language", f"OIM,Coordinadora Uno,{COORDINATOR}@oim.example,coordination,es",
            f"OIM,Secretaria Uno,{SECRETARY}@oim.example,secretariat,es",
            "OCR,Coordinador Residente,cr@un.example,resident_coordinator,es"]  # fmt: skip
    for number, body in enumerate(BODIES):
        rows.append(f"{body},Oficial {body},oficial{number}@un.example,focal_point,es")
        rows.append(f"{body},Alterno {body},alterno{number}@un.example,alternate,es")
        rows.append(f"{body},Jefatura {body},jefatura{number}@un.example,executive,es")
    with database.transaction() as session:
        import_roster(session, peru, "\n".join(rows), "year.csv", lima(2026, 12, 1))
    return Town(database, {"peru": peru}, lima(2027, 1, 4))


Planned = tuple[datetime, str, dict[str, object]]


def _plan(town: Town, chance: random.Random) -> Iterator[Planned]:
    """Twelve meetings, each held, with minutes drafted from the record and circulated four working days later."""
    days = [date(2027, month, 9 if month in (2, 3, 6, 9, 11) else 14) for month in range(1, 13)]
    for number, day in enumerate(days):
        held = _working(day)
        kind = "executive" if number in (1, 6) else "technical"
        yield _morning(_working(held - timedelta(days=32))), "convene", {"kind": kind, "day": held, "number": number}
        yield _morning(held) + timedelta(hours=5), "hold", {"number": number}


def _do(
    town: Town, act: str, given: dict[str, object], at: datetime, figures: Figures, chance: random.Random
) -> list[Planned]:
    """The act, and what follows from it later: most actions are reported done around their day."""
    follow: list[Planned] = []
    if act == "convene":
        reply = town.ask(
            COORDINATOR, "meetings.convene", at, kind=given["kind"], date=given["day"], time="10:00", minutes=90,
            title=f"Reunión {given['number']}", reason="Calendario del año",
        )  # fmt: skip
        town.confirm(COORDINATOR, reply, at)
        figures.meetings += 1
    if act == "hold":
        code = _last_meeting(town, at)
        _confirmed(town, town.ask(SECRETARY, "meetings.held", at, meeting=code, present=list(BODIES[:15])), at)
        for _ in range(7 if figures.actions < 77 else 80 - figures.actions):
            body = chance.choice(BODIES)
            due = _working(at.date() + timedelta(days=chance.randint(8, 50)))
            reply = town.ask(
                SECRETARY, "actions.assign", at, meeting=code, wording=f"Entregar el aporte {figures.actions}.",
                organisation=body, date=due.isoformat(),
            )  # fmt: skip
            _confirmed(town, reply, at)
            figures.actions += 1
            if chance.random() < 0.8:
                told = _morning(_working(due + timedelta(days=chance.randint(-8, 9))))
                who = f"oficial{BODIES.index(body)}"
                follow.append(
                    (max(told, at + timedelta(days=1)), "done", {"who": who, "code": f"A-2027-{figures.actions:02d}"})
                )
    if act == "done":
        town.ask(str(given["who"]), "actions.done", at, code=given["code"], wording="Enviado.")
    return follow


def _confirmed(town: Town, reply: Reply, at: datetime) -> None:
    town.confirm(SECRETARY, reply, at)


def _last_meeting(town: Town, at: datetime) -> str:
    with town.database.reading() as session:
        return next(
            row.code for row in reversed(meetings.all_meetings(session, town.network_id)) if row.starts_at <= at
        )


def _next_look(town: Town) -> datetime | None:
    with town.database.reading() as session:
        return session.get_one(networks.Network, town.network_id).look_again_at


def _working(day: date) -> date:
    return of_charter(charters.load_named("peru"), 2027).days.next_working(day)


def _morning(day: date) -> datetime:
    return lima(day.year, day.month, day.day, 10, 30)


def _count(town: Town, figures: Figures) -> None:
    """Every message that left, by person and week."""
    with town.database.reading() as session:
        law = in_force(session, town.network_id, town.charter, lima(2027, 12, 17))
        done = {row.code: row.done_at for row in session.exec(select(Action)) if row.status == DONE}
        written = list(session.exec(select(Entry).where(Entry.outcome == "written")))
    figures.reminders = len(written)
    figures.late = sum(row.entered_at - row.due_at > timedelta(minutes=1) for row in written)
    rows = [row for row in town.notices(road="chat") if row.person_id and row.status != DROPPED]
    exempt = {town.id_of(who) for who in EXEMPT}
    by_week: dict[tuple[int, date], list[Notice]] = defaultdict(list)
    for row in rows:
        by_week[row.person_id or 0, _monday(law, row.due_at)].append(row)
        figures.messages += 1
        figures.gathered += row.bundle == row.key
    left = [row for row in town.notices() if row.person_id and row.status != DROPPED]  # letters too
    figures.outside_hours = sum(not _in_hours(law, row.due_at) for row in left)
    for row in town.notices(road="chat"):
        closed = done.get(row.about)
        went = row.status != DROPPED or row.why == GATHERED
        figures.for_done += bool(row.duty == "action.due" and closed and went and row.due_at > closed)
    for (person, monday), week in by_week.items():
        if person not in exempt:
            _count_week(law, monday, sorted(week, key=lambda row: (row.due_at, row.id or 0)), figures)


def _count_week(law: Law, monday: date, week: list[Notice], figures: Figures) -> None:
    """One person's week against the budget."""
    budget = law.term(BUDGET).number or 1
    together = [row for row in week if row.bundle == row.key]
    alone = [row for row in week if row.bundle != row.key and counts(law, row.notice)]
    figures.weekly[len(week)] += 1
    figures.most_gathered = max(figures.most_gathered, len(together))
    figures.gathered_over += sum(not _is_exception(law, row) for row in together) > budget
    if len(together) + len(alone) > budget:
        figures.over_budget += 1
        figures.by_exceptions += len(alone) > budget
        figures.exceptions.update(row.notice for row in alone)
    later = law.morning_of(law.days.next_working(monday + timedelta(days=7)))
    for place, row in enumerate(week):
        used_up = sum(each in together or each in alone for each in week[:place]) >= budget
        figures.could_wait += row in together and used_up and not (_falls_due(row, later) or _is_exception(law, row))


def _falls_due(row: Notice, before: datetime) -> bool:
    parts = row.values["of"] if row.notice == DIGEST else [{"values": row.values}]
    ends = (from_paper(part["values"]).get("due") for part in parts)
    return any(isinstance(end, datetime) and end < before for end in ends)


def _is_exception(law: Law, row: Notice) -> bool:
    """A gathered message that carries what the charter lets go by itself: it does not wait for another week."""
    parts = row.values["of"] if row.notice == DIGEST else [{"notice": row.notice}]
    return any(goes_at_once(law, part["notice"]) for part in parts)


def _monday(law: Law, moment: datetime) -> date:
    day = law.day_of(moment)
    return day - timedelta(days=day.weekday())


def _in_hours(law: Law, moment: datetime) -> bool:
    day = law.day_of(moment)
    opens, closes = law.office_hours(day)
    return law.days.is_working(day) and law.at(day, opens) <= moment <= law.at(day, closes)


def main() -> None:
    """Print the figures of one year."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = play(Path(folder))
    print(f"a virtual year: {found.people} people, {found.meetings} meetings, {found.actions} actions")
    print(
        f"  messages {found.messages}, of them gathered {found.gathered}; most gathered for one person in a week {found.most_gathered}"
    )
    print(
        f"  person-weeks with more gathered messages than the budget, those with an exception not counted {found.gathered_over}"
    )
    print(
        f"  person-weeks over the budget, exceptions counted {found.over_budget}; by exceptions alone {found.by_exceptions}; "
        f"gathered messages that could have waited {found.could_wait}"
    )
    print(f"  exceptions in weeks over the budget: {dict(found.exceptions.most_common())}")
    print(f"  outside office hours {found.outside_hours}")
    print(f"  reminders {found.reminders}; for something done {found.for_done}; more than a minute late {found.late}")
    print(
        f"  person-weeks by messages of any kind: {dict(sorted(found.weekly.items()))}; {time.perf_counter() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
