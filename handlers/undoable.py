"""The acts that their author may take back for ten minutes, in one table (ToR 2, the setting `undo.window`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.agenda import UNDONE
from storage.changes import NOW
from storage.decisions import DROPPED
from storage.drafts import DISCARDED as THROWN_AWAY
from storage.groups import DISCARDED, TAKEN_BACK
from storage.meetings import CANCELLED

Marks = Mapping[str, Mapping[str, Any]]
UNDO, WINDOW = "network.undo", "undo.window"
ROSTER, LAW = "roster", "law"


@dataclass(frozen=True, slots=True)
class Undoable:
    """How an act is taken back, beside what holds for all.

    `correct` is the command that mends it later. `alone`: only while nobody has done anything else about the same
    matter. `marks`: rows that the act added and that stay, with what is put on them; all others go. `line`: it wrote a
    line of a meeting's record, which goes as `#deshacer` takes it back. `until`: acts about the matter that rest on all
    that was said before them; after one of these it is not taken back from under them. `also`: tables that
    are put back for it, though other acts leave them alone. `ground`: all others may stand
    on it without naming it, on the roster or on the law by which days are counted (`handlers.undo_ground`).
    `journal`: it may be a line of the journal and nothing else; taken back, it is not shown any more.
    """

    correct: str
    alone: bool = False
    marks: Marks = field(default_factory=dict)
    line: bool = False
    until: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ground: str = ""
    journal: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """Why an act cannot be taken back by its nature, and the acts of the journal that it writes."""

    because: str
    acts: tuple[str, ...]


_ITEM: Marks = {"agendaitem": {"status": UNDONE}}
"""Presses carry the number of an item: a row that goes would leave it to the next one."""
_ENTRY: Marks = {
    "directoryentry": {
        "name": "", "function": "", "email": "", "address": "", "reference": "", "zone": "", "consent_purpose": "",
        "consent_on": None, "objectives": [], "tags": [], "erased_at": NOW,
    }
}  # fmt: skip
"""As somebody who is erased from the directory."""
_PUT: Marks = {"decision": {"status": DROPPED, "settled_at": None, "closes_at": None}, "decisiontext": {}}
_ANSWER: Marks = {"answer": {"withdrawn_at": NOW}}
"""What a seat said is never deleted: the one before it stands again."""
_EVENT: Marks = {"actionevent": {}}
_SENT = ("agenda.circulated", "agenda.recirculated")
_SETTLED = ("decision.adopted", "decision.not_adopted")
_READ = ("minutes.comments_closed", "minutes.final")
_VERSION: Marks = {"minutes": {"status": UNDONE}, "minutesfile": {"outcome": UNDONE}}
"""A Word file and a press carry the number of a version, a press that of a file."""
_WRITTEN = ("minutes.drafted", "minutes.circulated", *_READ)
_PART_SENT = ("speaker.thanks_drafted", "speaker.thanked", "speaker.part_sent")
"""What a guest receives of minutes, once they are final."""
_LATE = ("agenda.proposed_late", "agenda.admitted", "agenda.deferred", "agenda.cleared", *_SENT)
"""What came after the close of an agenda rests on it."""
_CLOSED = ("poll.closed", "poll.withdrawn", "poll.convened")
_INVITATION: Marks = {"speakerinvitation": {"withdrawn_at": NOW}, **_ENTRY}
_DRAFT: Marks = {"draft": {"status": THROWN_AWAY, "settled_at": NOW}}
_ASKED: Marks = {"consultation": {"about": TAKEN_BACK, "closes_at": NOW, "closed_at": NOW}}
_HOUR = ("meeting.moved", "meeting.cancelled", "agenda.withdrawn", "agenda.deferred")
_INVITED = (
    "speaker.invitation_drafted", "speaker.invitation_changed", "speaker.commented", "speaker.comments_closed",
    "speaker.cleared", "speaker.invited", "speaker.delivered", "speaker.answered", "speaker.withdrawn", *_HOUR,
)  # fmt: skip
_SAID = ("speaker.cleared", "speaker.comments_closed", "speaker.withdrawn", "meeting.cancelled")
_THANKED = (*_PART_SENT, "meeting.held", "meeting.corrected")
_REPLIED = ("speaker.invitation_drafted",)

UNDOABLE: dict[str, Undoable] = {
    "agenda.propose": Undoable("agenda.withdraw", marks=_ITEM, until=_SENT),
    "agenda.nothing": Undoable("agenda.propose"),
    "agenda.withdraw": Undoable("agenda.propose", until=_SENT),
    "agenda.defer": Undoable("agenda.propose", marks=_ITEM, until=_SENT),
    "agenda.admit": Undoable("agenda.defer", until=_SENT),
    "agenda.document": Undoable("agenda.document"),
    "agenda.order": Undoable("agenda.order", until=_SENT),
    "decisions.agree": Undoable("decisions.comment", marks=_ANSWER, until=_SETTLED),
    "decisions.comment": Undoable("decisions.comment", marks=_ANSWER, until=_SETTLED, journal=True),
    "decisions.reserve": Undoable("decisions.take_back", marks=_ANSWER, until=_SETTLED),
    "decisions.object": Undoable("decisions.take_back", marks=_ANSWER, until=_SETTLED),
    "decisions.take_back": Undoable("decisions.object", until=_SETTLED),
    "decisions.propose": Undoable("decisions.show", alone=True, marks=_PUT),
    "decisions.classify": Undoable("decisions.classify", until=(*_SETTLED, "decision.replaced", "decision.restored")),
    "minutes.comment": Undoable("minutes.comment", until=_READ),
    "minutes.no_comments": Undoable("minutes.comment", until=_READ),
    "minutes.label": Undoable("minutes.label", until=("minutes.drafted", "minutes.circulated", "minutes.final")),
    "minutes.circulate": Undoable("minutes.final", alone=True, marks=_VERSION),
    "polls.answer": Undoable("polls.answer", until=_CLOSED),
    "polls.open": Undoable("polls.withdraw", alone=True, marks={"datepoll": {"withdrawn_at": NOW}, "pollslot": {}}),
    "polls.withdraw": Undoable("polls.open", alone=True),
    "groups.answer": Undoable("groups.answer", until=("group.consultation_closed",)),
    "groups.join": Undoable("groups.leave"),
    "groups.leave": Undoable("groups.join"),
    "contacts.confirm": Undoable("contacts.change", until=("contacts.closed",)),
    "network.away": Undoable("network.away"),
    "meetings.attend": Undoable("meetings.regret"),
    "meetings.regret": Undoable("meetings.attend"),
    "meetings.held": Undoable("meetings.held", alone=True),
    "meetings.move": Undoable("meetings.move", alone=True),
    "meetings.convene": Undoable(
        "meetings.cancel", alone=True, marks={"meeting": {"status": CANCELLED, "cancelled_at": NOW}, **_ITEM}
    ),
    "meetings.cancel": Undoable("meetings.convene", alone=True),
    "speakers.register": Undoable("speakers.register", alone=True, marks=_ENTRY),
    "speakers.answer": Undoable("speakers.answer", until=("speaker.invitation_drafted",)),
    "speakers.slides": Undoable("speakers.slides", until=("speaker.slides_cleared",)),
    "speakers.slides_clear": Undoable("speakers.slides_clear"),
    "actions.done": Undoable("actions.show", alone=True, marks=_EVENT),
    "actions.move": Undoable("actions.move", alone=True, marks=_EVENT),
    "actions.help": Undoable("actions.done", alone=True, marks=_EVENT),
    "actions.assign": Undoable("actions.show", line=True),
    "decisions.record": Undoable("decisions.record", line=True),
    "minutes.note": Undoable("minutes.draft", line=True),
    "meetings.presence": Undoable("meetings.held", line=True),
    # Working groups, invitations to speak, answers by mail.
    "groups.propose": Undoable(
        "groups.end", alone=True, marks={"workinggroup": {"status": DISCARDED, "ended_at": NOW}}
    ),
    "groups.consult": Undoable("groups.show", alone=True, marks=_ASKED),
    "groups.create": Undoable("groups.end", alone=True),
    "groups.end": Undoable("groups.propose", alone=True),
    "speakers.invite": Undoable("speakers.withdraw", marks=_INVITATION, until=_INVITED),
    "speakers.clear": Undoable("speakers.withdraw", until=_INVITED),
    "speakers.delivered": Undoable("speakers.withdraw", until=_INVITED),
    "speakers.withdraw": Undoable("speakers.invite", until=_INVITED),
    "speakers.comment": Undoable("speakers.comment", until=_SAID),
    "speakers.ask_exception": Undoable("speakers.invite", marks=_DRAFT, also=("draft",)),
    "speakers.thanks": Undoable("speakers.thanks", until=_THANKED),
    "speakers.thanks_clear": Undoable("speakers.invitation", until=_THANKED),
    "speakers.thanked": Undoable("speakers.invitation", until=_THANKED),
    "mail.apply": Undoable("meetings.regret", until=_REPLIED),
    "mail.alternate": Undoable("meetings.regret", until=_REPLIED),
    "mail.alias": Undoable("mail.review", until=_REPLIED),
    "mail.discard": Undoable("mail.review"),
    # members, contacts, network, settings
    "members.join": Undoable("members.leave", ground=ROSTER),
    "members.leave": Undoable("members.join", ground=ROSTER),
    "members.committee": Undoable("members.leave", ground=ROSTER),
    "members.focal_point": Undoable("members.focal_point", ground=ROSTER),
    "members.alternate": Undoable("members.alternate", ground=ROSTER),
    "members.head": Undoable("members.head", ground=ROSTER),
    "members.deputy": Undoable("members.deputy", ground=ROSTER),
    "members.handover": Undoable("members.focal_point", ground=ROSTER),
    "members.government": Undoable("members.government", ground=ROSTER, marks=_ENTRY),
    "contacts.ask": Undoable("contacts.show", alone=True),
    "contacts.open_round": Undoable("contacts.show", alone=True),
    "contacts.change": Undoable("contacts.confirm", until=("contacts.closed",)),
    "contacts.letters": Undoable("contacts.letters"),
    "contacts.letter_delivered": Undoable("contacts.letter_delivered", alone=True),
    "network.language": Undoable("network.language"),
    "network.recognise": Undoable("members.list"),
    "network.room": Undoable("network.room"),
    "network.referral": Undoable("network.referral"),
    "network.calendar_day": Undoable("network.settings", ground=LAW),
    "minutes.heading": Undoable("minutes.heading", until=("minutes.circulated", "minutes.final")),
    "settings.change": Undoable("settings.change", ground=LAW),
    "decisions.no_objection_change": Undoable("decisions.no_objection_change", ground=LAW),
    "alerts.allow": Undoable("network.alerts"),
    "alerts.ask": Undoable("alerts.ask", until=("alert.allowed",), journal=True),
    # What the secretariat does with decisions, minutes, agendas and polls.
    "decisions.adopt": Undoable("decisions.propose"),
    "decisions.not_adopted": Undoable("decisions.propose"),
    "decisions.revise": Undoable("decisions.revise", marks={"decisiontext": {"period": UNDONE}}),
    "decisions.ask_again": Undoable("decisions.show"),
    "decisions.end_period": Undoable("decisions.show"),
    "decisions.circulate_extract": Undoable("decisions.show"),
    "minutes.draft": Undoable("minutes.draft", marks=_VERSION, until=_WRITTEN),
    "minutes.word": Undoable("minutes.draft", marks=_VERSION, until=_WRITTEN),
    "minutes.source": Undoable("minutes.draft", marks=_VERSION, until=_WRITTEN),
    "minutes.upload": Undoable("minutes.upload", marks=_VERSION, until=_WRITTEN),
    "minutes.final": Undoable("minutes.show", marks=_VERSION, until=_PART_SENT),
    "minutes.close_comments": Undoable("minutes.final", until=_WRITTEN),
    "minutes.follow_up": Undoable("minutes.follow_up", until=("minutes.circulated",)),
    "agenda.call": Undoable("agenda.close", marks=_ITEM, until=("agenda.items_closed", *_SENT)),
    "agenda.close": Undoable("agenda.admit", until=_LATE),
    "agenda.circulate": Undoable("agenda.circulate", until=_LATE),
    "polls.close": Undoable("polls.open", until=_CLOSED),
    "meetings.ask_exception": Undoable("meetings.convene", marks=_DRAFT, also=("draft",)),
}
"""The commands, in the order of what people take back most.

Always the same: what the act wrote is put back as it was, unless somebody has touched it since; notices that wait do not
leave; what has gone by mail cannot be called back, and then nothing is undone; the journal gets the undoing as an act of
its own.
"""

STANDS: dict[str, Stands] = {
    "speakers.erase": Stands("erased", ("speaker.erased", "person.erased")),
    "members.delete_contact": Stands("erased", ("person.erased",)),
    "deliveries.again": Stands("left", ("delivery.again",)),
    "meetings.feed": Stands("address", ("meeting.feed_made",)),
    "network.undo": Stands("undone", ("network.undone",)),
    "minutes.undo": Stands("undone", ("minutes.line_undone",)),
    "groups.close_consultation": Stands("announced", ("group.consultation_closed",)),
    "speakers.close_comments": Stands("announced", ("speaker.comments_closed",)),
    "contacts.close_round": Stands("list", ("contacts.closed",)),
}
"""The commands that change something for good, each with the reason, which is said (`undo.because`). All others that write
are in the table above."""

CHANGED_NOTHING = ("person.exported", "speaker.exported", "archive.exported", "alert.noticed")
"""What the journal keeps although nothing changed: what was only handed over, or not kept. Nobody means these by «deshaz»."""

SUBSTANCE: Mapping[str, Mapping[str, str]] = {
    "meeting": {
        "starts_at": "meeting.fact.when", "minutes": "meeting.fact.minutes", "place": "meeting.fact.place", "status": "",
        "call_opened_at": "", "items_closed_at": "", "agenda_circulated_at": "",
    },
    "decision": {"wording": "circulation.fact.wording", "status": "", "closes_at": "", "proposed_result_at": ""},
    "answer": {"withdrawn_at": ""},
    "agendaitem": {"status": ""},
    "attendance": {"answer": "", "capacity": "", "person_id": ""},
    "draft": {"status": ""},
    "action": {"due": "actions.fact.due", "organisation_id": "actions.fact.organisation", "status": "", "help_wanted_at": ""},
    "minutes": {"status": "", "comments_closed_at": ""},
    "absence": {"first": "", "last": "", "withdrawn_at": ""},
    "datepoll": {"withdrawn_at": "", "closed_at": ""},
    "workinggroup": {"name": "groups.fact.name", "ends_on": "groups.fact.ends", "status": ""},
    "groupmember": {"until": ""},
    "consultation": {},
    "speakerinvitation": {
        "topic": "invite.fact.topic", "starts_at": "invite.fact.slot", "cleared_at": "", "sent_at": "", "answer": "",
        "withdrawn_at": "", "thanks_drafted_at": "",
    },
    "invitationcomment": {"words": ""},
    "membership": {"until": ""},
    "office": {"until": ""},
    "contactcheck": {"answer": ""},
    "changedsetting": {},
    "sensitivealert": {"allowed_at": ""},
}  # fmt: skip
"""What people must hear again when it was told to them and is undone: table, column and what the value is called ("": it
is not shown). A title that was misspelt is none of it."""
