"""E08 as it is played: a technical agreement, and a working group from its proposal to the Committee's decision."""

from __future__ import annotations

from sqlmodel import Session

from storage import decisions, groups, people
from storage.decisions import CONSENSUS, Decision
from storage.groups import ACTIVE
from storage.meetings import Meeting
from storage.networks import ChangedSetting
from storage.numbers import Counter
from tests.conversations.cast import ALTERNATES, COMMITTEE, COORDINATOR, FOCAL_POINTS, GUESTS, OFFICER
from tests.conversations.stage import Post, Stage, contains
from tests.town import lima

TECHNICAL, AGREEMENT, DECISION = "TEC-2027-01", "AT-2027-01", "D-2027-04"
NAME, OBJECTIVES = "Documentación", "Reunir y difundir la oferta de documentación para personas migrantes."


def what_the_year_had_settled(stage: Stage) -> None:
    """Where nothing was played before: three decisions, the no-objection rule, the technical meeting convened."""
    stage.house.call(stage.house.house.counter.write(_before_april))


def the_technical_meeting(stage: Stage) -> None:
    """6 April: what a technical meeting settles about its own rhythm is an agreement, never a decision (ToR 5, 7)."""
    stage.house.go_to(lima(2027, 4, 6, 12))
    everybody = "OIM, ACNUR, OIT, UNICEF, PNUD, OPS/OMS, UNFPA, UNODC, Cancillería y Migraciones"
    shown = stage.says(OFFICER, f"/reunion realizada {TECHNICAL}: {everybody}")
    assert not contains(shown, "UNFPA", "ONU Mujeres"), shown
    stage.presses(OFFICER, "Confirmar")

    shown = stage.says(OFFICER, f"/decision registrar {TECHNICAL}: Las reuniones técnicas serán cada dos meses.")
    assert not contains(shown, "Quedará como acuerdo técnico, no como decisión", "§7 (Reuniones técnicas)"), shown
    shown = stage.presses(OFFICER, "Confirmar")
    expected = (
        AGREEMENT,
        "acuerdo técnico",
        "Convocar, martes 1 de junio",
        "Convocar, martes 3 de agosto",
        "5 de octubre",
    )
    assert not contains(shown, *expected), shown


def a_group_is_not_approved_there(stage: Stage) -> None:
    """6 April: approving the group in the technical meeting is refused; the proposal is a press away."""
    shown = stage.says(OFFICER, f"/decision registrar {TECHNICAL}: Se aprueba el grupo de trabajo de documentación.")
    assert not contains(shown, "recomendar un grupo de trabajo, pero no aprobarlo", "Comité Ejecutivo", "§5"), shown
    assert stage.house.look(lambda s: decisions.by_code(s, 1, "AT-2027-02")) is None

    stage.presses(OFFICER, "Proponer un grupo")
    shown = stage.fills(
        OFFICER, name=NAME, objectives=OBJECTIVES, facilitator=_body(stage, "OIM"),
        members=[_body(stage, name) for name in ("OIM", "ACNUR", "OIT")],
    )  # fmt: skip
    assert not contains(shown, NAME, OBJECTIVES, "Nadie más la verá por ahora"), shown
    stage.presses(OFFICER, "Confirmar")


def consulting_the_members(stage: Stage) -> None:
    """6 April: every member is asked about focus and composition, for five working days."""
    post = Post(stage.house)
    shown = stage.presses(OFFICER, "Consultar a los miembros")
    assert not contains(shown, "martes 13 de abril de 2027, 17:00 (hora de Lima)"), shown
    stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    asked = post.readers("groups.asked.composition")
    assert set(FOCAL_POINTS.values()) <= asked <= set(FOCAL_POINTS.values()) | ALTERNATES


def one_member_answers(stage: Stage) -> None:
    """8 April: ACNUR agrees."""
    stage.house.go_to(lima(2027, 4, 8, 10))
    shown = stage.presses(FOCAL_POINTS["ACNUR"], "De acuerdo")
    assert not contains(shown, "ACNUR", NAME), shown


def the_consultation_closes(stage: Stage) -> None:
    """13 April 17:00: the time is over, and the secretariat has the answers."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 4, 13, 17, 1))
    assert OFFICER in post.readers("groups.answers.composition")
    assert not post.readers("groups.answers.composition") & GUESTS


def putting_it_to_the_committee(stage: Stage) -> None:
    """20 April: the Committee is asked under no objection, ordinary period."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 4, 20, 10))
    stage.presses(OFFICER, "Someter al Comité Ejecutivo")
    shown = stage.fills(OFFICER, period="ordinary")
    expected = (NAME, "viernes 23 de abril de 2027, 17:00 (hora de Lima)", "El silencio cuenta como asentimiento")
    assert not contains(shown, *expected), shown
    stage.presses(OFFICER, "Poner en circulación")
    stage.house.settle()
    asked = [row for row in post.sent("circulation.silence") if row.about == DECISION]
    assert len(asked) == len(COMMITTEE) and post.readers("circulation.silence") == COMMITTEE


def recording_the_result(stage: Stage) -> None:
    """23 April: the period is over, nobody objected; the coordinator records the result as of the end."""
    stage.house.go_to(lima(2027, 4, 23, 17, 1))
    stage.presses(COORDINATOR, "Registrar como adoptada")
    shown = stage.presses(COORDINATOR, "Registrar como adoptada")
    assert not contains(shown, DECISION, "adoptada por consenso"), shown
    decided = stage.house.look(lambda s: decisions.by_code(s, 1, DECISION))
    assert decided is not None
    assert (decided.status, decided.settled_at) == (CONSENSUS, lima(2027, 4, 23, 17))


def creating_the_group(stage: Stage) -> None:
    """The group exists by that decision alone, with its members and an end date."""
    post = Post(stage.house)
    shown = stage.says(OFFICER, f"/miembro grupo crear {NAME} {AGREEMENT}")
    assert not contains(shown, "Las reuniones técnicas recomiendan"), shown
    shown = stage.says(OFFICER, f"/miembro grupo crear {NAME} {DECISION}")
    assert not contains(shown, NAME, DECISION, "OIM"), shown
    stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    (group,) = stage.house.look(lambda s: groups.all_groups(s, 1))
    assert (group.status, group.decision, group.origin) == (ACTIVE, DECISION, TECHNICAL)
    assert FOCAL_POINTS["ACNUR"] in post.readers("groups.created")
    assert FOCAL_POINTS["UNFPA"] not in post.readers("groups.created")


def _before_april(session: Session) -> None:
    at = lima(2027, 3, 4, 17)
    session.add(Counter(network_id=1, series="D", year=2027, last=3))
    session.add(
        Decision(
            network_id=1, series="D", code="D-2027-02", title="Regla de no objeción", clause="5.2.1", status=CONSENSUS,
            wording="Plazos de dos, tres y cinco días hábiles; nunca para el endoso.", settled_at=at, extract_sent_at=at,
            present=[], absent=[], taken_on=at.date(), recorded_at=at,
        )
    )  # fmt: skip
    session.add(
        ChangedSetting(
            network_id=1, name="no_objection.enabled", value={"on": True}, since=at.date(), decision="D-2027-02",
            changed_at=at,
        )
    )  # fmt: skip
    session.add(
        Meeting(
            network_id=1, code=TECHNICAL, kind="technical", title="Regularización migratoria",
            starts_at=lima(2027, 4, 6, 10), minutes=90, convened_at=lima(2027, 3, 18, 10),
            call_opened_at=lima(2027, 3, 19, 9), items_closed_at=lima(2027, 3, 29, 17),
            agenda_circulated_at=lima(2027, 3, 30, 9),
        )
    )  # fmt: skip


def _body(stage: Stage, name: str) -> str:
    return stage.house.look(lambda s: next(str(body.id) for body in people.organisations(s, 1) if body.name == name))


WORKING_GROUP = (
    what_the_year_had_settled, the_technical_meeting, a_group_is_not_approved_there, consulting_the_members,
    one_member_answers, the_consultation_closes, putting_it_to_the_committee, recording_the_result, creating_the_group,
)  # fmt: skip
