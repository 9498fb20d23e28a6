"""What becomes of an answer: applied as the press it stands for, once, or kept with the reason."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage.incoming_mail import APPLIED, IGNORED, REVIEW, MailAlias
from tests.bot.incoming import samples
from tests.bot.incoming.samples import NOELIA, OURS, attached, event, gmail, letter, outlook
from tests.bot.incoming.scene import CODE, FEBRUARY, Post, technical
from tests.handlers.meeting_scene import acts
from tests.town import Town, lima

OWN = "noelia@casa.example"
OWN_VERDICT = "red.example; dmarc=pass header.from=casa.example"


@pytest.fixture
def post(town: Town) -> Post:
    return technical(town)


@pytest.mark.parametrize(
    "raw", [outlook(), gmail(), attached(event(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL={NOELIA}:urn:uuid:1"))]
)
def test_a_yes_by_mail_is_the_press_in_chat(post: Post, raw: bytes) -> None:
    row = post.arrives(raw)
    assert (row.status, row.reason, row.kind, row.meeting) == (APPLIED, "", "reply", CODE)
    assert (row.person_id, row.answer, row.attendee) == (post.town.id_of("n.quintamayo"), "ACCEPTED", NOELIA)
    seat = post.attendance()
    assert seat is not None
    assert (seat.answer, seat.capacity, seat.person_id) == ("confirmed", "official", row.person_id)
    assert acts(post.town, CODE).count("meeting.confirmed") == 1


def test_a_no_by_mail_keeps_its_note_with_the_seat_and_out_of_the_journal(post: Post) -> None:
    post.arrives(outlook(event("DECLINED", more=("COMMENT:Estaré de viaje\\n",))))
    seat = post.attendance()
    assert seat is not None
    assert (seat.answer, seat.reason) == ("regrets", "Estaré de viaje")
    from tests.handlers.meeting_scene import entries

    assert "viaje" not in str([entry.values for entry in entries(post.town, CODE)])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (outlook(event("TENTATIVE")), "tentative"),
        (outlook(event("TENTATIVE", more=("RECURRENCE-ID:20270210T200000Z",))), "instance"),
        (outlook(event(method="COUNTER", more=("DTSTART:20270211T150000Z",))), "counter"),
        (outlook(event(params=';SENT-BY="mailto:asistente@acnur.example"'), sender="asistente@acnur.example"), "sent_by"),
        (outlook(event("DELEGATED", params=';DELEGATED-TO="mailto:h.parihuanca@acnur.example"')), "delegated"),
        (outlook(sender="otra@acnur.example"), "other_address"),
        (outlook(sender="h.parihuanca@acnur.example"), "other_address"),
        (outlook(verdicts=()), "not_authenticated"),
        (outlook(verdicts=("red.example; dmarc=fail",)), "not_authenticated"),
        (outlook(verdicts=("mx.evil.example; dmarc=pass", OURS)), "not_authenticated"),
        (outlook(verdicts=("red.example; dmarc=fail", OURS)), "not_authenticated"),
        (outlook(event(who="nadie@acnur.example"), sender="nadie@acnur.example"), "unknown_attendee"),
        (outlook(event(attendee="X-A:b")), "no_attendee"),
        (outlook(event("NEEDS-ACTION")), "invalid"),
        (outlook(event("QUIZÁS")), "invalid"),
        (outlook(event(uid="otra-reunion@acnur.example")), "unknown_uid"),
        (outlook(event(uid="TEC-2027-99-peru@red.example")), "unknown_uid"),
        (outlook(event(uid="TEC-2027-01-peru@red.example.evil.example")), "unknown_uid"),
        (outlook(event(uid="TEC-2027-01-s7-peru@red.example")), "unknown_uid"),
        (outlook(event(sequence=7)), "unknown_version"),
        (outlook(event(stamp=None)), "stamp"),
        (outlook(event(stamp="20300101T000000Z")), "stamp"),
        (outlook(event(stamp="20270201T150000")), "stamp"),
        (attached(event() + event("DECLINED")), "several"),
        (samples.forwarded(outlook()), "forwarded"),
        (samples.forwarded(outlook(), sender="tercero@otra.example"), "forwarded"),
        (samples.winmail(), "winmail"),
        (outlook(event()[:150]), "broken"),
        (samples.nested(200), "hostile"),
        (samples.huge(2), "too_large"),
        (letter("Confirmo."), "text"),
        (letter("Gracias", subject="Re: TEC-2027-01"), "text"),
        (outlook(event(who="t.wrennfeld@acnur.example"), sender="t.wrennfeld@acnur.example"), "refused"),
    ],
)  # fmt: skip
def test_a_doubt_waits_for_a_person_with_its_reason_and_changes_nothing(post: Post, raw: bytes, reason: str) -> None:
    row = post.arrives(raw)
    assert (row.status, row.reason) == (REVIEW, reason)
    assert post.answered() == ""
    after = post.arrives(outlook(name="<next@acnur.example>"))
    assert after.status == APPLIED


@pytest.mark.parametrize(
    "raw",
    [
        letter("Compre ahora", sender="ventas@spam.example", verdicts=()),
        letter("Gracias por la agenda."),
        outlook(event(uid="cita@otra.example", who="a@otra.example"), sender="a@otra.example"),
        outlook(event(uid="cita@acnur.example", method="REQUEST")),
        samples.winmail(sender="ventas@spam.example"),
        b"\0\xff" * 100,
        b"",
    ],
)
def test_of_what_does_not_concern_the_network_only_the_mark_is_kept(post: Post, raw: bytes) -> None:
    row = post.arrives(raw)
    assert (row.status, row.network_id) == (IGNORED, None)
    assert (row.sender, row.subject, row.message_id, row.attendee, row.facts) == ("", "", "", "", {})


def test_the_same_message_is_read_once_wherever_it_lies(post: Post) -> None:
    assert post.arrives(outlook(), uid=5).status == APPLIED
    assert post.arrives(outlook(), uid=5).status == APPLIED
    assert len(post.rows()) == 1
    again = post.arrives(outlook(), uid=5, validity=2)
    assert (again.status, again.reason) == (IGNORED, "twice")
    assert acts(post.town, CODE).count("meeting.confirmed") == 1


def test_a_replayed_answer_under_another_name_is_not_applied_again(post: Post) -> None:
    post.arrives(outlook())
    post.town.ask("n.quintamayo", "meetings.regret", lima(2027, 2, 2, 9), meeting=CODE)
    row = post.arrives(outlook(name="<copy@evil.example>"), lima(2027, 2, 2, 10))
    assert (row.status, row.reason) == (IGNORED, "replayed")
    assert post.answered() == "regrets"


def test_answers_that_come_out_of_order_end_as_the_newest_says(post: Post) -> None:
    post.arrives(outlook(event("DECLINED", stamp="20270201T160000Z"), name="<2@a.example>"))
    late = post.arrives(outlook(event("ACCEPTED", stamp="20270201T150000Z"), name="<1@a.example>"))
    assert (late.status, late.reason) == (IGNORED, "older")
    assert post.answered() == "regrets"
    post.arrives(outlook(event("ACCEPTED", stamp="20270201T170000Z"), name="<3@a.example>"), lima(2027, 2, 1, 13))
    assert post.answered() == "confirmed"


def test_what_was_said_in_chat_after_the_mail_was_written_stands(post: Post) -> None:
    post.town.ask("n.quintamayo", "meetings.regret", lima(2027, 2, 1, 10, 30), meeting=CODE)
    row = post.arrives(outlook(event(stamp="20270201T150000Z")))  # ten o'clock in Lima
    assert (row.status, row.reason) == (REVIEW, "answered_since")
    assert post.answered() == "regrets"


def test_a_yes_to_the_old_hour_is_no_yes_to_the_new_one(post: Post) -> None:
    post.sent_version(0, lima(2027, 2, 10, 15))
    post.sent_version(1, lima(2027, 2, 11, 9))
    post.sent_version(2, lima(2027, 2, 11, 9), place="Otra sala")
    old = post.arrives(outlook(event(sequence=0), name="<0@a.example>"))
    assert (old.status, old.reason) == (REVIEW, "old_hour")
    same_hour = post.arrives(outlook(event(sequence=1), name="<1@a.example>"))
    assert same_hour.status == APPLIED


def test_a_higher_sequence_outweighs_a_later_stamp(post: Post) -> None:
    post.sent_version(0, lima(2027, 2, 10, 15))
    post.sent_version(1, lima(2027, 2, 10, 15), place="Otra sala")
    post.arrives(outlook(event("DECLINED", sequence=1, stamp="20270201T150000Z"), name="<1@a.example>"))
    older = post.arrives(outlook(event("ACCEPTED", sequence=0, stamp="20270201T155500Z"), name="<0@a.example>"))
    assert (older.status, older.reason) == (IGNORED, "older")


def test_nothing_is_answered_once_the_meeting_is_over_or_called_off(post: Post) -> None:
    row = post.arrives(outlook(), lima(2027, 2, 11, 9))
    assert (row.status, row.reason) == (IGNORED, "over")
    post.town.do("r.berrocapa", "meetings.cancel", FEBRUARY, meeting=CODE, reason="Duelo nacional")
    assert post.arrives(outlook(name="<b@a.example>")).reason == "over"


def test_an_approved_address_counts_as_theirs(post: Post) -> None:
    alias(post, OWN)
    row = post.arrives(outlook(sender=OWN, verdicts=(OWN_VERDICT,)))
    assert row.status == APPLIED
    again = outlook(
        event("DECLINED", who=OWN, stamp="20270201T155000Z"), sender=OWN, verdicts=(OWN_VERDICT,), name="<b@c.example>"
    )
    assert post.arrives(again).status == APPLIED
    assert post.answered() == "regrets"


def test_the_alternates_yes_does_not_outweigh_the_officials(post: Post) -> None:
    post.arrives(outlook())
    hugo = "h.parihuanca@acnur.example"
    row = post.arrives(outlook(event("DECLINED", who=hugo), sender=hugo, name="<h@acnur.example>"))
    assert row.status == APPLIED
    assert post.answered() == "confirmed"


def test_out_of_office_is_listed_with_the_letter_it_answers(post: Post) -> None:
    name = post.letter()
    row = post.arrives(samples.away(name))
    assert (row.kind, row.status, row.meeting) == ("auto_reply", REVIEW, CODE)
    assert row.outbox_key == post.town.notices("invitation.request", "n.quintamayo")[-1].key
    assert post.answered() == ""


@pytest.mark.parametrize(
    ("make", "reason", "status"), [(samples.bounce, "returned", "5.1.1"), (samples.exim, "perhaps_returned", "5.7.1")]
)
def test_a_returned_letter_marks_its_notice_and_is_told_once(post: Post, make, reason: str, status: str) -> None:
    name = post.letter()
    row = post.arrives(make(name))
    assert (row.status, row.reason, row.facts["status"]) == (REVIEW, reason, status)
    assert row.outbox_key == post.town.notices("invitation.request", "n.quintamayo")[-1].key
    post.arrives(make(name).replace(b"-1@mx", b"-2@mx"))
    told = post.town.notices("mail.returned")
    assert post.town.emails(told) == {"r.berrocapa", "l.altaquilla"}
    assert len(told) == 2


def test_a_server_that_is_still_trying_is_no_news(post: Post) -> None:
    row = post.arrives(samples.bounce(post.letter(), action="delayed", status="4.4.7"))
    assert (row.status, row.reason) == (IGNORED, "delayed")
    assert post.town.notices("mail.returned") == []


def test_a_returned_letter_of_somebody_else_is_not_ours(post: Post) -> None:
    assert post.arrives(samples.bounce("<x@otra.example>", to="x@otra.example")).network_id is None


def test_the_rows_hold_no_line_of_a_letter(post: Post) -> None:
    post.arrives(letter("Confirmo. Mi clave es 1234.", subject="Re: TEC-2027-01"))
    assert "1234" not in str(post.rows())


def alias(post: Post, address: str, at: datetime = FEBRUARY) -> None:
    with post.town.database.transaction() as session:
        session.add(
            MailAlias(
                network_id=post.town.network_id,
                person_id=post.town.id_of("n.quintamayo"),
                address=address,
                approved_at=at,
            )
        )
