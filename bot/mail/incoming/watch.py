"""The same watch as at the door of the chat: what a message says in its subject, its attachments' names or its comment; pure."""

from dataclasses import replace

from bot.mail.incoming.found import Found
from bot.mail.incoming.record import CODE
from handlers.personal_data import kinds_in


def watched(message: Found) -> tuple[Found, tuple[str, ...]]:
    """The message without what seems to hold personal data of somebody, and of which kinds that was.

    Of a subject only the codes of meetings are left. Names of attachments are looked at and never kept.
    """
    kinds = [kind for piece in _pieces(message) for kind in kinds_in(piece)]
    if not kinds:
        return replace(message, attached=()), ()
    subject = " ".join(CODE.findall(message.subject.upper())) if kinds_in(message.subject) else message.subject
    answers = tuple(replace(each, comment="") if kinds_in(each.comment) else each for each in message.answers)
    return replace(message, subject=subject, answers=answers, attached=()), tuple(dict.fromkeys(kinds))


def _pieces(message: Found) -> tuple[str, ...]:
    return (message.subject, *message.attached, *(each.comment for each in message.answers))
