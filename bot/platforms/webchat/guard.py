"""What keeps the page safe: nothing from outside, no script but our own, no form from another site."""

import secrets
from collections.abc import Mapping

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "quipu_trial"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ForeignForm(Exception):
    """The form was not made for this browser: its token is missing or another's."""


class Guard:
    """Binds each form to the browser it was drawn for, by a signed cookie."""

    def __init__(self, secret_key: str) -> None:
        self._seal = URLSafeSerializer(secret_key, salt="trial-page-forms")

    def browser(self, request: Request) -> str:
        """The browser's own secret: the one it has, or a new one."""
        return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)

    def token(self, browser: str) -> str:
        """What each form of that browser carries."""
        return str(self._seal.dumps(browser))

    def check(self, request: Request, form: FormData | Mapping[str, object]) -> None:
        """Refuse a form whose token was not made for this browser."""
        browser = request.cookies.get(COOKIE, "")
        try:
            meant_for = str(self._seal.loads(str(form.get("token", ""))))
        except BadSignature:
            meant_for = ""
        if not browser or not secrets.compare_digest(browser.encode(), meant_for.encode()):
            raise ForeignForm

    def remember(self, request: Request, response: Response, browser: str) -> None:
        """Give the browser its secret; scripts and other sites never see it."""
        if request.cookies.get(COOKIE) != browser:
            secure = request.url.scheme == "https"
            response.set_cookie(COOKIE, browser, httponly=True, samesite="strict", secure=secure, path="/")
