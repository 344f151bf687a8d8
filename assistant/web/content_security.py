"""Which scripts, styles and connections a browser may use on our pages, and who may embed them.

Gradio's page has inline scripts. Each response gets a fresh nonce, which only the scripts that we
sent carry, so that markup smuggled into a page runs nothing and reaches no other host.
"""

from collections.abc import Sequence
from secrets import token_urlsafe

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NONCE = "clausewise.nonce"
"""Where the response's nonce stands in the scope."""

_STAFFS = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


_SHOPS = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src data:",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


class ContentSecurity:
    """Sets ``Content-Security-Policy`` on every response."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        embedders: Sequence[str] = (),
        staff: str = "",
        shops: str = "",
    ) -> None:
        """``staff`` begins the paths of pages that nobody may embed, and that have forms.

        ``shops`` is the path of a page that stands for a shop's, with a policy as strict.
        """
        self._app = app
        self._shops = shops
        self._embedders = tuple(embedders)
        self._staff = staff

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a nonce in its scope."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = token_urlsafe(18)
        scope[NONCE] = nonce

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_staffs = bool(self._staff) and scope["path"].startswith(self._staff)
                policy = _STAFFS if is_staffs else self._policy(nonce)
                if self._shops and scope["path"] == self._shops:
                    policy = _SHOPS
                headers["Content-Security-Policy"] = policy
            await send(message)

        await self._app(scope, receive, send_with_policy)

    def _policy(self, nonce: str) -> str:
        ancestors = " ".join(["'self'", *self._embedders])
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src 'self' 'nonce-{nonce}'",
                "style-src 'self' 'unsafe-inline'",  # Gradio sets styles from scripts
                "img-src 'self' data:",
                "font-src 'self' data:",
                "connect-src 'self'",
                f"frame-ancestors {ancestors}",
                "base-uri 'self'",
                "form-action 'none'",
                "object-src 'none'",
            )
        )
