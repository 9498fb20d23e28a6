"""What the trial page reads from the papers, on both databases: letters and lines kept once, told in order."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.platforms.webchat import story
from handlers.papers import reply_on_paper
from handlers.reply import Card, Heading, Reply
from storage import rehearsal
from storage.outbox import MAIL, SENT, Notice
from storage.rehearsal import ChatLine, Letter
from tests.town import Town, lima

NINE = lima(2027, 1, 12)


def _line(town: Town, who: int, key: str, heard: int = 0) -> ChatLine:
    reply = reply_on_paper(Reply(Card((Heading(key),))))
    return ChatLine(
        key=key, heard=heard, network_id=town.network_id, person_id=who, said_at=NINE, typed=key, reply=reply
    )


def _notice(
    town: Town, who: int | None, name: str, sent_at: datetime = NINE, platform: str = "web", external: str = ""
) -> Notice:
    return Notice(
        network_id=town.network_id, key=f"{name}/{who}/{sent_at}", person_id=who, notice=name, values={"meeting": "CE-2027-01"},
        due_at=sent_at, written_at=sent_at, sent_at=sent_at, status=SENT, platform=platform, external_id=external,
    )  # fmt: skip


def _letter(town: Town, name: str, recipient: str) -> Letter:
    return Letter(
        network_id=town.network_id, recipient=recipient, subject=name, message_id=name, sent_at=NINE, raw=b"x"
    )


def _keep(session: Session, *rows: Letter | ChatLine) -> list[bool]:
    return [rehearsal.keep_once(session, row) for row in rows]


def test_a_letter_and_a_line_are_kept_once_by_their_name(network: Town) -> None:
    who = network.id_of("n.quintamayo")
    with network.database.transaction() as session:
        assert _keep(session, _letter(network, "a", "n@x.example"), _letter(network, "a", "n@x.example")) == [
            True,
            False,
        ]
        assert _keep(session, _line(network, who, "k"), _line(network, who, "k")) == [True, False]
    with network.database.reading() as session:
        assert rehearsal.letters_kept(session, network.network_id) == 1
        assert [line.key for line in rehearsal.lines_of(session, who)] == ["k"]


def test_letters_are_listed_newest_first_by_reader_and_page(network: Town) -> None:
    with network.database.transaction() as session:
        _keep(session, *(_letter(network, name, f"{name[0]}@x.example") for name in ("a1", "b1", "a2", "a3")))
    with network.database.reading() as session:
        everything = rehearsal.letters_to(session, network.network_id)
        assert [letter.subject for letter in everything] == ["a3", "a2", "b1", "a1"]
        theirs = rehearsal.letters_to(session, network.network_id, "a@x.example", last=2)
        assert [letter.subject for letter in theirs] == ["a3", "a2"]
        older = rehearsal.letters_to(session, network.network_id, "a@x.example", before=theirs[-1].id or 0)
        assert [letter.subject for letter in older] == ["a1"]


def test_within_one_minute_what_was_said_and_what_came_stand_in_order(network: Town) -> None:
    who = network.id_of("l.altaquilla")
    with network.database.transaction() as session:
        _keep(session, _line(network, who, "first"), _line(network, who, "second", heard=1))
        session.add(_notice(network, who, "invitation.request"))
        session.add(_notice(network, who, "invitation.cancel", NINE + timedelta(seconds=1)))
    with network.database.reading() as session:
        told = story.conversation(session, network.network_id, who)
    assert [entry.typed or "notice" for entry in told] == ["first", "notice", "second", "notice"]
    assert [bool(entry.notice) for entry in told] == [False, True, False, True]


def test_a_notice_that_went_by_mail_is_shown_as_its_letter(network: Town) -> None:
    who = network.id_of("n.quintamayo")
    with network.database.transaction() as session:
        _keep(session, _letter(network, "<a@x>", "n.quintamayo@acnur.example"))
        session.add(_notice(network, who, "invitation.request", platform=MAIL, external="<a@x>"))
    with network.database.reading() as session:
        entry = story.conversation(session, network.network_id, who)[0]
    assert (entry.subject, bool(entry.letter), entry.card) == ("<a@x>", True, None)


def test_what_happened_is_told_by_moment_with_everybody_it_reached(network: Town) -> None:
    first, second = network.id_of("n.quintamayo"), network.id_of("h.parihuanca")
    later = NINE + timedelta(hours=1)
    with network.database.transaction() as session:
        session.add_all(_notice(network, who, "invitation.request") for who in (first, second))
        session.add_all(_notice(network, who, "invitation.update", later, platform=MAIL) for who in (first, None))
    with network.database.reading() as session:
        everything = story.happened(session, network.network_id, None)
        since = story.happened(session, network.network_id, NINE)
    assert [(each.at, len(each.readers), each.room, each.by_mail) for each in everything] == [
        (NINE, 2, False, False),
        (later, 1, True, True),
    ]
    assert [each.at for each in since] == [later]


def test_a_person_sees_only_what_reached_them_or_the_room(network: Town) -> None:
    noelia, hugo = network.id_of("n.quintamayo"), network.id_of("h.parihuanca")
    with network.database.transaction() as session:
        _keep(session, _line(network, noelia, "hers"))
        session.add_all([_notice(network, noelia, "invitation.request"), _notice(network, None, "invitation.update")])
    with network.database.reading() as session:
        assert story.conversation(session, network.network_id, hugo) == []
        assert len(story.room(session, network.network_id)) == 1
        line = rehearsal.lines_of(session, noelia)[0]
        assert story.line_of(session, hugo, line.id or 0) is None
        rows = {notice.person_id: notice.id or 0 for notice in network.notices()}
        assert story.notice_for(session, network.network_id, hugo, rows[noelia]) is None
        assert story.notice_for(session, network.network_id, hugo, rows[None]) is not None
        assert story.notice_for(session, network.network_id + 1, noelia, rows[noelia]) is None
