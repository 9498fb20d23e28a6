"""The families of commands as Slack knows them: each noun in Spanish and English, on one handler."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A noun: its names as slash commands, the Spanish one first. Its words are `slack.family.<noun>`."""

    noun: str
    names: tuple[str, ...]


FAMILIES = (
    Family("network", ("red", "network")),
    Family("meeting", ("reunion", "meeting")),
    Family("agenda", ("agenda",)),
    Family("speaker", ("ponente", "speaker")),
    Family("decision", ("decision",)),
    Family("minutes", ("minuta", "minutes")),
    Family("action", ("accion", "action")),
    Family("member", ("miembro", "member")),
    Family("plan", ("plan", "workplan")),
    Family("proposal", ("propuesta", "proposal")),
    Family("report", ("informe", "report")),
)
