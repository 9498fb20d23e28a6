"""What the letters to the government ask of time: each institution is invited to name a focal point (ToR 5)."""

from collections.abc import Iterable
from datetime import date, datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.invitations import DesignationLetter
from storage.text import text

DESIGNATION, OWNER = "designation.government", "secretariat"


def designation_government(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """A letter without an oficio so many working days after it was delivered, or else drafted: one courteous reminder is drafted.

    A newer letter to the same institution takes its place: nobody is written to about both.
    """
    if DESIGNATION not in law.charter.terms:
        return []
    newest = {row.organisation_id: row for row in papers.letters}
    return [_of_letter(row, papers, law, superseded=newest[row.organisation_id] is not row) for row in papers.letters]


def answer_expected(letter: DesignationLetter, law: Law) -> datetime:
    """By when the oficio is expected; the day of delivery, or of the draft, is day 0."""
    began = _began(letter, law)
    zero = law.days.next_working(began) if letter.delivered_on else law.day_zero(letter.drafted_at)
    return law.end_of(law.days.count(zero, law.term(DESIGNATION, began).working_days or 0), began)


def letter_to_follow(rows: Iterable[DesignationLetter], organisation_id: int | None) -> DesignationLetter | None:
    """The institution's newest letter that no oficio has answered."""
    found = [row for row in rows if row.organisation_id == organisation_id and row.answered_on is None]
    return found[-1] if found else None


def _of_letter(letter: DesignationLetter, papers: Papers, law: Law, *, superseded: bool) -> Duty:
    began = _began(letter, law)
    term = law.term(DESIGNATION, began)
    name = papers.organisations.get(letter.organisation_id, "")
    sent = "delivered" if letter.delivered_on else "drafted"
    values = {
        "title": name, "organisation": name, "organisation_id": letter.organisation_id,
        "since": text(f"designation.since.{sent}", day=began),
    }  # fmt: skip
    done = law.at(letter.answered_on, law.charter.opens) if letter.answered_on else None
    return Duty(
        DESIGNATION, f"{name}/{law.day_of(letter.drafted_at).year}", answer_expected(letter, law),
        (term.owner or OWNER,), done=done, opens=letter.drafted_at, began=began, ladder=term.ladder, values=values,
        void="superseded" if superseded and done is None else "",
    )  # fmt: skip


def _began(letter: DesignationLetter, law: Law) -> date:
    return letter.delivered_on or law.day_of(letter.drafted_at)
