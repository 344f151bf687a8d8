"""How often one client may ask.

A turn costs a second of a processor and a place in a short queue; without a limit one client
could take all places and push everyone else's conversation out of memory.
"""

from collections import OrderedDict
from time import monotonic

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_CLIENTS = 10_000
"""Clients that are remembered; the one not seen for longest is forgotten first."""


class JoinLimit:
    """Lets a client ask ``per_minute`` times, all at once or spread; then 429 until time passes."""

    def __init__(self, app: ASGIApp, *, path: str, per_minute: int) -> None:
        self._app = app
        self._path = path
        self._most = float(per_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        asks = scope["type"] == "http" and scope["path"] == self._path
        if asks and scope["method"] == "POST" and not self._take(client_of(scope)):
            refusal = JSONResponse(
                {"detail": "You are asking faster than we can answer. Please wait a minute."},
                status_code=429,
                headers={"Retry-After": "60"},
            )
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _take(self, client: str) -> bool:
        """Whether the client had a question left; it is used up."""
        now = monotonic()
        left, since = self._left.pop(client, (self._most, now))
        left = min(self._most, left + (now - since) * self._most / 60)
        granted = left >= 1
        self._left[client] = (left - 1 if granted else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return granted


def client_of(scope: Scope) -> str:
    """The address that the request came from."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
