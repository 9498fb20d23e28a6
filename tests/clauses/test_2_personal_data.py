"""§2 and §3, rights of migrants; data protection: what tells of somebody who is helped is not kept, not repeated (E08)."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.language.catalogue import LANGUAGES, Words
from bot.plain import plain
from handlers.commands import answer
from handlers.reply import Reply
from handlers.request import Request
from storage import journal
from storage.alerts import SensitiveAlert
from storage.journal import JournalEntry
from storage.outbox import WAITING
from tests.handlers.record_scene import SECRETARY, TEC, technical
from tests.town import Town, keys_of, lima

WHO = "n.quintamayo"
PASTED = "Nos pide ayuda Yusbelis Montilla Rangel, pasaporte 154829037, teléfono 987 654 321"
SECRETS = ("Yusbelis", "Montilla", "154829037", "987 654 321", "987654321")
AT = lima(2027, 4, 7, 9, 5)


def say(
    town: Town, words: str, command: str = "network.unknown", who: str = WHO, at: datetime = AT, **values: object
) -> Reply:
    """What a platform hands over when somebody typed this in a channel."""
    request = Request(
        command, town.network_id, at, town.id_of(who), {"typed": words, **values}, key=f"slack/{who}/{at}",
        platform="slack", typed=words, place="C0SALA",
    )  # fmt: skip
    with town.database.transaction() as session:
        return answer(session, town.charters, request)


def everything(town: Town) -> str:
    """Every row of every table, as it lies in the file."""
    address = str(town.database.engine.url.database)
    with sqlite3.connect(address) as file:
        return "\n".join(file.iterdump())


def found_in(town: Town) -> list[str]:
    kept = everything(town)
    return [secret for secret in SECRETS if secret.casefold() in kept.casefold()]


def test_what_was_pasted_stands_in_no_table(town: Town) -> None:
    technical(town)
    reply = say(town, PASTED)
    town.clock(lima(2027, 4, 8, 9))
    assert reply.withheld
    assert found_in(town) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_repeats_nothing_asks_to_delete_and_points_to_the_referral_route(town: Town, language: str) -> None:
    town.do(SECRETARY, "network.referral", AT - timedelta(days=1), route="ACNUR, línea de orientación, (01) 640 9000")
    reply = say(town, PASTED)
    assert reply.card is not None
    said = plain(reply.card, Words(language).say)
    assert "ACNUR, línea de orientación, (01) 640 9000" in said
    assert {"alerts.delete", "alerts.rest", "alerts.kind.passport"} <= set(keys_of(reply))
    assert not [secret for secret in SECRETS if secret in said]


def test_without_a_route_the_secretariat_is_pointed_to(town: Town) -> None:
    assert "alerts.referral_unset" in keys_of(say(town, PASTED))


def test_only_kind_place_hour_and_author_are_written_down(town: Town) -> None:
    say(town, PASTED)
    with town.database.reading() as session:
        (alert,) = session.exec(select(SensitiveAlert))
        (act,) = session.exec(select(JournalEntry).where(JournalEntry.act == "alert.noticed"))
        assert journal.first_broken_link(session, town.network_id) is None
    assert (alert.platform, alert.place, alert.noticed_at) == ("slack", "C0SALA", AT)
    assert alert.kinds == ["passport", "phone", "case"]
    assert alert.person_id == town.id_of(WHO)
    assert act.values == {"kinds": ["passport", "phone", "case"], "platform": "slack"}


def test_the_secretariat_hears_at_once_and_once_a_day_that_it_happened_and_no_more(town: Town) -> None:
    for minute in range(3):
        say(town, f"{PASTED} {minute}", at=AT + timedelta(minutes=minute))
    say(town, PASTED, at=AT + timedelta(days=1))
    told = town.notices("alerts.noticed")
    assert town.emails(told) == {SECRETARY}
    assert [row.about for row in told] == ["2027-04-07", "2027-04-08"]
    assert all(set(row.values) == {"day"} for row in told)
    assert [(row.status, row.due_at) for row in told] == [(WAITING, AT), (WAITING, AT + timedelta(days=1))], "at once"
    assert town.notices(to="l.altaquilla") == []


@pytest.mark.parametrize(
    ("command", "values"),
    [
        ("minutes.note", {"meeting": TEC, "wording": PASTED}),
        ("actions.assign", {"meeting": TEC, "organisation": "ACNUR", "date": "2027-05-14", "wording": PASTED}),
        ("decisions.propose", {"title": "Ayuda", "wording": PASTED}),
        ("agenda.propose", {"title": PASTED}),
        ("network.calendar_day", {"date": "2027-05-14", "calendar": "un_office", "name": PASTED}),
        ("settings.change", {"name": "minutes.circulation", "value": PASTED}),
    ],
)
def test_no_form_takes_it_in(town: Town, command: str, values: dict[str, str]) -> None:
    technical(town)
    reply = town.ask(SECRETARY, command, AT, key="once", **values)
    assert reply.withheld
    assert found_in(town) == []


def test_a_redelivery_is_answered_the_same_and_is_one_alert(town: Town) -> None:
    first, second = say(town, PASTED), say(town, PASTED)
    assert keys_of(first) == keys_of(second)
    assert second.withheld
    with town.database.reading() as session:
        assert len(list(session.exec(select(SensitiveAlert)))) == 1


def test_the_name_and_text_of_a_file_are_looked_at_too(town: Town) -> None:
    request = Request(
        "network.unknown", town.network_id, AT, town.id_of(WHO), {"typed": "adjunto"}, platform="slack",
        typed="adjunto\npasaporte 154829037.pdf",
    )  # fmt: skip
    with town.database.transaction() as session:
        assert answer(session, town.charters, request).withheld
    assert found_in(town) == []


def test_work_telephones_of_focal_points_are_taken_in_where_they_are_asked_for(town: Town) -> None:
    reply = town.ask(
        SECRETARY, "members.focal_point", AT, organisation="ACNUR", name="Rosa Alva", email="r.alva@acnur.example",
        date="2027-04-07", reference="carta 12, tel. Rosa Alva 987 654 321",
    )  # fmt: skip
    assert not reply.withheld


def test_the_clock_and_presses_of_quipu_s_own_cards_are_not_held_up(town: Town) -> None:
    technical(town)
    assert not town.ask("l.altaquilla", "minutes.draft", AT, meeting=TEC).withheld
