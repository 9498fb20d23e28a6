"""Why a notice has not arrived, in plain words: what mail servers and platforms answered, and why Quipu took it back; pure."""

import re

from storage.called_back import UNDONE
from storage.outbox import HANDED_OVER, NOBODY_FOLLOWS, Notice
from storage.text import Text, from_paper, text

REPLY = "reply.card"
"""A notice that carries the answer to somebody's own request: what it says is theirs."""
_CODES = re.compile(r"(?<![\d.])[245]\d\d(?![\d.])(?: [245]\.\d{1,3}\.\d{1,3})?")
_FULL, _NOBODY = re.compile(r"\b(?:452|552)\b|\b[45]\.2\.2\b"), re.compile(r"\b(?:550|551|553)\b|\b5\.1\.\d+\b")
_BY_RULE = re.compile(r"\b5\.7\.\d+\b")
_AWAY = (
    "SMTPConnect", "SMTPServerDisconnected", "SMTPTimeout", "SMTPReadTimeout", "TimeoutError", "Connection", "OSError",
    "gaierror", "ssl", "SSL", "503", "internal_error", "fatal_error", "request_timeout", "service_unavailable",
)  # fmt: skip
_KNOWN = {
    "no_mail_server": "no_mail_server",
    "no_reader": "no_reader",
    "strange_address": "strange_address",
    "no_meeting": "no_meeting",
    "words_missing": "our_fault",
    "timeout": "away",
    "ratelimited": "busy",
    "429": "busy",
    "account_inactive": "account_gone",
    "user_disabled": "account_gone",
    "user_not_found": "account_gone",
    "users_not_found": "account_gone",
    "not_in_workspace": "account_gone",
    "channel_not_found": "no_channel",
    "not_in_channel": "no_channel",
    "is_archived": "no_channel",
}
_WITHDRAWN = {
    "done": "done", "convened": "done", "settled": "done", "due_passed": "over", "over": "over", "period_over": "over",
    "year_over": "over", "not_open_then": "over", "in_review": "over", "moved": "moved", "cancelled": "cancelled",
    "no_such_duty": "changed", "superseded": "changed", "suspended": "changed", "unclear": "unclear",
    HANDED_OVER: "handed_over", NOBODY_FOLLOWS: "left", UNDONE: "undone", "told": "told",
}  # fmt: skip


def reason(why: str) -> Text:
    """Why it did not leave, or has not yet; the code that was answered stays in it."""
    found = _CODES.search(why)
    words = text(f"undelivered.{_reason(why)}")
    return text("undelivered.with_code", words=words, code=found[0]) if found else words


def withdrawn(why: str) -> Text:
    """Why Quipu took it back before it left."""
    return text(f"withdrawn.{_WITHDRAWN.get(why, 'changed')}")


def called(notice: Notice) -> Text:
    """What the notice is called in a list: its title, never what it says; an answer to somebody's own request has none."""
    if notice.notice == REPLY:
        return text("undelivered.own_answer")
    return Text(f"notice.{notice.notice}.title", from_paper(notice.values))


def _reason(why: str) -> str:
    if why in _KNOWN:
        return _KNOWN[why]
    if why.startswith(("mail_login", "SMTPAuthentication", "SMTPSenderRefused", "SMTPNotSupported", "SMTPHelo")):
        return "our_mailbox"
    if why.startswith(("SMTPRecipient", "SMTPData")):
        return _of_reader(why)
    return "away" if why.startswith(_AWAY) else "refused"


def _of_reader(why: str) -> str:
    """What the reader's own server has against it."""
    if _FULL.search(why):
        return "mailbox_full"
    if _BY_RULE.search(why):
        return "by_rule"
    return "no_such_address" if why.startswith("SMTPRecipient") and _NOBODY.search(why) else "not_taken"
