"""What heads the minutes is the secretariat's to set: shown first, kept in the journal, and refused where Word could not hold it."""

from __future__ import annotations

import pytest

from bot.word.enclosure import bound, headed
from storage.networks import Network
from tests.handlers.minutes_scene import circulated
from tests.handlers.record_scene import ACNUR, CE, SECRETARY, said
from tests.town import Town, keys_of, lima

AT = lima(2027, 2, 16)
OURS = "OIM y ACNUR\nSecretaría de la Red"


def heading(town: Town) -> str:
    with town.database.reading() as session:
        return session.get_one(Network, town.network_id).heading


def above(town: Town, language: str = "es") -> tuple[str, ...]:
    """What stands at the head of the minutes that went round."""
    from bot.language.catalogue import Words

    (notice,) = town.notices("minutes.circulated", to=ACNUR)
    with town.database.reading() as session:
        found = bound(session, notice, town.charter, AT)
        assert found is not None
        return headed(found, town.charter, language, Words(language).say)


def test_the_charters_own_heading_stands_until_another_is_set(town: Town) -> None:
    circulated(town)
    assert above(town) == ("Red de las Naciones Unidas sobre la Migración en el Perú", "Secretaría: OIM")
    assert above(town, "en")[0] == "United Nations Network on Migration in Peru"
    preview = town.ask(SECRETARY, "minutes.heading", AT, heading=OURS)
    assert "OIM y ACNUR\nSecretaría de la Red" in said(preview)
    assert heading(town) == ""
    town.confirm(SECRETARY, preview, AT)
    assert above(town) == ("OIM y ACNUR", "Secretaría de la Red")
    town.do(SECRETARY, "minutes.heading", AT, heading="-")
    assert above(town)[1] == "Secretaría: OIM"


def test_the_form_holds_what_stands(town: Town) -> None:
    town.do(SECRETARY, "minutes.heading", AT, heading=OURS)
    form = town.ask(SECRETARY, "minutes.heading", AT).form
    assert form is not None
    assert form.fields[0].value == OURS


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("a\nb\nc\nd\ne", "heading.too_many"), ("x" * 91, "heading.too_long"), ("x" * 100_000, "heading.too_long"),
        ("OIM\u202egnp.exe", "heading.control"), ("OIM\x07", "heading.control"), ("OIM\x00", "heading.control"),
        ("OIM\u2028ACNUR", "heading.control"), ("=cmd|' /C calc'!A0", "heading.formula"), ("+OIM", "heading.formula"),
        ("@SUM(A1)", "heading.formula"), ("12345", "heading.formula"), ("——", "heading.formula"),
    ],
)  # fmt: skip
def test_what_word_could_not_hold_is_refused_and_comes_back_in_the_form(town: Town, typed: str, why: str) -> None:
    reply = town.ask(SECRETARY, "minutes.heading", AT, heading=typed)
    assert reply.refused
    assert why in keys_of(reply)
    assert reply.form is not None
    assert reply.form.fields[0].value == typed
    assert heading(town) == ""


def test_only_the_secretariat_sets_it(town: Town) -> None:
    assert town.ask(ACNUR, "minutes.heading", AT, heading=OURS).refused


def test_an_action_stands_under_the_point_it_was_taken_on_at(town: Town) -> None:
    from tests.handlers.record_scene import held, versions

    held(town)
    town.ask(SECRETARY, "minutes.draft", AT, meeting=CE)
    item = versions(town)[-1].body["items"][0]["id"]  # type: ignore[index]
    town.do(
        SECRETARY, "actions.assign", AT, meeting=CE, wording="Enviar el mapa.", organisation="ACNUR", date="2027-03-15",
        item=str(item),
    )  # fmt: skip
    assert "1) A-2027-01 (ACNUR): Enviar el mapa." in said(town.ask(SECRETARY, "minutes.draft", AT, meeting=CE))
