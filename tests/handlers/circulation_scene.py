"""The Committee by circulation: the procedure turned on by D-2027-02, and the work plan put to it on 18 February 2027."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from handlers.reply import Reply
from storage import decisions
from storage.decisions import CONSENSUS, Decision
from storage.networks import ChangedSetting
from storage.numbers import Counter
from tests.town import Town, lima

COORDINATOR, SECRETARY = "l.altaquilla", "r.berrocapa"
OCR, OIM, ACNUR, OIT, UNICEF, PNUD = (
    "a.soderquist", "p.estevanes", "t.wrennfeld", "b.sormendi", "o.brandaris", "h.lasvalle",
)  # fmt: skip
SEATS = (OCR, OIM, ACNUR, OIT, UNICEF, PNUD)
OIT_FOCAL = "i.choquerrey"
THE_RULE = "D-2027-02"
PLAN = "Plan de Trabajo 2027"
TEXT = (
    "Se aprueba el Plan de Trabajo 2027. Actividad 3.1: datos. Actividad 3.2: jornadas de regularización "
    "laboral con multas a los empleadores. Actividad 3.3: albergues."
)
AGREED = TEXT.replace("con multas a los empleadores", "según el estándar de derechos laborales")
OPENED = lima(2027, 2, 18, 9, 40)
ENDS = lima(2027, 2, 25, 17)


def by_decision(town: Town, code: str = THE_RULE, since: date = date(2027, 2, 9), **more: Any) -> None:
    """An adopted decision of the Committee, such as the rule that turns the procedure on."""
    with town.database.transaction() as session:
        _numbered(session, town, code)
        at = lima(since.year, since.month, since.day, 12)
        adopted = {
            "series": "D",
            "status": CONSENSUS,
            "settled_at": at,
            "title": "Regla de no objeción",
            "wording": "Plazos: 2, 3 y 5 días hábiles.",
        }
        session.add(
            Decision(
                network_id=town.network_id, code=code, clause="5.2.1", present=[], absent=[], taken_on=since,
                recorded_at=at, **{**adopted, **more},
            )
        )  # fmt: skip


def _numbered(session: Session, town: Town, code: str) -> None:
    """The register has given that number, and all before it."""
    series, year, number = code.split("-")
    counter = session.get(Counter, (town.network_id, series, int(year)))
    counter = counter or Counter(network_id=town.network_id, series=series, year=int(year))
    counter.last = max(counter.last, int(number))
    session.add(counter)


def in_force(town: Town, since: date = date(2027, 2, 9)) -> None:
    """The rule cited, from that day."""
    by_decision(town, since=since)
    with town.database.transaction() as session:
        at = lima(since.year, since.month, since.day, 12)
        row = ChangedSetting(
            network_id=town.network_id, name="no_objection.enabled", value={"on": True}, since=since, decision=THE_RULE,
            changed_at=at,
        )  # fmt: skip
        session.add(row)


def shown(town: Town, at: datetime = OPENED, who: str = COORDINATOR, **given: Any) -> Reply:
    """The preview of the work plan, or of something else."""
    values = {"title": PLAN, "wording": TEXT, "subject": "other", "period": "substantive", **given}
    return town.ask(who, "decisions.propose", at, **values)


def opened(town: Town, at: datetime = OPENED, **given: Any) -> str:
    """The work plan in circulation; its code."""
    confirmed = town.confirm(COORDINATOR, shown(town, at, **given), at)
    assert not confirmed.refused
    return newest(town).code


def newest(town: Town) -> Decision:
    with town.database.reading() as session:
        return decisions.register(session, town.network_id)[0]


def of(town: Town, code: str) -> Decision:
    with town.database.reading() as session:
        found = decisions.by_code(session, town.network_id, code)
        assert found is not None
        return found


def texts(town: Town, code: str) -> list[decisions.DecisionText]:
    with town.database.reading() as session:
        return decisions.texts_of(session, of(town, code).id or 0)


WHY = "La actividad 3.2 nombra multas a empleadores sin consultar a OIT."
WAY_OUT = "Actividad 3.2: jornadas de regularización laboral según el estándar de derechos laborales."


def objects(town: Town, code: str, at: datetime, who: str = OIT) -> Reply:
    """A seat objects, with what would solve it."""
    return town.do(who, "decisions.object", at, code=code, wording=WHY, way_out=WAY_OUT)


def revised(town: Town, code: str, at: datetime, **given: Any) -> Reply:
    """Another version of the text is put."""
    return town.do(
        COORDINATOR, "decisions.revise", at, **{"code": code, "wording": AGREED, "period": "ordinary", **given}
    )
