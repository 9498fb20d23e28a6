"""A letter to the government was delivered: the day, and the stamp of reception that proves it (ToR 5)."""

from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import OFFERED
from handlers.finding import kept_buttons
from handlers.institutions import called
from handlers.mandates import may
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Question,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_finding import label
from handlers.why import source_parts
from scheduler.government import DESIGNATION, answer_expected, letter_to_follow
from storage import invitations
from storage.invitations import CLEARED, EMAIL, DesignationLetter
from storage.people import Organisation

CLAUSE = "5.government"
NEEDED = ("organisation", "date", "reference")


@command("contacts.letter_delivered", power="manage_people")
def letter_delivered(request: Request, desk: Desk) -> Reply:
    """From that day the answer is waited for; a stamp recorded by mistake is recorded again."""
    waiting = _waiting(desk)
    if not waiting:
        _of_an_invitation(request, desk)
        button = Button(text("contacts.button.letters"), "contacts.letters")
        raise Refusal(text("letters.none_waits"), clause=CLAUSE, instead=(button,))
    if request.step == FORM or not all(request.value(name) for name in NEEDED):
        return Reply(form=_form(request, desk, waiting))
    try:
        body, letter = _meant(request, waiting)
        day = parts.letter_day(request, desk)
        if day < (drafted := desk.law.day_of(letter.drafted_at)):
            raise Refusal(text("letters.not_drafted_then", day=day, drafted=drafted), field="date")
        stamp = parts.line(request, "reference", parts.LONGEST_REFERENCE)
    except Refusal as refusal:
        refusal.form = refusal.form or _form(request, desk, waiting)
        raise
    meant = DesignationLetter(**{**letter.model_dump(), "delivered_on": day, "delivered_reference": stamp})
    rows: list[tuple[Said, Said]] = [
        (text("speakers.fact.organisation"), body.name),
        (text("letters.fact.status"), text("letters.delivered", day=day, reference=stamp)),
        (text("letters.fact.expected"), text("letters.until", until=answer_expected(meant, desk.law))),
    ]
    quoted = source_parts(desk, CLAUSE, DESIGNATION)
    if request.step != CONFIRMED:
        return desk.show_first(request, Card((Heading(text("letters.delivery_preview")), Facts(tuple(rows)), *quoted)))
    letter.delivered_on, letter.delivered_reference = day, stamp
    desk.session.add(letter)
    desk.record("letters.delivered", body.name, CLAUSE, letter=letter.id, day=day, reference=stamp)
    oficio = Button(
        text("letters.button.designated"), "members.government", {"organisation": body.name}, opens_form=True
    )
    return Reply(Card((Heading(text("letters.delivery_done")), Facts(tuple(rows)), *quoted, Buttons((oficio,)))))


def _of_an_invitation(request: Request, desk: Desk) -> None:
    """Said of an invitation to speak ("we delivered the letter"): those still to be delivered are offered."""
    given = {name: request.values[name] for name in ("date", "reference") if request.value(name)}
    rows = [row for row in invitations.invitations(desk.session, desk.network_id) if row.status == CLEARED]
    rows = [row for row in rows if row.form != EMAIL]
    if rows and may(desk.law.charter, "invite_speakers", desk.offices):
        presses = kept_buttons(
            desk, "speakers.delivered", given, [(label(desk, row), {"invitation": row.id}) for row in rows[:OFFERED]]
        )
        raise Question(Reply(Card((Heading(text("invite.which_letter")), Buttons(presses)))))


def _waiting(desk: Desk) -> list[tuple[Organisation, DesignationLetter]]:
    """The letters that no oficio has answered, the newest of each institution."""
    rows = invitations.designation_letters(desk.session, desk.network_id)
    numbers = dict.fromkeys(row.organisation_id for row in rows)
    found = [(desk.session.get_one(Organisation, number), letter_to_follow(rows, number)) for number in numbers]
    return [(body, letter) for body, letter in found if letter is not None]


def _meant(
    request: Request, waiting: list[tuple[Organisation, DesignationLetter]]
) -> tuple[Organisation, DesignationLetter]:
    wanted = request.value("organisation")
    name = called((body.name for body, _ in waiting), wanted)
    for body, letter in waiting:
        if body.name == name or str(body.id) == wanted:
            return body, letter
    raise Refusal(text("letters.none_for", organisation=wanted[:80]), clause=CLAUSE, field="organisation")


def _form(request: Request, desk: Desk, waiting: list[tuple[Organisation, DesignationLetter]]) -> Form:
    wanted = request.value("organisation")
    name = called((body.name for body, _ in waiting), wanted)
    chosen = next((str(body.id) for body, _ in waiting if body.name == name or str(body.id) == wanted), None)
    options = tuple(Option(str(body.id), body.name) for body, _ in waiting)
    day, stamp = parts.letter_fields(request)
    fields = (
        Field("select", "organisation", text("members.fact.organisation"), chosen, options=options),
        Field("date", "date", text("letters.fact.delivered_on"), day.value),
        Field("text", "reference", text("letters.fact.stamp"), stamp.value, text("letters.hint.stamp"), longest=stamp.longest),
    )  # fmt: skip
    return Form(text("letters.form.delivered"), "contacts.letter_delivered", fields)
