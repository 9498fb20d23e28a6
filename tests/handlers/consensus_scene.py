"""What the stories of consensus share: a Committee that met without PNUD, and what its seats say afterwards."""

from __future__ import annotations

from handlers.reply import Reply
from storage.decisions import Answer, Decision, answers_of
from storage.networks import ChangedSetting
from tests.handlers.record_scene import COORDINATOR, NOON, held, register
from tests.town import Town, lima

RESIDENT, OIM_CE, ACNUR_CE, OIT_CE, UNICEF_CE, PNUD_CE = (
    "a.soderquist", "p.estevanes", "t.wrennfeld", "b.sormendi", "o.brandaris", "h.lasvalle",
)  # fmt: skip
COMMITTEE_PEOPLE = {RESIDENT, OIM_CE, ACNUR_CE, OIT_CE, UNICEF_CE, PNUD_CE}
PRIORITIES = "El Comité Ejecutivo adopta como prioridades 2027 la regularización, el trabajo decente y la niñez."
D1 = "D-2027-01"
END = lima(2027, 2, 12, 17)
ELEVENTH = lima(2027, 2, 11, 16, 40)


def ad_referendum(town: Town, *wordings: str) -> None:
    """9 February: everybody but PNUD was there, and the coordinator recorded what they adopted."""
    held(town)
    for wording in wordings or (PRIORITIES,):
        town.do(COORDINATOR, "decisions.record", NOON, wording=wording, title=wording[:30])


def decision(town: Town, code: str = D1) -> Decision:
    return next(row for row in register(town) if row.code == code)


def answers(town: Town, code: str = D1) -> list[Answer]:
    with town.database.reading() as session:
        return answers_of(session, decision(town, code).id or 0)


def no_objection_rule(town: Town, since: str = "2027-01-02") -> None:
    """A rule of silence in force since a day, as a decision of the Committee set it."""
    from datetime import date

    with town.database.transaction() as session:
        session.add(
            ChangedSetting(
                network_id=town.network_id, name="no_objection.enabled", value={"on": True},
                since=date.fromisoformat(since), decision="D-2026-09", changed_at=NOON,
            )
        )  # fmt: skip


def object_(town: Town, who: str, at: object = ELEVENTH, code: str = D1, **values: object) -> Reply:
    given = {"wording": "El indicador 4 no tiene fuente.", "way_out": "Usar la ENPOVE.", **values}
    return town.do(who, "decisions.object", at, code=code, **given)  # type: ignore[arg-type]
