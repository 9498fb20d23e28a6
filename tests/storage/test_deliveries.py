"""What went out and came back, asked of both databases: one network at a time, a notice and its repetitions together."""

from __future__ import annotations

from datetime import timedelta

from storage import deliveries, journal, outbox
from storage.incoming_mail import IGNORED, REVIEW, MailReceived
from storage.networks import Network
from storage.outbox import Notice
from tests.town import Town, lima

NOW = lima(2027, 1, 19)


def posted(town: Town, *keys: str, network_id: int = 0, **more: object) -> None:
    with town.database.transaction() as session:
        for key in keys:
            given = {"notice": "meeting.convened", "due_at": NOW, "written_at": NOW, **more}
            outbox.post(session, Notice(network_id=network_id or town.network_id, key=key, **given))


def test_a_notice_and_what_was_sent_again_of_it_belong_together_and_nothing_else_does(network: Town) -> None:
    """A key may hold what a pattern would read as "anything"."""
    posted(network, "1/a_b%/7", "1/a_b%/7/again/1", "1/a_b%/7/again/2", "1/axb%/7/again/1", "1/a_b%/77", "1/a_b%/7/x")
    with network.database.reading() as session:
        for key in ("1/a_b%/7", "1/a_b%/7/again/2"):
            found = deliveries.again(session, network.network_id, key)
            assert [row.key for row in found] == ["1/a_b%/7", "1/a_b%/7/again/1", "1/a_b%/7/again/2"]


def test_a_network_never_sees_what_another_one_sent(network: Town) -> None:
    with network.database.transaction() as session:
        other = Network(charter="example", opened_at=NOW)
        session.add(other)
        session.flush()
        elsewhere = other.id or 0
    posted(network, "theirs", network_id=elsewhere, about="CE-2027-01")
    posted(network, "ours", about="CE-2027-01")
    with network.database.reading() as session:
        assert [row.key for row in deliveries.about(session, network.network_id, "CE-2027-01")] == ["ours"]
        (theirs,) = deliveries.about(session, elsewhere, "CE-2027-01")
        assert deliveries.notice(session, network.network_id, theirs.id or 0) is None
        assert deliveries.again(session, network.network_id, "theirs") == []
        assert deliveries.last_matter(session, elsewhere, None) == "CE-2027-01"


def test_the_last_matter_is_that_of_ones_own_last_act_that_was_told_to_somebody(network: Town) -> None:
    secretary = network.id_of("r.berrocapa")
    posted(network, "a", about="CE-2027-01")
    posted(network, "b", about="D-2027-01")
    posted(network, "c", about="PLE-2027-01", duty="plenary.yearly")
    with network.database.transaction() as session:
        for about, who in (("CE-2027-01", secretary), ("A-2027-01", secretary), ("D-2027-01", None)):
            journal.write(session, network_id=network.network_id, at=NOW, act="x", about=about, person_id=who)
    with network.database.reading() as session:
        assert deliveries.last_matter(session, network.network_id, secretary) == "CE-2027-01"
        assert deliveries.last_matter(session, network.network_id, network.id_of("l.altaquilla")) == "D-2027-01"


def test_what_came_back_is_told_in_order_and_what_was_set_aside_is_not(network: Town) -> None:
    keys = [f"k{number}" for number in range(1200)]
    with network.database.transaction() as session:
        for number, (key, status) in enumerate((("k1199", REVIEW), ("k3", REVIEW), ("k3", IGNORED), ("zz", REVIEW))):
            session.add(
                MailReceived(
                    mailbox="m", uid_validity=1, uid=number, network_id=network.network_id, kind="bounce", status=status,
                    outbox_key=key, received_at=NOW - timedelta(hours=number),
                )
            )  # fmt: skip
    with network.database.reading() as session:
        found = deliveries.came_back(session, network.network_id, keys)
    assert [row.outbox_key for row in found] == ["k3", "k1199"]
