"""The year as far as it is played: each chapter begins where the one before it ended, and is played once."""

from __future__ import annotations

import fcntl
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.conversations import commitments, government, minutes, no_objection, speaker, stories, working_group
from tests.ledger import events
from tests.ledger.page import Left, what_left
from tests.ledger.replay import Answered, Replay
from tests.town import lima

Event = Callable[[Replay], None]
OPENED = lima(2027, 1, 12)
RCO = "x.caltarumi"
"""The liaison of the Resident Coordinator's office: reads everything, answers for nothing."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What happens, after which chapter, and until when the clock goes on."""

    after: str
    until: datetime
    happens: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """A chapter that was played: what left, what people were answered, and the record at its end."""

    left: list[Left]
    answers: list[Answered]
    record: Path


CHAPTERS = {
    "E01": Chapter("", lima(2027, 1, 18, 18), (stories.starting_the_year, events.everybody_confirms)),
    "E02": Chapter("E01", lima(2027, 2, 8, 18), (
        stories.convening_the_committee, government.delivering_the_letters, stories.collecting_items,
        government.one_reminder_in_draft, stories.a_late_item, stories.circulating_the_agenda, government.the_ministry_answers,
    )),
    "E03": Chapter("E02", lima(2027, 2, 12, 18), (
        stories.recording_the_decisions, commitments.taking_things_on, commitments.the_text_of_oit_is_there,
        stories.an_absent_member_answers,
        no_objection.the_procedure_is_turned_on, events.somebody_asks_in_english,
    )),
    "E04": Chapter("E03", lima(2027, 2, 26, 18), (
        commitments.the_plan_is_drafted, events.corrected_in_word, minutes.circulating_the_minutes, minutes.commenting,
        minutes.closing_the_comments, minutes.the_final_version, minutes.nothing_was_late,
    )),
    "E05 to E07": Chapter("E03", lima(2027, 4, 5, 18), (
        commitments.the_plan_is_drafted, events.corrected_in_word, minutes.circulating_the_minutes,
        no_objection.opening_the_round, minutes.commenting, no_objection.one_member_agrees, minutes.closing_the_comments,
        minutes.the_final_version, no_objection.reminding_the_silent, no_objection.objecting,
        commitments.the_others_are_done, no_objection.circulating_again, no_objection.adopting_the_plan, *speaker.SPEAKER,
    )),
    "E08": Chapter("E05 to E07", lima(2027, 4, 9, 18), (
        events.where_people_are_referred_to, working_group.the_technical_meeting, commitments.the_three_of_april,
        working_group.a_group_is_not_approved_there, working_group.consulting_the_members, events.personal_data_is_pasted,
        working_group.one_member_answers,
    )),
    "E09": Chapter("E08", lima(2027, 4, 26, 18), (
        working_group.the_consultation_closes, events.minutes_four_days_late, working_group.putting_it_to_the_committee,
        events.a_member_agrees_in_english, working_group.recording_the_result, working_group.creating_the_group,
    )),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """Plays chapters, each once, in a folder that the workers of one run share."""

    template: Path
    folder: Path

    def chapter(self, name: str) -> Played:
        """The chapter of that name, with everything it stands on."""
        kept = self.folder / f"{name}.played"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(self._played(name)))
        played: Played = pickle.loads(kept.read_bytes())
        return played

    def _played(self, name: str) -> Played:
        chapter = CHAPTERS[name]
        before = self.chapter(chapter.after).record if chapter.after else self.template
        record = self.folder / f"{name}.sqlite3"
        shutil.copy(before, record)
        return _play(chapter, record)


def _play(chapter: Chapter, record: Path) -> Played:
    replay = Replay(record)
    replay.open(None if chapter.after else OPENED)
    try:
        began = replay.now
        for event in chapter.happens:
            event(replay)
        replay.go_to(chapter.until)
        return Played(
            replay.look(lambda session: what_left(session, began)), [each.kept() for each in replay.answers], record
        )
    finally:
        replay.close()
