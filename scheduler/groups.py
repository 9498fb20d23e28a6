"""Working groups in time: members are consulted until a moment, and no group goes on for ever unseen (ToR 5: groups)."""

from dataclasses import replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.groups import ACTIVE, REVIEW, Consultation
from storage.membership import NETWORK, in_force

CONSULTATION, SUNSET = "group.consultation", "group.sunset"
OWNERS = ("focal_point", "alternate")


def group_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The open consultations, and the groups whose end is near."""
    rounds = [duty for each in papers.rounds for duty in group_consultation(each, papers, law, now)]
    return [*rounds, *group_sunset(papers, law, now)]


def group_consultation(asked: Consultation, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Every member is asked and answers once, in time; at the announced moment the round closes by itself."""
    term, began = law.term(CONSULTATION), law.day_of(asked.opened_at)
    title = next((row.name for row in papers.groups if row.id == asked.group_id), "")
    duty = Duty(
        CONSULTATION, title, asked.closes_at, OWNERS, opens=asked.opened_at, began=began, ladder=term.ladder,
        values={"consultation": str(asked.id), "title": title, "group": str(asked.group_id)},
    )  # fmt: skip
    answered, on = papers.round_answers.get(asked.id or 0, {}), law.day_of(now)
    seats = [row.organisation_id for row in papers.memberships if row.body == NETWORK and in_force(row, on)]
    closing = replace(duty, then="groups.close_consultation")
    return [closing, *(_of_seat(duty, seat, papers, answered.get(seat)) for seat in dict.fromkeys(seats))]


def _of_seat(duty: Duty, seat: int, papers: Papers, done: datetime | None) -> Duty:
    named = {
        "organisation": papers.organisations.get(seat, ""),
        "organisation_id": seat,
        "as": str(seat),
        "agrees": "yes",
    }
    return replace(duty, organisation_id=seat, done=done, values={**duty.values, **named})


def group_sunset(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Before a group's last day the secretariat is asked to have it reviewed or to let it end; the clock ends none."""
    term = law.term(SUNSET)
    reviewed = {row.group_id for row in papers.rounds if row.about == REVIEW}
    found = []
    for group in papers.groups:
        if group.ends_on is None or group.status != ACTIVE:
            continue
        opens = law.days.count(group.ends_on, -max(term.ladder.before, default=0))
        found.append(
            Duty(
                SUNSET, group.name, law.end_of(group.ends_on), (term.owner or "secretariat",), ladder=term.ladder,
                opens=law.morning_of(opens), void="in_review" if group.id in reviewed else "",
                values={"group": str(group.id), "title": group.name},
            )
        )  # fmt: skip
    return found


def consulted_until(law: Law, opened_at: datetime) -> datetime:
    """The close of business so many working days after the day of the question, which is day 0."""
    days = law.term(CONSULTATION).working_days or 0
    return law.end_of(law.days.count(law.day_zero(opened_at), days))


def usual_end(law: Law, today: date) -> date:
    """The last day of a group that begins today, unless somebody says another."""
    return today + relativedelta(months=law.term(SUNSET).number or 0)
