"""Data protection (ToR 3): also what comes by mail is watched; nothing of a hit is stored or repeated, only the fact."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from storage.alerts import SensitiveAlert
from storage.incoming_mail import APPLIED, MailReceived
from storage.journal import JournalEntry
from tests.bot.incoming.samples import NOELIA, event, mail, outlook
from tests.bot.incoming.scene import FEBRUARY, Post, technical
from tests.handlers.record_scene import SECRETARY
from tests.town import LIMA, Town

SECRET = "45678912"
SUBJECT = f"Aceptada: caso de María Quispe, DNI {SECRET}, TEC-2027-01"


@pytest.fixture
def post(town: Town) -> Post:
    return technical(town)


def everything(post: Post) -> str:
    """All that is on record of mail, alarms, notices and acts."""
    with post.town.database.reading() as session:
        kinds = (MailReceived, SensitiveAlert, JournalEntry)
        rows = [str(row.model_dump()) for kind in kinds for row in session.exec(select(kind))]
    return " ".join([*rows, *(str(row.model_dump()) for row in post.town.notices())])


def alarms(post: Post) -> list[SensitiveAlert]:
    with post.town.database.reading() as session:
        return list(session.exec(select(SensitiveAlert)))


def test_a_subject_with_a_document_number_is_not_kept_and_the_answer_counts(post: Post) -> None:
    row = post.arrives(outlook(event(), subject=SUBJECT))
    assert (row.status, row.subject, post.answered()) == (APPLIED, "TEC-2027-01", "confirmed")
    (alarm,) = alarms(post)
    assert (alarm.platform, alarm.person_id, alarm.fingerprints) == ("mail", post.town.id_of("n.quintamayo"), [])
    assert "identity" in alarm.kinds
    assert SECRET not in everything(post)
    assert "Quispe" not in everything(post)


def test_its_author_alone_is_asked_to_delete_it_and_the_secretariat_hears_that_it_happened(post: Post) -> None:
    post.arrives(outlook(event(), subject=SUBJECT))
    (told,) = post.town.notices("alerts.by_mail")
    assert post.town.emails([told]) == {"n.quintamayo"}
    said = plain(card_of(told), Words("es", "es", LIMA).say)
    assert "un número de DNI" in said
    assert SECRET not in said
    assert SECRETARY in post.town.emails(post.town.notices("alerts.noticed"))


def test_a_comment_in_an_answer_is_watched_too(post: Post) -> None:
    row = post.arrives(
        outlook(event("DECLINED", more=(f"COMMENT:Acompaño a Rosa Mamani con DNI {SECRET}",)), verdicts=())
    )
    assert "comment" not in row.facts
    assert SECRET not in everything(post)
    assert len(alarms(post)) == 1


def test_the_name_of_an_attachment_is_watched_however_it_is_written(post: Post) -> None:
    message = mail(NOELIA, "Documentos de la TEC-2027-01")
    message.set_content("Van los documentos.")
    message.add_attachment(
        b"x", maintype="application", subtype="pdf", filename=f"pasaporte María Núñez DNI {SECRET}.pdf"
    )
    row = post.arrives(message.as_bytes())
    assert row.subject == "Documentos de la TEC-2027-01"
    assert len(alarms(post)) == 1
    assert SECRET not in everything(post)


def test_an_ordinary_subject_raises_no_alarm(post: Post) -> None:
    row = post.arrives(outlook(event(), subject="Aceptada: Regularización migratoria, 10 de febrero de 2027"))
    assert row.subject.startswith("Aceptada: Regularización")
    assert alarms(post) == []


def test_of_a_stranger_s_mail_nothing_is_kept_anyway(post: Post) -> None:
    row = post.arrives(outlook(event(uid="x@y", who="a@b.example"), sender="a@b.example", subject=SUBJECT, verdicts=()))
    assert SECRET not in everything(post)
    assert SECRET not in row.subject
    assert row.received_at == FEBRUARY
