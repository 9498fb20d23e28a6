"""What is written down of somebody who could speak: the form, and what was given checked (ToR 5; data protection)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from handlers import members_parts as parts
from handlers import typed
from handlers.agenda_cards import objectives_field
from handlers.agenda_items import objectives_given
from handlers.desk import Desk
from handlers.directory import show_button
from handlers.reply import Field, Form, Option, Refusal, text
from handlers.request import Request
from storage import directory
from storage.directory import CATEGORIES, GOVERNMENT, LEVELS, ORDINARY, DirectoryEntry

CLAUSE = "5.1.5"
NEEDED = ("organisation", "category")
LONGEST_LINE, LONGEST_TAGS, LONGEST_TAG = 120, 300, 40


@dataclass(frozen=True, slots=True)
class Plan:
    """An entry of the directory as it would be."""

    organisation: str
    category: str
    name: str
    function: str
    language: str
    email: str
    address: str
    level: str
    objectives: tuple[int, ...]
    tags: tuple[str, ...]
    consent_on: date | None
    consent_purpose: str
    reference: str
    zone: str = ""


def given_or_kept(request: Request, entry: DirectoryEntry | None) -> dict[str, Any]:
    """What was given, and for the rest what the record has."""
    if entry is None:
        return dict(request.values)
    kept = {
        "entry": str(entry.id), "organisation": entry.organisation, "category": entry.category, "name": entry.name,
        "function": entry.function, "language": entry.language, "email": entry.email, "address": entry.address,
        "level": entry.level, "objectives": [str(n) for n in entry.objectives], "tags": ", ".join(entry.tags),
        "consent_on": entry.consent_on.isoformat() if entry.consent_on else "", "purpose": entry.consent_purpose,
        "reference": entry.reference if entry.is_focal_point else "", "zone": entry.zone,
    }  # fmt: skip
    return {**kept, **request.values}


def checked(request: Request, desk: Desk, entry: DirectoryEntry | None) -> Plan:
    """The plan; a consent has a day and a purpose, only an institution of the government has a focal point."""
    plan = Plan(
        organisation=parts.line(request, "organisation", LONGEST_LINE),
        category=_one_of(request, "category", CATEGORIES, ""),
        name=parts.line(request, "name", LONGEST_LINE),
        function=parts.line(request, "function", LONGEST_LINE),
        language=_one_of(request, "language", desk.law.charter.languages, desk.law.charter.language),
        email=parts.address(request),
        address=parts.line(request, "address", LONGEST_LINE),
        level=_one_of(request, "level", LEVELS, ORDINARY),
        objectives=objectives_given(request.values.get("objectives"), desk),
        tags=_tags(request),
        consent_on=_consent(request, desk),
        consent_purpose=parts.line(request, "purpose", LONGEST_LINE),
        reference=parts.line(request, "reference", LONGEST_LINE),
        zone=_zone(request, desk),
    )
    if plan.consent_on is not None and not plan.consent_purpose:
        raise Refusal(text("speakers.no_purpose"), clause=CLAUSE, field="purpose")
    if plan.reference and plan.category != GOVERNMENT:
        raise Refusal(text("speakers.not_government"), clause="5.government", field="reference")
    if plan.reference and not plan.name:
        raise Refusal(text("speakers.focal_point_unnamed"), clause="5.government", field="name")
    _not_twice(desk, plan, entry)
    return plan


def _zone(request: Request, desk: Desk) -> str:
    """The zone by whose clock they live; "" when it is the network's own."""
    given = parts.line(request, "zone", LONGEST_LINE)
    named = {zone.casefold(): zone for zone in available_timezones()} if given else {}
    if given and given.casefold() not in named:
        raise Refusal(text("speakers.unknown_zone", written=given), field="zone")
    zone = named.get(given.casefold(), "")
    return "" if zone == desk.law.charter.zone else zone


def _one_of(request: Request, name: str, known: tuple[str, ...], usual: str) -> str:
    given = request.value(name) or usual
    if given not in known:
        raise Refusal(text("speakers.not_a_choice", written=given[:60]), field=name)
    return given


def _tags(request: Request) -> tuple[str, ...]:
    """Free tags as typed, each once, separated by commas."""
    said: dict[str, str] = {}
    for tag in parts.line(request, "tags", LONGEST_TAGS).replace(";", ",").split(","):
        if len(tag.strip()) > LONGEST_TAG:
            raise Refusal(text("typed.too_long", length=len(tag.strip()), longest=LONGEST_TAG), field="tags")
        if tag.strip():
            said.setdefault(typed.plain(tag), tag.strip())
    return tuple(said.values())


def _consent(request: Request, desk: Desk) -> date | None:
    if not request.value("consent_on"):
        return None
    day = typed.day(request, "consent_on")
    if day > desk.today:
        raise Refusal(text("speakers.consent_to_come", day=day), clause=CLAUSE, field="consent_on")
    return day


def _not_twice(desk: Desk, plan: Plan, entry: DirectoryEntry | None) -> None:
    """One address is one entry; so is one person of an institution."""
    for row in directory.entries(desk.session, desk.network_id):
        same_name = typed.plain(row.organisation + "\n" + row.name) == typed.plain(plan.organisation + "\n" + plan.name)
        if (entry is None or row.id != entry.id) and (same_name or (plan.email and row.email == plan.email)):
            raise Refusal(text("speakers.known_already", who=row.name or row.organisation), instead=(show_button(row),))


def speaker_form(desk: Desk, given: dict[str, Any]) -> Form:
    """Filled with what is known; only the institution and its category must be given."""
    asked = Request("speakers.register", desk.network_id, desk.now, values=given)
    level, language = asked.value("level") or ORDINARY, asked.value("language") or desk.law.charter.language
    day = asked.value("consent_on")[:10]
    fields = (
        _line(asked, "organisation", required=True),
        _choice("category", CATEGORIES, asked.value("category"), "speakers.category"),
        _line(asked, "name"),
        _line(asked, "function"),
        _line(asked, "email"),
        _line(asked, "address"),
        _choice("language", desk.law.charter.languages, language, "language"),
        _choice("level", LEVELS, level, "speakers.level"),
        objectives_field(asked, desk),
        _line(asked, "tags", longest=LONGEST_TAGS),
        Field("date", "consent_on", text("speakers.fact.consent_on"), day, text("speakers.hint.consent_on"), required=False),
        _line(asked, "purpose"),
        _line(asked, "reference"),
        _line(asked, "zone"),
    )  # fmt: skip
    hidden = {"entry": given["entry"]} if given.get("entry") else {}
    return Form(text("speakers.form.title"), "speakers.register", fields, hidden, text("speakers.form.submit"))


def _line(asked: Request, name: str, *, required: bool = False, longest: int = LONGEST_LINE) -> Field:
    said, hint = text(f"speakers.fact.{name}"), text(f"speakers.hint.{name}")
    return Field("text", name, said, typed.again(asked, name, longest), hint, required=required, longest=longest)


def _choice(name: str, known: tuple[str, ...], given: str, words: str) -> Field:
    options = tuple(Option(each, text(f"{words}.{each}")) for each in known)
    chosen = given if given in known else None
    return Field("select", name, text(f"speakers.fact.{name}"), chosen, options=options)
