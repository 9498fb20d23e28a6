"""People mentioned in a message, by name and institution: what goes into a record carries no accounts of Slack's."""

import asyncio
import re

from sqlmodel import Session

from bot.platforms.slack.people import Known, People
from storage import people as roster
from storage.people import Organisation, Person

_MENTION = re.compile(r"<@([A-Z0-9]{2,20})(?:\|[^<>]*)?>")
MOST = 12
"""How many people of one message are looked up."""
NOBODY = "@…"


async def named(people: People, words: str) -> str:
    """The same words with «Noelia Quintamayo (ACNUR)» in place of a mention; whoever is not on the roster stays unnamed.

    Whoever holds offices for several is named with each of them: for which it is meant, is not ours to say.
    """
    accounts = list(dict.fromkeys(_MENTION.findall(words)))[:MOST]
    # All at once: whoever chose a shortcut has three seconds.
    found = dict(zip(accounts, await asyncio.gather(*(_name(people, each) for each in accounts)), strict=True))
    return _MENTION.sub(lambda mention: found.get(mention[1], NOBODY), words)


async def _name(people: People, account: str) -> str:
    who = await people.who(account)
    if not isinstance(who, Known):
        return NOBODY
    person_id, today = who.person_id, people.clock().astimezone(people.zone).date()

    def look(session: Session) -> str:
        offices = roster.offices_of(session, person_id, today)
        bodies = dict.fromkeys(session.get_one(Organisation, each.organisation_id).name for each in offices)
        name = session.get_one(Person, person_id).name
        return f"{name} ({', '.join(bodies)})" if bodies else name

    return await people.counter.look(look)
