"""Whom an invitation to speak can go to: somebody in the directory, or a focal point of the government on the roster (ToR 5)."""

from collections.abc import Sequence

from handlers import finding, typed
from handlers.desk import Desk
from handlers.directory import OFFERED, clause_of, label, list_button, searched
from handlers.institutions import is_foreign_ministry
from handlers.reply import Button, Buttons, Card, Heading, Option, Question, Refusal, Reply, text
from handlers.request import Request
from storage import directory, people
from storage.directory import GOVERNMENT, DirectoryEntry
from storage.invitations import CARTA, EMAIL, NOTE
from storage.people import ADDRESS, Office, Organisation, Person

OF_THE_ROSTER = "p"
"""Begins the number of somebody who is known from the roster alone."""


def number_of(entry: DirectoryEntry) -> str:
    """How a form names somebody: their number in the directory, or on the roster while they have none there."""
    return str(entry.id) if entry.id is not None else f"{OF_THE_ROSTER}{entry.person_id}"


def everybody(desk: Desk) -> list[DirectoryEntry]:
    """The directory, and the government's focal points on the roster whom it does not hold yet (not written down here)."""
    known = directory.entries(desk.session, desk.network_id)
    there = {row.person_id for row in known} | {row.email for row in known if row.email}
    rows = people.holders(desk.session, desk.network_id, (GOVERNMENT,), desk.today)
    found = [_as_entry(desk, *row) for row in rows if row[1].id not in there and row[1].email not in there]
    return [*known, *found]


def _as_entry(desk: Desk, office: Office, person: Person, body: Organisation) -> DirectoryEntry:
    return DirectoryEntry(
        network_id=desk.network_id, name=person.name, organisation=body.name, category=GOVERNMENT, email=person.email,
        language=person.language, reference=office.reference, person_id=person.id, recorded_by=desk.person_id,
        recorded_at=desk.now,
    )  # fmt: skip


def invitee(request: Request, desk: Desk) -> DirectoryEntry | None:
    """Who is meant, by number or by words; None when nobody was named, asked back when several fit."""
    every = everybody(desk)
    if wanted := request.value("entry"):
        found = [row for row in every if number_of(row) == wanted]
    elif wanted := request.value("words"):
        found = _focal_point_of(searched(desk, every, wanted))
    else:
        return None
    if not found:
        register = Button(text("speakers.button.register"), "speakers.register", opens_form=True)
        why = text("invite.gone") if request.value("entry") else text("invite.unknown", wanted=wanted[:80])
        raise Refusal(why, instead=(register, list_button()), field="entry")
    if len(found) > 1:
        raise Question(_which(request, desk, found))
    return found[0]


def _focal_point_of(found: list[DirectoryEntry]) -> list[DirectoryEntry]:
    """An institution of the government is reached through its focal point."""
    bodies = {typed.plain(row.organisation) for row in found}
    if len(bodies) == 1 and all(row.category == GOVERNMENT for row in found):
        return [row for row in found if row.is_focal_point] or found
    return found


def _which(request: Request, desk: Desk, found: Sequence[DirectoryEntry]) -> Reply:
    kept = {name: value for name, value in request.values.items() if name not in ("entry", "words")}
    choices = [(label(desk, row), {"entry": number_of(row)}) for row in found[:OFFERED]]
    buttons = finding.kept_buttons(desk, request.command, kept, choices)
    return Reply(Card((Heading(text("speakers.which")), Buttons(buttons))))


def options(desk: Desk) -> tuple[Option, ...]:
    """Everybody, as the choices of a form."""
    return tuple(Option(number_of(row), label(desk, row)) for row in everybody(desk))


def forms_for(entry: DirectoryEntry) -> tuple[str, ...]:
    """The forms an invitation to them may have, the usual one first: the government is written to on paper.

    A note verbale goes to the ministry of foreign affairs alone; every other institution gets a letter.
    """
    if entry.category == GOVERNMENT:
        return (CARTA, NOTE) if is_foreign_ministry(entry.organisation) else (CARTA,)
    return (EMAIL, CARTA) if can_be_mailed(entry) else (CARTA, EMAIL)


def can_be_mailed(entry: DirectoryEntry) -> bool:
    """Whether Quipu can write to them: a name and one clean address."""
    clean = entry.email.isascii() and ADDRESS.fullmatch(entry.email) is not None
    return clean and bool(entry.name) and entry.name.isprintable()


def require_mail(entry: DirectoryEntry) -> None:
    """Refuse an e-mail to somebody without a name or an address."""
    if not can_be_mailed(entry):
        change = Button(text("speakers.button.change"), "speakers.register", {"entry": str(entry.id)}, opens_form=True)
        why = text("invite.no_address", who=entry.name or entry.organisation)
        raise Refusal(why, clause=clause_of(entry.category), instead=(change,), field="form")


def written_down(desk: Desk, entry: DirectoryEntry) -> DirectoryEntry:
    """Somebody known from the roster alone gets a place in the directory once they are invited."""
    if entry.id is None:
        desk.session.add(entry)
        desk.session.flush()
        desk.record("speaker.registered", entry.organisation, clause_of(entry.category), entry=entry.id)
    return entry
