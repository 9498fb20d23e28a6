"""Slack: what comes in (door, listen, heard), who it is (people) and what goes out (draw, forms, answers, sender)."""
