"""«Mis datos»: everything that is held about one person of a member, for themselves or for whoever keeps the data to hand over."""

from collections.abc import Callable
from typing import Any

from handlers import members_parts as parts
from handlers import members_people
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.reply import Card, Facts, Heading, Note, Refusal, Reply, Said, text
from handlers.request import Request
from handlers.why import source_parts
from storage import archive
from storage.people import Organisation, Person


@command("members.export", power=EVERYONE)
def export(request: Request, desk: Desk) -> Reply:
    """One's own data for anybody; somebody else's for whoever keeps the network's data."""
    person = _whose(request, desk)
    held, own = everything(desk, person), person.id == desk.person_id
    rows: list[tuple[Said, Said]] = [(text(f"held.{name}"), _said(desk, name, found)) for name, found in held.items()]
    desk.record("person.exported", str(person.id), parts.FOCAL_POINTS)
    return Reply(
        Card(
            (
                Heading(text("held.yours") if own else text("held.title", who=person.name)),
                Facts(tuple(rows)),
                Note(text("held.as_file" if may(desk.law.charter, "keep_data", desk.offices) else "held.whole")),
                *source_parts(desk, parts.FOCAL_POINTS),
            )
        )
    )


def _said(desk: Desk, name: str, found: list[dict[str, Any]]) -> Said:
    """Who they are in words; of what they did and were sent, how much there is: it leaves as a file (`python -m bot export`)."""
    if name == "person":
        (row,) = found
        known = row["email"] and row["language"]
        return (
            text("held.who", **{**row, "language": text(f"language.named.{row['language']}")}) if known else row["name"]
        )
    if name not in IN_WORDS:
        return str(len(found))
    return text("decisions.listed", all=[IN_WORDS[name](desk, row) for row in found])


def _office(desk: Desk, row: dict[str, Any]) -> Said:
    body = desk.session.get_one(Organisation, row["organisation_id"]).name
    until = "office_until" if row["until"] else "office_since"
    office = text(f"office.{row['office']}")
    return text(f"held.{until}", office=office, organisation=body, since=row["since"], until=row["until"])


def _account(desk: Desk, row: dict[str, Any]) -> Said:
    return text("held.account_row", platform=text(f"held.platform.{row['platform']}"), number=row["external_id"], seen=row["seen_at"])  # fmt: skip


def _absence(desk: Desk, row: dict[str, Any]) -> Said:
    kept = "absence_withdrawn" if row["withdrawn_at"] else "absence_row"
    return text(f"held.{kept}", first=row["first"], last=row["last"])


def _mailalias(desk: Desk, row: dict[str, Any]) -> Said:
    return str(row["address"])


def _feed(desk: Desk, row: dict[str, Any]) -> Said:
    ended = "feed_ended" if row["revoked_at"] else "feed_row"
    return text(f"held.{ended}", made=row["made_at"])


def _directoryentry(desk: Desk, row: dict[str, Any]) -> Said:
    return ", ".join(row[name] for name in ("name", "function", "organisation", "email", "address") if row[name])


IN_WORDS: dict[str, Callable[[Desk, dict[str, Any]], Said]] = {
    "office": _office, "account": _account, "absence": _absence, "mailalias": _mailalias, "feed": _feed,
    "directoryentry": _directoryentry,
}  # fmt: skip
"""What says who they are is shown in words; the whole of every row is in the file."""


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
