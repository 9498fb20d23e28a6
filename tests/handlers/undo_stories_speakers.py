"""Acts about working groups, invitations to speak and answers by mail that can be taken back, each with what goes before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from handlers.reply import Reply
from tests.bot.incoming.samples import event, outlook
from tests.bot.incoming.scene import FEBRUARY
from tests.bot.incoming.scene import technical as mailbox
from tests.handlers import follow_scene, group_scene, invite_scene
from tests.handlers.follow_scene import AFTER, UNIVERSITY
from tests.handlers.group_scene import CODE, ENDS, FRIDAY, NAME, OBJECTIVES, TUESDAY
from tests.handlers.invite_scene import COORDINATOR, E07, EARLY, SECRETARY
from tests.handlers.record_scene import technical
from tests.town import Town, lima

Story = Callable[[Town], Reply]
EVENING = lima(2027, 3, 11, 20)
"""The letter of an e-mail that is cleared now waits for the morning."""
NIGHT = lima(2027, 4, 7, 20)
REVIEWED, LAST = lima(2028, 3, 14, 10), lima(2028, 4, 7, 10)
OWN, OWN_VERDICT = "noelia@casa.example", "red.example; dmarc=pass header.from=casa.example"


def proposes(town: Town) -> Reply:
    return town.do(
        SECRETARY, "groups.propose", TUESDAY, name=NAME, objectives=OBJECTIVES, facilitator="OIM",
        members=["ACNUR", "OIT"], origin="TEC-2027-01",
    )  # fmt: skip


def ready(town: Town) -> None:
    group_scene.consulted(town)
    town.clock(ENDS)
    group_scene.decided(town)


def reviewed(town: Town) -> None:
    group_scene.created(town)
    town.do(SECRETARY, "groups.consult", REVIEWED)
    group_scene.decided(town, "D-2028-02")


def renews(town: Town) -> Reply:
    """With another name, one member less and one more."""
    return town.do(
        SECRETARY, "groups.create", lima(2028, 3, 24, 10), decision="D-2028-02", name="Documentos",
        members=["ACNUR", "PNUD"],
    )  # fmt: skip


def to_scholar(town: Town, **given: Any) -> Reply:
    shown = invite_scene.ask(town, SECRETARY, EARLY, words=invite_scene.SCHOLAR, **given)
    return town.confirm(SECRETARY, shown, EARLY)


def from_the_roster(town: Town) -> None:
    """The ministry's focal point is on the roster alone."""
    invite_scene.set_up(town)
    with town.database.transaction() as session:
        entry = invite_scene.entry_of(town, invite_scene.GOVERNMENT)
        session.delete(session.merge(entry))


def drafted(town: Town) -> None:
    invite_scene.set_up(town)
    invite_scene.to_scholar(town)


def on_paper(town: Town) -> None:
    invite_scene.set_up(town)
    invite_scene.draft(town)


def paper_cleared(town: Town) -> None:
    on_paper(town)
    clears(town, E07)


def mailed(town: Town) -> None:
    drafted(town)
    clears(town, lima(2027, 3, 11, 18, 30))


def clears(town: Town, at: datetime) -> Reply:
    return town.do(COORDINATOR, "speakers.clear", at, invitation=1)


def withdraws(town: Town, at: datetime) -> Reply:
    return town.do(SECRETARY, "speakers.withdraw", at, invitation=1, reason="Cambió el tema")


def commented(town: Town) -> None:
    drafted(town)
    comments(town, "Sin novedad.")


def comments(town: Town, wording: str) -> Reply:
    return town.do(invite_scene.MEMBER, "speakers.comment", EARLY, invitation=1, wording=wording)


def spoken(town: Town) -> None:
    university, ministry = follow_scene.both(town)
    follow_scene.answered(town, university)
    follow_scene.answered(town, ministry)
    follow_scene.held(town, UNIVERSITY)


def thanked(town: Town) -> None:
    spoken(town)
    thanks(town)


def thanks(town: Town) -> Reply:
    return town.do(SECRETARY, "speakers.thanks", AFTER, invitation="1", words="Gracias, doctora.")


def unsure(town: Town) -> None:
    mailbox(town).arrives(outlook(verdicts=()))


def delegated(town: Town) -> None:
    mailbox(town).arrives(
        outlook(event("DELEGATED", params=';DELEGATED-TO="mailto:h.parihuanca@acnur.example"')),
    )


def from_home(town: Town) -> None:
    mailbox(town).arrives(outlook(sender=OWN, verdicts=(OWN_VERDICT,)))


def mail(name: str) -> Story:
    return lambda town: town.ask(SECRETARY, f"mail.{name}", FEBRUARY, message="1")


STORIES: dict[str, tuple[Callable[[Town], Any], str, datetime, Story]] = {
    "groups.propose": (technical, SECRETARY, TUESDAY, proposes),
    "groups.consult": (
        group_scene.proposed, SECRETARY, TUESDAY, lambda town: town.do(SECRETARY, "groups.consult", TUESDAY),
    ),
    "groups.create": (
        ready, SECRETARY, FRIDAY, lambda town: town.do(SECRETARY, "groups.create", FRIDAY, group="1", decision=CODE),
    ),
    "groups.create/renewed": (reviewed, SECRETARY, lima(2028, 3, 24, 10), renews),
    "groups.end": (group_scene.created, SECRETARY, LAST, lambda town: town.do(SECRETARY, "groups.end", LAST)),
    "groups.end/proposal": (
        group_scene.proposed, SECRETARY, FRIDAY, lambda town: town.do(SECRETARY, "groups.end", FRIDAY),
    ),
    "speakers.invite": (invite_scene.set_up, SECRETARY, EARLY, to_scholar),
    "speakers.invite/roster": (
        from_the_roster, SECRETARY, E07, lambda town: town.confirm(SECRETARY, invite_scene.ask(town), E07),
    ),
    "speakers.invite/changed": (
        paper_cleared, SECRETARY, E07,
        lambda town: town.do(SECRETARY, "speakers.invite", E07, invitation=1, topic="otro tema", minutes=5),
    ),
    "speakers.clear": (drafted, COORDINATOR, EVENING, lambda town: clears(town, EVENING)),
    "speakers.clear/paper": (on_paper, COORDINATOR, E07, lambda town: clears(town, E07)),
    "speakers.delivered": (
        paper_cleared, SECRETARY, E07,
        lambda town: town.do(
            SECRETARY, "speakers.delivered", E07, invitation=1, date="2027-03-18", reference="Cargo 77"
        ),
    ),
    "speakers.withdraw": (drafted, SECRETARY, EVENING, lambda town: withdraws(town, EVENING)),
    "speakers.withdraw/waiting": (mailed, SECRETARY, EVENING, lambda town: withdraws(town, EVENING)),
    "speakers.comment": (drafted, invite_scene.MEMBER, EARLY, lambda town: comments(town, "Conviene.")),
    "speakers.comment/again": (commented, invite_scene.MEMBER, EARLY, lambda town: comments(town, "Conviene.")),
    "speakers.thanks": (spoken, SECRETARY, AFTER, thanks),
    "speakers.thanks_clear": (
        thanked, COORDINATOR, NIGHT, lambda town: town.do(COORDINATOR, "speakers.thanks_clear", NIGHT, invitation="1"),
    ),
    "speakers.thanked": (
        spoken, SECRETARY, AFTER,
        lambda town: town.ask(SECRETARY, "speakers.thanked", AFTER, invitation="2", reference="Cargo 91"),
    ),
    "mail.apply": (unsure, SECRETARY, FEBRUARY, mail("apply")),
    "mail.alternate": (delegated, SECRETARY, FEBRUARY, mail("alternate")),
    "mail.alias": (from_home, SECRETARY, FEBRUARY, mail("alias")),
    "mail.discard": (unsure, SECRETARY, FEBRUARY, mail("discard")),
}  # fmt: skip
"""Of each act: what goes before, who acts, when, and the act."""
