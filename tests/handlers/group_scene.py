"""E08: a working group on documentation, proposed at the technical meeting of 6 April 2027, and ways to move it on."""

from __future__ import annotations

from datetime import date, datetime

from handlers.reply import Reply
from storage import groups
from storage.decisions import CONSENSUS, Decision
from storage.groups import ConsultationAnswer, WorkingGroup
from storage.outbox import Notice
from tests.handlers.record_scene import SECRETARY, technical
from tests.town import Town, lima

NAME, OBJECTIVES = "Documentación", "Ordenar los puntos de información y proponer una hoja de ruta."
ACNUR, ACNUR_ALTERNATE, OIT, UNFPA, PNUD = "n.quintamayo", "h.parihuanca", "i.choquerrey", "s.rocamarca", "g.umbralito"
OFFICIALS = {
    "n.collpabamba", "n.quintamayo", "i.choquerrey", "p.huaranda", "g.umbralito", "c.yupancal", "s.rocamarca",
    "j.atocsaira", "b.carhuandino",
}  # fmt: skip
TUESDAY, THURSDAY, ENDS, FRIDAY = (
    lima(2027, 4, 6, 11),
    lima(2027, 4, 8, 10),
    lima(2027, 4, 13, 17),
    lima(2027, 4, 23, 18),
)
CODE = "D-2027-04"


def proposed(town: Town) -> Reply:
    """The secretary writes the proposal down after the technical meeting."""
    technical(town)
    return town.do(
        SECRETARY, "groups.propose", TUESDAY, name=NAME, objectives=OBJECTIVES, facilitator="OIM",
        members=["ACNUR", "OIT"], origin="TEC-2027-01",
    )  # fmt: skip


def consulted(town: Town) -> Reply:
    """And opens the consultation, the same morning."""
    proposed(town)
    return town.do(SECRETARY, "groups.consult", TUESDAY)


def agreed(town: Town, who: str, at: datetime = THURSDAY, **given: str) -> Reply:
    """Somebody presses "De acuerdo" under the question."""
    return town.ask(who, "groups.answer", at, consultation="1", **{"agrees": "yes", **given})


def commented(town: Town, who: str, wording: str, at: datetime = THURSDAY, agrees: str = "yes") -> Reply:
    """Somebody sends a comment and confirms it."""
    return town.do(who, "groups.answer", at, consultation="1", agrees=agrees, wording=wording)


def decided(town: Town, code: str = CODE, status: str = CONSENSUS, series: str = "D") -> None:
    """What the Committee (or a technical meeting) has on its register about it."""
    with town.database.transaction() as session:
        session.add(
            Decision(
                network_id=town.network_id, series=series, code=code, title=NAME, wording="Se crea el grupo.",
                clause="5.groups", basis="circulation", status=status, taken_on=date(2027, 4, 23),
                settled_at=lima(2027, 4, 23, 17), recorded_at=lima(2027, 4, 23, 17),
            )
        )  # fmt: skip


def created(town: Town) -> Reply:
    """Consulted, decided upon without objection until 23 April, and recorded."""
    consulted(town)
    town.clock(ENDS)
    decided(town)
    return town.do(SECRETARY, "groups.create", FRIDAY, group="1", decision=CODE)


def the_group(town: Town) -> WorkingGroup:
    with town.database.reading() as session:
        (found,) = groups.all_groups(session, town.network_id)
        return found


def answers(town: Town) -> list[ConsultationAnswer]:
    with town.database.reading() as session:
        return groups.answers(session, 1)


def inside(town: Town, on: date) -> set[str]:
    """Who sits in the group that day, by name."""
    names = {town.organisation(name): name for name in ("OIM", "ACNUR", "OIT", "PNUD", "UNFPA")}
    with town.database.reading() as session:
        rows = groups.members(session, 1)
    return {names[row.organisation_id] for row in rows if row.since <= on and (row.until is None or row.until >= on)}


def facts(notice: Notice) -> str:
    """Everything a notice says in facts and table, on paper."""
    return f"{notice.values.get('facts')} {notice.values.get('table')}"
