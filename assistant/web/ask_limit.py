"""How often one client may ask, over all the ways there are to ask.

A turn costs a second of a processor and a place in a short queue; without a limit one client
could take all places and push everyone else's conversation out of memory.
"""

from collections import OrderedDict
from collections.abc import Collection
from math import ceil
from time import monotonic

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.plain_joins import EVENT

_MOST_CLIENTS = 10_000
"""Clients that are remembered; the one not seen for longest is forgotten first."""
_LOOKS_PER_QUESTION = 10


class AskLimit:
    """Lets a client ask ``per_minute`` times, all at once or spread; then 429 until time passes.

    A client's POSTs to any of the ``paths`` count together; but events of the page that only look
    for news ask nothing, and have a wider limit of their own.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: Collection[str],
        per_minute: int,
        looks: Collection[int] = (),
    ) -> None:
        self._app = app
        self._paths = frozenset(paths)
        self._looks = frozenset(looks)
        self._most = float(per_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if self._asks(scope) and (seconds := self._waits(scope)):
            await _refusal(seconds)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _asks(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "POST":
            return False
        # A route is found with a line break behind its path too.
        return scope["path"].rstrip() in self._paths

    def _waits(self, scope: Scope) -> int:
        """0, or the seconds until the client may ask."""
        if scope.get(EVENT) in self._looks:
            return self._take(f"{client_of(scope)} looks", self._most * _LOOKS_PER_QUESTION)
        return self._take(client_of(scope))

    def _take(self, client: str, most: float | None = None) -> int:
        """Use up one of the client's questions: 0, or the seconds until there is one."""
        most = most or self._most
        now = monotonic()
        left, since = self._left.pop(client, (most, now))
        left = min(most, left + (now - since) * most / 60)
        granted = left >= 1
        self._left[client] = (left - 1 if granted else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if granted else ceil((1 - left) * 60 / most)


def _refusal(seconds: int) -> JSONResponse:
    wait = "1 second" if seconds == 1 else f"{seconds} seconds"
    return JSONResponse(
        {"detail": f"You are asking faster than we can answer. Please wait {wait}."},
        status_code=429,
        headers={"Retry-After": str(seconds)},
    )


def client_of(scope: Scope) -> str:
    """The address that the request came from."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
