"""What each reader's calendar is told: once, in order, from the record, and nothing of what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage import outbox
from storage.outbox import DROPPED, SENT, Notice
from tests.handlers.calendar_scene import Post, check, replayed
from tests.handlers.meeting_scene import ACNUR, ACNUR_ALT, CE, SECRETARY, acts, convene, says, the
from tests.town import Town, keys_of, lima

MORNING = lima(2027, 1, 11, 9)
LATER = MORNING + timedelta(days=1)
UID = "CE-2027-01-peru@red.example"


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def post(town: Town) -> Iterator[Post]:
    convene(town, at=MORNING, **CE)
    found = Post(town)
    found.at(MORNING)
    yield found
    found.stop()


def move(post: Post, at: timedelta = timedelta(0), **values: object) -> None:
    post.town.do(SECRETARY, "meetings.move", LATER + at, meeting="CE-2027-01", **values)


def of(post: Post, name: str, who: str = ACNUR) -> list[Notice]:
    return post.town.notices(name, to=who)


def test_the_convocation_leaves_at_once_and_every_version_is_kept_whole(post: Post) -> None:
    kept = post.versions()
    assert len(kept) == len({row.person_id for row in kept}) == 27
    assert {(row.method, row.sequence, row.uid, row.meeting) for row in kept} == {("REQUEST", 0, UID, "CE-2027-01")}
    (letter,) = post.letters(ACNUR)
    (row,) = [row for row in kept if row.email.startswith(ACNUR)]
    assert row.raw == letter.calendar
    assert row.key == of(post, "invitation.request")[0].key
    for each in kept:
        check(each.raw)


def test_changes_within_a_few_minutes_make_one_update_that_says_what_changed(post: Post) -> None:
    move(post, date="2027-02-11")
    move(post, minutes(2), date="2027-02-12", time="11:00")
    move(post, minutes(4), place="Zoom")

    post.at(LATER + minutes(8))
    assert len(post.letters(ACNUR)) == 1, "the last change waits for others to join it"
    post.at(LATER + minutes(9))

    _, update = post.letters(ACNUR)
    told = update.text
    assert (
        "antes, martes 9 de febrero de 2027, 10:00 (hora de Lima); ahora, viernes 12 de febrero de 2027, 11:00" in told
    )
    assert "Lugar o enlace: antes, Sala Cantuta; ahora, Zoom" in told
    assert "Duración: antes" not in told
    assert b"COMMENT:Cambio. " in update.calendar
    assert [row.status for row in of(post, "invitation.update")] == [DROPPED, DROPPED, SENT]
    last = post.versions()[-1]
    assert (last.sequence, last.starts_at, last.place) == (3, lima(2027, 2, 12, 11), "Zoom")


def test_moved_there_and_back_nobody_is_written_to(post: Post) -> None:
    move(post, date="2027-02-11")
    move(post, minutes(3), date="2027-02-09")
    post.at(LATER + minutes(20))

    assert len(post.letters()) == 27
    assert {row.why for row in of(post, "invitation.update")} == {"replaced", "told_already"}


def test_whoever_got_nothing_yet_is_invited_with_the_present_state(town: Town) -> None:
    convene(town, at=MORNING, **CE)
    town.do(SECRETARY, "meetings.move", MORNING + minutes(1), meeting="CE-2027-01", date="2027-02-11")
    post = Post(town)
    post.at(MORNING + minutes(30))
    post.stop()

    (letter,) = post.letters(ACNUR)
    assert "le invita a esta reunión" in letter.text
    assert "antes," not in letter.text
    assert letter.invitation is not None
    assert (letter.invitation.starts_at, letter.invitation.sequence) == (lima(2027, 2, 11, 10), 1)


def test_a_cancellation_takes_the_place_of_an_update_that_waits(post: Post) -> None:
    move(post, date="2027-02-11")
    post.town.do(SECRETARY, "meetings.cancel", LATER + minutes(1), meeting="CE-2027-01", reason="La CR está de viaje")
    post.at(LATER + minutes(30))

    methods = [each.invitation.method for each in post.letters(ACNUR) if each.invitation]
    assert methods == ["REQUEST", "CANCEL"]
    assert replayed(each.calendar for each in post.letters(ACNUR)) == {}
    assert post.versions()[-1].sequence == 2


def test_cancelled_before_anything_left_nobody_has_anything_to_take_out(town: Town) -> None:
    convene(town, at=MORNING, **CE)
    town.do(SECRETARY, "meetings.cancel", MORNING + minutes(1), meeting="CE-2027-01", reason="Error")
    post = Post(town)
    post.at(MORNING + minutes(2))
    post.stop()

    assert post.letters() == []
    assert {row.why for row in of(post, "invitation.cancel")} == {"not_in_the_calendar"}


def test_another_place_raises_the_sequence_and_a_corrected_title_does_not(post: Post) -> None:
    move(post, title="Prioridades del año 2027")
    post.at(LATER + minutes(10))
    move(post, minutes(20), place="Sala Vicús")
    post.at(LATER + minutes(40))

    versions = [row for row in post.versions() if row.email.startswith(ACNUR)]
    assert [row.sequence for row in versions] == [0, 0, 1]
    assert replayed(row.raw for row in reversed(versions))[UID].place == "Sala Vicús"
    assert "Título: antes, " in post.letters(ACNUR)[1].text


def test_a_slip_is_saved_without_telling_and_shows_with_the_next_update(post: Post) -> None:
    shown = post.town.ask(SECRETARY, "meetings.move", LATER, meeting="CE-2027-01", place="Sala Cantuta, piso 3")
    assert "los calendarios seguirán mostrando «Sala Cantuta»" in says(shown)
    before = [row.key for row in post.town.notices() if row.about == "CE-2027-01"]

    post.town.press(SECRETARY, shown, "meeting.button.quietly", LATER)
    post.at(LATER + minutes(30))

    meeting = the(post.town, "CE-2027-01")
    assert (meeting.place, meeting.sequence) == ("Sala Cantuta, piso 3", 0)
    assert [row.key for row in post.town.notices() if row.about == "CE-2027-01"] == before
    assert acts(post.town, "CE-2027-01")[-1] == "meeting.saved_quietly"
    move(post, minutes(60), time="11:00")
    post.at(LATER + minutes(90))
    assert "Lugar o enlace: antes, Sala Cantuta; ahora, Sala Cantuta, piso 3" in post.letters(ACNUR)[-1].text


def test_another_hour_is_never_saved_without_telling(post: Post) -> None:
    values = {"meeting": "CE-2027-01", "time": "11:00", "quietly": True}
    answer = post.town.ask(SECRETARY, "meetings.move", LATER, **values)
    assert answer.refused
    assert "meeting.quiet.refused" in keys_of(answer)
    shown = post.town.ask(SECRETARY, "meetings.move", LATER, meeting="CE-2027-01", time="11:00")
    assert "meeting.button.quietly" not in keys_of(shown)


def test_whoever_joins_is_invited_and_whoever_leaves_has_it_taken_out_and_nobody_else_hears(post: Post) -> None:
    new = {"organisation": "ACNUR", "name": "Rosa Alva", "email": "r.alva@acnur.example", "reference": "carta 7"}
    post.town.do(SECRETARY, "members.focal_point", LATER, **new)
    post.at(LATER + minutes(1))
    post.at(LATER + minutes(20))

    (invited,) = post.letters("r.alva")
    assert invited.invitation is not None
    assert invited.invitation.method == "REQUEST"
    _, last = post.letters(ACNUR)
    assert last.invitation is not None
    assert (last.invitation.method, last.invitation.sequence) == ("CANCEL", 1)
    assert "La reunión se mantiene" in last.text
    assert len(post.letters(ACNUR_ALT)) == 1
    assert len(post.letters()) == 29

    back = new | {"name": "Noelia Quintamayo Ser", "email": "n.quintamayo@acnur.example"}
    post.town.do(SECRETARY, "members.focal_point", LATER + minutes(60), **back)
    post.at(LATER + minutes(61))
    again = post.letters(ACNUR)[-1]
    assert again.invitation is not None
    assert (again.invitation.method, again.invitation.sequence) == ("REQUEST", 2)
    assert list(replayed(each.calendar for each in post.letters(ACNUR))) == [UID]
    assert replayed(each.calendar for each in post.letters("r.alva")) == {}


def test_a_server_that_was_down_for_a_day_leaves_one_letter_each_with_the_present_state(town: Town) -> None:
    convene(town, at=MORNING, **CE)
    town.do(SECRETARY, "meetings.move", MORNING + minutes(30), meeting="CE-2027-01", place="Zoom")
    town.do(SECRETARY, "meetings.move", LATER, meeting="CE-2027-01", date="2027-02-11")
    post = Post(town)
    post.at(LATER + minutes(60))
    post.at(LATER + minutes(120))
    post.stop()
    letters = [each.invitation for each in post.letters() if each.invitation]
    assert len(letters) == 27
    assert {(each.place, each.starts_at) for each in letters} == {("Zoom", lima(2027, 2, 11, 10))}


def test_without_patience_an_update_leaves_at_once(town: Town) -> None:
    impatient = replace(town.charter.terms["calendar.patience"], number=0)
    charter = replace(town.charter, terms={**town.charter.terms, "calendar.patience": impatient})
    town = Town(town.database, {"peru": charter}, town.now)
    convene(town, at=MORNING, **CE)
    post = Post(town)
    post.at(MORNING)
    move(post, date="2027-02-11")
    post.at(LATER)
    post.stop()
    assert [each.invitation.sequence for each in post.letters(ACNUR) if each.invitation] == [0, 1]


def test_once_contact_data_are_deleted_no_name_stands_in_the_versions_kept(post: Post) -> None:
    post.town.do(SECRETARY, "members.handover", LATER, person="n.quintamayo@acnur.example", asked=True)
    gone = post.town.id_of(ACNUR)
    post.at(LATER + minutes(1))
    post.at(LATER + timedelta(days=40))
    kept = [row for row in post.versions() if row.person_id == gone]
    assert [(row.method, row.email) for row in kept] == [("REQUEST", ""), ("CANCEL", "")]
    for row in kept:
        assert b"uintamayo" not in row.raw.replace(b"\r\n ", b"")
        assert b"\r\nUID:" in row.raw


def test_who_is_replaced_right_after_a_cancellation_still_has_it_taken_out(post: Post) -> None:
    post.town.do(SECRETARY, "meetings.cancel", LATER, meeting="CE-2027-01", reason="Se pospone")
    with post.town.database.transaction() as session:
        former, successor = post.town.id_of(ACNUR), post.town.id_of("n.quintamayo")
        outbox.hand_over(session, post.town.network_id, former, successor)
    post.at(LATER + minutes(10))
    assert UID not in replayed(row.raw for row in post.versions() if row.email.startswith(ACNUR))
