"""Slack: what comes in (door, listen, heard), who it is (people) and what goes out (draw, forms, answers, carrier)."""

from bot.platforms.slack.office import SlackOffice, assemble

__all__ = ["SlackOffice", "assemble"]
