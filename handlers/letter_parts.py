"""What the letters share: who writes, the day, the facts of a slot, and how what is missing becomes a visible blank."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.reply import Said, text
from storage import people
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.text import own_words

Rows = tuple[tuple[Said, Said], ...]
Values = dict[str, Said | Rows]
SLIDES = "invitation.slides"


@dataclass(slots=True)
class Filled:
    """Fields as they are filled; what is empty and needed is written as a blank and remembered."""

    values: Values
    blanks: tuple[str, ...] = ()

    def blank(self, *names: str) -> None:
        """Put a blank in brackets wherever one of these has nothing, and note which."""
        missing = tuple(name for name in names if not self.values.get(name))
        self.values |= {name: text(f"word.blank.{name}") for name in missing}
        self.blanks += missing


def common(desk: Desk) -> Values:
    """The day, the network, and whom to answer."""
    return {
        "date": text("word.date", day=desk.today),
        "network": own_words(desk.law.charter.title),
        "contact": _contact(desk),
        "letter_number": "", "address": "", "name": "", "function": "", "extra": "", "opening": "", "closing": "",
    }  # fmt: skip


def salutation(values: Values, *, ours: bool = False) -> Values:
    """By the form of address on record; without one in words that suppose nothing."""
    address = str(values.get("address") or "").rstrip(" ,:")
    if address:
        return {"salutation": text("word.salutation.by_address", address=address)}
    return {"salutation": text("word.salutation.formal_ours" if ours else "word.salutation.formal")}


def on_behalf(desk: Desk) -> Values:
    """Who signs: the head of the organisation that the charter makes the secretariat; their title is theirs to write."""
    bound = desk.law.charter.offices["secretariat"].bound_to
    rows = people.holders(desk.session, desk.network_id, ("executive",), desk.today)
    heads = [person.name for _, person, body in rows if body.name == bound]
    return {
        "signing_organisation": bound, "signer": heads[0] if heads else "", "signer_function": "",
        "clerk": _clerk(desk)[0],
    }  # fmt: skip


def facts_of(desk: Desk, row: SpeakerInvitation, meeting: Meeting, values: Values) -> Values:
    """The speaker's own slot and nothing else of the meeting, as single fields and as rows of a table."""
    day = desk.law.day_of(row.starts_at)
    days = desk.law.term(SLIDES, desk.law.day_of(row.drafted_at)).working_days or 0
    slides_by = desk.law.end_of(desk.law.days_before(day, days, row.drafted_at))
    found: Values = {
        "meeting": text(f"meeting_kind.{meeting.kind}"),
        "meeting_code": meeting.code,
        "day": text("word.date", day=day),
        "starts": text("word.when", when=row.starts_at),
        "slot": text("word.slot", start=row.starts_at, end=row.ends_at),
        "minutes": text("word.length", minutes=row.minutes),
        "slides_by": text("word.when", when=slides_by),
    }
    shown = ("topic", "meeting", "starts", "slot", "minutes", "place", "slides_by", "contact", "meeting_code")
    every = values | found
    found["facts"] = tuple((text(f"word.fact.{name}"), _one(every[name])) for name in shown)
    return found


def to_return() -> Rows:
    """What a body that names its focal point is asked to write down."""
    asked = ("person", "function", "email", "phone", "oficio")
    return tuple((text(f"word.fact.{name}"), text("word.blank.to_fill")) for name in asked)


def _one(value: Said | Rows) -> Said:
    assert not isinstance(value, tuple)
    return value


def _contact(desk: Desk) -> Said:
    name, email = _clerk(desk)
    return text("word.contact", name=name, email=email) if email else ""


def _clerk(desk: Desk) -> tuple[str, str]:
    """Who answers for the secretariat; the coordination where it has nobody."""
    for office in ("secretariat", "coordination"):
        for person in people.readers(desk.session, desk.network_id, (office,), desk.today):
            return person.name, person.email
    return "", ""
