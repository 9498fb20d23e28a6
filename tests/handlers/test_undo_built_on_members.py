"""What others have built on an act about members, contacts or settings is not pulled away under them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handlers.reply import Reply
from storage import journal
from storage.outbox import DROPPED, SENT, Notice, post
from tests.handlers import circulation_scene, government_scene, minutes_scene, test_contacts
from tests.handlers.members_scene import (
    COORDINATOR,
    HEAD,
    HUGO,
    MORNING,
    NOELIA,
    ROSA,
    SECRETARY,
    SPRING,
    TODAY,
    busy,
    designate,
    handed_over,
    holders,
    join,
)
from tests.handlers.record_scene import CE, said
from tests.handlers.test_personal_data_alarms import CODE, say
from tests.handlers.undo_scene import offers_undo, record, sent, undo
from tests.handlers.undo_stories_members import ACNUR_LEAVES, CARTA, EVENING, KNOWN, SPRING_EVENING, STORIES
from tests.town import Town, keys_of, lima

SOON, THEN, AFTER = timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=6)
PLENARY = {"kind": "plenary", "date": "2027-06-01", "time": "10:00", "title": "Datos"}
Builds = Callable[[Town], Any]


def written(town: Town, act: str, about: str, at: Any, who: str = HEAD, **values: Any) -> None:
    """Something somebody did meanwhile, as the journal has it."""
    with town.database.transaction() as session:
        journal.write(
            session, network_id=town.network_id, at=at, act=act, about=about, clause="5.members",
            person_id=town.id_of(who), values=values,
        )  # fmt: skip


def done(command: str, who: str = SECRETARY, **values: Any) -> Builds:
    return lambda town: town.do(who, command, town.now, **values)


def asked(command: str, who: str, **values: Any) -> Builds:
    return lambda town: town.ask(who, command, town.now, **values)


def acted(act: str, about: str, who: str = HEAD, **values: Any) -> Builds:
    return lambda town: written(town, act, about, town.now, who, **values)


def closed(town: Town) -> None:
    written(town, "contacts.closed", "contacts.check/2027-01-12", town.now, SECRETARY)


def answered(town: Town) -> None:
    """Another seat on the text that goes on since the one that objected left."""
    written(town, "decision.agreed", circulation_scene.newest(town).code, town.now, organisation="ACNUR")


def typed_again(town: Town) -> Reply:
    """It waits for its author's yes."""
    town.do(SECRETARY, "meetings.convene", town.now, **PLENARY)
    given = {"title": CODE, "kind": "debate", "minutes": 20, "meeting": "PLE-2027-01"}
    return say(town, CODE, "agenda.propose", at=town.now, **given)


def reminded(town: Town) -> None:
    """The clock tells somebody of a deadline."""
    with town.database.transaction() as session:
        post(
            session,
            Notice(
                network_id=town.network_id, key="a reminder", person_id=town.id_of(NOELIA), notice="contacts.answer",
                duty="contacts.answer", due_at=town.now, written_at=town.now,
            ),
        )  # fmt: skip


def told_ahead(town: Town) -> None:
    """The gathering of the day tells somebody what else falls due this week."""
    with town.database.transaction() as session:
        said = {"of": [], "ahead": [{"duty": "minutes.circulation", "about": CE}], "count": 1}
        post(
            session,
            Notice(
                network_id=town.network_id, key="a gathering", person_id=town.id_of(NOELIA), notice="digest",
                values=said, due_at=town.now, written_at=town.now,
            ),
        )  # fmt: skip


BUILT: list[tuple[str, Builds]] = [
    ("members.join", done("members.focal_point", organisation="FAO", **ROSA)),
    ("members.join", done("members.committee", organisation="FAO", **CARTA)),
    ("members.join", done("contacts.ask")),
    ("members.committee", acted("decision.put", "D-2027-03", COORDINATOR)),
    ("members.leave", done("members.join", organisation="ACNUR", date="2027-04-07", reference="carta 10")),
    ("members.leave/group", acted("group.renewed", "Documentación", SECRETARY)),
    ("members.leave/objected", answered),
    ("members.focal_point/known", done("meetings.convene", **PLENARY)),
    ("members.focal_point/known", acted("meeting.confirmed", CE, HUGO, organisation="ACNUR")),
    ("members.focal_point/known", acted("poll.answered", "poll/1", HEAD, organisation="ACNUR")),
    ("members.focal_point", acted("minutes.circulated", CE, SECRETARY)),
    ("members.alternate", acted("contacts.confirmed", "ACNUR", NOELIA)),
    ("members.head", acted("decision.put", "D-2027-03", COORDINATOR)),
    ("members.deputy", done("members.leave", **ACNUR_LEAVES)),
    ("members.handover", acted("action.done", "A-2027-01", HEAD)),
    ("members.handover/nobody", done("members.focal_point", organisation="ACNUR", **ROSA)),
    ("members.government", acted("speaker.invitation_drafted", "MIGRACIONES", SECRETARY)),
    ("contacts.ask", lambda town: test_contacts.pressed(town, test_contacts.ACNUR, town.now)),
    ("contacts.open_round", lambda town: test_contacts.pressed(town, test_contacts.ACNUR, town.now)),
    ("contacts.change", closed),
    ("contacts.letters", done("contacts.letter_delivered", organisation="MRE", date="2027-01-12", reference="cargo 55")),
    ("contacts.letters", done("members.government", **government_scene.BY_OFICIO)),
    (
        "contacts.letter_delivered",
        done(
            "members.government", organisation="MRE", name="Fátima Valderruma Oz", email="f.valderruma@rree.example",
            reference="Oficio 118-2027",
        ),
    ),
    ("network.recognise", asked("network.language", HUGO, language="en")),
    ("network.room", done("network.room", COORDINATOR, channel="C888")),
    ("network.referral", done("network.referral", route="Defensoría")),
    ("network.calendar_day", done("meetings.convene", **PLENARY)),
    ("network.calendar_day", reminded),
    ("minutes.heading", acted("minutes.circulated", CE)),
    ("settings.change", done("meetings.convene", **PLENARY)),
    ("settings.change", reminded),
    ("settings.change", told_ahead),
    ("decisions.no_objection_change", lambda town: circulation_scene.opened(town, town.now)),
    ("alerts.allow", typed_again),
    ("alerts.allow", asked("network.language", NOELIA, language="en")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "builds"), BUILT, ids=[f"{index}-{name}" for index, (name, _) in enumerate(BUILT)])
def test_what_others_have_built_on_stays(town: Town, name: str, builds: Builds) -> None:
    """It is refused with a way to mend it, and nothing is touched."""
    prepare, who, at, act = STORIES[name]
    prepare(town)
    reply = act(town)
    town.now = at + SOON
    meanwhile = builds(town)
    assert not (isinstance(meanwhile, Reply) and meanwhile.refused), said(meanwhile)
    before, waits = record(town), [(row.id, row.status, row.person_id) for row in town.notices()]
    refused = undo(town, who, reply, at + THEN)
    assert refused.refused, said(refused)
    assert keys_of(refused)[1].startswith(("undo.gone_on", "undo.rests_by", "undo.deadline_said"))
    assert [button for button in town.buttons(refused) if button.command != "network.undo"]
    assert record(town) == before
    assert [(row.id, row.status, row.person_id) for row in town.notices()] == waits


@pytest.mark.parametrize(
    "builds",
    [
        acted("contacts.confirmed", "OIT", "i.choquerrey"), acted("meeting.confirmed", CE, "i.choquerrey", organisation="OIT"),
        asked("network.language", NOELIA, language="en"),
    ],
)  # fmt: skip
def test_what_another_institution_says_for_itself_does_not_rest_on_who_sits_for_this_one(
    town: Town, builds: Builds
) -> None:
    reply = designate(town, "members.focal_point", "ACNUR", **KNOWN)
    town.now = MORNING + SOON
    builds(town)
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, reply, MORNING + THEN))
    assert holders(town, "ACNUR", "focal_point", MORNING.date()) == ["n.quintamayo"]


def test_once_the_designation_is_undone_the_joining_can_be_too(town: Town) -> None:
    joined = join(town, at=EVENING)
    named = designate(town, "members.focal_point", "FAO", "Berta Illimani", "b.illimani@fao.example", EVENING + SOON)
    assert undo(town, SECRETARY, joined, EVENING + THEN).refused
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, named, EVENING + THEN))
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, joined, EVENING + AFTER))
    again = join(town, at=EVENING + AFTER)
    assert not again.refused


def test_in_office_hours_a_letter_to_somebody_new_leaves_at_once_and_no_press_is_offered(town: Town) -> None:
    """Nobody reaches them in a chat; typed, the answer names what has gone."""
    busy(town)
    reply = designate(town, "members.focal_point", "ACNUR", at=SPRING, **ROSA)
    assert not offers_undo(town, reply)
    sent(town, "members.designated", platform="mail")
    refused = undo(town, SECRETARY, reply, SPRING + SOON)
    assert "undo.left" in keys_of(refused)
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["r.alva"]


def test_somebody_new_who_was_reminded_by_mail_since_is_not_forgotten(town: Town) -> None:
    busy(town)
    reply = designate(town, "members.focal_point", "ACNUR", at=SPRING_EVENING, **ROSA)
    with town.database.transaction() as session:
        row = Notice(
            network_id=town.network_id, key="a reminder", person_id=town.id_of("r.alva"), notice="members.welcome",
            values={"organisation": "ACNUR"}, due_at=SPRING_EVENING, written_at=SPRING_EVENING, status=SENT, platform="mail",
        )  # fmt: skip
        post(session, row)
    assert "undo.left" in keys_of(undo(town, SECRETARY, reply, SPRING_EVENING + SOON))


def test_what_was_handed_over_and_has_reached_whoever_follows_is_not_taken_away(town: Town) -> None:
    busy(town)
    handed_over(town, name="Tobias Wrennfeld", email="t.wrennfeld@acnur.example", reference="carta 12")
    assert [row.status for row in town.notices("action.assigned", to=HEAD)] != [DROPPED]
    sent(town, "action.assigned")
    refused = town.ask(SECRETARY, "network.undo", SPRING + SOON)
    assert refused.refused
    assert "undo.gone_on" in keys_of(refused)


def test_a_confirmation_that_is_in_the_list_of_the_close_stays(town: Town) -> None:
    test_contacts.opened(town)
    late = test_contacts.ENDS - SOON
    mine = test_contacts.pressed(town, test_contacts.OIT, late)
    town.clock(test_contacts.ENDS)
    refused = undo(town, test_contacts.OIT, mine, test_contacts.ENDS + SOON)
    assert "undo.gone_on_by" in keys_of(refused)


def test_a_heading_under_which_nothing_circulated_goes_back(town: Town) -> None:
    minutes_scene.drafted(town)
    at = lima(2027, 2, 11, 12)
    reply = town.do(SECRETARY, "minutes.heading", at, heading="Red\nSecretaría")
    written(town, "minutes.noted", CE, at + SOON)
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, reply, at + THEN))
