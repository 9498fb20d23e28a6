"""The secretariat clears what came by mail and could not be applied: one press each, and on record who decided."""

from __future__ import annotations

import pytest

from bot.mail.incoming import rule
from handlers.reply import Reply
from scheduler import rereading
from storage.incoming_mail import CLEARED, REVIEW, MailReceived
from storage.journal import JournalEntry
from tests.bot.incoming import samples
from tests.bot.incoming.samples import NOELIA, event, letter, outlook
from tests.bot.incoming.scene import CODE, FEBRUARY, Post, technical
from tests.handlers.meeting_scene import acts, entries, presses, says
from tests.town import Town, lima

SECRETARY, COORDINATOR = "r.berrocapa", "l.altaquilla"
OWN, OWN_VERDICT = "noelia@casa.example", "red.example; dmarc=pass header.from=casa.example"


@pytest.fixture
def post(town: Town) -> Post:
    return technical(town)


def listed(post: Post, who: str = SECRETARY) -> Reply:
    return post.town.ask(who, "mail.review", FEBRUARY)


def press(post: Post, label: str, who: str = SECRETARY, **more: object) -> Reply:
    return post.town.press(who, listed(post, who), f"mailbox.button.{label}", FEBRUARY, **more)


def last(post: Post) -> MailReceived:
    return post.rows()[-1]


def test_the_list_says_who_about_what_what_it_says_and_why_it_waits(post: Post) -> None:
    post.arrives(outlook(event("DECLINED", more=("COMMENT:Estoy de viaje",)), verdicts=()))
    said = says(listed(post))
    for words in ("Noelia Quintamayo Ser", CODE, "no podrá asistir", "Estoy de viaje", "DMARC", NOELIA):
        assert words in said
    assert presses(post.town, listed(post)) == ["Aplicar", "Va el alterno", "Descartar"]


def test_an_empty_list_says_so(post: Post) -> None:
    assert "No hay ninguna respuesta por correo pendiente." in says(listed(post))


def test_apply_is_the_persons_press_and_the_journal_says_who_decided(post: Post) -> None:
    post.arrives(outlook(verdicts=()))
    reply = press(post, "apply")
    assert "ACNUR" in says(reply)
    assert post.answered() == "confirmed"
    assert (last(post).status, last(post).outcome) == (CLEARED, "applied")
    assert last(post).decided_by == post.town.id_of(SECRETARY)
    decided = entry(post, "mail.applied")
    assert decided.person_id == post.town.id_of(SECRETARY)
    assert NOELIA not in str(decided.values)
    assert entry(post, "meeting.confirmed").person_id == post.town.id_of("n.quintamayo")


def test_a_second_press_says_who_cleared_it(post: Post) -> None:
    post.arrives(outlook(verdicts=()))
    card = listed(post)
    post.town.press(SECRETARY, card, "mailbox.button.apply", FEBRUARY)
    again = post.town.press(COORDINATOR, card, "mailbox.button.discard", FEBRUARY)
    assert again.refused
    assert "Ya lo resolvió Renzo Berrocapa" in says(again)
    assert acts(post.town, CODE).count("mail.applied") == 1


def test_who_delegates_sends_the_alternate_who_is_told(post: Post) -> None:
    post.arrives(outlook(event("DELEGATED", params=';DELEGATED-TO="mailto:h.parihuanca@acnur.example"')))
    assert presses(post.town, listed(post))[0] == "Va el alterno"
    press(post, "alternate")
    seat = post.attendance()
    assert seat is not None
    assert (seat.answer, seat.capacity, seat.person_id) == ("confirmed", "alternate", post.town.id_of("h.parihuanca"))
    assert post.town.emails(post.town.notices("meeting.alternate_goes")) == {"h.parihuanca"}
    assert last(post).outcome == "alternate"


def test_another_address_is_learnt_with_one_press_and_counts_from_then_on(post: Post) -> None:
    post.arrives(outlook(sender=OWN, verdicts=(OWN_VERDICT,)))
    assert last(post).reason == "other_address"
    press(post, "alias")
    assert post.answered() == "confirmed"
    later = outlook(
        event("DECLINED", stamp="20270201T161000Z"), sender=OWN, verdicts=(OWN_VERDICT,), name="<later@casa.example>"
    )
    assert post.arrives(later, lima(2027, 2, 1, 12)).status == "applied"
    assert post.answered() == "regrets"


def test_an_answer_from_an_unknown_address_asks_whose_it_is(post: Post) -> None:
    post.arrives(outlook(event(who=OWN), sender=OWN, verdicts=(OWN_VERDICT,)))
    assert last(post).reason == "unknown_attendee"
    asked = press(post, "alias")
    assert asked.form is not None
    hidden = dict(asked.form.hidden)
    post.town.ask(SECRETARY, "mail.alias", FEBRUARY, person="Noelia Quintamayo", **hidden)
    assert post.answered() == "confirmed"


def test_an_address_of_the_directory_cannot_be_given_to_somebody_else(post: Post) -> None:
    post.arrives(outlook(sender="h.parihuanca@acnur.example"))
    assert "Es otra dirección suya" not in presses(post.town, listed(post))
    refused = post.town.ask(SECRETARY, "mail.alias", FEBRUARY, message=str(last(post).id), person="Noelia Quintamayo")
    assert refused.refused
    assert last(post).status == REVIEW


@pytest.mark.parametrize(("label", "answer"), [("comes", "confirmed"), ("cannot", "regrets")])
def test_what_is_tentative_is_settled_by_the_person_who_asks_them(post: Post, label: str, answer: str) -> None:
    post.arrives(outlook(event("TENTATIVE")))
    press(post, label)
    assert post.answered() == answer


def test_plain_words_are_offered_as_a_hint(post: Post) -> None:
    post.arrives(letter("No podré asistir.", subject="Re: TEC-2027-01"))
    assert "Parece decir: no podrá asistir" in says(listed(post))
    press(post, "apply")
    assert post.answered() == "regrets"


def test_discarding_changes_nothing_else(post: Post) -> None:
    post.arrives(samples.forwarded(outlook()))
    reply = press(post, "discard")
    assert "No queda ninguna otra." in says(reply)
    assert post.answered() == ""
    assert entry(post, "mail.discarded").person_id == post.town.id_of(SECRETARY)


def test_what_the_rule_refuses_is_refused_with_its_reason_and_keeps_waiting(post: Post) -> None:
    post.arrives(outlook(event(who="t.wrennfeld@acnur.example"), sender="t.wrennfeld@acnur.example"))
    assert last(post).reason == "refused"
    assert press(post, "apply").refused
    assert last(post).status == REVIEW


def test_only_whoever_keeps_the_mail_sees_it(post: Post) -> None:
    post.arrives(outlook(verdicts=()))
    for who in ("n.quintamayo", "a.soderquist", "f.valderruma"):
        reply = post.town.ask(who, "mail.review", FEBRUARY)
        assert reply.refused
        assert "Noelia" not in says(reply)


def test_a_message_of_another_network_or_none_is_not_found(post: Post) -> None:
    for number in ("", "999", "-1", "x" * 50, "9" * 30):
        assert post.town.ask(SECRETARY, "mail.discard", FEBRUARY, message=number).refused


def test_the_secretariat_hears_once_a_working_day_that_something_waits(post: Post) -> None:
    remind(post, lima(2027, 2, 1, 10))
    assert post.town.notices("mail.waiting") == []
    post.arrives(outlook(verdicts=()))
    for moment in (lima(2027, 2, 1, 12), lima(2027, 2, 1, 16), lima(2027, 2, 2, 3), lima(2027, 2, 6, 11)):
        remind(post, moment)
    assert len(post.town.notices("mail.waiting", SECRETARY)) == 1
    remind(post, lima(2027, 2, 2, 12))
    told = post.town.notices("mail.waiting", SECRETARY)
    assert len(told) == 2


def test_a_long_list_is_drawn_within_slacks_limits_in_every_language(post: Post) -> None:
    from bot.language.catalogue import LANGUAGES, Words
    from tests.every.test_every_card import refused_by_slack
    from tests.town import LIMA

    long = ("COMMENT:" + "palabras " * 100,)
    for number in range(12):
        post.arrives(outlook(event("DECLINED", more=long), name=f"<{number}@a.example>", verdicts=()))
    assert "Hay más." in says(listed(post))
    for language in LANGUAGES:
        assert refused_by_slack(listed(post), Words(language, "es", LIMA)) == []


def test_every_reason_has_words(post: Post) -> None:
    from bot.language.catalogue import LANGUAGES, catalogue

    reasons = {
        "counter", "calendar", "forwarded", "winmail", "broken", "hostile", "too_large", "text", "auto_reply", "returned",
        "perhaps_returned", "several", "unknown_uid", "no_attendee", "invalid", "unknown_attendee", "delegated",
        "not_authenticated", "sent_by", "other_address", "instance", "stamp", "unknown_version", "old_hour",
        "answered_since", "tentative", "refused", "which_seat", "fault", *rule.IGNORED,
    }  # fmt: skip
    for language in LANGUAGES:
        assert {f"mailbox.why.{reason}" for reason in reasons} <= set(catalogue(language))


def test_whoever_is_erased_leaves_no_address_in_the_mail_that_was_read(post: Post) -> None:
    post.arrives(outlook(sender=OWN, verdicts=(OWN_VERDICT,)))
    press(post, "alias")
    noelia = post.town.id_of("n.quintamayo")
    end_offices(post, noelia)
    post.town.ask(None, "members.delete_contact", lima(2027, 9, 1, 9), person=str(noelia))
    assert "casa.example" not in str(post.rows())
    assert NOELIA not in str(post.rows())


def end_offices(post: Post, person_id: int) -> None:
    from datetime import date

    from sqlmodel import select

    from storage.people import Office

    with post.town.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == person_id)):
            office.until = date(2027, 3, 1)


def remind(post: Post, at) -> None:
    with post.town.database.transaction() as session:
        post.filing.remind(session, at)


def entry(post: Post, act: str) -> JournalEntry:
    return next(row for row in reversed(entries(post.town, CODE)) if row.act == act)


def test_of_a_list_that_is_empty_by_the_morning_nobody_is_told(post: Post) -> None:
    post.arrives(outlook(verdicts=()))
    remind(post, lima(2027, 2, 1, 12))
    (told,) = post.town.notices("mail.waiting", SECRETARY)
    for emptied, why in ((False, ""), (True, "done")):
        if emptied:
            post.town.ask(SECRETARY, "mail.discard", FEBRUARY, message=str(last(post).id))
        with post.town.database.reading() as session:
            assert rereading.still_needed(session, told, post.town.charter, told.due_at) == why
