"""The presses under each notice: what its reader will most likely want to do next, and nothing they already did."""

from typing import Any

from handlers.reply import Button, text

Press = tuple[str, str, tuple[str, ...]]
"""Label, command, and which of the notice's values go with the press."""

MEETING = ("meeting",)
PROPOSE: Press = ("button.propose", "agenda.propose", MEETING)
NOTHING: Press = ("button.nothing", "agenda.nothing", MEETING)
ATTEND: Press = ("button.attend", "meetings.attend", MEETING)
REGRET: Press = ("button.regret", "meetings.regret", MEETING)
SHOW_MEETING: Press = ("button.show_meeting", "meetings.show", MEETING)
SHOW_AGENDA: Press = ("button.show_agenda", "agenda.show", MEETING)
CIRCULATE_AGENDA: Press = ("button.circulate_agenda", "agenda.circulate", MEETING)
SHOW_MINUTES: Press = ("button.show_minutes", "minutes.show", MEETING)
CONVENE: Press = ("button.convene", "meetings.convene", ("kind",))
TEXT = ("code", "version")
"""A decision and the version of its text that the reader has before them."""
SHOW_DECISION: Press = ("button.show", "decisions.show", ("code",))
CONTACTS_STAND: Press = ("button.contacts_confirm", "contacts.confirm", ("as", "seen"))
CONTACTS_CHANGE: Press = ("button.contacts_change", "contacts.change", ("as", "round"))
DESIGNATE: Press = ("button.designate", "members.focal_point", ("organisation",))
SHOW_CONTACTS: Press = ("button.contacts_show", "contacts.show", ())
AGREE_GROUP: Press = ("button.group_agree", "groups.answer", ("consultation", "as", "agrees"))
COMMENT_GROUP: Press = ("button.group_comment", "groups.answer", ("consultation", "as"))
SHOW_GROUP: Press = ("button.show", "groups.show", ("group",))
TO_COMMITTEE: Press = ("button.group_to_committee", "decisions.propose", ("title", "wording", "group"))
END_GROUP: Press = ("button.group_end", "groups.end", ("group",))
ANSWER_POLL: Press = ("button.poll_answer", "polls.answer", ("poll", "as"))
ALL_SUIT: Press = ("button.poll_all", "polls.answer", ("poll", "as", "all"))
SHOW_POLL: Press = ("button.poll_show", "polls.show", ("poll",))
ANSWERS: tuple[Press, ...] = (
    ("answers.button.agree", "decisions.agree", TEXT),
    ("answers.button.comment", "decisions.comment", TEXT),
    ("answers.button.reserve", "decisions.reserve", TEXT),
    ("answers.button.object", "decisions.object", TEXT),
    SHOW_DECISION,
)
MEDIATE: Press = ("circulation.button.mediate", "decisions.mediate", ("code",))
ADOPT: Press = ("circulation.button.adopt", "decisions.adopt", ("code",))
INVITATION = ("invitation",)
SHOW_INVITATION: Press = ("follow.button.show", "speakers.invitation", INVITATION)

ACTION: tuple[Press, ...] = (
    ("actions.button.done", "actions.done", ("code",)),
    ("actions.button.move", "actions.move", ("code",)),
    ("actions.button.help", "actions.help", ("code",)),
)
SHOW_ACTION: Press = ("button.show", "actions.show", ("code",))
COMMENT_SPEAKER: Press = ("button.invite_comment", "speakers.comment", ("invitation", "as"))
CLEAR_INVITATION: Press = ("button.invite_clear", "speakers.clear", INVITATION)

BUTTONS: dict[str, tuple[Press, ...]] = {
    **dict.fromkeys(("action.assigned", "action.due.before", "action.due.today"), ACTION),
    **dict.fromkeys(("action.due.coordinator", "action.done", "action.moved", "action.help"), (SHOW_ACTION,)),
    "alerts.noticed": (("alerts.button.list", "network.alerts", ()),),
    "alerts.asked": (("alerts.button.allow", "alerts.allow", ("alert",)),),
    "network.daily_line": (("button.obligations", "network.obligations", ()),),
    "action.overdue.today": (("actions.button.mine", "actions.list", ("mine",)),),
    "meeting.convened": (ATTEND, REGRET, SHOW_MEETING),
    "meeting.convened_with_call": (PROPOSE, NOTHING, ATTEND, REGRET),
    "meeting.moved": (ATTEND, REGRET, SHOW_MEETING),
    "meeting.changed": (SHOW_MEETING,),
    "meeting.cancelled": (SHOW_MEETING,),
    "meeting.alternate_goes": (ATTEND, REGRET, SHOW_MEETING),
    "meeting.exception_wanted": (
        ("button.see_exception", "drafts.change", ("draft",)),
        ("button.discard", "drafts.discard", ("draft",)),
    ),
    "agenda.call": (PROPOSE, NOTHING),
    "agenda.answer": (PROPOSE, NOTHING),
    "agenda.documents": (("button.agenda_document", "agenda.document", ("meeting", "item_id")), SHOW_AGENDA),
    "agenda.draft": (CIRCULATE_AGENDA, ("button.agenda_order", "agenda.order", MEETING), SHOW_AGENDA),
    "agenda.closed": (SHOW_AGENDA,),
    "agenda.circulation": (CIRCULATE_AGENDA, SHOW_AGENDA),
    "agenda.circulated": (ATTEND, REGRET, SHOW_AGENDA),
    "agenda.changed": (SHOW_AGENDA,),
    "agenda.late_item": (
        ("button.agenda_admit", "agenda.admit", ("meeting", "item")),
        ("button.agenda_defer", "agenda.defer", ("meeting", "item")),
    ),
    "agenda.admitted": (SHOW_AGENDA,),
    "agenda.deferred": (SHOW_AGENDA,),
    "agenda.taken_up": (SHOW_AGENDA,),
    "agenda.observer": (SHOW_AGENDA,),
    "agenda.withdrawn": (CIRCULATE_AGENDA, SHOW_AGENDA),
    "agenda.document_given": (CIRCULATE_AGENDA, SHOW_AGENDA),
    "minutes.circulation": (
        ("button.draft_minutes", "minutes.draft", MEETING),
        ("button.held", "meetings.held", MEETING),
    ),
    "minutes.circulated": (
        ("button.comment", "minutes.comment", MEETING),
        ("no_comments.button", "minutes.no_comments", MEETING),
        SHOW_MINUTES,
    ),
    "minutes.follow_up": (("actions.button.mine", "actions.list", ("mine",)),),
    "minutes.late_comment": (SHOW_MINUTES,),
    "minutes.comments_closed": (("button.final_minutes", "minutes.final", MEETING), SHOW_MINUTES),
    "minutes.final": (SHOW_MINUTES, ("minutes.button.word", "minutes.word", MEETING)),
    **dict.fromkeys(
        ("minutes.final.before", "minutes.final.today", "minutes.final.late", "minutes.final.coordinator"),
        (("button.final_minutes", "minutes.final", MEETING), SHOW_MINUTES),
    ),
    "plenary.yearly": (CONVENE,),
    "executive.yearly": (CONVENE,),
    "decision.recorded": (SHOW_DECISION,),
    "slack.reassigned": (("button.recognise", "network.recognise", ("team", "user")),),
    "setting.changed": (SHOW_DECISION, ("button.settings", "network.settings", ())),
    "decision.commented": (SHOW_DECISION,),
    "designation.focal_point": (("members.button.designate", "members.focal_point", ("organisation", "office")),),
    "designation.government": (
        ("letters.button.designated", "members.government", ("organisation",)),
        ("letters.button.draft", "contacts.letters", ("organisation",)),
        ("letters.button.delivered", "contacts.letter_delivered", ("organisation",)),
    ),
    "members.welcome": (("members.button.list", "members.list", ()),),
    "members.handover": (("button.mine", "network.mine", ()), ("members.button.list", "members.list", ())),
    "members.designated": (("button.mine", "network.mine", ()),),
    "voices.at_odds": (("button.show_meeting", "meetings.show", MEETING),),
    **dict.fromkeys(("contacts.asked", "contacts.copied", "contacts.answer"), (CONTACTS_STAND, CONTACTS_CHANGE)),
    "contacts.change": (DESIGNATE, SHOW_CONTACTS),
    **dict.fromkeys(("contacts.closed", "contacts.stands"), (SHOW_CONTACTS,)),
    **dict.fromkeys(("groups.asked.composition", "groups.asked.review"), (AGREE_GROUP, COMMENT_GROUP, SHOW_GROUP)),
    "group.consultation": (AGREE_GROUP, COMMENT_GROUP, SHOW_GROUP),
    "group.sunset": (("button.group_review", "groups.consult", ("group",)), END_GROUP, SHOW_GROUP),
    "groups.answers.composition": (TO_COMMITTEE, SHOW_GROUP),
    "groups.answers.review": (TO_COMMITTEE, END_GROUP, SHOW_GROUP),
    **dict.fromkeys(
        (
            "groups.at_odds",
            "groups.late",
            "groups.created",
            "groups.renewed",
            "groups.ended",
            "groups.joined",
            "groups.left",
        ),
        (SHOW_GROUP,),
    ),
    "circulation.wanted": (
        ("circulation.button.open", "drafts.change", ("draft",)),
        ("button.discard", "drafts.discard", ("draft",)),
    ),
    **dict.fromkeys(
        ("circulation.silence", "circulation.silence_again", "circulation.explicit", "circulation.explicit_again"),
        ANSWERS,
    ),
    "no_objection.reminder": ANSWERS,
    "objection.mediation": (MEDIATE, SHOW_DECISION),
    "decision.objected": (MEDIATE, SHOW_DECISION),
    "decision.result_proposed": (ADOPT, SHOW_DECISION),
    "decision.expired": (SHOW_DECISION,),
    "decision.not_adopted": (SHOW_DECISION,),
    "circulation.adopted": (SHOW_DECISION,),
    "absent.answer": ANSWERS,
    "decision.objection_wanted": (("answers.button.object", "decisions.object", TEXT), SHOW_DECISION),
    **dict.fromkeys(
        (
            "decision.answered",
            "decision.answered_late",
            "decision.answer_noted",
            "decision.taken_back",
            "decision.suspended",
            "decision.resumed",
            "decision.adopted",
        ),
        (SHOW_DECISION,),
    ),
    "delivery.given_up": (
        ("deliveries.button.confirm", "deliveries.again", ("notice",)),
        ("deliveries.button.table", "network.deliveries", ("code",)),
    ),
    "polls.asked": (ANSWER_POLL, ALL_SUIT, SHOW_POLL),
    "poll.answer": (ANSWER_POLL, SHOW_POLL),
    "polls.complete": (("button.poll_close", "polls.close", ("poll",)), SHOW_POLL),
    "polls.no_hour": (("button.poll_new", "polls.open", ("kind",)), SHOW_POLL),
    "speaker.proposed": (
        ("button.invite_nothing", "speakers.comment", ("invitation", "as", "nothing")),
        COMMENT_SPEAKER,
    ),
    "speaker.to_clear": (CLEAR_INVITATION, SHOW_INVITATION),
    "speaker.comments_over": (CLEAR_INVITATION, SHOW_INVITATION),
    "speaker.cleared": (("button.invite_delivered", "speakers.delivered", INVITATION), SHOW_INVITATION),
    "speaker.exception_wanted": (
        ("button.invite_exception", "drafts.change", ("draft",)),
        ("button.discard", "drafts.discard", ("draft",)),
    ),
    **dict.fromkeys(
        ("speaker.cleared_sent", "speaker.dropped", "speaker.hanging", "speaker.tell_officially"), (SHOW_INVITATION,)
    ),
    "action.assigned": (("button.actions", "actions.list", ()),),
    "mail.waiting": (("mailbox.button.list", "mail.review", ()),),
    "mail.returned": (
        ("mailbox.button.list", "mail.review", ()),
        ("mailbox.button.seen", "mail.discard", ("message",)),
    ),
    **dict.fromkeys(
        ("invitation.government", "invitation.high_level", "invitation.stakeholder", "invitation.answered"),
        (SHOW_INVITATION,),
    ),
    "invitation.answer": (("follow.button.answer", "speakers.answer", INVITATION), SHOW_INVITATION),
    "invitation.slides": (
        ("follow.button.slides", "speakers.slides", INVITATION),
        ("follow.button.no_slides", "speakers.slides", ("invitation", "none")),
        SHOW_INVITATION,
    ),
    "invitation.thanks": (("follow.button.thanks", "speakers.thanks", INVITATION), SHOW_INVITATION),
    "speaker.thanks_wanted": (("follow.button.thanks_clear", "speakers.thanks_clear", INVITATION), SHOW_INVITATION),
}
STAGES = (".before", ".today", ".late", ".coordinator", ".amber", ".red")
FORMS = {
    "alerts.allow",
    "agenda.propose",
    "agenda.document",
    "agenda.order",
    "agenda.admit",
    "decisions.comment",
    "decisions.reserve",
    "decisions.object",
    "minutes.comment",
    "minutes.final",
    "meetings.held",
    "meetings.convene",
    "drafts.change",
    "members.focal_point",
    "members.government",
    "contacts.letter_delivered",
    "contacts.change",
    "decisions.revise",
    "polls.open",
    "speakers.answer",
    "speakers.slides",
    "speakers.delivered",
}
"""Commands whose press opens a form; the button says so."""
FORM_PRESSES = {COMMENT_GROUP, ANSWER_POLL, COMMENT_SPEAKER}
"""Presses that open a form though their command, with more given, needs none."""


def buttons_of(notice: str, values: dict[str, Any]) -> tuple[Button, ...]:
    """The presses of a notice, filled with its values; a reminder has those of its duty."""
    if dates := values.get("dates"):
        return _dates(dates, values)
    if hours := values.get("hours"):
        return _hours(hours, values)
    presses = BUTTONS.get(notice) or BUTTONS.get(_duty_of(notice), ())
    found = []
    for place, press in enumerate(presses):
        label, command, names = press
        style = "" if place else "primary"
        given = {name.removesuffix("_id"): values[name] for name in names if values.get(name) is not None}
        found.append(Button(text(label), command, given, style, opens_form=command in FORMS or press in FORM_PRESSES))  # type: ignore[arg-type]
    return tuple(found)


def _duty_of(notice: str) -> str:
    return next((notice.removesuffix(stage) for stage in STAGES if notice.endswith(stage)), notice)


def _dates(dates: list[Any], values: dict[str, Any]) -> tuple[Button, ...]:
    """A drafted convocation: one press a possible date opens its preview; nothing is convened by it yet."""
    found = []
    for place, day in enumerate(dates):
        given = {"kind": values["kind"], "date": day.isoformat(), "drafted": True}
        style = "" if place else "primary"
        found.append(Button(text("button.convene_on", day=day), "meetings.convene", given, style))  # type: ignore[arg-type]
    return tuple(found)


def _hours(hours: list[Any], values: dict[str, Any]) -> tuple[Button, ...]:
    """The outcome of a date poll: one press a possible hour opens the convocation's preview, filled in."""
    presses = [
        Button(
            text("button.poll_convene_at", when=when), "polls.choose", {"poll": values["poll"], "slot": str(slot)},
            "" if place else "primary",
        )
        for place, (slot, when) in enumerate(hours)
    ]  # fmt: skip
    return (*presses, Button(text("button.poll_show"), "polls.show", {"poll": values["poll"]}))
