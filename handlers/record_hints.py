"""What the secretariat should know before it records something: whose matter it is. A hint, never a refusal."""

import re

from handlers import typed
from handlers.decision_cards import AGREEMENT, DECISION, RHYTHM, clause_number
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Paragraph, Part, text
from handlers.why import source_parts
from storage import meetings
from storage.agenda import DECIDE, INFORM
from storage.meetings import Meeting

MEETINGS = re.compile(r"\b(reunion(es)? tecnicas?|technical meetings?)\b")
UNITS = r"(dias?|semanas?|quincenas?|mes(es)?|bimestres?|trimestres?|semestres?|anos?|days?|weeks?|months?|quarters?|years?)"
HOW_OFTEN = re.compile(
    rf"\b((cada|every) (\w+ )?{UNITS}|(una|dos|tres|\d) (vez|veces)|(once|twice) (a|per)|periodicidad|periodic(ity|a|as|amente)"
    r"|frecuencia|frequency|ritmo|rhythm|quincenal\w*|semanal\w*|(bi)?mensual\w*|bimestral\w*|trimestral\w*|semestral\w*"
    r"|(bi)?(monthly|weekly)|fortnightly|quarterly)\b"
)
LONGEST_WHY = 2000
"""How much of the words an agenda item takes as its reason."""


def about_rhythm(words: str) -> bool:
    """Whether the words fix how often technical meetings take place: secretariat and focal points do (ToR 7)."""
    plain = typed.plain(words)
    return bool(MEETINGS.search(plain) and HOW_OFTEN.search(plain))


def parts(desk: Desk, series: str, title: str, wording: str) -> tuple[Part, ...]:
    """The hints for what is about to be recorded, each with a press that helps."""
    rhythm = about_rhythm(f"{title}\n{wording}")
    if series == DECISION and rhythm:
        button = elsewhere(desk, "technical", False, title, wording)
        return (
            Paragraph(text("decisions.hint.rhythm", number=clause_number(desk, RHYTHM))),
            Buttons((button,)),
            *source_parts(desk, RHYTHM),
        )
    if series == AGREEMENT and rhythm:
        return (Paragraph(text("decisions.hint.rhythm_here", number=clause_number(desk, RHYTHM))),)
    if series == AGREEMENT:
        return (Buttons((elsewhere(desk, "executive", True, title, wording),)),)
    return ()


def elsewhere(desk: Desk, kind: str, decides: bool, title: str, wording: str, *, keep: bool = True) -> Button:
    """The press that puts it on the agenda of the next meeting to which it belongs; convenes one when none is coming.

    A refusal undoes what was kept: its press (`keep` false) carries the title alone.
    """
    coming = _next(desk, kind, decides)
    if coming is None:
        return Button(
            text(f"decisions.button.convene_{kind}"),
            "meetings.convene",
            {"kind": kind, "title": typed.shortened(title)},
            opens_form=True,
        )
    values = {"meeting": coming.code, "title": title, "kind": DECIDE if decides else INFORM}
    if keep and len(wording) <= LONGEST_WHY:
        values["why"] = wording
    label = text(f"decisions.button.to_{kind}", meeting=coming.code)
    if not keep:
        return Button(label, "agenda.propose", {**values, "title": typed.shortened(title)}, opens_form=True)
    return Button(label, "drafts.change", {"draft": desk.keep("agenda.propose", values)}, opens_form=True)


def _next(desk: Desk, kind: str, decides: bool) -> Meeting | None:
    coming = [row for row in meetings.coming(desk.session, desk.network_id, desk.now) if row.starts_at > desk.now]
    kinds = desk.law.charter.meetings
    return next((row for row in coming if row.kind == kind or (decides and kinds[row.kind].decides)), None)
