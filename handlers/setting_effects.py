"""What a change of a setting does to the deadlines there are: those it moves, and those announced already, which it does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from handlers.desk import Desk
from handlers.reply import Facts, Heading, Note, Part, Said, text
from scheduler.duties import all_duties, gather
from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.polling import as_said

SHOWN = 10
"""How many deadlines are listed; the others are said to be there."""
HOURS = "hours.close_of_business"
"""Every deadline ends at this hour."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Open deadlines under a change: `moved` with the moment they had and the one they get, and `kept` as announced."""

    moved: tuple[tuple[Duty, datetime], ...]
    kept: tuple[Duty, ...]
    shortened: tuple[Duty, ...]
    """Those that had begun already and would end earlier: a change may not do that."""


def effects(desk: Desk, name: str, values: Mapping[str, Any], since: date, decision: str) -> Effects:
    """The open deadlines as they stand, beside those under the setting's new value from that day on."""
    papers = gather(desk.session, desk.network_id, desk.law, desk.now)
    now = _open(all_duties(papers, desk.law, desk.now))
    then = _open(all_duties(papers, with_change(desk.law, name, values, since, decision), desk.now))
    moved = tuple((duty, then[key].due) for key, duty in now.items() if key in then and then[key].due != duty.due)
    named = (
        {duty.name for duty, _ in moved} | {name} | ({duty.name for duty in now.values()} if name == HOURS else set())
    )
    gone = {_key(duty) for duty, _ in moved}
    kept = tuple(duty for key, duty in now.items() if duty.name in named and key not in gone and _begun(duty, desk))
    shortened = tuple(duty for duty, due in moved if due < duty.due and _begun(duty, desk))
    return Effects(moved, kept, shortened)


def with_change(law: Law, name: str, values: Mapping[str, Any], since: date, decision: str) -> Law:
    """The law as it would be with that change."""
    changed = sorted((*law.changed, (name, since, values, decision)), key=lambda row: row[1])
    return replace(law, changed=tuple(changed))


def effect_parts(found: Effects) -> tuple[Part, ...]:
    """The deadlines that move, with both moments, and those that keep theirs."""
    parts: list[Part] = [Heading(text("setting.moved"))]
    rows: list[tuple[Said, Said]]
    if found.moved:
        rows = [(_which(duty), text("setting.from_to", due=duty.due, then=due)) for duty, due in found.moved[:SHOWN]]
        parts.append(Facts(tuple(rows)))
        parts += _more(len(found.moved))
    else:
        parts.append(Note(text("setting.moves_nothing")))
    if found.kept:
        rows = [(_which(duty), text("setting.due", due=duty.due)) for duty in found.kept[:SHOWN]]
        parts += [Heading(text("setting.kept")), Facts(tuple(rows)), *_more(len(found.kept))]
    return (*parts, Note(text("setting.never_shortened")))


def _more(there: int) -> tuple[Note, ...]:
    return (Note(text("setting.more", count=there - SHOWN)),) if there > SHOWN else ()


def _which(duty: Duty) -> Said:
    return text("setting.duty", duty=text(f"term.{duty.name}"), about=as_said(duty.about))


def _open(duties: Iterable[Duty]) -> dict[tuple[object, ...], Duty]:
    """Open deadlines, one for all the seats that share it; what the clock does at its hour by itself is one too."""
    found: dict[tuple[object, ...], Duty] = {}
    for duty in duties:
        if duty.open:
            found.setdefault(_key(duty), duty)
    return found


def _key(duty: Duty) -> tuple[object, ...]:
    return duty.name, duty.about, duty.values.get("item_id")


def _begun(duty: Duty, desk: Desk) -> bool:
    """Whether it has been announced: its period has begun, and it can be met."""
    began = duty.began is None or duty.began <= desk.today
    return began and (duty.opens is None or duty.opens <= desk.now)
