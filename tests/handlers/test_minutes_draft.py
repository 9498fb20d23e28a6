"""Minutes are made from the record and from nothing else; a changed letter changes their fingerprint."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.minutes_draft import NOTE, Record, changed, corrected, fingerprint, renewed, sections, texts
from storage.actions import Action
from storage.agenda import AgendaItem
from storage.decisions import Decision
from storage.meetings import Attendance, Meeting
from storage.text import from_paper
from tests.town import lima

STARTS = lima(2027, 2, 9, 10)
NAMES = {1: "OCR", 2: "OIM", 3: "ACNUR", 4: "PNUD"}


def record(**changes: Any) -> Record:
    meeting = Meeting(
        id=7, network_id=1, code="CE-2027-01", kind="executive", title="Prioridades 2027", starts_at=STARTS, minutes=90,
        place="Sala Cantuta", convened_at=STARTS, notes={"minutes": {"11": "Se presentó la propuesta.", "other": "Saludo."}},
    )  # fmt: skip
    said = {"network_id": 1, "meeting_id": 7, "said_at": STARTS}
    attendance = [
        Attendance(organisation_id=2, presence="present", capacity="official", **said),
        Attendance(organisation_id=1, presence="present", capacity="alternate", **said),
        Attendance(organisation_id=4, presence="absent", answer="regrets", **said),
        Attendance(organisation_id=3, answer="confirmed", **said),
    ]
    item = AgendaItem(
        id=11,
        network_id=1,
        meeting_id=7,
        organisation_id=2,
        title="Prioridades",
        kind="decide",
        minutes=30,
        position=0,
        received_at=STARTS,
    )
    decision = Decision(
        network_id=1, series="D", code="D-2027-01", title="Prioridades 2027", wording="Se adoptan.", clause="5.2.1",
        status="ad_referendum", absent=[4], taken_on=date(2027, 2, 9), recorded_at=STARTS,
    )  # fmt: skip
    action = Action(
        network_id=1,
        code="A-2027-01",
        wording="Enviar el mapa.",
        organisation_id=3,
        due=date(2027, 4, 30),
        recorded_at=STARTS,
    )
    given_ = {
        "meeting": meeting, "attendance": attendance, "items": [item], "decisions": [decision], "actions": [action],
        "names": NAMES, "previous": "CE-2026-02", "coming": None,
    }  # fmt: skip
    return Record(**{**given_, **changes})


def test_the_sections_hold_what_the_record_holds() -> None:
    body = sections(record())
    header = from_paper(body["header"])
    assert (header["code"], header["starts_at"], header["place"]) == ("CE-2027-01", STARTS, "Sala Cantuta")
    assert body["present"] == [
        {"organisation": "OCR", "capacity": "alternate"},
        {"organisation": "OIM", "capacity": "official"},
    ]
    assert body["absent"] == [{"organisation": "PNUD", "answer": "regrets"}]
    assert [(item["title"], item["note"]) for item in body["items"]] == [("Prioridades", "Se presentó la propuesta.")]
    assert [(row["code"], row["absent"]) for row in body["decisions"]] == [("D-2027-01", ["PNUD"])]
    assert [(row["code"], row["organisation"], from_paper(row["due"])) for row in body["actions"]] == [
        ("A-2027-01", "ACNUR", date(2027, 4, 30))
    ]
    assert (body["other"], body["previous"], body["next"]) == ("Saludo.", "CE-2026-02", {})


def test_whoever_only_confirmed_is_neither_present_nor_absent() -> None:
    body = sections(record())
    assert "ACNUR" not in str(body["present"]) + str(body["absent"])


def test_people_correct_words_and_never_the_register() -> None:
    body = sections(record())
    tried = corrected(
        body, {"decisions": "otra cosa", "present": "todos", f"{NOTE}11": "Más claro.", "note_99": "no hay tal punto"}
    )
    assert tried["items"][0]["note"] == "Más claro."
    assert tried["decisions"] == body["decisions"]
    assert tried["present"] == body["present"]
    assert changed(body, tried) == [f"{NOTE}11"]


def test_a_changed_record_renews_the_draft_and_keeps_the_corrections() -> None:
    old = corrected(sections(record()), {f"{NOTE}11": "Corregido.", "next_steps": "Convocar."})
    fresh = sections(record(actions=[]))
    body = renewed(old, fresh)
    assert body["actions"] == []
    assert (body["items"][0]["note"], body["next_steps"]) == ("Corregido.", "Convocar.")
    assert changed(old, body) == ["actions"]


@given(st.text(max_size=200))
def test_the_fingerprint_follows_every_letter_and_nothing_else(words: str) -> None:
    body = sections(record())
    other = corrected(body, {"other": words})
    assert (fingerprint(other) == fingerprint(body)) == (words == texts(body)["other"])
    assert fingerprint(dict(reversed(list(body.items())))) == fingerprint(body)
