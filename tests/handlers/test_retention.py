"""Each kind of record is kept for its months, then its words go; that it was stays, and the journal has counts alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlmodel import Session, select

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from storage import inbound
from storage.drafts import Draft
from storage.inbound import Inbound
from storage.incoming_mail import IGNORED, MailReceived
from storage.journal import JournalEntry
from storage.minutes import MinutesFile
from storage.outbox import HELD, SENT, Notice
from storage.rehearsal import ChatLine, Letter
from tests.handlers.record_scene import SECRETARY, technical
from tests.town import Town, lima

NOW = lima(2029, 6, 4, 9)
"""A Monday, at the hour of the daily line."""
SECRET = "palabras de antes"


def before(**months: int) -> datetime:
    return NOW - relativedelta(**months) - timedelta(days=1)  # type: ignore[arg-type]


def rows(session: Session, town: Town, at: datetime, key: str) -> None:
    """One row of each kind of that day."""
    network, who = town.network_id, town.id_of("n.quintamayo")
    meeting_id = 1
    session.add_all(
        [
            MailReceived(
                mailbox="m", uid_validity=1, uid=len(key) * 1000 + at.year, network_id=network, received_at=at, kind="text",
                sender=f"{SECRET}@x.example", subject=SECRET, facts={"comment": SECRET}, status=IGNORED,
            ),
            ChatLine(key=f"c/{key}", network_id=network, person_id=who, said_at=at, typed=SECRET),
            Letter(network_id=network, recipient="x", subject=SECRET, message_id=key, sent_at=at, raw=SECRET.encode()),
            Notice(
                network_id=network, key=f"n/{key}", person_id=who, notice="action.help", values={"who": SECRET}, words=SECRET,
                due_at=at, written_at=at, sent_at=at, status=SENT,
            ),
            MinutesFile(network_id=network, meeting_id=meeting_id, name="acta.docx", content=SECRET.encode(), sent_at=at, outcome="imported"),
            Draft(token=key, network_id=network, person_id=who, command="minutes.note", values={"wording": SECRET}, status="confirmed", made_at=at, settled_at=at, reply={}),
        ]
    )  # fmt: skip
    inbound.remember(session, f"i/{key}", at, {"said": SECRET})


def swept(town: Town, at: datetime) -> None:
    technical(town)
    with town.database.transaction() as session:
        rows(session, town, at, "old")
        rows(session, town, NOW - timedelta(days=2), "new-one")
    town.ask(None, "network.retention", NOW)


def test_mail_keeps_its_kind_and_loses_addresses_subject_and_comment(town: Town) -> None:
    swept(town, before(months=12))
    with town.database.reading() as session:
        old, new = session.exec(select(MailReceived).order_by(MailReceived.received_at))  # type: ignore[arg-type]
    assert (old.sender, old.subject, old.attendee, old.facts, old.kind) == ("", "", "", {}, "text")
    assert new.subject == SECRET


def test_the_conversation_goes_after_a_month_with_what_was_remembered_of_it(town: Town) -> None:
    swept(town, before(months=1))
    with town.database.reading() as session:
        assert [line.key for line in session.exec(select(ChatLine))] == ["c/new-one"]
        assert {row.key: row.reply for row in session.exec(select(Inbound)) if row.key.startswith("i/")} == {
            "i/old": None, "i/new-one": {"said": SECRET},
        }  # fmt: skip
        drafts = {row.token: row.values for row in session.exec(select(Draft)) if row.token in {"old", "new-one"}}
    assert drafts == {"old": {}, "new-one": {"wording": SECRET}}


def test_a_message_keeps_that_it_was_sent_and_can_still_be_listed(town: Town) -> None:
    swept(town, before(months=24))
    (old,) = [row for row in town.notices() if row.key == "n/old"]
    assert (old.status, old.words, old.values) == (SENT, "", {"gone": True})
    assert old.sent_at is not None
    assert plain(card_of(old), Words("es").say) == "Un aviso cuyo texto ya no se guarda"
    with town.database.reading() as session:
        assert [letter.message_id for letter in session.exec(select(Letter))] == ["new-one"]


def test_what_still_waits_is_never_emptied(town: Town) -> None:
    technical(town)
    with town.database.transaction() as session:
        rows(session, town, before(months=30), "old")
        session.flush()
        row = session.exec(select(Notice).where(Notice.key == "n/old")).one()
        row.status = HELD
        session.add(row)
    town.ask(None, "network.retention", NOW)
    (row,) = [each for each in town.notices() if each.key == "n/old"]
    assert row.values == {"who": SECRET}


def test_a_word_file_loses_its_content_and_keeps_what_became_of_it(town: Town) -> None:
    swept(town, before(months=24))
    with town.database.reading() as session:
        old, new = session.exec(select(MinutesFile).order_by(MinutesFile.sent_at))  # type: ignore[arg-type]
    assert (old.content, old.name, old.outcome) == (b"", "acta.docx", "imported")
    assert new.content == SECRET.encode()


def test_the_journal_has_counts_alone_and_a_second_look_writes_nothing(network: Town) -> None:
    """On both databases."""
    swept(network, before(months=24))
    network.ask(None, "network.retention", NOW + timedelta(days=1))
    with network.database.reading() as session:
        (act,) = session.exec(select(JournalEntry).where(JournalEntry.act == "retention.applied"))
    kinds = {"mail", "chat", "messages", "files"}
    assert {name for name, count in act.values.items() if count >= 1} == kinds
    assert act.person_id is None


def test_the_clock_asks_for_it_on_working_days_with_the_daily_line(town: Town) -> None:
    with town.database.transaction() as session:
        session.add(ChatLine(key="c", network_id=town.network_id, person_id=town.id_of(SECRETARY), said_at=lima(2026, 11, 24), typed=SECRET))  # fmt: skip
    town.clock(lima(2027, 1, 4, 9))
    with town.database.reading() as session:
        assert list(session.exec(select(ChatLine))) == []


def test_a_changed_setting_is_what_counts(town: Town) -> None:
    assert town.charter.terms["retention.chat"].number == 1
    swept(town, NOW - timedelta(days=20))
    with town.database.reading() as session:
        assert len(list(session.exec(select(ChatLine)))) == 2
