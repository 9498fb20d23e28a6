"""App Home: what is mine, by when, for the one person who looks at it."""

from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.draw import Say, blocks, plain_text
from handlers.reply import Card, text


def home(card: Card, say: Say) -> dict[str, Any]:
    """The card as a Home; what does not fit is said to be missing, with the way to it."""
    found = blocks(card, say)
    if len(found) > limits.VIEW_BLOCKS:
        more = {"type": "context", "elements": [plain_text(say(text("slack.home_more")))]}
        found = [*found[: limits.VIEW_BLOCKS - 1], more]
    return {"type": "home", "blocks": found}
