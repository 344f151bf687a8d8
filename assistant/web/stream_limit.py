"""How many streams one client may hold open.

A reply comes over a stream that stays open while it is worked out. Streams that are held open and
idle cost memory, so that one client may have only so many.
"""

from collections import Counter

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.ask_limit import client_of


class StreamLimit:
    """Lets a client have ``most`` requests under ``prefix`` open at once; 429 beyond."""

    def __init__(self, app: ASGIApp, *, prefix: str, most: int) -> None:
        self._app = app
        self._prefix = prefix
        self._most = most
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count it until it ends, or refuse it."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        client = client_of(scope)
        if self._open[client] >= self._most:
            await PlainTextResponse("Too many open requests", status_code=429)(scope, receive, send)
            return
        self._open[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]
