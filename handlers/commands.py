"""The one door: every act of a person or of the clock is found, checked, run and journalled here.

Returning keeps what the handler did; a `Refusal` undoes it, is journalled and answered; anything
else is a fault: it undoes everything and is left to the rim, which logs it once with a number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers import mandates, undo_offer
from handlers.desk import Desk
from handlers.papers import reply_off_paper, reply_on_paper
from handlers.refusals import refusal_card
from handlers.reply import Question, Refusal, Reply, text
from handlers.request import Request
from handlers.withholding import withheld
from scheduler import law
from storage import inbound, journal, networks, people
from storage.charter import Charter
from storage.networks import Network
from storage.people import Person
from storage.rows import row_of

Handler = Callable[[Request, Desk], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what runs it, the power it needs, and whether the clock may ask for it."""

    name: str
    run: Handler
    power: str
    clock: bool


COMMANDS: dict[str, Command] = {}


def command(name: str, *, power: str, clock: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler under its name; a second one of the same name is a mistake."""

    def register(run: Handler) -> Handler:
        if name in COMMANDS:
            raise ValueError(f"two handlers for {name}")
        COMMANDS[name] = Command(name, run, power, clock)
        return run

    return register


def answer(session: Session, charters: Mapping[str, Charter], request: Request) -> Reply:
    """Answer one request inside the caller's transaction; a fault leaves nothing of it behind, so that others may share the commit."""
    networks.one_at_a_time(session, request.network_id)  # first: what is read below is still so when it is acted on
    if request.key:
        known, before = inbound.seen(session, request.key)
        if known:
            return reply_off_paper(before) if before else Reply()
    desk = desk_of(session, charters, request)
    try:
        with session.begin_nested():
            return _remembered(withheld(request, desk) or _run(request, desk), request, desk)
    except Refusal as refusal:
        networks.undone(session)
        with session.begin_nested():
            return _remembered(_refused(refusal, request, desk), request, desk)


def _remembered(reply: Reply, request: Request, desk: Desk) -> Reply:
    """The reply in its reader's language, kept for a redelivery: with the act or not at all."""
    if desk.person is not None:
        reply = replace(reply, language=desk.person.language)
    if request.key:
        inbound.remember(desk.session, request.key, request.received_at, reply_on_paper(reply))
    return reply


def desk_of(session: Session, charters: Mapping[str, Charter], request: Request) -> Desk:
    """The desk at which a request is answered."""
    kept = session.info.setdefault("kept", {})  # requests that share a commit share these rows
    network = kept["network", request.network_id] = row_of(session, Network, request.network_id)
    in_force = law.in_force(session, request.network_id, charters[network.charter], request.received_at)
    person, offices = None, []
    if request.person_id is not None:
        person = kept["person", request.person_id] = row_of(session, Person, request.person_id)
        if person.network_id != request.network_id:
            raise LookupError("a person of another network")
        offices = people.offices_of(session, request.person_id, in_force.day_of(request.received_at))
    return Desk(session, network, in_force, request.received_at, person, tuple(offices))


def _run(request: Request, desk: Desk) -> Reply:
    found = COMMANDS.get(request.command)
    if found is None:
        raise Refusal(text("refusal.unknown_command"))
    if desk.person is None:
        if not found.clock:
            raise Refusal(text("refusal.not_for_the_clock"))
    else:
        desk.office = mandates.require(desk.law.charter, found.power, desk.offices)
    try:
        return run(found, request, desk)
    except Question as question:
        return question.reply


def run(found: Command, request: Request, desk: Desk) -> Reply:
    """Run a command whose mandate was checked; what its author may take back is kept with it."""
    return undo_offer.watched(found.name, lambda: found.run(request, desk), desk)


def _refused(refusal: Refusal, request: Request, desk: Desk) -> Reply:
    journal.write(
        desk.session, network_id=desk.network_id, at=desk.now, act="refused", about=request.command,
        clause=refusal.clause, person_id=desk.person_id,
        values={"why": refusal.why.key, "setting": refusal.setting},
    )  # fmt: skip
    return Reply(refusal_card(refusal, desk.law.charter), refusal.form, refused=True, wrong=refusal.field)
