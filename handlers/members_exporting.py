"""«Mis datos»: everything that is held about one person of a member, for themselves or for whoever keeps the data to hand over."""

import json
from typing import Any

from handlers import members_parts as parts
from handlers import members_people
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.reply import Card, Facts, Heading, Note, Paragraph, Refusal, Reply, Said, text
from handlers.request import Request
from handlers.why import source_parts
from storage import archive
from storage.people import Person

WHO_THEY_ARE = ("person", "office", "account", "absence", "mailalias", "feed", "directoryentry")
"""Shown whole; of what they did and were sent, how much there is: it leaves as a file (`python -m bot export DIR --person`)."""


@command("members.export", power=EVERYONE)
def export(request: Request, desk: Desk) -> Reply:
    """One's own data for anybody; somebody else's for whoever keeps the network's data."""
    person = _whose(request, desk)
    held = everything(desk, person)
    rows: list[tuple[Said, Said]] = [(text(f"held.{name}"), _said(name, found)) for name, found in held.items()]
    own = {name: found for name, found in held.items() if name in WHO_THEY_ARE}
    desk.record("person.exported", str(person.id), parts.FOCAL_POINTS)
    return Reply(
        Card(
            (
                Heading(text("held.title", who=person.name)),
                Facts(tuple(rows)),
                Heading(text("exporting.as_json")),
                Paragraph(json.dumps(own, ensure_ascii=False, indent=1, default=archive.plain)),
                Note(text("held.whole")),
                *source_parts(desk, parts.FOCAL_POINTS),
            )
        )
    )


def _said(name: str, found: list[dict[str, Any]]) -> Said:
    """Who they are and their offices in words; of anything else, how much there is."""
    if name == "person":
        (row,) = found
        known = row["email"] and row["language"]
        return text("held.who", **{**row, "language": text(f"language.{row['language']}")}) if known else row["name"]
    if name == "office":
        offices = [
            text("held.office_since", office=text(f"office.{row['office']}"), since=row["since"]) for row in found
        ]
        return text("decisions.listed", all=offices)
    return str(len(found))


def everything(desk: Desk, person: Person) -> dict[str, list[dict[str, Any]]]:
    """The rows that are this person's, by the names of the record."""
    assert person.id is not None
    found = {
        table.name: list(archive.rows_of_person(desk.session, table, desk.network_id, person.id))
        for table in archive.personal_tables()
    }
    return {name: rows for name, rows in found.items() if rows}


def _whose(request: Request, desk: Desk) -> Person:
    """Oneself; who else is on the roster nobody learns by asking."""
    assert desk.person is not None
    wanted = request.value("person")
    if not wanted or members_people.is_meant(desk.person, wanted):
        return desk.person
    if not may(desk.law.charter, "keep_data", desk.offices):
        clause = desk.law.charter.powers["keep_data"].clause
        raise Refusal(text("held.not_yours"), clause=clause, setting="powers.keep_data")
    return members_people.person_named(desk, wanted)
