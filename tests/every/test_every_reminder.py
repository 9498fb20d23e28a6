"""Every stage of every duty's ladder can be said, in both languages, with nothing missing and nobody named as late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.language.catalogue import Words
from bot.notices import card_of
from handlers.reply import Heading, Note, Paragraph
from scheduler import law as laws
from scheduler.duties import all_duties
from scheduler.law import Law
from scheduler.notices import stage_notice
from scheduler.papers import Invited, MinutesFacts, Papers
from scheduler.reminders import stages
from storage.charter import Charter, Ladder
from storage.contacts import ContactCheck
from storage.decisions import AD_REFERENDUM, CIRCULATION, OBJECT, OPEN, SUSPENDED, Answer, Decision
from storage.directory import HIGH
from storage.invitations import DesignationLetter, SpeakerInvitation
from storage.membership import NETWORK, Membership
from storage.outbox import Notice
from storage.polls import DatePoll
from tests.examples import OCR, OIT, UNFPA, consultation, group, held, item, lima, meeting, member, papers

EVERY_STEP = Ladder(before=(1,), on_the_day=True, late=1, coordinator=2)
DUTIES = (
    "absent.answer",
    "agenda.answer",
    "agenda.circulation",
    "agenda.documents",
    "contacts.answer",
    "designation.focal_point",
    "designation.government",
    "executive.yearly",
    "group.consultation",
    "group.sunset",
    "invitation.answer",
    "invitation.government",
    "invitation.high_level",
    "invitation.slides",
    "invitation.stakeholder",
    "invitation.thanks",
    "minutes.circulation",
    "minutes.final",
    "no_objection.reminder",
    "objection.mediation",
    "plenary.yearly",
    "poll.answer",
)


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def record() -> Papers:
    """A meeting to come with an item to decide, and one whose minutes went round."""
    ahead = meeting(
        "CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"), call_opened_at=lima("2027-01-19")
    )
    over = held("TEC-2027-01", "technical", "2027-01-14", id=2)
    circulated = MinutesFacts(lima("2027-01-20", "16:10"), lima("2027-01-27", "17:00"))
    items = {1: (item(OIT, "decide", person_id=3, id=4),)}
    seats = (
        Membership(
            network_id=1, organisation_id=UNFPA, body=NETWORK, since=date(2026, 12, 1), recorded_at=lima("2026-12-01")
        ),
    )
    asked = ContactCheck(network_id=1, round_on=date(2027, 1, 12), organisation_id=OIT, asked_at=lima("2027-01-12"))
    return replace(
        papers(ahead, over), items=items, minutes={2: circulated}, checks=(asked,), groups=(group(), group(2)),
        rounds=(consultation(2),), memberships=(member(OIT), *seats),
        polls=(poll(),), decisions=(waiting(), circulating(), stopped()), answers={3: (objection(),)}, committee=frozenset({OIT}),
        invitations={1: (asked_to_speak("government"), asked_to_speak("academia")), 2: (came(),)},
        letters=(DesignationLetter(id=1, network_id=1, organisation_id=OIT, drafted_at=lima("2027-01-12")),),
    )  # fmt: skip


def poll() -> DatePoll:
    """A poll of dates that nobody has answered."""
    return DatePoll(
        id=1, network_id=1, kind="technical", title="Regularización", minutes=90,
        opened_at=lima("2027-01-19", "10:00"), closes_at=lima("2027-01-22", "17:00"),
    )  # fmt: skip


def asked_to_speak(category: str, **more: Any) -> Invited:
    """Somebody asked to speak at the meeting to come, who accepted or has not answered."""
    given = {"sent_at": lima("2027-01-19"), "drafted_at": lima("2027-01-18"), **more}
    row = SpeakerInvitation(
        id=7, network_id=1, meeting_id=1, organisation="Universidad", category=category, topic="Salud", form="email",
        starts_at=lima("2027-02-09", "10:30"), minutes=10, language="es", **given,
    )  # fmt: skip
    return Invited(row)


def came() -> Invited:
    """A vice-minister who accepted, and whose institution was there."""
    row = asked_to_speak("government", answer="accepted", answered_at=lima("2027-01-20")).invitation
    return Invited(row, HIGH, was_there=True)


def waiting() -> Decision:
    """A decision adopted ad referendum, for which OIT is still to answer."""
    return Decision(
        id=1, network_id=1, series="D", code="D-2027-01", title="Prioridades 2027", wording="Se adoptan.", clause="5.2.1",
        status=AD_REFERENDUM, voices=[OCR, OIT], present=[OCR], absent=[OIT], taken_on=date(2027, 1, 19),
        closes_at=lima("2027-01-22", "17:00"), recorded_at=lima("2027-01-19", "12:00"),
    )  # fmt: skip


def circulating() -> Decision:
    """A text in circulation under no objection, to which nobody has answered."""
    return Decision(
        id=2, network_id=1, series="D", code="D-2027-02", title="Plan 2027", wording="Se aprueba.", clause="5.2.1",
        basis=CIRCULATION, status=OPEN, voices=[OIT], by_silence=True, period="ordinary", present=[], absent=[],
        taken_on=date(2027, 1, 19), closes_at=lima("2027-01-29", "17:00"), recorded_at=lima("2027-01-19", "12:00"),
    )  # fmt: skip


def stopped() -> Decision:
    """Another, to which OIT objects."""
    return Decision(
        id=3, network_id=1, series="D", code="D-2027-03", title="Lema", wording="Se adopta.", clause="5.2.1",
        basis=CIRCULATION, status=SUSPENDED, voices=[OIT], period="ordinary", present=[], absent=[],
        taken_on=date(2027, 1, 19), closes_at=lima("2027-01-22", "17:00"), recorded_at=lima("2027-01-19", "12:00"),
    )  # fmt: skip


def objection() -> Answer:
    """What OIT says about it."""
    return Answer(
        id=1, network_id=1, decision_id=3, version=1, organisation_id=OIT, kind=OBJECT, wording="No.", way_out="Otro.",
        answered_at=lima("2027-01-20", "10:00"),
    )  # fmt: skip


def every_notice(law: Law) -> list[Notice]:
    on, now = record(), lima("2027-01-25")
    return [
        stage_notice(duty, stage, 1, law, on, now, key=stage.mark, late=True)
        for duty in all_duties(on, law, now)
        for stage in stages(duty, EVERY_STEP, law, on)
    ]


def test_the_ladder_of_every_duty_is_covered(law: Law) -> None:
    assert sorted({notice.duty for notice in every_notice(law)}) == list(DUTIES)
    assert len({notice.notice for notice in every_notice(law)}) == 4 * len(DUTIES) + 2 * 2


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_stage_has_its_words(law: Law, language: str) -> None:
    words = Words(language, fallback=language, zone=law.zone)
    for notice in every_notice(law):
        said = [words.say(part.words) for part in card_of(notice).parts if isinstance(part, Heading | Paragraph | Note)]
        assert len(said) == 4, notice.notice  # title, came late, body, why
        assert all(sentence and "{" not in sentence for sentence in said), notice.notice


def test_no_reminder_names_a_person(law: Law) -> None:
    """Reminders speak of the matter and the organisation, never of who is late."""
    for notice in every_notice(law):
        assert not {"person", "name", "who", "owner"} & set(notice.values)


@pytest.mark.parametrize(
    ("key", "about", "sentence"),
    [
        ("agenda.answer.before", "CE-2027-01", "Puntos de agenda para CE-2027-01: hasta el jueves 28 de enero de 2027"),
        ("minutes.circulation.late", "TEC-2027-01", "La minuta de TEC-2027-01 lleva 2 días hábiles de espera"),
        ("plenary.yearly.amber", "2027", "La reunión anual de 2027 todavía no tiene fecha"),
    ],
)
def test_titles_read_like_a_person(law: Law, key: str, about: str, sentence: str) -> None:
    notice = next(each for each in every_notice(law) if (each.notice, each.about) == (key, about))
    title = next(part for part in card_of(notice).parts if isinstance(part, Heading))
    assert Words("es", zone=law.zone).say(title.words) == sentence
