"""Headers that every response carries.

What people ask and are told is kept by no cache; hashed files of Gradio's, which never change
under their name, are kept for a year, so that the page opens fast the second time.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HOUR = "public, max-age=3600"
_YEAR = "public, max-age=31536000, immutable"


class ResponseHeaders:
    """Sets them; files under ``lasting`` may be kept, ``brief`` for an hour, all else may not."""

    def __init__(self, app: ASGIApp, *, lasting: str, brief: str = "") -> None:
        self._app = app
        self._lasting = lasting
        self._brief = brief

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                lasts = scope["path"].startswith(self._lasting) and message["status"] == 200
                headers["Cache-Control"] = _YEAR if lasts else "no-store"
                if scope["path"] == self._brief and message["status"] == 200:
                    headers["Cache-Control"] = _HOUR
            await send(message)

        await self._app(scope, receive, send_with_headers)
