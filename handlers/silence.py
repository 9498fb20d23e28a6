"""When silence counts as assent: under a rule the Committee has adopted, and never in matters that always need a yes."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers import typed
from handlers.desk import Desk

ENABLED = "no_objection.enabled"
PERIODS = ("urgent", "ordinary", "substantive")
EXPLICIT = "explicit"
"""Every seat answers, and silence says nothing."""
ABSENT = "absent.answer"
"""The setting whose working days an explicit round takes."""
SUBJECTS = ("endorsement", "designation", "government", "tor")
"""Matters never settled by silence: the endorsement by the Resident Coordinator, who is designated, what a government's
position is, and the terms of reference themselves."""
OTHER = "other"

HINTS = {
    "endorsement": re.compile(r"\b(endos(o|os|a|ar|e|ado|ada)|endors(e|es|ed|ement|ing))\b"),
    "designation": re.compile(r"\b(designa\w*|designe\w*|nombramientos?|appoint(s|ed|ment|ments)?)\b"),
    "government": re.compile(
        r"\b(posicion(es)?|postura) (de la|del|de los|de) (gobiernos?|estado|ministerio|cancilleria)\b"
        r"|\b(position|stance) of (the |a )?(government|state|ministry)\b|\bgovernments?'?s? (position|stance)\b"
    ),
    "tor": re.compile(r"\b(terminos de referencia|tdr|terms of reference|tor)\b"),
}
"""How words sound that are about such a matter; only ever a hint."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time a text is before the Committee, as it will be announced."""

    name: str
    """urgent, ordinary or substantive; "" where every seat must answer."""
    closes_at: datetime
    setting: str
    """The term its working days come from."""
    days: int
    why: str = ""
    """Why silence says nothing: off, subject or chosen; "" where it counts."""

    @property
    def by_silence(self) -> bool:
        """Whether silence counts as assent."""
        return not self.why


def in_force(desk: Desk) -> bool:
    """Whether a decision of the Committee has turned the procedure on (it is off until then)."""
    return bool(desk.law.term(ENABLED, desk.today).on)


def period_for(desk: Desk, wanted: str, subject: str, not_before: datetime | None = None) -> Period:
    """The period of a text put to the Committee now; `not_before` is an end already announced, never shortened."""
    why = _why_explicit(desk, wanted, subject)
    setting = ABSENT if why else f"no_objection.{wanted}"
    days = desk.law.term(setting, desk.today).working_days or 0
    closes = desk.law.end_of(desk.law.days.count(desk.law.day_zero(desk.now), days))
    return Period("" if why else wanted, max(closes, not_before or closes), setting, days, why)


def subject_in(words: str) -> str:
    """The matter that words seem to be about, of those never settled by silence; "" when none is recognised."""
    plain = typed.plain(words)
    return next((name for name, said in HINTS.items() if said.search(plain)), "")


def _why_explicit(desk: Desk, wanted: str, subject: str) -> str:
    if subject in SUBJECTS:
        return "subject"
    if not in_force(desk):
        return "off"
    return "" if wanted in PERIODS else "chosen"
