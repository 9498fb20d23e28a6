"""What each seat of the Committee answered to a decision: by seat, in whose voice, with the statements annexed; never counted."""

from handlers import voices
from handlers.consensus import is_over
from handlers.decision_buttons import answer_buttons
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import Button, Facts, Heading, Part, Said, text
from storage import decisions
from storage.decisions import AD_REFERENDUM, OBJECT, OPEN, RESERVE, SUSPENDED, Answer, Decision
from storage.people import Organisation, Person

ANSWERED = (OPEN, AD_REFERENDUM, SUSPENDED)
"""While a text stands so, an answer in time counts."""


def parts(desk: Desk, decision: Decision) -> tuple[Part, ...]:
    """The answers by seat, in the order they came; then the statements of those who reserved, whole."""
    assert decision.id is not None
    rows = decisions.answers_of(desk.session, decision.id)
    if not rows:
        return ()
    shown: list[Part] = [Heading(text("answers.by_seat")), Facts(tuple(_row(desk, decision, row) for row in rows))]
    annexed = tuple(_statement(desk, row) for row in _reservations(rows, decision.version))
    if annexed:
        shown += [Heading(text("answers.annexed")), Facts(annexed)]
    return tuple(shown)


def buttons(desk: Desk, decision: Decision) -> tuple[Button, ...]:
    """The presses with which whoever has a voice in the Committee answers, while the text is before it."""
    if decision.status not in ANSWERED:
        return ()
    seats = {voice.organisation.id for voice in voices.voices(desk, voices.COMMITTEE)}
    return answer_buttons(decision) if seats & set(decision.voices) else ()


def again_button(desk: Desk, decision: Decision) -> tuple[Button, ...]:
    """The press of whoever may ask the absent seats once more, when their time ended without an answer."""
    over = decision.status == AD_REFERENDUM and is_over(decision, desk.now)
    if not over or not may(desk.law.charter, "put_to_committee", desk.offices):
        return ()
    return (Button(text("again.button"), "decisions.ask_again", {"code": decision.code}),)


def _row(desk: Desk, decision: Decision, row: Answer) -> tuple[Said, Said]:
    """One answer: the seat, what it said, who said it in which office, when; and whether it was late or taken back."""
    who = desk.session.get_one(Person, row.person_id).name if row.person_id is not None else ""
    by = text("answers.noted_by", who=who, reference=row.reference) if row.reference else text(
        "answers.by", who=who, office=text(f"office.{row.office}")
    )  # fmt: skip
    said = text("answers.said", kind=text(f"answers.kind.{row.kind}"), by=by, when=row.answered_at)
    if row.version != decision.version:
        said = text("answers.of_version", said=said, version=str(row.version))
    if row.late:
        said = text("answers.said_late", said=said)
    if row.withdrawn_at is not None:
        said = text("answers.said_withdrawn", said=said, when=row.withdrawn_at)
    if row.wording and row.kind != RESERVE:
        said = text("answers.said_words", said=said, wording=row.wording)
    if row.kind == OBJECT and row.way_out:
        said = text("answers.said_way_out", said=said, way_out=row.way_out)
    return _name(desk, row), said


def _statement(desk: Desk, row: Answer) -> tuple[Said, Said]:
    return _name(desk, row), row.wording


def _reservations(rows: list[Answer], version: int) -> list[Answer]:
    """The reservations that stand, and those that came late: kept, and marked so among the answers."""
    standing = decisions.standing(rows, version).values()
    late = [row for row in rows if row.late and row.kind == RESERVE and row.version == version]
    return [row for row in rows if row.kind == RESERVE and (row in standing or row in late)]


def _name(desk: Desk, row: Answer) -> str:
    return desk.session.get_one(Organisation, row.organisation_id).name
