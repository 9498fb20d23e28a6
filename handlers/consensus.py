"""What consensus is (ToR 5.2.1): every seat of the Committee was asked, and none maintains an objection.

Nothing is counted and no majority exists. A seat that has not spoken has not agreed, unless a no-objection rule was in
force when the text was put to the Committee and its period has ended. A seat that nobody holds cannot agree at all.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import committee
from handlers.desk import Desk
from storage import decisions, people
from storage.decisions import COMMENT, OBJECT, RESERVE, Answer, Decision, DecisionText

OBJECTED, WAITING, REACHED, EXPIRED = "objected", "waiting", "reached", "expired"
"""Somebody objects; seats are still to speak; consensus; the period ended and silence says nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a text stands. Lists hold organisations (ids), in the order of the seats."""

    state: str
    waiting: tuple[int, ...] = ()
    objecting: tuple[int, ...] = ()
    reserving: tuple[int, ...] = ()
    commenting: tuple[int, ...] = ()
    silent: tuple[int, ...] = ()
    """Those whose silence counts as assent: nobody has heard a word of them."""


def outcome(
    voices: Collection[int],
    reachable: Collection[int],
    standing: Mapping[int, Answer],
    *,
    by_silence: bool,
    ended: bool,
) -> Outcome:
    """Where a text stands: pure.

    `voices` are the seats asked, `reachable` those that somebody holds, `standing` what each seat stands by,
    `by_silence` whether a no-objection rule was in force when it was put, `ended` whether its period is over.
    """
    said = {seat: standing[seat].kind for seat in voices if seat in standing}
    of = {kind: tuple(seat for seat in voices if said.get(seat) == kind) for kind in (OBJECT, RESERVE, COMMENT)}
    silent = tuple(seat for seat in voices if seat not in said)
    waiting = tuple(seat for seat in silent if seat not in reachable) if by_silence and ended else silent
    if of[OBJECT]:
        state = OBJECTED
    elif voices and not waiting:
        state = REACHED
    else:
        state = EXPIRED if ended else WAITING
    assenting = tuple(seat for seat in silent if seat not in waiting)
    return Outcome(state, waiting, of[OBJECT], of[RESERVE], of[COMMENT], assenting)


def outcome_of(desk: Desk, decision: Decision) -> Outcome:
    """Where a decision stands now. A seat that has left the Committee since is not asked any more.

    The last second of a period still counts: it has ended only after `closes_at`. Whether a silent seat was held is asked
    of the day of the end: whoever comes later did not assent, whoever leaves later did.
    """
    assert decision.id is not None
    seats = {body.id for body in committee.seats_of(desk, committee.COMMITTEE, desk.today)}
    standing = decisions.standing(decisions.answers_of(desk.session, decision.id), decision.version)
    in_the_room = set(decision.present)
    voices = [seat for seat in decision.voices if seat in seats and (seat not in in_the_room or seat in standing)]
    ended = is_over(decision, desk.now)
    day = desk.law.day_of(decision.closes_at) if ended and decision.closes_at is not None else desk.today
    held = {body.id for body in people.seats(desk.session, desk.network_id, committee.COMMITTEE, day)}
    if not voices:
        return Outcome(REACHED if in_the_room & seats & set(decision.voices) else WAITING)
    return outcome(
        voices, [seat for seat in voices if seat in held], standing, by_silence=decision.by_silence, ended=ended
    )


def is_over(decision: Decision, now: datetime) -> bool:
    """Whether its period has ended. The last second belongs to it whole: 17:00:00 counts to its end."""
    return decision.closes_at is not None and now.replace(microsecond=0) > decision.closes_at


def freeze(desk: Desk, decision: Decision) -> DecisionText:
    """Keep the text as it is put to the Committee; a changed one is another version."""
    assert decision.id is not None
    found = DecisionText(
        decision_id=decision.id, version=decision.version, wording=decision.wording, wording_en=decision.wording_en,
        fingerprint=decisions.fingerprint(decision.wording, decision.wording_en), put_by=desk.person_id, put_at=desk.now,
        period=decision.period, closes_at=decision.closes_at,
    )  # fmt: skip
    desk.session.add(found)
    desk.session.flush()
    return found
