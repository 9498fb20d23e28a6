"""What seats ask of time: members without an official or alternate focal point, contact data of those who left."""

from datetime import date, datetime, timedelta

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage import membership
from storage.membership import Membership
from storage.people import Office
from storage.text import Text, text

DESIGNATION, DELETION = "designation.focal_point", "contacts.deletion"
DESIGNATED = ("focal_point", "alternate")
PRIVATE = (DESIGNATION, DELETION, "designation.government")
"""Duties that only the secretariat sees: no member and no institution is shown to others as missing."""


def seat_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Everything that seats and those who held them ask of time."""
    return [*designation_focal_point(papers, law, now), *contacts_deletion(papers, law, now)]


def designation_focal_point(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Each member designates an official focal point and an alternate within so many working days of joining or of a vacancy."""
    today = law.day_of(now)
    members = [row for row in papers.memberships if row.body == membership.NETWORK and membership.in_force(row, today)]
    if DESIGNATION not in law.charter.terms:
        return []
    return [
        _designation(row, office, papers, law, today)
        for row in members
        for office in DESIGNATED
        if not papers.holders((office,), today, row.organisation_id)
    ]


def contacts_deletion(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """So many calendar days after a person's last office ended their contact data are deleted; attendance stays by agency."""
    if DELETION not in law.charter.terms:
        return []
    today, held = law.day_of(now), _last_days(papers)
    gone = {person: last for person, last in held.items() if last and last < today and person not in papers.erased}
    return [_deletion(person, last, law) for person, last in gone.items()]


def designation_due(began: date, law: Law) -> datetime:
    """By when a seat that fell vacant that day is to be designated anew; that day is day 0."""
    days = law.term(DESIGNATION, began).working_days or 0
    return law.end_of(law.days.count(law.days.next_working(began), days))


def deletion_day(last: date, law: Law) -> date:
    """When the contact data go of somebody whose last office ended that day."""
    return last + timedelta(days=law.term(DELETION, last).number or 0)


def letter_to_head(office: str, organisation: str, law: Law) -> Text:
    """The drafted letter to the head of an organisation that has still to designate somebody."""
    clause = law.charter.clauses[law.charter.offices[office].clause]
    return text(f"members.letter_to_head.{office}", organisation=organisation, number=clause.number)


def _designation(row: Membership, office: str, papers: Papers, law: Law, today: date) -> Duty:
    name = papers.organisations.get(row.organisation_id, "")
    began = _vacant_since(row, office, papers, today)
    term = law.term(DESIGNATION, began)
    values = {
        "title": name, "organisation": name, "organisation_id": row.organisation_id, "office": office,
        "seat": text(f"office.{office}"), "letter": letter_to_head(office, name, law),
    }  # fmt: skip
    return Duty(
        DESIGNATION, f"{name}/{office}", designation_due(began, law), (term.owner or "secretariat",),
        began=began, ladder=term.ladder, values=values,
    )  # fmt: skip


def _vacant_since(row: Membership, office: str, papers: Papers, today: date) -> date:
    """The day after the last holder's last day, or the day the organisation joined."""
    ends = [
        held.until for held in papers.offices
        if (held.office, held.organisation_id) == (office, row.organisation_id) and held.until and held.until < today
    ]  # fmt: skip
    return max([row.since, *(last + timedelta(days=1) for last in ends)])


def _deletion(person: int, last: date, law: Law) -> Duty:
    term = law.term(DELETION, last)
    due = law.morning_of(deletion_day(last, law))
    return Duty(
        DELETION, str(person), due, (term.owner or "secretariat",), then="members.delete_contact", began=last,
        values={"person": person},
    )  # fmt: skip


def _last_days(papers: Papers) -> dict[int, date | None]:
    """The last day of each person's last office; None while one of them has no end."""
    found: dict[int, list[Office]] = {}
    for row in papers.offices:
        found.setdefault(row.person_id, []).append(row)
    return {person: _last_day(rows) for person, rows in found.items()}


def _last_day(rows: list[Office]) -> date | None:
    ends = [row.until for row in rows if row.until is not None]
    return max(ends) if len(ends) == len(rows) else None
