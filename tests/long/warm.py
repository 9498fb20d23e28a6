"""Loaded into the server from which each process of the siege is forked: a new one begins to work at once."""

from bot.language.catalogue import LANGUAGES, catalogue
from storage import charter

charter.load_named("peru")
for language in LANGUAGES:
    catalogue(language)
