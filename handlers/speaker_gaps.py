"""The government's focal points of whom no topic is on record: they can be proposed for nothing until there is one (ToR 5)."""

from handlers import members_parts as parts
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Note, Part, text
from handlers.typed import shortened
from storage import directory, people
from storage.directory import GOVERNMENT
from storage.people import Office

SHOWN, LABEL = 3, 50


def without_topics(desk: Desk) -> list[Part]:
    """Which institutions have a focal point but no topics; the secretariat gets the way to write them down."""
    found = _gaps(desk)
    if not found:
        return []
    said: list[Part] = [Note(text("speakers.without_topics", all=list(found)))]
    if parts.is_secretary(desk):
        label = "speakers.button.topics"
        presses = [
            Button(text(label, organisation=shortened(name, LABEL)), "speakers.register", values, opens_form=True)
            for name, values in list(found.items())[:SHOWN]
        ]
        said.append(Buttons(tuple(presses)))
    return said


def _gaps(desk: Desk) -> dict[str, dict[str, str]]:
    """By institution: what opens the form of the directory for its focal point."""
    every = directory.entries(desk.session, desk.network_id)
    by_person = {row.person_id: row for row in every if row.person_id is not None}
    by_email = {row.email: row for row in every if row.email}
    found: dict[str, dict[str, str]] = {}
    for office, person, body in people.holders(desk.session, desk.network_id, (GOVERNMENT,), desk.today):
        entry = (by_person.get(person.id) if person.id else None) or by_email.get(person.email)
        if entry is None and _is_named(office):
            given = {"name": person.name, "email": person.email, "language": person.language}
            found[body.name] = {"organisation": body.name, **given}  # without its category the form is asked
        elif entry is not None and not entry.objectives and not entry.tags:
            found[body.name] = {"entry": str(entry.id)}
    return found


def _is_named(office: Office) -> bool:
    """On the roster from its file, or by oficio; whoever was only invited to speak has an entry anyway."""
    return office.recorded_by is None or bool(office.reference)
