"""How a text put to the Committee looks: before it goes out, and as each seat receives it."""

from dataclasses import dataclass

from handlers import silence
from handlers.asking import Asked, asked_rows
from handlers.comparison import changes_table
from handlers.decision_cards import BY_CONSENSUS, clause_number
from handlers.desk import Desk
from handlers.reply import Divider, Facts, Heading, Note, Paragraph, Part, Said, Table, Text, text
from handlers.silence import ENABLED, OTHER, Period
from handlers.why import source_parts
from storage.decisions import Decision

FOLLOW_UP = "5.1.8"


@dataclass(frozen=True, slots=True)
class Matter:
    """A text as it would be put: `before` is the version it replaces, "" when it is the first."""

    title: str
    wording: str
    wording_en: str = ""
    subject: str = OTHER
    before: str = ""


def preview_parts(desk: Desk, matter: Matter, period: Period, asked: list[Asked]) -> tuple[Part, ...]:
    """The text whole, until when, what silence means, and who is asked by which channel."""
    rows: list[tuple[Said, Said]] = [
        (text("circulation.fact.title"), matter.title),
        (text("circulation.fact.period"), said_period(period)),
        (text("circulation.fact.closes"), text("circulation.until", closes=period.closes_at)),
        (text("circulation.fact.silence"), said_silence(desk, period)),
        (text("circulation.fact.subject"), text(f"circulation.subject.{matter.subject}")),
    ]
    parts: list[Part] = [Paragraph(matter.wording)]
    if matter.wording_en:
        parts.append(Paragraph(text("decisions.in_english", wording=matter.wording_en)))
    if matter.before and matter.before != matter.wording:
        parts.append(changes_table(matter.before, matter.wording))
    parts += [Facts(tuple(rows)), Heading(text("circulation.who")), Facts(tuple(asked_rows(desk, asked)))]
    parts += _hint(matter)
    return (*parts, Divider(), *source_parts(desk, BY_CONSENSUS, period.setting))


def said_period(period: Period) -> Text:
    """The length of a period and where it comes from."""
    name = f"circulation.period.{period.name or silence.EXPLICIT}"
    return text("circulation.length", name=text(name), count=period.days)


def said_silence(desk: Desk, period: Period, *, already_said: bool = False) -> Text:
    """What silence means in this round, and why; only why where the sentence before has said the first."""
    if not period.by_silence:
        return text(f"circulation.explicit.{period.why}")
    term = desk.law.term(ENABLED, desk.today)
    key = "circulation.silence_by" if already_said else "circulation.silence_counts"
    return text(key, decision=term.decision or clause_number(desk, term.clause))


def comparison(before: str, now: str) -> Table | None:
    """What changed between two versions, if anything did."""
    return changes_table(before, now) if before and before != now else None


def told_why(desk: Desk) -> Text:
    """Why a seat is written to."""
    return text("circulation.told_why", number=clause_number(desk, BY_CONSENSUS))


def follow_up_why(desk: Desk) -> Text:
    """Why somebody hears of what became of a text."""
    return text("decisions.told_why", number=clause_number(desk, FOLLOW_UP))


def heading(decision: Decision) -> Text:
    """A decision by its number and title."""
    return text("decisions.entry", code=decision.code, title=decision.title)


def _hint(matter: Matter) -> tuple[Part, ...]:
    """The words sound like a matter that is never settled by silence, and nobody said so."""
    found = silence.subject_in(f"{matter.title}\n{matter.wording}")
    if matter.subject != OTHER or not found:
        return ()
    return (Note(text("circulation.hint", subject=text(f"circulation.subject.{found}"))),)
