"""Every paragraph of the minutes names the record it comes from, and goes with it; nothing in them is not recorded."""

from __future__ import annotations

import random

import pytest

from bot.language.catalogue import Words
from bot.word.outline import Free, Grid, Line, outline_of
from handlers import minutes_origin
from handlers.minutes_draft import lines
from handlers.minutes_origin import Sourced
from storage import agenda, minutes
from storage.minutes import RecordLine
from tests.handlers.minutes_scene import circulated
from tests.handlers.record_scene import (
    ACNUR,
    CE,
    COORDINATOR,
    GUEST,
    SECRETARY,
    convened,
    held,
    meeting_of,
    said,
    versions,
)
from tests.town import LIMA, Town, keys_of, lima

DURING, AFTER = lima(2027, 2, 9, 10, 20), lima(2027, 2, 10, 9)
SEATS = ("OCR", "OIM", "ACNUR", "OIT", "UNICEF", "PNUD")


def sources(town: Town) -> list[Sourced]:
    rows = versions(town)
    return minutes_origin.sourced(rows[-1].body, rows)


def unsourced(town: Town) -> list[str]:
    """What stands in the Word document and names no record."""
    rows = versions(town)
    known = {each.tag for each in sources(town)}
    found: list[str] = []
    for each in outline_of(rows[-1].body, Words("es", zone=LIMA).say, minutes_origin.tags_of(rows[-1].body, rows)):
        if isinstance(each, Line) and each.firm:
            found.append(each.tag)
        elif isinstance(each, Free):
            count = len(lines(each.words))
            assert len(each.sources) == count
            found += [minutes_origin.line_tag(each.field, place) for place in range(count)]
        elif isinstance(each, Grid):
            found += [f"{each.tag}/{row[0]}" for row in each.rows]
    return [tag for tag in found if tag not in known]


def points(town: Town) -> list[str]:
    """The points on the agenda, by their ids as text."""
    with town.database.reading() as session:
        return [str(item.id) for item in agenda.items(session, meeting_of(town).id or 0)]


def record_something(town: Town, chance: random.Random, items: list[str], step: int) -> None:
    """One mark in the meeting, by chance."""
    who, kind = (
        chance.choice((SECRETARY, COORDINATOR)),
        chance.choice(("note", "note", "decision", "action", "presence")),
    )
    words = f"Se dijo lo {step}."
    if kind == "note":
        where = chance.choice([*items, "other"])
        if chance.random() < 0.3:
            words += f"\nY también lo {step} bis."
        town.ask(who, "minutes.note", DURING, meeting=CE, item=where, wording=words)
    elif kind == "decision":
        town.do(
            who, "decisions.record", DURING, meeting=CE, wording=words, title=words, item=chance.choice([*items, ""])
        )
    elif kind == "action":
        town.do(
            who,
            "actions.assign",
            DURING,
            meeting=CE,
            wording=words,
            organisation="ACNUR",
            date="2027-03-15",
            item=chance.choice([*items, ""]),
        )
    else:
        here = chance.choice(("present", "absent"))
        town.ask(who, "meetings.presence", DURING, meeting=CE, organisation=chance.choice(SEATS), presence=here)


def standing(town: Town) -> list[RecordLine]:
    with town.database.reading() as session:
        return minutes.record_lines(session, meeting_of(town).id or 0)


def in_the_draft(town: Town) -> str:
    """Every word of the newest version, but not what it came from."""
    return str({name: each for name, each in versions(town)[-1].body.items() if name != "origin"})


@pytest.mark.parametrize("seed", range(6))
def test_every_paragraph_names_its_record_and_goes_with_it(town: Town, seed: int) -> None:
    chance = random.Random(seed)
    held(town, items=tuple(f"Punto {number}" for number in range(chance.randint(0, 3))))
    items = points(town)
    for step in range(12):
        record_something(town, chance, items, step)
    town.ask(SECRETARY, "minutes.draft", DURING)
    assert unsourced(town) == []
    assert all(each.source.key.startswith("origin.") for each in sources(town))
    assert "origin.before" not in {each.source.key for each in sources(town)}
    noted = [line for line in standing(town) if line.kind == "note"]
    told = [each.source.values["number"] for each in sources(town) if each.source.key == "origin.note"]
    assert len(set(told)) == len(noted)
    for who in (SECRETARY, COORDINATOR):
        while mine := [line for line in standing(town) if line.person_id == town.id_of(who)]:
            reply = town.ask(who, "minutes.undo", DURING)
            assert not reply.refused
            if mine[-1].kind in ("note", "decision", "agreement", "action"):
                town.ask(SECRETARY, "minutes.draft", DURING)
                assert not any(line in in_the_draft(town) for line in lines(mine[-1].words))
                assert unsourced(town) == []
    assert not any("Se dijo" in str(each.words) for each in sources(town))


def test_two_notes_of_the_same_words_are_each_cited_as_their_own(town: Town) -> None:
    held(town)
    item = points(town)[0]
    for who, words in ((SECRETARY, "OIT apoya."), (COORDINATOR, "OIT apoya.\nY ACNUR."), (SECRETARY, "OIT apoya.")):
        town.ask(who, "minutes.note", DURING, meeting=CE, item=item, wording=words)
    town.ask(SECRETARY, "minutes.draft", AFTER)
    noted = [each for each in sources(town) if each.source.key == "origin.note"]
    assert [(each.words, each.source.values["number"]) for each in noted] == [
        ("OIT apoya.", 1), ("OIT apoya.", 2), ("Y ACNUR.", 2), ("OIT apoya.", 3),
    ]  # fmt: skip
    shown = [said(town.ask(SECRETARY, "minutes.source", AFTER, meeting=CE, paragraph=each.number)) for each in noted]
    assert ["nota 1" in each for each in shown] == [True, False, False, False]
    assert "nota 3" in shown[3]


def test_the_same_words_written_once_more_by_hand_are_not_the_note(town: Town) -> None:
    held(town)
    item = points(town)[0]
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, item=item, wording="OIT apoya.")
    town.ask(SECRETARY, "minutes.draft", AFTER)
    town.ask(SECRETARY, "minutes.draft", AFTER, meeting=CE, version="1", **{f"note_{item}": "OIT apoya.\nOIT apoya."})
    found = [each.source for each in sources(town) if each.words == "OIT apoya."]
    assert [each.key for each in found] == ["origin.note", "origin.by_hand"]
    assert found[1].values["version"] == 2


def test_what_the_secretariat_wrote_over_a_note_is_its_own_and_says_so(town: Town) -> None:
    held(town)
    item = points(town)[0]
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, item=item, wording="OIT apoya.")
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, item=item, wording="ACNUR también.")
    town.ask(SECRETARY, "minutes.draft", AFTER)
    town.ask(
        SECRETARY,
        "minutes.draft",
        AFTER,
        meeting=CE,
        version="1",
        **{f"note_{item}": "OIT apoya la propuesta.\nACNUR también."},
    )
    first, second = (each for each in sources(town) if each.number in (1, 2))
    assert (first.words, first.source.key, first.source.values["version"]) == (
        "OIT apoya la propuesta.",
        "origin.by_hand",
        2,
    )
    assert (second.words, second.source.key, second.source.values["number"]) == ("ACNUR también.", "origin.note", 2)
    town.ask(SECRETARY, "minutes.draft", AFTER, meeting=CE, version="2", other="Saludo.")
    assert next(each for each in sources(town) if each.number == 1).source.values["version"] == 2


def test_a_note_taken_back_keeps_its_number_and_leaves_the_draft(town: Town) -> None:
    convened(town)
    for words in ("Uno.", "Dos.", "Tres."):
        town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording=words)
        if words == "Dos.":
            town.ask(SECRETARY, "minutes.undo", DURING)
    shown = said(town.ask(SECRETARY, "minutes.running", DURING, meeting=CE))
    assert "nota 3" in said(town.ask(COORDINATOR, "minutes.running", DURING, meeting=CE))
    assert "nota 2" not in shown


def test_where_does_paragraph_one_come_from(town: Town) -> None:
    circulated(town)
    decision = town.ask(ACNUR, "minutes.source", lima(2027, 2, 16), paragraph="1")
    assert "Párrafo 1 de la minuta de CE-2027-01" in said(decision)
    assert "Registro: decisión D-2027-01" in said(decision)
    assert "origin.button.record" in keys_of(decision)
    action = town.ask(ACNUR, "minutes.source", lima(2027, 2, 16), code="a-2027-01")
    assert "A-2027-01 en la minuta de CE-2027-01" in said(action)
    whole = said(town.ask(ACNUR, "minutes.source", lima(2027, 2, 16)))
    assert "convocatoria de CE-2027-01, mar 1 dic 2026, 09:00" in whole
    assert "punto de OIM en la agenda de CE-2027-01" in whole


def test_a_paragraph_that_is_not_there_is_said_to_be_none(town: Town) -> None:
    circulated(town)
    reply = town.ask(SECRETARY, "minutes.source", lima(2027, 2, 16), paragraph="99")
    assert reply.refused
    assert "origin.no_such" in keys_of(reply)


def test_a_draft_and_minutes_of_the_committee_tell_their_sources_to_nobody_else(town: Town) -> None:
    held(town)
    town.ask(SECRETARY, "minutes.draft", AFTER)
    assert town.ask(ACNUR, "minutes.source", AFTER, meeting=CE).refused
    assert not town.ask(SECRETARY, "minutes.source", AFTER, meeting=CE).refused
    assert town.ask(GUEST, "minutes.source", AFTER, meeting=CE).refused


def test_only_the_draft_shows_the_sources_beside_its_lines(town: Town) -> None:
    held(town)
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="OIT apoya.")
    assert "1) OIT apoya. [nota 1, OIM, 10:20]" in said(town.ask(SECRETARY, "minutes.draft", AFTER))
    town.do(SECRETARY, "minutes.circulate", AFTER, meeting=CE)
    assert "1) OIT apoya.\n" in said(town.ask(ACNUR, "minutes.show", AFTER, meeting=CE))


def test_a_point_of_more_than_four_lines_is_pointed_out_and_nothing_is_cut(town: Town) -> None:
    held(town)
    item = points(town)[0]
    town.ask(
        SECRETARY, "minutes.note", DURING, meeting=CE, item=item, wording="\n".join(f"Línea {n}." for n in range(5))
    )
    shown = said(town.ask(SECRETARY, "minutes.draft", AFTER))
    assert "«Prioridades 2027» tiene más de 4 líneas" in shown
    assert "5) Línea 4. [nota 1, OIM, 10:20]" in shown


def test_the_minutes_before_are_one_press_away_for_whoever_may_read_them(town: Town) -> None:
    circulated(town)
    held(town, "CE-2027-02", starts=lima(2027, 3, 9, 10), title="Segunda")
    draft = town.ask(SECRETARY, "minutes.draft", lima(2027, 3, 10), meeting="CE-2027-02")
    assert "Prioridades 2027" in said(town.press(SECRETARY, draft, "minutes.button.previous", lima(2027, 3, 10)))
