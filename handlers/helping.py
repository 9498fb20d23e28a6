"""What Quipu can do for this person, given the offices they hold; and what to say when it did not understand."""

from handlers.commands import COMMANDS, command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, text
from handlers.request import Request

NEAREST = 3
SHOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mine", ("network.mine", "network.why", "network.tor", "network.forecast", "network.deliveries", "network.unanswered", "network.undo", "network.undone")),
    ("meetings", ("meetings.list", "meetings.attend", "meetings.regret", "meetings.convene", "meetings.move", "meetings.cancel", "meetings.held")),
    ("polls", ("polls.open", "polls.answer", "polls.show")),
    ("agenda", ("agenda.propose", "agenda.nothing", "agenda.show", "agenda.order", "agenda.close", "agenda.circulate")),
    ("record", ("decisions.record", "decisions.list", "actions.assign", "actions.list", "minutes.draft", "minutes.circulate", "minutes.comment", "minutes.final", "minutes.show")),
    ("members", ("members.list", "network.away", "members.join", "members.focal_point", "members.handover")),
    ("speakers", ("speakers.suggest", "speakers.register", "speakers.invite", "speakers.clear", "speakers.delivered", "speakers.answer", "speakers.invitations")),
    ("groups", ("groups.list", "groups.answer", "groups.join", "groups.leave", "groups.propose", "groups.consult", "groups.create", "groups.end")),
    ("contacts", ("contacts.confirm", "contacts.change", "contacts.ask", "contacts.show", "contacts.letters")),
    ("settings", ("network.obligations", "network.settings", "settings.change", "mail.review", "network.language")),
)  # fmt: skip
"""What the help lists, by family; only what the person may do is shown."""


@command("network.help", power=EVERYONE)
def help_(request: Request, desk: Desk) -> Reply:
    """The acts this person may do, each with an example; nothing they would be refused."""
    parts: list[Part] = [Heading(text("help.title")), Paragraph(text("help.body"))]
    for family, names in SHOWN:
        allowed = [name for name in names if _allowed(desk, name)]
        if allowed:
            parts.append(Heading(text(f"help.family.{family}")))
            parts.append(
                Facts(tuple((text(f"command.{name}.help"), text(f"command.{name}.example")) for name in allowed))
            )
    buttons = (Button(text("button.mine"), "network.mine"), Button(text("button.obligations"), "network.obligations"))
    return Reply(Card((*parts, Buttons(buttons), Note(text("help.note")))))


@command("network.unknown", power=EVERYONE)
def unknown(request: Request, desk: Desk) -> Reply:
    """Not understood: the three nearest acts that this person may do, as presses."""
    near = [name for name in request.values.get("near") or () if _allowed(desk, str(name))][:NEAREST]
    parts: list[Part] = [
        Heading(text("unknown.title")),
        Paragraph(text("unknown.body" if near else "unknown.nothing_near", typed=_short(request.value("typed")))),
    ]
    buttons = [Button(text(f"command.{name}.help"), str(name), opens_form=False) for name in near]
    if not near:
        buttons.append(Button(text("button.mine"), "network.mine"))
    buttons.append(Button(text("button.help"), "network.help"))
    return Reply(Card((*parts, Buttons(tuple(buttons)))), refused=True)


@command("network.later", power=EVERYONE)
def later(request: Request, desk: Desk) -> Reply:
    """A verb that Quipu knows and cannot do yet: said honestly."""
    parts = (Heading(text("later.title")), Paragraph(text("later.body", typed=_short(request.value("typed")))))
    return Reply(Card((*parts, Buttons((Button(text("button.help"), "network.help"),)))), refused=True)


def _allowed(desk: Desk, name: str) -> bool:
    found = COMMANDS.get(name)
    return found is not None and may(desk.law.charter, found.power, desk.offices)


def _short(typed: str, most: int = 200) -> str:
    return typed if len(typed) <= most else typed[:most] + "…"
