"""The stories of every family together."""

from tests.handlers.undo_stories import STORIES as FIRST
from tests.handlers.undo_stories_members import STORIES as OF_MEMBERS_AND_SETTINGS
from tests.handlers.undo_stories_secretariat import STORIES as OF_THE_SECRETARIAT
from tests.handlers.undo_stories_speakers import STORIES as OF_GROUPS_SPEAKERS_MAIL

EVERY = {**FIRST, **OF_MEMBERS_AND_SETTINGS, **OF_THE_SECRETARIAT, **OF_GROUPS_SPEAKERS_MAIL}
