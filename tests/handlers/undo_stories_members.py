"""Acts about members, contacts, the network and its settings that can be taken back: stories like those beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from handlers.reply import Reply
from storage.people import Account
from tests.clauses.test_2_personal_data import AT
from tests.handlers import group_scene, test_contacts
from tests.handlers.circulation_scene import OPENED, by_decision, in_force, objects
from tests.handlers.circulation_scene import opened as circulates
from tests.handlers.government_scene import BY_OFICIO, DRAFTED
from tests.handlers.members_scene import (
    COORDINATOR,
    GUEST,
    HUGO,
    MORNING,
    NOELIA,
    ROSA,
    SECRETARY,
    SPRING,
    busy,
    designate,
    join,
)
from tests.handlers.setting_scene import decided
from tests.handlers.speaker_scene import FOCAL, register
from tests.handlers.test_no_objection import ON
from tests.handlers.test_personal_data_alarms import CODE, alert, say
from tests.handlers.undo_stories import MONDAY, Story
from tests.town import Town, lima

EVENING, SPRING_EVENING = lima(2027, 3, 2, 20), lima(2027, 4, 7, 20)
CARTA = {"date": "2027-03-01", "reference": "carta 50"}
ACNUR_LEAVES = {"organisation": "ACNUR", "date": "2027-02-26", "reference": "carta 9"}
OFICIO_AT = lima(2027, 3, 22, 10)
STAMP = {"organisation": "MRE", "date": "2027-01-12", "reference": "cargo 55"}
NEXT_DAY = lima(2027, 2, 23, 10)
SETTING = {
    "name": "minutes.circulation", "value": "7", "date": "2027-03-03", "decision": "D-2027-05",
}  # fmt: skip
KNOWN = {"name": "Hugo Parihuanca Lis", "email": "h.parihuanca@acnur.example"}


def nothing(town: Town) -> None:
    """Nothing goes before."""


def member(town: Town) -> None:
    join(town)


def seated(town: Town) -> None:
    join(town)
    town.do(SECRETARY, "members.committee", MORNING, organisation="FAO", **CARTA)


def objected(town: Town) -> None:
    in_force(town)
    objects(town, circulates(town), lima(2027, 2, 22, 10))


def drafted(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)


def two_accounts(town: Town) -> None:
    """Noelia's account, whose address is Hugo's by now."""
    with town.database.transaction() as session:
        session.add(
            Account(
                network_id=town.network_id, person_id=town.id_of(NOELIA), platform="slack", workspace="T1", external_id="U1",
                email=KNOWN["email"], seen_at=MORNING,
            )
        )  # fmt: skip


def a_false_alarm(town: Town) -> None:
    say(town, CODE)


def named(command: str, organisation: str, at: datetime, **more: Any) -> Story:
    given = {"name": "Berta Illimani", "email": "b.illimani@nuevo.example", "reference": "carta 12", **more}
    return lambda town: designate(town, command, organisation, at=at, **given)


def done(command: str, at: datetime, who: str = SECRETARY, **values: Any) -> Story:
    return lambda town: town.do(who, command, at, **values)


def hands_over(at: datetime, **follows: str) -> Story:
    return done("members.handover", at, person="Noelia Quintamayo", asked=True, **follows)


def announced(town: Town) -> Reply:
    (row,) = town.notices("contacts.asked", to=test_contacts.OIT)
    return town.do(
        test_contacts.OIT, "contacts.change", test_contacts.NEXT, wording="Sale Inés.", **{"as": row.values["as"]}
    )


def allows(town: Town) -> Reply:
    return town.ask(SECRETARY, "alerts.allow", AT, alert=str(alert(town).id), reason="Es el código de un proyecto")


STORIES: dict[str, tuple[Callable[[Town], Any], str, datetime, Story]] = {
    "members.join": (nothing, SECRETARY, MORNING, join),
    "members.committee": (member, SECRETARY, MORNING, done("members.committee", MORNING, organisation="FAO", **CARTA)),
    "members.leave": (busy, SECRETARY, SPRING, done("members.leave", SPRING, **ACNUR_LEAVES)),
    "members.leave/group": (
        group_scene.created, SECRETARY, MONDAY, done("members.leave", MONDAY, **ACNUR_LEAVES),
    ),
    "members.leave/objected": (
        objected, COORDINATOR, NEXT_DAY,
        done(
            "members.leave", NEXT_DAY, COORDINATOR, organisation="OIT", body="committee", reference="Carta OIT 3",
            date="2027-02-22",
        ),
    ),
    "members.focal_point": (busy, SECRETARY, SPRING_EVENING, named("members.focal_point", "ACNUR", SPRING_EVENING)),
    "members.focal_point/known": (
        nothing, SECRETARY, MORNING, named("members.focal_point", "ACNUR", MORNING, **KNOWN),
    ),
    "members.focal_point/first": (member, SECRETARY, EVENING, named("members.focal_point", "FAO", EVENING)),
    "members.alternate": (nothing, SECRETARY, EVENING, named("members.alternate", "ACNUR", EVENING)),
    "members.head": (seated, SECRETARY, EVENING, named("members.head", "FAO", EVENING)),
    "members.head/resident": (nothing, SECRETARY, EVENING, named("members.head", "OCR", EVENING)),
    "members.head/asked": (objected, SECRETARY, lima(2027, 2, 22, 20), named("members.head", "OIT", lima(2027, 2, 22, 20))),
    "members.deputy": (nothing, SECRETARY, EVENING, named("members.deputy", "ACNUR", EVENING)),
    "members.handover": (busy, SECRETARY, SPRING_EVENING, hands_over(SPRING_EVENING, **ROSA)),
    "members.handover/nobody": (busy, SECRETARY, SPRING, hands_over(SPRING)),
    "members.government": (nothing, SECRETARY, OFICIO_AT, done("members.government", OFICIO_AT, **BY_OFICIO)),
    "members.government/answers": (drafted, SECRETARY, OFICIO_AT, done("members.government", OFICIO_AT, **BY_OFICIO)),
    "members.government/replaces": (
        lambda town: register(town, **FOCAL), SECRETARY, OFICIO_AT,
        done(
            "members.government", OFICIO_AT, organisation=FOCAL["organisation"], name="Wilma Ccoyllor Sayre",
            email="w.ccoyllor@migraciones.example", reference="Oficio 9-2027",
        ),
    ),
    "members.government/known": (
        nothing, SECRETARY, OFICIO_AT,
        done(
            "members.government", OFICIO_AT, organisation="Cancillería", name="Fátima Valderruma Oz",
            reference="Oficio 118-2027",
        ),
    ),
    "contacts.ask": (nothing, SECRETARY, test_contacts.START, test_contacts.opened),
    "contacts.open_round": (nothing, SECRETARY, test_contacts.START, done("contacts.open_round", test_contacts.START)),
    "contacts.change": (test_contacts.opened, test_contacts.OIT, test_contacts.NEXT, announced),
    "contacts.letters": (nothing, SECRETARY, DRAFTED, lambda town: town.ask(SECRETARY, "contacts.letters", DRAFTED)),
    "contacts.letter_delivered": (drafted, SECRETARY, DRAFTED, done("contacts.letter_delivered", DRAFTED, **STAMP)),
    "network.language": (nothing, HUGO, MORNING, lambda town: town.ask(HUGO, "network.language", MORNING, language="en")),
    "network.language/guest": (
        nothing, GUEST, MORNING, lambda town: town.ask(GUEST, "network.language", MORNING, language="en"),
    ),
    "network.recognise": (two_accounts, SECRETARY, MORNING, done("network.recognise", MORNING, team="T1", user="U1")),
    "network.room": (nothing, COORDINATOR, MORNING, done("network.room", MORNING, COORDINATOR, channel="C777")),
    "network.referral": (nothing, SECRETARY, MORNING, done("network.referral", MORNING, route="Línea de ACNUR")),
    "network.calendar_day": (
        nothing, SECRETARY, MORNING,
        done("network.calendar_day", MORNING, date="2027-03-05", name="Feriado", calendar="un_office"),
    ),
    "minutes.heading": (nothing, SECRETARY, MORNING, done("minutes.heading", MORNING, heading="Red\nSecretaría")),
    "settings.change": (decided, COORDINATOR, MORNING, done("settings.change", MORNING, COORDINATOR, **SETTING)),
    "decisions.no_objection_change": (
        by_decision, COORDINATOR, OPENED, done("decisions.no_objection_change", OPENED, COORDINATOR, **ON),
    ),
    "alerts.allow": (a_false_alarm, SECRETARY, AT, allows),
}  # fmt: skip
"""Of each act: what goes before, who acts, when, and the act. New people are written to by mail: in the evening it waits."""
