"""A speaker answers from their calendar: the answer to their own slot is their press as a guest, and nobody else's."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from storage.incoming_mail import APPLIED, REVIEW
from storage.invitations import SpeakerInvitation
from storage.meetings import Attendance
from tests.bot.incoming.samples import DOMAIN, event, outlook
from tests.bot.incoming.scene import CODE, FEBRUARY, Post, technical
from tests.handlers.meeting_scene import answers, the
from tests.town import Town, lima

FATIMA, MINISTRY = "f.valderruma@mre.example", "Ministerio de Relaciones Exteriores"
VERDICT = (f"{DOMAIN}; dmarc=pass header.from=mre.example",)


@pytest.fixture
def post(network: Town) -> Post:
    """A ministry is invited to speak; on each kind of database."""
    found = technical(network)
    slot(found)
    return found


def slot(post: Post) -> None:
    meeting, body = the(post.town, CODE), post.town.organisation(MINISTRY)
    with post.town.database.transaction() as session:
        session.add(
            SpeakerInvitation(
                network_id=post.town.network_id, meeting_id=meeting.id or 0, person_id=post.town.id_of("f.valderruma"),
                organisation_id=body, organisation=MINISTRY, category="government", topic="Regularización",
                starts_at=lima(2027, 2, 10, 15, 20), minutes=15, form="email", language="es", drafted_at=FEBRUARY,
                sent_at=FEBRUARY,
            )
        )  # fmt: skip
        if MINISTRY not in answers(post.town, CODE):
            session.add(
                Attendance(
                    network_id=post.town.network_id, meeting_id=meeting.id or 0, organisation_id=body, capacity="guest",
                    said_at=FEBRUARY,
                )
            )  # fmt: skip


def said(status: str = "ACCEPTED", *, who: str = FATIMA, number: int = 1) -> bytes:
    uid = f"{CODE}-s{number}-peru@{DOMAIN}"
    return outlook(event(status, who=who, uid=uid), sender=who, verdicts=VERDICT, name=f"<{status}{who}>")


def test_the_speakers_yes_counts_for_the_institution_that_was_invited(post: Post) -> None:
    row = post.arrives(said())
    assert (row.status, row.reason, row.invitation_id) == (APPLIED, "", 1)
    seat = post.attendance(MINISTRY)
    assert seat is not None
    assert (seat.answer, seat.capacity) == ("confirmed", "guest")


def test_the_speakers_no_does_too(post: Post) -> None:
    post.arrives(said("DECLINED"))
    assert post.answered(MINISTRY) == "regrets"


def test_nobody_else_answers_for_the_slot(post: Post) -> None:
    row = post.arrives(
        outlook(event(uid=f"{CODE}-s1-peru@{DOMAIN}", who="n.quintamayo@acnur.example"), name="<n@acnur.example>")
    )
    assert (row.status, row.reason) == (REVIEW, "unknown_attendee")
    assert post.arrives(said(number=2)).reason == "unknown_uid"
    assert post.answered(MINISTRY) == ""


def test_a_refused_press_waits_and_is_applied_by_nobody(post: Post) -> None:
    other = "w.ancastillo@migraciones.example"
    verdict = (f"{DOMAIN}; dmarc=pass",)
    row = post.arrives(outlook(event(who=other), sender=other, verdicts=verdict, name="<w@m.example>"))
    assert (row.status, row.reason) == (REVIEW, "refused")


def test_an_answer_to_one_of_two_slots_is_of_that_slot_alone(post: Post) -> None:
    slot(post)
    post.arrives(said())
    assert answers_of(post) == ["accepted", ""]
    row = post.arrives(said("DECLINED", number=2))
    assert (row.status, answers_of(post)) == (APPLIED, ["accepted", "declined"])
    assert post.answered(MINISTRY) == "confirmed"


def answers_of(post: Post) -> list[str]:
    with post.town.database.reading() as session:
        return [row.answer for row in session.exec(select(SpeakerInvitation).order_by(col(SpeakerInvitation.id)))]
