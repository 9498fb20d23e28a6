"""Every card and notice of an invitation's life is drawn within the limits of the platforms, in every language."""

from __future__ import annotations

from bot.language.catalogue import LANGUAGES, Words
from bot.notices import card_of
from handlers.reply import Reply
from tests.every.test_every_card import refused_by_slack
from tests.handlers.invite_scene import (
    AFTER,
    COORDINATOR,
    E07,
    EARLY,
    LAST,
    MEMBER,
    SCHOLAR,
    SECRETARY,
    TEC,
    ask,
    cleared,
    draft,
    set_up,
    to_scholar,
)
from tests.town import LIMA, Town, lima


def life(town: Town) -> list[Reply]:
    """An e-mail and a letter from their drafts to their withdrawal, with a comment, and one that comes too late."""
    set_up(town, ("Balance", 20), ("Regularización", 30))
    found = [town.ask(SECRETARY, "speakers.invite", EARLY), ask(town, words=SCHOLAR, at=EARLY)]
    row = to_scholar(town, topic="<!channel> «Salud» " + "x" * 150, item="none")
    found.append(town.ask(MEMBER, "speakers.comment", EARLY, invitation=row.id))
    found.append(town.ask(MEMBER, "speakers.comment", EARLY, invitation=row.id, wording="Palabras. " * 140))
    town.confirm(MEMBER, found[-1], EARLY)
    town.clock(lima(2027, 3, 11, 17))
    after = lima(2027, 3, 12, 9)
    found += [town.ask(who, "speakers.clear", after, invitation=row.id) for who in (SECRETARY, COORDINATOR)]
    found.append(cleared(town, row, after))
    letter = draft(town)
    found += [ask(town, who, AFTER, words="Tierra Abierta", form="carta") for who in (SECRETARY, COORDINATOR)]
    found.append(cleared(town, letter, E07))
    found.append(town.ask(SECRETARY, "speakers.delivered", LAST, invitation=letter.id))
    found.append(
        town.do(SECRETARY, "speakers.delivered", LAST, invitation=letter.id, date="2027-03-19", reference="Cargo")
    )
    found.append(town.ask(SECRETARY, "speakers.invitations", LAST, meeting=TEC))
    found += [town.ask(SECRETARY, "speakers.invitation", LAST, invitation=each.id) for each in (row, letter)]
    found.append(town.ask(SECRETARY, "speakers.send", LAST, invitation=letter.id))
    found.append(town.ask(SECRETARY, "speakers.withdraw", LAST, invitation=row.id))
    found.append(town.do(SECRETARY, "meetings.cancel", LAST, meeting=TEC, reason="Huelga"))
    return found


def test_they_are_drawn_within_slacks_limits_in_every_language(town: Town) -> None:
    replies = life(town)
    replies += [Reply(card_of(notice)) for notice in town.notices()]

    assert {notice.notice for notice in town.notices()} >= {
        "speaker.proposed", "speaker.to_clear", "speaker.comments_over", "speaker.cleared", "speaker.cleared_sent",
        "speaker.invited", "speaker.invitation_withdrawn", "speaker.tell_officially",
    }  # fmt: skip
    wrong = [
        each
        for reply in replies
        for language in LANGUAGES
        for each in refused_by_slack(reply, Words(language, "es", LIMA))
    ]
    assert wrong == []
