"""Letters that came back: standard delivery reports (RFC 3464), and those of servers that write their own; pure."""

import re
from collections.abc import Sequence
from email import message_from_string
from email.message import Message

from bot.mail.harmless import one_line
from bot.mail.incoming import parts
from bot.mail.incoming.found import Returned
from bot.mail.incoming.parts import Mail, Part

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
ORIGINAL = re.compile(r"^message-id:\s*(<[^<>\s]+>)", re.MULTILINE | re.IGNORECASE)
SERVERS = ("mailer-daemon", "postmaster", "mail-daemon", "bounce", "bounces")
SUBJECTS = re.compile(
    r"undeliver|deliver\w* (?:status|fail|problem|has failed)|failure notice|returned mail|mail delivery|"
    r"no se (?:pudo|ha podido) entregar|no entregad|error de entrega|devuelto",
    re.IGNORECASE,
)
FAILED, UNKNOWN = "failed", "5.0.0"
READ = 50_000


def report(leaves: Sequence[Part]) -> Returned | None:
    """What a delivery report says; None when the message holds none."""
    reports = [leaf.part for leaf in leaves if leaf.kind == "message/delivery-status" and not leaf.nested]
    if not reports:
        return None
    blocks = [block for each in reports for block in _blocks(each)]
    about = [block for block in blocks if block.get("Final-Recipient") or block.get("Original-Recipient")]
    failed = [block for block in about if parts.header(block, "Action").lower() == FAILED]
    block = next(iter(failed or about), None)
    if block is None:
        return Returned("", UNKNOWN, _original(leaves), certain=False)
    status = STATUS.search(parts.header(block, "Status"))
    return Returned(_recipient(block), status[1] if status else UNKNOWN, _original(leaves), failed=bool(failed))


def loose(message: Mail, leaves: Sequence[Part]) -> Returned | None:
    """A message that looks like a returned letter though no report says so."""
    sender = parts.sender(message) or parts.header(message, "From").lower()
    by_a_server = sender.startswith(SERVERS) or parts.header(message, "Return-Path") == "<>"
    subject, recipient = parts.header(message, "Subject"), parts.header(message, "X-Failed-Recipients")
    if not recipient and not (by_a_server and SUBJECTS.search(subject)):
        return None
    said = "\n".join(parts.words(leaf.part)[:READ] for leaf in leaves if leaf.kind.startswith("text/"))
    status = STATUS.search(said)
    original = _original(leaves) or next(iter(ORIGINAL.findall(said)), "")
    address = parts.address(recipient.split(",")[0])
    return Returned(address, status[1] if status else UNKNOWN, original, certain=False)


def _blocks(part: Mail) -> list[Mail]:
    inside = part.get_payload()
    if isinstance(inside, list):
        return [each for each in inside if isinstance(each, Message)]
    return [message_from_string(block) for block in str(inside)[:READ].split("\n\n")]


def _recipient(block: Mail) -> str:
    named = parts.header(block, "Final-Recipient") or parts.header(block, "Original-Recipient")
    return parts.address(named.rpartition(";")[2])


def _original(leaves: Sequence[Part]) -> str:
    """The Message-ID of the letter it encloses, whole or only its headers."""
    for leaf in leaves:
        if leaf.nested or leaf.kind == "text/rfc822-headers":
            own = parts.message_ids(parts.header(leaf.part, "Message-ID"))
            found = own or tuple(ORIGINAL.findall(parts.words(leaf.part)[:READ]))
            if found:
                return one_line(found[0], 250)
    return ""
