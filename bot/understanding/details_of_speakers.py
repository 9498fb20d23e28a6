"""The details of everything about speakers, by command."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.understanding.context import Context
from bot.understanding.details_invitations import invited, slides_of, speaker_answered
from bot.understanding.details_speakers import (
    about_invitation,
    data_of,
    invitation_wanted,
    letter_wanted,
    named,
    registered,
    searched,
    suggested,
)
from bot.understanding.parts import Parts

OF_SPEAKERS: Mapping[str, Callable[[Parts, Context], dict[str, Any]]] = {
    "speakers.register": registered,
    "speakers.find": searched,
    "speakers.show": named,
    "speakers.suggest": suggested,
    "speakers.erase": named,
    "speakers.export_one": data_of,
    "speakers.letter": letter_wanted,
    "speakers.invitation": invited,
    "speakers.answer": speaker_answered,
    "speakers.slides": slides_of,
    "speakers.slides_clear": invited,
    "speakers.thanks": invited,
    "speakers.invite": invitation_wanted,
    **dict.fromkeys(
        ("speakers.invitations", "speakers.clear", "speakers.send", "speakers.delivered", "speakers.withdraw"),
        about_invitation,
    ),
}
