"""While the meeting runs: marks become lines of one record, attendance is one press an agency, the last line is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.understanding import Context, understand
from handlers.reply import Buttons, Reply
from storage import actions as known
from storage import decisions, meetings, minutes
from storage.minutes import RecordLine
from tests.handlers.record_scene import (
    ACNUR,
    CE,
    COMMITTEE,
    COORDINATOR,
    SECRETARY,
    actions,
    acts,
    convened,
    meeting_of,
    register,
    said,
)
from tests.town import Town, keys_of, lima

DURING = lima(2027, 2, 9, 10, 20)
PRIORITIES = "Se adoptan las prioridades 2027."


def lines(town: Town) -> list[RecordLine]:
    with town.database.reading() as session:
        return minutes.record_lines(session, meeting_of(town).id or 0)


def room(town: Town) -> dict[str, str]:
    """What is on record of each organisation at the meeting."""
    with town.database.reading() as session:
        rows = meetings.attendance(session, meeting_of(town).id or 0)
    names = {town.organisation(name): name for name in ("OCR", "OIM", "ACNUR", "OIT", "UNICEF", "PNUD", "UNFPA")}
    return {names[row.organisation_id]: row.presence for row in rows}


def labels(reply: Reply) -> list[str]:
    assert reply.card is not None
    return [
        str(button.values.get("organisation"))
        for part in reply.card.parts
        if isinstance(part, Buttons)
        for button in part.buttons
        if button.command == "meetings.presence"
    ]


def everybody_here(town: Town) -> None:
    convened(town)
    for name in ("OCR", "OIM", "ACNUR", "OIT", "UNICEF", "PNUD"):
        town.ask(SECRETARY, "meetings.presence", DURING, organisation=name, presence="present")


def test_one_press_an_agency_calls_the_roll(town: Town) -> None:
    convened(town)
    shown = town.ask(SECRETARY, "meetings.roll", DURING)
    assert {"ACNUR", "OIT", "PNUD"} <= set(labels(shown))
    reply = town.ask(SECRETARY, "meetings.presence", DURING, meeting=CE, organisation="ACNUR", presence="present")
    assert room(town) == {"ACNUR": "present"}
    assert "Presentes: ACNUR" in said(reply)
    assert [(line.kind, line.about) for line in lines(town)] == [("present", "ACNUR")]


def test_a_second_press_says_the_other_and_the_same_twice_is_one_line(town: Town) -> None:
    convened(town)
    for _ in range(2):
        town.ask(SECRETARY, "meetings.presence", DURING, organisation="ACNUR", presence="present")
    assert len(lines(town)) == 1
    town.ask(SECRETARY, "meetings.presence", DURING, organisation="ACNUR", presence="absent")
    assert room(town) == {"ACNUR": "absent"}


def test_the_mark_for_an_absence_names_the_agency(town: Town) -> None:
    convened(town)
    context = Context("es", DURING, ("ACNUR", "PNUD"), ())
    meant = understand("#ausente PNUD", context)
    assert (meant.command, meant.values) == ("meetings.presence", {"organisation": ["PNUD"], "presence": "absent"})
    town.ask(SECRETARY, meant.command, DURING, **meant.values)
    assert room(town) == {"PNUD": "absent"}


def test_an_agency_nobody_knows_is_refused_by_name(town: Town) -> None:
    convened(town)
    meant = understand("#ausente ONUDI", Context("es", DURING, ("ACNUR", "PNUD"), ()))
    reply = town.ask(SECRETARY, meant.command, DURING, **meant.values)
    assert reply.refused
    assert "ONUDI" in said(reply)
    assert lines(town) == []


@pytest.mark.parametrize(
    ("typed", "command"),
    [("#deshacer", "minutes.undo"), ("#undo", "minutes.undo"), ("#absent OIT", "meetings.presence"), ("#nota Algo", "minutes.note")],
)  # fmt: skip
def test_every_mark_is_understood(typed: str, command: str) -> None:
    assert understand(typed, Context("es", DURING, ("OIT",), ())).command == command


def test_every_mark_is_a_line_of_the_record(town: Town) -> None:
    everybody_here(town)
    town.do(SECRETARY, "decisions.record", DURING, meeting=CE, wording=PRIORITIES)
    town.do(
        SECRETARY,
        "actions.assign",
        DURING,
        meeting=CE,
        wording="Enviar el mapa.",
        organisation="ACNUR",
        date="2027-03-15",
    )
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="OIT compartirá el estudio.")
    assert [(line.kind, line.about, line.words) for line in lines(town)[6:]] == [
        ("decision", "D-2027-01", PRIORITIES),
        ("action", "A-2027-01", "Enviar el mapa."),
        ("note", "other", "OIT compartirá el estudio."),
    ]


def test_undo_takes_back_ones_own_last_line_and_nobody_elses(town: Town) -> None:
    convened(town)
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="Primera.")
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="Segunda.")
    assert town.ask(COORDINATOR, "minutes.undo", DURING).refused
    assert "Segunda." in said(town.ask(SECRETARY, "minutes.undo", DURING))
    assert meeting_of(town).notes["minutes"] == {"other": "Primera."}
    assert [line.words for line in lines(town)] == ["Primera."]


def test_a_dropped_decision_keeps_its_number(town: Town) -> None:
    everybody_here(town)
    town.do(SECRETARY, "decisions.record", DURING, meeting=CE, wording=PRIORITIES)
    reply = town.ask(SECRETARY, "minutes.undo", DURING + timedelta(minutes=40))
    assert "D-2027-01 no se vuelve a usar" in said(reply)
    assert [row.status for row in register(town)] == [decisions.DROPPED]
    assert "sin efecto" in said(town.ask(ACNUR, "decisions.show", DURING, code="D-2027-01"))
    town.do(SECRETARY, "decisions.record", DURING + timedelta(minutes=41), meeting=CE, wording="Otra.")
    assert [row.code for row in register(town)] == ["D-2027-01", "D-2027-02"]
    with town.database.reading() as session:
        assert [row.code for row in decisions.of_meeting(session, meeting_of(town).id or 0)] == ["D-2027-02"]


def test_whoever_had_heard_of_a_dropped_action_hears_that_it_is_dropped(town: Town) -> None:
    everybody_here(town)
    given = {"meeting": CE, "wording": "Enviar el mapa.", "organisation": "ACNUR", "date": "2027-03-15"}
    town.do(SECRETARY, "actions.assign", DURING, **given)
    sent(town, "action.assigned")
    town.ask(SECRETARY, "minutes.undo", DURING + timedelta(minutes=1))
    assert actions(town) == []
    told = town.notices("minutes.dropped")
    assert town.emails(told) == town.emails(town.notices("action.assigned"))
    assert "n.quintamayo" in town.emails(told)


def test_what_has_not_left_is_not_sent_and_needs_no_correction(town: Town) -> None:
    everybody_here(town)
    given = {"meeting": CE, "wording": "Enviar el mapa.", "organisation": "ACNUR", "date": "2027-03-15"}
    town.do(SECRETARY, "actions.assign", DURING, **given)
    town.ask(SECRETARY, "minutes.undo", DURING + timedelta(minutes=1))
    assert {row.status for row in town.notices("action.assigned")} == {"dropped"}
    assert town.notices("minutes.dropped") == []


def test_an_absence_taken_back_is_as_it_was_before(town: Town) -> None:
    convened(town)
    town.ask(SECRETARY, "meetings.presence", DURING, organisation="PNUD", presence="present")
    town.ask(SECRETARY, "meetings.presence", DURING, organisation="PNUD", presence="absent")
    town.ask(SECRETARY, "minutes.undo", DURING)
    assert room(town) == {"PNUD": "present"}
    town.ask(SECRETARY, "minutes.undo", DURING)
    assert room(town) == {"PNUD": ""}


def test_after_the_meeting_only_the_first_minutes_count(town: Town) -> None:
    convened(town)
    town.ask(SECRETARY, "minutes.note", lima(2027, 2, 9, 12), meeting=CE, wording="Tarde.")
    late = town.ask(SECRETARY, "minutes.undo", lima(2027, 2, 9, 12, 10))
    assert late.refused
    assert "10 minutos" in said(late)
    assert len(lines(town)) == 1
    assert not town.ask(SECRETARY, "minutes.undo", lima(2027, 2, 9, 12, 9)).refused


def test_what_its_owner_has_answered_is_not_taken_back(town: Town) -> None:
    everybody_here(town)
    given = {"meeting": CE, "wording": "Enviar el mapa.", "organisation": "ACNUR", "date": "2027-03-15"}
    town.do(SECRETARY, "actions.assign", DURING, **given)
    town.ask(ACNUR, "actions.help", DURING + timedelta(minutes=1), code="A-2027-01", wording="Falta el dato.")
    assert town.ask(SECRETARY, "minutes.undo", DURING + timedelta(minutes=2)).refused
    with town.database.reading() as session:
        assert [row.status for row in known.still_open(session, town.network_id)] == [known.OPEN]


def test_members_neither_call_the_roll_nor_take_back(town: Town) -> None:
    convened(town)
    assert town.ask(ACNUR, "meetings.presence", DURING, organisation="ACNUR", presence="present").refused
    assert town.ask(ACNUR, "minutes.undo", DURING).refused
    assert room(town) == {}


def test_what_was_taken_back_stays_in_the_journal(town: Town) -> None:
    convened(town)
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="Algo.")
    town.ask(SECRETARY, "minutes.undo", DURING)
    assert [entry.act for entry in acts(town, CE)][-2:] == ["minutes.noted", "minutes.line_undone"]


def sent(town: Town, notice: str) -> None:
    """As if the delivery had sent them."""
    with town.database.transaction() as session:
        for row in town.notices(notice):
            row.status, row.sent_at, row.platform = "sent", row.due_at, "slack"
            session.merge(row)


def test_a_double_click_takes_back_one_line_and_the_next_card_carries_another_press(town: Town) -> None:
    convened(town)
    for wording in ("Uno.", "Dos.", "Tres."):
        town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording=wording)
    first = town.button(town.ask(SECRETARY, "meetings.roll", DURING), "running.button.undo")
    for _ in range(2):
        town.ask(SECRETARY, first.command, DURING, key=f"press/{first.values}", **first.values)
    assert [line.words for line in lines(town)] == ["Uno.", "Dos."]
    second = town.button(town.ask(SECRETARY, "meetings.roll", DURING), "running.button.undo")
    town.ask(SECRETARY, second.command, DURING, key=f"press/{second.values}", **second.values)
    assert [line.words for line in lines(town)] == ["Uno."]


def test_what_was_agreed_before_the_roll_was_called_waits_for_it(town: Town) -> None:
    """Nothing is lost: one press records the same words once it is known who is there."""
    convened(town)
    waits = town.ask(SECRETARY, "minutes.capture", DURING, meeting=CE, kind="decision", wording="Se adopta el plan.")
    assert "decisions.waits" in keys_of(waits)
    for body in COMMITTEE:
        town.ask(SECRETARY, "meetings.presence", DURING, meeting=CE, organisation=body, presence="present")
    shown = town.press(SECRETARY, waits, "decisions.button.then_record", DURING)
    town.confirm(SECRETARY, shown, DURING)
    assert [row.wording for row in register(town)] == ["Se adopta el plan."]
