"""«¿Qué me toca?»: mine, by when, one press; and the network's obligations for whoever wants to see them all."""

from collections.abc import Sequence

from handlers import guest_cards, guests
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.members import incomplete_parts
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    Reply,
    Said,
    Table,
    text,
)  # fmt: skip
from handlers.request import Request
from handlers.why import SAID_AS_DUTY, why_of
from scheduler import duties
from scheduler.duties import Duty
from scheduler.government import DESIGNATION as GOVERNMENT_DESIGNATION
from scheduler.polling import as_said
from scheduler.seats import DESIGNATION, PRIVATE
from storage import decisions, meetings
from storage.charter import TOR
from storage.meetings import Meeting
from storage.people import Office, Organisation
from storage.text import Text

AT_A_GLANCE = 3
"""How many pending matters the home shows: three lines, then the rest on request."""
MOST = 40
ANSWERS = (
    ("answers.button.agree", "decisions.agree"),
    ("answers.button.object", "decisions.object"),
    ("decisions.button.show", "decisions.show"),
)
"""What a seat most often says of a text; the other answers stand with the decision."""
PRESSES: dict[str, tuple[tuple[str, str], ...]] = {
    "agenda.answer": (("button.propose", "agenda.propose"), ("button.nothing", "agenda.nothing")),
    "agenda.documents": (("button.show_agenda", "agenda.show"),),
    "agenda.circulation": (("button.circulate_agenda", "agenda.circulate"),),
    "minutes.circulation": (("button.draft_minutes", "minutes.draft"),),
    "minutes.final": (("button.final_minutes", "minutes.final"),),
    "no_objection.reminder": ANSWERS,
    "objection.mediation": (("circulation.button.mediate", "decisions.mediate"),),
    "absent.answer": ANSWERS,
    "plenary.yearly": (("button.convene", "meetings.convene"),),
    "executive.yearly": (("button.convene", "meetings.convene"),),
    DESIGNATION: (("members.button.designate", "members.focal_point"),),
    GOVERNMENT_DESIGNATION: (
        ("letters.button.designated", "members.government"),
        ("letters.button.delivered", "contacts.letter_delivered"),
    ),
    "contacts.answer": (("button.contacts_confirm", "contacts.confirm"), ("button.contacts_change", "contacts.change")),
    "group.consultation": (("button.group_agree", "groups.answer"), ("button.show", "groups.show")),
    "action.due": (("actions.button.done", "actions.done"), ("actions.button.move", "actions.move")),
    "group.sunset": (("button.show", "groups.show"),),
    "poll.answer": (("button.poll_answer", "polls.answer"), ("button.poll_show", "polls.show")),
    **dict.fromkeys(
        ("invitation.government", "invitation.high_level", "invitation.stakeholder"),
        (("follow.button.show", "speakers.invitation"),),
    ),
    "invitation.answer": (("follow.button.answer", "speakers.answer"), ("follow.button.show", "speakers.invitation")),
    "invitation.slides": (("follow.button.slides", "speakers.slides"), ("follow.button.show", "speakers.invitation")),
    "invitation.thanks": (("follow.button.thanks", "speakers.thanks"), ("follow.button.show", "speakers.invitation")),
}
"""The presses that meet a pending matter, by duty."""
FORMS = {
    "actions.done",
    "actions.move",
    "agenda.propose",
    "decisions.object",
    "meetings.convene",
    "minutes.final",
    "contacts.change",
    "members.focal_point",
    "members.government",
    "contacts.letter_delivered",
    "polls.answer",
    "speakers.answer",
    "speakers.slides",
}
PRESSED = (
    "meeting", "kind", "code", "version", "as", "round", "consultation", "agrees", "group", "poll", "invitation",
)  # fmt: skip
"""Which of a duty's values go with its presses."""
OF_EACH_SEAT = {"agenda.answer", "contacts.answer", "group.consultation", "poll.answer"}
"""Duties that every member owes for itself."""


@command("network.home", power=EVERYONE)
def home(request: Request, desk: Desk) -> Reply:
    """Who you are here, your pending matters in three lines, the coming meetings, and where to go on."""
    greeting: list[Part] = [
        Heading(text("home.hello", name=desk.person.name if desk.person else "")),
        Note(_offices(desk)),
    ]
    if guests.is_guest(desk):
        own = guest_cards.own_meetings_parts(desk, AT_A_GLANCE)
        return Reply(Card((*greeting, Paragraph(text("home.guest")), *own)))
    parts: list[Part] = [*greeting, *_matters(desk, AT_A_GLANCE), Divider(), *_coming(desk)]
    buttons = [Button(text("button.mine"), "network.mine"), Button(text("button.help"), "network.help")]
    if may(desk.law.charter, "convene", desk.offices):
        buttons.insert(0, Button(text("button.convene"), "meetings.convene", style="primary", opens_form=True))
    return Reply(Card((*parts, Buttons(tuple(buttons)))))


@command("network.mine", power=EVERYONE)
def mine(request: Request, desk: Desk) -> Reply:
    """Everything that waits for this person, soonest first, each with the press that meets it."""
    parts = _matters(desk, MOST)
    if own := guest_cards.own_meetings_parts(desk, AT_A_GLANCE):
        return Reply(Card((parts[0], *own)))
    if any(isinstance(part, Buttons) for part in parts):
        return Reply(Card(tuple(parts)))
    ways = (Button(text("meeting.button.list"), "meetings.list"), Button(text("button.help"), "network.help"))
    return Reply(Card((*parts, Buttons(ways))))


@command("network.status", power="see_register")
def status(request: Request, desk: Desk) -> Reply:
    """The network in three numbers and its coming meetings. A deadline that many seats share is one."""
    begun = [
        duty for duty in _duties(desk) if duty.open and not duty.then and (not duty.opens or duty.opens <= desk.now)
    ]
    open_ = {(duty.name, duty.about, duty.values.get("item_id")) for duty in begun}
    facts = (
        (text("status.coming"), str(len(meetings.coming(desk.session, desk.network_id, desk.now)))),
        (text("status.decided"), str(len(decisions.register(desk.session, desk.network_id)))),
        (text("status.pending"), str(len(open_))),
    )
    buttons = Buttons((Button(text("button.obligations"), "network.obligations"),))
    return Reply(Card((Heading(text("status.title")), Facts(facts), *incomplete_parts(desk), *_coming(desk), buttons)))


@command("network.obligations", power="see_register")
def obligations(request: Request, desk: Desk) -> Reply:
    """Every duty of the network with its date, state and source; bodies and duties, never people."""
    rows = [_row(desk, duty) for duty in _by_matter(desk, _duties(desk)) if not duty.void][:MOST]
    if not rows:
        return Reply(Card((Heading(text("obligations.title")), Paragraph(text("obligations.none")))))
    header = (text("obligations.duty"), text("obligations.due"), text("obligations.state"), text("obligations.source"))
    table = Table(text("obligations.caption"), header, tuple(rows))
    return Reply(Card((Heading(text("obligations.title")), table, Note(text("obligations.note")))))


def _duties(desk: Desk) -> list[Duty]:
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    return duties.all_duties(papers, desk.law, desk.now)


def _by_matter(desk: Desk, found: Sequence[Duty]) -> list[Duty]:
    """One line a duty and matter, however many seats owe it: the board shows no agency as late.

    Who has not designated whom is the secretariat's alone to see.
    """
    shown: dict[tuple[str, str], Duty] = {}
    for duty in found:
        if duty.organisation_id is None or duty.name not in OF_EACH_SEAT:
            shown.setdefault((duty.name, f"{duty.about}/{duty.values.get('item_id', '')}"), duty)
    hidden = () if may(desk.law.charter, "manage_people", desk.offices) else PRIVATE
    return [duty for duty in shown.values() if not duty.then and duty.name not in hidden]


def _row(desk: Desk, duty: Duty) -> tuple[Said, ...]:
    term = duties.term_of(duty, desk.law)
    source = text(
        "obligations.rule" if term.source == TOR else "obligations.setting",
        number=desk.law.charter.clauses[term.clause].number,
    )
    return (
        text("obligations.about", duty=text(f"term.{duty.name}"), about=as_said(duty.about)),
        text("why.when", when=duty.due),
        _state(desk, duty),
        source,
    )


def _state(desk: Desk, duty: Duty) -> Text:
    if duty.done:
        return text("obligations.met", day=desk.law.day_of(duty.done))
    if duty.due < desk.now:
        return text("obligations.late")
    if duty.opens and duty.opens > desk.now:
        return text("obligations.to_come")
    return text("obligations.open")


def _matters(desk: Desk, most: int) -> list[Part]:
    waiting = duties.pending_for(_duties(desk), desk.offices, desk.now)
    parts: list[Part] = [Heading(text("home.title"))]
    if not waiting:
        return [*parts, Paragraph(text("home.nothing"))]
    for duty in waiting[:most]:
        parts.append(Facts(((_matter(duty), _when(desk, duty)),)))
        if buttons := _presses(desk, duty):
            parts.append(Buttons(buttons))
    if len(waiting) > most:
        parts.append(Note(text("home.more", count=len(waiting) - most)))
    return parts


def _matter(duty: Duty) -> Text:
    named = "home.matter" if duty.name in SAID_AS_DUTY else "term"
    return text(
        "obligations.about", duty=text(f"{named}.{duty.name}"), about=str(duty.values.get("title") or duty.about)
    )


def _when(desk: Desk, duty: Duty) -> Text:
    if duty.due >= desk.now:
        return text("home.due", due=duty.due)
    days = desk.law.days.between(desk.law.day_of(duty.due), desk.today)
    return text("home.late", count=max(days, 1))


def _presses(desk: Desk, duty: Duty) -> tuple[Button, ...]:
    names = ("organisation", "office") if duty.name in (DESIGNATION, GOVERNMENT_DESIGNATION) else PRESSED
    values = {name: duty.values[name] for name in names if duty.values.get(name)}
    pairs = (*PRESSES.get(duty.name, ()), ("button.why", "network.why"))
    found = []
    for label, name in pairs:
        given = {"code": why_of(duty)} if name == "network.why" else values
        found.append(Button(text(label), name, given, opens_form=name in FORMS))
    return tuple(found)


def _coming(desk: Desk) -> list[Part]:
    coming = [m for m in meetings.coming(desk.session, desk.network_id, desk.now) if _concerns(desk, m)]
    if not coming:
        return [Heading(text("home.coming")), Paragraph(text("home.none_coming"))]
    rows: list[tuple[Said, Said]] = [
        (m.code, text("home.coming_row", title=m.title, when=m.starts_at)) for m in coming[:AT_A_GLANCE]
    ]
    return [Heading(text("home.coming")), Facts(tuple(rows))]


def _concerns(desk: Desk, meeting: Meeting) -> bool:
    return desk.holds(*desk.law.charter.meetings[meeting.kind].readers)


def _offices(desk: Desk) -> Text:
    return text("home.office", offices=[_held(desk, office) for office in desk.offices])


def _held(desk: Desk, office: Office) -> Text:
    body = desk.session.get_one(Organisation, office.organisation_id)
    return text("home.office_row", office=text(f"office.{office.office}"), organisation=body.name)
