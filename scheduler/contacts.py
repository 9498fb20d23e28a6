"""The twice-yearly round in which each seat says whether its people still stand (ToR 5: focal points)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.contacts import ContactCheck
from storage.membership import NETWORK, in_force

CHECK, ANSWER = "contacts.check", "contacts.answer"
RECENT = relativedelta(months=2)
"""A round opened by hand so shortly before makes the clock's own one unnecessary."""
OWNERS = ("focal_point", "alternate")


def contact_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The rounds to open, and what those that are open ask for."""
    return [*contacts_check(papers, law, now), *contacts_answer(papers, law, now)]


def contacts_check(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Twice a year, on its day or the next working one, the clock opens a round; one that was missed by its whole length is over."""
    this = law.day_of(now).year
    opened_on = {row.round_on: row.asked_at for row in papers.checks}
    found = []
    for month, day in law.term(CHECK).days:
        for year in (this, this + 1):
            due = law.days.next_working(date(year, month, day))
            at = law.morning_of(due)
            if at < papers.opened_at:
                continue
            duty = Duty(
                CHECK, due.isoformat(), at, ("secretariat",), done=opened_on.get(due), then="contacts.open_round",
                began=due, void="over" if answers_until(law, at) < now else "", values={"day": due.isoformat()},
            )  # fmt: skip
            found.append(duty)
    return found


def contacts_answer(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Each seat asked answers within so many working days; then the secretariat gets the list of those that have not."""
    rows = newest_round(papers.checks)
    if not rows:
        return []
    about, asked_at = rows[0].round_on.isoformat(), rows[0].asked_at
    began = law.day_of(asked_at)
    duty = Duty(
        ANSWER, about, answers_until(law, asked_at), OWNERS, opens=asked_at, began=began,
        ladder=law.term(ANSWER, began).ladder, values={"round": about},
    )  # fmt: skip
    today = law.day_of(now)
    members = {row.organisation_id for row in papers.memberships if row.body == NETWORK and in_force(row, today)}
    seats = (_of_seat(duty, row, papers) for row in rows)
    kept = (each if each.done or each.organisation_id in members else replace(each, void="left") for each in seats)
    return [replace(duty, then="contacts.close_round"), *kept]


def _of_seat(duty: Duty, row: ContactCheck, papers: Papers) -> Duty:
    name = papers.organisations.get(row.organisation_id, "")
    named = {
        "title": name,
        "organisation": name,
        "organisation_id": row.organisation_id,
        "as": str(row.organisation_id),
    }
    return replace(
        duty, organisation_id=row.organisation_id, done=row.answered_at, values={**duty.values, **named}
    )  # fmt: skip


def newest_round(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """The questions of the newest round, one a seat: nobody owes an answer to an older one. `checks` are oldest first."""
    return [row for row in checks if row.round_on == checks[-1].round_on]


def answers_until(law: Law, asked_at: datetime) -> datetime:
    """The close of business so many working days after the day of asking, which is day 0."""
    days = law.term(ANSWER, law.day_of(asked_at)).working_days or 0
    return law.end_of(law.days.count(law.day_zero(asked_at), days))


def recent_round(checks: Iterable[ContactCheck], on: date) -> date | None:
    """The day of the newest round of the last two months, if there was one."""
    return max((row.round_on for row in checks if on - RECENT <= row.round_on <= on), default=None)
