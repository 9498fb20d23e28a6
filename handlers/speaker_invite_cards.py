"""How an invitation to speak looks: its facts, how far it has come, what can be pressed."""

from handlers import speaker_invite_late as lateness
from handlers.asked_seats import seats
from handlers.desk import Desk
from handlers.finding import meeting_line
from handlers.mandates import may
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Part, Said, Text, text
from handlers.speaker_answers import clause_for
from handlers.speaker_invite_plan import Plan
from handlers.why import source_parts
from storage import invitations, people
from storage.agenda import AgendaItem
from storage.directory import DirectoryEntry
from storage.invitations import CLEARED, DECLINED, DRAFTED, EMAIL, SENT, WITHDRAWN, SpeakerInvitation
from storage.meetings import CONVENED, Meeting
from storage.people import Person

NOTHING = "—"
Row = tuple[Said, Said]


def who(name: str, organisation: str) -> Said:
    """Somebody with their institution; the institution alone while it has named nobody."""
    return text("speakers.label", name=name, organisation=organisation) if name else organisation


def greeting(entry: DirectoryEntry | None, name: str) -> Text:
    """How a letter to them begins: with their form of address where it is known."""
    if entry is not None and entry.address:
        return text("invite.greeting_address", address=entry.address.rstrip(":,"))
    return text("invite.greeting", name=name)


def plan_facts(desk: Desk, plan: Plan, late: lateness.Lateness) -> Facts:
    """The invitation as it would be."""
    rows: list[Row] = [
        (text("invite.fact.who"), who(plan.entry.name, plan.entry.organisation)),
        (text("invite.fact.address"), plan.entry.address or text("invite.address_usual")),
        (text("invite.fact.meeting"), meeting_line(plan.meeting)),
        (text("invite.fact.item"), plan.item.title if plan.item else text("invite.no_item")),
        (text("invite.fact.topic"), plan.topic),
        (text("invite.fact.slot"), text("invite.slot", when=plan.starts_at, ends=plan.ends_at, count=plan.minutes)),
        (text("invite.fact.form"), text(f"invite.as.{plan.form}")),
        (text("speakers.fact.language"), text(f"language.{plan.language}")),
        (text("invite.fact.last_day"), lateness.said(desk, late)),
    ]
    return Facts(tuple(rows))


def row_facts(desk: Desk, row: SpeakerInvitation) -> Facts:
    """An invitation that was written down."""
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    item = desk.session.get(AgendaItem, row.item_id) if row.item_id else None
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    rows: list[Row] = [
        (text("invite.fact.who"), who(row.name, row.organisation)),
        (text("invite.fact.address"), (entry.address if entry else "") or text("invite.address_usual")),
        (text("invite.fact.meeting"), meeting_line(meeting)),
        (text("invite.fact.item"), item.title if item else text("invite.no_item")),
        (text("invite.fact.topic"), row.topic),
        (text("invite.fact.slot"), text("invite.slot", when=row.starts_at, ends=row.ends_at, count=row.minutes)),
        (text("invite.fact.form"), text(f"invite.as.{row.form}")),
        (text("speakers.fact.language"), text(f"language.{row.language}")),
        (text("invite.fact.state"), state(desk, row)),
    ]
    if row.status in (DRAFTED, CLEARED):
        rows.append((text("invite.fact.last_day"), lateness.said(desk, lateness.lateness_of(desk, row))))
    for words in declined_before(desk, meeting, row.entry_id, item, row):
        rows.append((text("invite.fact.before"), words))
    if row.late_reason:
        rows.append((text("invite.fact.reason"), row.late_reason))
    return Facts(tuple(rows))


def declined_before(
    desk: Desk, meeting: Meeting, entry: int | None, item: AgendaItem | None, row: SpeakerInvitation | None
) -> list[Text]:
    """That they were asked to speak on this point before, and declined."""
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id) if entry is not None else []
    same = (each for each in rows if (each.entry_id, each.item_id) == (entry, item.id if item else None))
    earlier = (each for each in same if each.answer == DECLINED and (row is None or (each.id or 0) < (row.id or 0)))
    return [text("invite.declined_before", when=each.answered_at) for each in earlier]


def state(desk: Desk, row: SpeakerInvitation) -> Text:
    """How far it has come, in words."""
    if row.status == SENT:
        if row.answer:
            return text(f"invite.answered.{row.answer}")
        return text("invite.state.sent" if row.form == EMAIL else "invite.state.delivered", when=row.sent_at)
    if row.status == DRAFTED and commenting(desk, row):
        return text("invite.state.commenting", until=row.comments_until)
    return text(f"invite.state.{row.status}", when=row.cleared_at or row.withdrawn_at or row.drafted_at)


def commenting(desk: Desk, row: SpeakerInvitation) -> bool:
    """Whether the focal points' time runs: until its announced end, unless every body has answered before."""
    if row.comments_until is None or desk.now > row.comments_until:
        return False
    assert row.id is not None
    said = {each.organisation_id for each in invitations.comments(desk.session, row.id)}
    asked = {seat.organisation.id for seat in seats(desk) if seat.asked}
    return not asked <= said


def clearers(desk: Desk, drafter_id: int | None) -> list[Person]:
    """Who may clear what that person drafted: never the drafter."""
    offices = desk.law.charter.powers["clear_letters"].offices
    found = people.readers(desk.session, desk.network_id, offices, desk.today)
    return [person for person in found if person.id != drafter_id]


def secretariat(desk: Desk) -> list[Person]:
    """Those who prepare invitations and follow them."""
    offices = desk.law.charter.powers["invite_speakers"].offices
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def comment_rows(desk: Desk, row: SpeakerInvitation) -> list[Row]:
    """What each body said, as it was said: for the secretariat alone."""
    assert row.id is not None
    names = {body.id: body.name for body in people.organisations(desk.session, desk.network_id)}
    said = invitations.comments(desk.session, row.id)
    return [(names[each.organisation_id], each.words or text("invite.no_comment")) for each in said]


def whole(desk: Desk, row: SpeakerInvitation, heading: Text, *parts: Part) -> Card:
    """An invitation with what was said of it and what can be done with it."""
    found: list[Part] = [Heading(heading), row_facts(desk, row), *parts]
    if rows := comment_rows(desk, row):
        found += [Heading(text("invite.comments")), Facts(tuple(rows))]
    found += source_parts(desk, clause_for(row))
    if row.status in (DRAFTED, CLEARED):
        found.append(lateness.note(desk, lateness.lateness_of(desk, row)))
    if row.form != EMAIL and row.status in (DRAFTED, CLEARED):
        found.append(Note(text("invite.never_sent")))
    return Card((*found, Buttons(presses(desk, row))))


def presses(desk: Desk, row: SpeakerInvitation) -> tuple[Button, ...]:
    """What this person can do with it as it stands."""
    about = {"invitation": row.id}
    found: list[Button] = []
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    to_come = meeting.status == CONVENED and meeting.starts_at > desk.now
    cleared_by_me = may(desk.law.charter, "clear_letters", desk.offices) and row.drafted_by != desk.person_id
    if to_come and row.status == DRAFTED and cleared_by_me and not commenting(desk, row):
        found.append(Button(text("invite.button.clear"), "speakers.clear", about, "primary"))
    if row.status == CLEARED and row.form != EMAIL:
        found.append(Button(text("invite.button.delivered"), "speakers.delivered", about, "primary", opens_form=True))
    if to_come and row.status in (DRAFTED, CLEARED):
        found.append(Button(text("invite.button.letter"), "speakers.letter", about))
        found.append(Button(text("button.change"), "speakers.invite", {**about, "change": "1"}, opens_form=True))
    if to_come and row.status == SENT:
        found.append(Button(text("follow.button.answer"), "speakers.answer", about, opens_form=True))
    if row.status != WITHDRAWN:
        found.append(Button(text("invite.button.withdraw"), "speakers.withdraw", about, "danger", opens_form=True))
    found.append(Button(text("invite.button.list"), "speakers.invitations", {"meeting": meeting.code}))
    return tuple(found)
