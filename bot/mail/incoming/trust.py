"""Whether our own mail server vouches for the address a message says it is from; pure.

Anybody can write an Authentication-Results header. Only the topmost of all counts, and only when it bears the
name of our own server (MAIL_AUTHSERV_ID): what stands below it may have come with the message (RFC 8601).
"""

import re
from collections.abc import Sequence

DMARC = re.compile(r"dmarc\s*(?:/\s*\d+\s*)?=\s*([a-z]+)")
HEADER_FROM = re.compile(r"header\.from\s*=\s*([^\s;]+)")
DEEPEST = 20


def vouched_for(headers: Sequence[str], ours: str, sender: str) -> bool:
    """DMARC passed for the sender's domain, says our own server."""
    if not headers or not ours or "@" not in sender:
        return False
    server, *results = _bare(headers[0]).lower().split(";")
    if server.split()[:1] != [ours.lower()]:
        return False
    about = [(found[1], each) for each in results if (found := DMARC.match(each.strip()))]
    return bool(about) and all(said == "pass" and _of_domain(each, sender) for said, each in about)


def _of_domain(result: str, sender: str) -> bool:
    """The result is about the domain in From, where it says about which."""
    named = HEADER_FROM.search(result)
    return named is None or named[1].rpartition("@")[2].rstrip(".") == sender.rpartition("@")[2].lower()


def _bare(header: str) -> str:
    """The header without comments and quoted words: what stands in them is somebody's text and no result."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for letter in header:
        if escaped:
            escaped = False
        elif letter == "\\" and (quoted or depth):
            escaped = True
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter == "(" and not quoted:
            depth += 1
        elif letter == ")" and depth and not quoted:
            depth -= 1
        elif not quoted and not depth:
            kept.append(letter)
    return "" if quoted or depth else "".join(kept)
