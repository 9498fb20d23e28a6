"""The register is seen by members, never by guests; only the Committee agrees, and everybody else may comment."""

from __future__ import annotations

from handlers.reply import Reply
from tests.handlers.record_scene import (
    CE,
    COMMITTEE,
    COORDINATOR,
    GUEST,
    NOON,
    SECRETARY,
    TEC,
    UNFPA,
    acts,
    convened,
    held,
    register,
    said,
    source,
    technical,
)  # fmt: skip
from tests.town import Town, keys_of, lima

PRIORITIES = "El Comité Ejecutivo adopta como prioridades 2027 la regularización, el trabajo decente y la niñez."
RHYTHM = "Las reuniones técnicas se realizarán cada dos meses."


def test_only_the_committee_agrees_and_a_focal_point_is_offered_a_comment(network: Town) -> None:
    """E03: UNFPA's focal point is refused with 5 (Puntos focales) and 5.2.1; its comment is kept beside the decision."""
    held(network)
    network.do(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES, title="Prioridades 2027")
    reply = network.ask(UNFPA, "decisions.agree", NOON, code="d-2027-01")
    assert reply.refused
    words = said(reply)
    assert "lo da solo el Comité Ejecutivo, por consenso" in words
    assert "el §5 (Puntos focales) y el §5.2.1" in words
    assert "§5 (Puntos focales)" in source(reply)
    form = network.press(UNFPA, reply, "decisions.button.comment", NOON)
    assert form.form is not None
    shown = network.ask(UNFPA, form.form.command, NOON, **form.form.hidden, wording="Conviene mencionar la salud.")
    assert network.notices("decision.commented") == []
    network.confirm(UNFPA, shown, NOON)
    assert network.emails(network.notices("decision.commented")) == {COORDINATOR, SECRETARY}
    shown_again = said(network.ask(UNFPA, "decisions.show", NOON, code="D-2027-01"))
    assert "Conviene mencionar la salud." in shown_again
    assert "adoptada ad referendum: falta la respuesta de PNUD" in shown_again


def test_guests_see_and_agree_to_nothing(town: Town) -> None:
    held(town)
    town.do(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES)
    for command in (
        "decisions.show",
        "decisions.list",
        "decisions.search",
        "decisions.agree",
        "decisions.comment",
        "decisions.reserve",
        "decisions.object",
        "decisions.take_back",
        "actions.list",
    ):
        reply = town.ask(GUEST, command, NOON, code="D-2027-01", words="prioridades", wording="hola")
        assert reply.refused, command
        assert PRIORITIES not in said(reply)


def test_the_register_is_listed_searched_and_shown_by_code_word_and_year(network: Town) -> None:
    held(network)
    technical(network)
    network.do(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=PRIORITIES, title="Prioridades 2027")
    network.do(
        SECRETARY, "decisions.record", lima(2027, 4, 6, 12), meeting=TEC, wording=RHYTHM, title="Ritmo de las técnicas"
    )
    at = lima(2027, 4, 8, 9)
    listed = said(network.ask(UNFPA, "decisions.list", at))
    assert listed.index("AT-2027-01 · Ritmo") < listed.index("D-2027-01 · Prioridades")
    assert "Ritmo de las técnicas" not in said(network.ask(UNFPA, "decisions.search", at, words="NIÑEZ regularizacion"))
    found = network.ask(UNFPA, "decisions.search", at, words="tecnicas")
    assert "AT-2027-01 · Ritmo de las técnicas" in said(found)
    assert "register.nothing_found" in keys_of(network.ask(UNFPA, "decisions.search", at, words="nada de esto"))
    assert "register.nothing_found" in keys_of(network.ask(UNFPA, "decisions.list", at, year="2026"))
    shown = network.ask(UNFPA, "decisions.show", at, code="d-2027-01")
    assert "Registró: Lucía Altaquilla Ponceval, el martes 9 de febrero de 2027, 12:00 (hora de Lima)" in said(shown)
    assert "§5.2.1" in source(shown)


def test_a_long_register_comes_in_pages(town: Town) -> None:
    held(town)
    for number in range(1, 18):
        town.do(COORDINATOR, "decisions.record", NOON, wording=f"Decisión número {number}.", title=f"Decisión {number}")
    first = town.ask(UNFPA, "decisions.list", NOON)
    assert "D-2027-17" in said(first)
    assert "D-2027-02 " not in said(first)
    second = town.press(UNFPA, first, "register.button.more", NOON)
    assert "D-2027-02 · Decisión 2" in said(second)
    assert "D-2027-17" not in said(second)


def test_an_unknown_code_and_an_empty_register_are_said_kindly(town: Town) -> None:
    assert "register.empty" in keys_of(town.ask(UNFPA, "decisions.show", NOON))
    assert "register.empty" in keys_of(town.ask(UNFPA, "decisions.list", NOON))
    assert "register.unknown" in keys_of(town.ask(UNFPA, "decisions.show", NOON, code="D-2027-99"))


def attended(town: Town, *present: str) -> Reply:
    """The attendance of the meeting of 9 February, recorded by the secretariat."""
    return town.do(
        SECRETARY, "meetings.held", NOON, meeting=CE, present=[str(town.organisation(name)) for name in present]
    )


def test_a_corrected_attendance_takes_back_a_consensus_that_was_not(network: Town) -> None:
    """5.2.1: PNUD had been recorded as present by mistake; the register must not claim its consent."""
    convened(network)
    attended(network, *COMMITTEE)
    network.do(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=PRIORITIES)
    assert "adoptada por consenso" in said(network.ask(UNFPA, "decisions.show", NOON))
    attended(network, *COMMITTEE[:-1])
    (decision,) = register(network)
    assert (decision.status, decision.absent) == ("ad_referendum", [network.organisation("PNUD")])
    assert "falta la respuesta de PNUD" in said(network.ask(UNFPA, "decisions.show", NOON))
    assert [entry.act for entry in acts(network, "D-2027-01")] == ["decision.recorded", "decision.attendance_corrected"]


def test_the_same_attendance_recorded_again_changes_no_decision(town: Town) -> None:
    convened(town)
    attended(town, *COMMITTEE[:-1])
    town.do(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=PRIORITIES)
    attended(town, *COMMITTEE[:-1])
    assert [entry.act for entry in acts(town, "D-2027-01")] == ["decision.recorded"]


def test_why_tells_everything_about_a_decision(town: Town) -> None:
    held(town)
    town.do(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES, title="Prioridades 2027")
    words = said(town.ask(UNFPA, "network.why", NOON, code="d-2027-01"))
    assert "§5.2.1" in words
    assert "Lucía Altaquilla Ponceval (Coordinación) registró la decisión" in words
    assert "Comité Ejecutivo, ausentes: PNUD" in words
    assert "Estado: adoptada ad referendum: falta la respuesta de PNUD" in words
