"""The final minutes wait for the close of comments, take them up, and are frozen under their fingerprint."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.minutes_draft import fingerprint
from tests.handlers.minutes_scene import (
    CORRECTION,
    FINAL,
    UNTIL,
    circulated,
    commented,
    drafted,
    finished,
)
from tests.handlers.record_scene import ACNUR, CE, COORDINATOR, SECRETARY, UNFPA, acts, said, source, versions
from tests.town import Town, lima


def test_the_final_version_waits_for_the_close_of_comments(town: Town) -> None:
    circulated(town)
    reply = town.ask(SECRETARY, "minutes.final", lima(2027, 2, 22, 16, 59), meeting=CE)
    assert reply.refused
    assert "sigue abierto hasta el lunes 22 de febrero de 2027, 17:00" in said(reply)
    assert "§5.1.8" in source(reply)
    assert "Comentarios a la minuta" in source(reply)


def test_the_final_version_takes_up_the_comments_and_is_frozen_under_its_fingerprint(network: Town) -> None:
    """E04: minutes of CE-2027-01 final on 23 February, before 24 February 17:00."""
    circulated(network)
    commented(network)
    network.ask(None, "minutes.close_comments", UNTIL, meeting=CE)
    form = network.ask(SECRETARY, "minutes.final", FINAL, meeting=CE)
    assert form.form is not None
    assert CORRECTION in said(form)
    shown = network.ask(
        SECRETARY, "minutes.final", FINAL, **form.form.hidden, other="Se recogió la corrección de ACNUR."
    )
    assert "Qué cambió: Otros asuntos" in said(shown)
    assert "queda fija, con su huella digital" in said(shown)
    assert "Versión final de la minuta" in source(shown)
    assert network.notices("minutes.final") == []
    done = network.confirm(SECRETARY, shown, FINAL)
    first, final = versions(network)
    assert (final.status, final.version, final.final_at) == ("final", 2, FINAL)
    assert final.fingerprint == fingerprint(final.body)
    assert final.body["other"] == "Se recogió la corrección de ACNUR."
    assert first.status == "circulated"
    assert final.fingerprint[:12] in said(done)
    readers = network.emails(network.notices("minutes.final"))
    assert readers == network.emails(network.notices("minutes.circulated"))
    (act,) = [entry for entry in acts(network, CE) if entry.act == "minutes.final"]
    assert act.values["fingerprint"] == final.fingerprint
    assert "FINAL, versión 2" in said(network.ask(UNFPA, "minutes.show", FINAL))


@pytest.mark.parametrize("who", [SECRETARY, COORDINATOR, ACNUR, UNFPA])
def test_the_final_minutes_offer_themselves_in_word_to_whoever_reads_them(town: Town, who: str) -> None:
    circulated(town)
    done = finished(town)
    for shown in (done, town.ask(who, "minutes.show", FINAL), town.ask(who, "minutes.show", FINAL, meeting=CE)):
        press = next(button for button in town.buttons(shown) if button.command == "minutes.word")
        assert not town.ask(who, press.command, FINAL, **press.values).refused


def test_before_there_is_a_version_to_read_none_is_offered_in_word(town: Town) -> None:
    drafted(town)
    shown = town.ask(ACNUR, "minutes.show", FINAL)
    assert shown.refused
    assert all(button.command != "minutes.word" for button in town.buttons(shown))


def test_final_minutes_do_not_change(town: Town) -> None:
    circulated(town)
    finished(town)
    for command in ("minutes.final", "minutes.circulate", "minutes.note"):
        reply = town.ask(
            SECRETARY, command, lima(2027, 2, 25), meeting=CE, wording="algo", version="2", other="otra cosa"
        )
        assert reply.refused, command
    town.ask(SECRETARY, "minutes.draft", lima(2027, 2, 25), meeting=CE, other="otra cosa")
    assert [row.status for row in versions(town)] == ["circulated", "final"]
    assert fingerprint(versions(town)[-1].body) == versions(town)[-1].fingerprint


def test_finishing_when_the_clock_was_stopped_closes_the_comments_too(town: Town) -> None:
    circulated(town)
    finished(town)
    assert versions(town)[-1].comments_closed_at == FINAL
    assert len(town.notices("minutes.comments_closed")) == 2


def test_the_presses_under_circulated_minutes_follow_the_clock_and_the_office(town: Town) -> None:
    circulated(town)
    during, after = lima(2027, 2, 18), lima(2027, 2, 23)

    def labels(who: str, at: datetime) -> set[str]:
        reply = town.ask(who, "minutes.show", at, meeting=CE)
        return {str(getattr(button.label, "key", button.label)) for button in town.buttons(reply)}

    assert labels(ACNUR, during) == {
        "minutes.button.comment", "no_comments.button", "minutes.button.word", "origin.button.ask", "button.why",
    }  # fmt: skip
    assert "minutes.button.final" not in labels(SECRETARY, during)
    assert "minutes.button.final" in labels(SECRETARY, after)
    assert "minutes.button.final" not in labels(ACNUR, after)
