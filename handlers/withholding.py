"""The watch at the one door: what seems to hold personal data of somebody who is helped is not taken in (data protection).

Nothing of it is stored or repeated: what is written down is that it happened, when, where and of which kind. Its author
is told alone, what to do and where the person it is about can be referred to; the secretariat hears at once, and once a day,
that it was so: what stands in a channel should not stand there until tomorrow.
"""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handlers.desk import Desk
from handlers.mandates import may
from handlers.personal_data import PHONE, kinds_in
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Reply, Text, text
from handlers.request import Request
from handlers.typed import plain
from storage import alerts, people
from storage.alerts import SensitiveAlert
from storage.people import Person

CLAUSE = "3"
"""The rights and the well-being of migrants are what the network is for."""
WORK = ("members.", "contacts.", "speakers.", "network.away", "network.referral", "network.recognise")
"""Where people's telephones at work are typed on purpose."""
OVERHEARD = "_overheard"
"""How it came, where it was said to others in a channel."""
AGAIN = timedelta(minutes=10)
"""How long a false alarm can be typed again once the secretariat has called it one."""
REMEMBERED = timedelta(days=1)
"""How long the secretariat has to call it one: then the digest of what was typed goes too."""


def withheld(request: Request, desk: Desk) -> Reply | None:
    """The answer to somebody who typed what must not be kept; None when all is well.

    The clock types nothing; what is typed by nobody was said by somebody who is not on the roster.
    """
    if desk.person is None and not request.typed:
        return None
    found = [(piece, seen) for piece in _pieces(request) if (seen := _kinds(request, desk, piece))]
    if not found or _allowed(desk, [piece for piece, _ in found]):
        return None
    kinds = list(dict.fromkeys(kind for _, seen in found for kind in seen))
    alert = _write(request, desk, kinds, [piece for piece, _ in found])
    return Reply(card(desk, alert, _how(request)), withheld=True)


def card(desk: Desk, alert: SensitiveAlert, how: str = "") -> Card:
    """For the author alone: that nothing was kept, to delete the message, where to turn, and how to go on.

    `how` it reached us where it was not written to us: overheard in a channel, or taken from somebody's message.
    """
    assert alert.id is not None
    parts: list[Part] = [
        Heading(text(f"alerts.title{how}")),
        Paragraph(text("alerts.body", kinds=[text(f"alerts.kind.{kind}") for kind in alert.kinds])),
        Paragraph(text(f"alerts.delete{how}")),
        Paragraph(referral(desk)),
        Note(text(f"alerts.rest{how}")),
    ]
    if desk.person is not None:
        parts.append(Buttons((_not_so(desk, alert),)))
    return Card(tuple(parts))


def _how(request: Request) -> str:
    """How the words of the answer differ where what was typed was not written to us."""
    if request.command == "minutes.capture":
        return "_taken"
    return OVERHEARD if request.command == "alerts.overheard" and request.place else ""


def _not_so(desk: Desk, alert: SensitiveAlert) -> Button:
    """The press that says it is a false alarm, or asks whoever may say so."""
    may_judge = may(desk.law.charter, "keep_data", desk.offices)
    label, asks = ("alerts.button.allow", "alerts.allow") if may_judge else ("alerts.button.ask", "alerts.ask")
    return Button(text(label), asks, {"alert": str(alert.id)}, opens_form=may_judge)


def referral(desk: Desk) -> Text:
    """Where somebody who needs help is referred to, as the secretariat has set it."""
    route = desk.network.referral
    return text("alerts.referral", route=route) if route else text("alerts.referral_unset")


def keepers(desk: Desk) -> list[Person]:
    """The secretariat; the coordination where it has nobody."""
    for office in ("secretariat", "coordination"):
        if found := people.readers(desk.session, desk.network_id, (office,), desk.today):
            return found
    return []


def fingerprint(words: str, salt: str) -> str:
    """A digest that is slow to guess and says nothing of the words, however they were spaced."""
    said = " ".join(words.casefold().split())
    return f"{salt}:{hashlib.scrypt(said.encode(), salt=salt.encode(), n=2**12, r=8, p=1).hex()}"


def _pieces(request: Request) -> list[str]:
    """What was typed as a whole, and each thing that was filled in."""
    return list(dict.fromkeys(piece for piece in (request.typed, *_strings(request.values)) if len(piece) > 5))  # noqa: PLR2004


def _strings(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for each in values.values():
            yield from _strings(each)
    elif isinstance(values, list | tuple):
        for each in values:
            yield from _strings(each)


def _kinds(request: Request, desk: Desk, piece: str) -> tuple[str, ...]:
    """What it seems to hold; a telephone beside the name of somebody on the roster is one at work."""
    in_passing = _how(request) == OVERHEARD
    kinds = kinds_in(piece, in_passing=in_passing)
    if request.command.startswith(WORK):
        return tuple(kind for kind in kinds if kind != PHONE)
    return kinds_in(piece, _colleagues(desk), in_passing=in_passing) if PHONE in kinds else kinds


def _colleagues(desk: Desk) -> set[frozenset[str]]:
    held = people.holders(desk.session, desk.network_id, people.OFFICES, desk.today)
    return {frozenset(plain(person.name).split()) for _, person, _ in held}


def _allowed(desk: Desk, pieces: list[str]) -> bool:
    """Whether all of it is what the secretariat has called a false alarm, for this person, minutes ago."""
    if desk.person_id is None:
        return False
    rows = alerts.allowed_since(desk.session, desk.network_id, desk.person_id, desk.now - AGAIN)
    known = {each for row in rows for each in row.fingerprints}
    salts = {each.partition(":")[0] for each in known}
    return bool(known) and all(any(fingerprint(piece, salt) in known for salt in salts) for piece in pieces)


def _write(request: Request, desk: Desk, kinds: list[str], pieces: list[str]) -> SensitiveAlert:
    salt = secrets.token_hex(16)
    # Whoever is not on the roster types nothing again.
    marks = [fingerprint(piece, salt) for piece in pieces] if desk.person else []
    return noticed(desk, desk.person, kinds, request.platform, place=request.place, fingerprints=marks)


def noticed(
    desk: Desk, author: Person | None, kinds: list[str], platform: str, *, place: str = "", fingerprints: list[str] | None = None,
) -> SensitiveAlert:  # fmt: skip
    """That it happened, when, where and of which kind goes on record; the secretariat hears that it did."""
    alerts.forget_fingerprints(desk.session, desk.network_id, desk.now - REMEMBERED)
    alert = SensitiveAlert(
        network_id=desk.network_id, person_id=author.id if author else None, platform=platform, place=place, kinds=kinds,
        noticed_at=desk.now, fingerprints=fingerprints or [],
    )  # fmt: skip
    desk.session.add(alert)
    desk.session.flush()
    desk.record("alert.noticed", str(alert.id), CLAUSE, kinds=kinds, platform=platform)
    _tell_secretariat(desk, author)
    return alert


def _tell_secretariat(desk: Desk, author: Person | None) -> None:
    """Only that it happened, once a day."""
    for officer in keepers(desk):
        if author is None or officer.id != author.id:
            desk.tell(
                officer, "alerts.noticed", desk.today.isoformat(),
                key=f"alerts.noticed/{desk.today.isoformat()}/{officer.id}", day=desk.today,
            )  # fmt: skip
