"""What a failed call means for a notice: did it certainly not arrive, may it have, or will it never?"""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.platforms.slack.workspace import error_name, status_of
from scheduler.sending import GiveUp, TryLater, Unclear

TOO_MANY, SERVER_FAULT = 429, 500
NEVER = {
    "account_inactive", "user_disabled", "user_not_found", "users_not_found", "channel_not_found", "not_in_channel",
    "is_archived", "user_not_in_channel", "cannot_dm_bot", "restricted_action", "restricted_action_read_only_channel", "ekm_access_denied",
    "user_not_visible", "method_not_supported_for_channel_type", "messages_tab_disabled", "thread_not_found",
    "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text", "invalid_arguments",
}  # fmt: skip
"""Answers after which another try would be answered the same."""
PERHAPS = {"internal_error", "fatal_error", "request_timeout"}
"""Slack broke while it worked on it: part of the work may have been done."""


def before_anything_left(wrong: BaseException) -> TryLater | GiveUp:
    """A question before the send failed: nothing was sent."""
    if isinstance(wrong, SlackApiError) and status_of(wrong) == 200 and error_name(wrong) in NEVER:  # noqa: PLR2004
        return GiveUp(error_name(wrong))
    return TryLater(error_name(wrong), _pause(wrong))


def after_a_refusal(wrong: BaseException, *, more_before: bool = False) -> TryLater | GiveUp | Unclear:
    """The send itself failed. `more_before`: an earlier page of the same notice has arrived already."""
    if isinstance(wrong, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | SlackRequestError):
        return TryLater(error_name(wrong))
    if not isinstance(wrong, SlackApiError):
        return Unclear(error_name(wrong))
    status, name = status_of(wrong), error_name(wrong)
    if status == TOO_MANY or name in {"ratelimited", "rate_limited"}:
        return TryLater("ratelimited", _pause(wrong))
    if status >= SERVER_FAULT or name in PERHAPS or (name.startswith("status") and status < 300):  # noqa: PLR2004
        return Unclear(name)
    if name in NEVER and not more_before:
        return GiveUp(name)
    return TryLater(name)


def _pause(wrong: BaseException) -> float | None:
    """The seconds Slack asks us to wait, if it does."""
    headers = getattr(getattr(wrong, "response", None), "headers", None) or {}
    found = headers.get("Retry-After") or headers.get("retry-after")
    try:
        return float(found) if found else None
    except ValueError:
        return None
