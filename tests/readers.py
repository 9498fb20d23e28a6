"""The commands by which a person changes nothing: what they show can be asked for again, so there is nothing to take back."""

SHOWS = {
    "actions.list", "actions.show", "agenda.show", "contacts.show", "decisions.follow_up", "decisions.list",
    "decisions.no_objection", "decisions.search", "decisions.show", "groups.list", "groups.show", "mail.review",
    "meetings.calendar", "meetings.list", "meetings.roll", "meetings.show", "members.list", "members.show",
    "decisions.mediate", "minutes.running", "minutes.show", "network.alerts", "network.deliveries",
    "network.forecast", "network.help", "network.home", "network.later", "network.mine", "network.obligations",
    "network.settings", "network.status", "network.tor", "network.unanswered", "network.undone", "network.unknown", "network.why",
    "polls.show", "speakers.find", "speakers.invitation", "speakers.invitations", "speakers.list",
    "speakers.show", "speakers.suggest",
}  # fmt: skip
HANDS_OUT = {"members.export", "speakers.export_one", "speakers.letter"}
"""They hand over a file to whoever asks, by mail or at once, and the journal says that they did."""
LEADS_ON = {
    "drafts.confirm",
    "drafts.change",
    "drafts.discard",
    "drafts.resume",
    "minutes.capture",
    "speakers.send",
    "polls.choose",
}
"""They run another command, which is taken back in its own name; a form or a preview that is put away is no act."""
BY_THE_CLOCK = {
    "alerts.by_mail", "alerts.overheard", "mail.remind", "mail.returned",
    "meetings.settle_calendars", "network.daily_line", "network.retention",
}  # fmt: skip
"""No person asks for them."""
