"""An action is an organisation's: where a person is mentioned for it, the one for which they hold their office (ToR 5)."""

import re
from dataclasses import replace

from handlers import typed
from handlers.action_form import SEATS
from handlers.desk import Desk
from handlers.finding import kept_buttons
from handlers.reply import Buttons, Card, Heading, Paragraph, Question, Reply, text
from handlers.request import FORM, Request
from storage import people
from storage.people import Organisation, Person

_MENTION = re.compile(r"(?<![\w.@])@(\S+(?: \S+){0,5})")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


def with_owner(request: Request, desk: Desk) -> Request:
    """The organisation of whoever is mentioned; asked with a press for each where they hold offices for several."""
    if request.value("organisation") or request.step == FORM:
        return request
    bodies = _bodies_mentioned(desk, request.value("wording"))
    if len(bodies) > 1:
        raise Question(_which(request, desk, bodies))
    return replace(request, values={**request.values, "organisation": bodies[0].name}) if bodies else request


def _bodies_mentioned(desk: Desk, wording: str) -> list[Organisation]:
    """The organisations of the person who is mentioned best; of each of them where several people can be meant."""
    held = people.holders(desk.session, desk.network_id, SEATS, desk.today)
    fits = [(_fits(wording, person), body) for _, person, body in held]
    best = max((fit for fit, _ in fits), default=0)
    return list({body.id: body for fit, body in fits if best and fit == best}.values())


def _fits(wording: str, person: Person) -> int:
    """How many words of the person's name are mentioned, from its first on: "@Noelia Quintamayo", or as Slack names them."""
    plain, name = typed.plain(wording), _WORD.findall(typed.plain(person.name))
    if f"{typed.plain(person.name)} (" in plain:
        return len(name)
    said = next((_WORD.findall(mention[1]) for mention in _MENTION.finditer(plain)), [])
    if said[:1] == [person.email.partition("@")[0].casefold()]:
        return len(name)
    same = [one == other for one, other in zip(said, name, strict=False)]
    return same.index(False) if False in same else len(same)


def _which(request: Request, desk: Desk, bodies: list[Organisation]) -> Reply:
    names = [body.name for body in bodies]
    choices = [(name, {"organisation": name}) for name in names]
    buttons = kept_buttons(desk, request.command, request.values, choices)
    return Reply(
        Card((Heading(text("actions.which_body")), Paragraph(text("actions.whose", all=names)), Buttons(buttons)))
    )
