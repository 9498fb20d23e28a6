"""What each letter says: its fields in words not yet said, what stays a visible blank, who may have it (ToR 5).

Quipu drafts and never signs: nobody's rank, gender or title is supposed. What is not on record stays in brackets.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.desk import Desk
from handlers.letter_parts import Filled, Values, common, facts_of, on_behalf, salutation, to_return
from handlers.reply import Text, text
from storage import invitations, people
from storage.directory import DirectoryEntry
from storage.invitations import CARTA, EMAIL, NOTE, DesignationLetter, SpeakerInvitation
from storage.meetings import Meeting
from storage.people import Organisation

INVITATION, THANKS, DESIGNATION, REMINDER = "invitation", "thanks", "designation", "reminder"
TEMPLATE = {CARTA: "carta", NOTE: "nota_verbal", EMAIL: "correo"}
NAMES = ("carta", "nota_verbal", "correo", "designacion", "recordatorio_designacion", "agradecimiento")
GOVERNMENT = "5.government"
POWER = {
    INVITATION: "invite_speakers", THANKS: "invite_speakers", DESIGNATION: "manage_people", REMINDER: "manage_people",
}  # fmt: skip
"""Who may have each letter in their hands."""
BY_HAND = ("letter_number", "address", "name", "function", "signer", "signer_function")
"""What only a person can write where the record has nothing."""
NOT_IN = {"nota_verbal": BY_HAND[1:], "correo": BY_HAND}
"""A note verbale goes from one institution to another, unsigned; an e-mail has no number: these blanks do not stand in them."""
REWRITABLE = ("address", "name", "function", "topic", "place", "opening", "closing", "extra")
"""What the secretariat may write for one invitation instead of the record's or the template's own words."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to draw: its template, its language, what goes into its fields, and which of them nobody has recorded."""

    name: str
    language: str
    values: Values
    blanks: tuple[str, ...]
    file: Text


def letter_of(desk: Desk, kind: str, number: int) -> Letter | None:
    """The letter about an invitation or to a body, as the record has it now; None when this network has no such."""
    if kind in {INVITATION, THANKS}:
        row = invitations.invitation(desk.session, desk.network_id, number)
        return _about_invitation(desk, row, thanks=kind == THANKS) if row and row.withdrawn_at is None else None
    body = desk.session.get(Organisation, number)
    if kind not in POWER or body is None or body.network_id != desk.network_id:
        return None
    return designation(desk, body, reminder=kind == REMINDER)


def designation(desk: Desk, body: Organisation, *, reminder: bool = False) -> Letter:
    """The letter that invites a body of the government to name its one focal point, or reminds it courteously."""
    name = "recordatorio_designacion" if reminder else "designacion"
    clause, letter = desk.law.charter.clauses[GOVERNMENT], latest(desk, body)
    filled = Filled(common(desk) | on_behalf(desk))
    filled.values |= {"clause_number": clause.number, "clause": clause.words, "facts": to_return()}
    filled.values |= {"organisation": body.name, "draft_mark": text("word.draft"), "delivered_on": ""}
    if letter is not None and letter.delivered_on is not None:
        filled.values["delivered_on"] = delivered(letter)
        if not reminder:
            filled.values["draft_mark"] = text("word.signed_copy", delivered=delivered(letter))
    filled.values |= salutation(filled.values, ours=True)
    filled.blank(*BY_HAND, "contact", *(("delivered_on",) if reminder else ()))
    return Letter(
        name, desk.law.charter.language, filled.values, filled.blanks,
        text(f"word.file.{name}", organisation=body.name),
    )  # fmt: skip


def latest(desk: Desk, body: Organisation) -> DesignationLetter | None:
    """The newest letter to that body on record."""
    every = invitations.designation_letters(desk.session, desk.network_id)
    return next((row for row in reversed(every) if row.organisation_id == body.id), None)


def delivered(letter: DesignationLetter) -> Text:
    """When it was handed over, with the stamp of reception where there is one."""
    if letter.delivered_reference:
        return text("word.delivered_with", day=letter.delivered_on, reference=letter.delivered_reference)
    return text("word.delivered", day=letter.delivered_on)


def _about_invitation(desk: Desk, row: SpeakerInvitation, *, thanks: bool) -> Letter:
    name = "agradecimiento" if thanks else TEMPLATE[row.form]
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    filled = Filled(common(desk) | on_behalf(desk))
    filled.values |= _addressee(desk, row) | _rewritten(row)
    filled.values |= {"draft_mark": text("word.draft") if thanks else _mark(desk, row)}
    filled.values.setdefault("topic", row.topic)
    filled.values.setdefault("place", meeting.place)
    filled.values |= salutation(filled.values)
    filled.blank(*BY_HAND, "place", "contact")
    filled.values |= facts_of(desk, row, meeting, filled.values)
    file = text(f"word.file.{name}", organisation=row.organisation, code=meeting.code)
    blanks = tuple(each for each in filled.blanks if each not in NOT_IN.get(name, ()))
    return Letter(name, row.language, filled.values, blanks, file)


def _addressee(desk: Desk, row: SpeakerInvitation) -> Values:
    """Whom it is for, as the directory has them: a missing form of address is never guessed, nor anybody erased named."""
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    name, address, function = row.name, "", ""
    if entry is not None:
        gone = entry.erased_at is not None or entry.network_id != desk.network_id
        name, address, function = ("", "", "") if gone else (entry.name or row.name, entry.address, entry.function)
    name = "" if name == people.ERASED else name
    greeting = text("word.greeting.named", name=name) if name else text("word.greeting.body")
    return {
        "organisation": row.organisation, "name": name, "greeting": greeting, "address": address, "function": function,
    }  # fmt: skip


def _rewritten(row: SpeakerInvitation) -> Values:
    given: Mapping[str, str] = row.wording or {}
    found: Values = dict.fromkeys(("opening", "closing", "extra"), "")
    return found | {name: str(given[name]) for name in REWRITABLE if str(given.get(name) or "").strip()}


def _mark(desk: Desk, row: SpeakerInvitation) -> Text:
    """A draft until it went out: then what is drawn again is only a copy, and says so."""
    if row.sent_at is None:
        return text("word.draft")
    day = desk.law.day_of(row.sent_at)
    if row.form == EMAIL:
        return text("word.sent_copy", day=day)
    handed = text("word.delivered_with", day=day, reference=row.sent_reference)
    return text("word.signed_copy", delivered=handed if row.sent_reference else text("word.delivered", day=day))
