"""Which of Gradio's addresses are served.

Gradio brings many routes along: uploads, downloads, proxies, schemas, monitoring. The chat needs
seven. Whatever is not one of them does not exist here, and that holds for routes that a later
version may add.
"""

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_READ = frozenset({"GET", "HEAD"})
_SERVED: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"/"), _READ),
    (re.compile(r"/(?:assets|static)/[\w./-]+"), _READ),
    (re.compile(r"/theme\.css"), _READ),
    (re.compile(r"/gradio_api/queue/join"), frozenset({"POST", "OPTIONS"})),
    (re.compile(r"/gradio_api/queue/data"), _READ),
    # By which a page that lost the server sees that it is back, or another one, and loads again.
    (re.compile(r"/gradio_api/app_id"), _READ),
)
_REFUSED_PARAMETER = b"deep_link"
"""It would load what somebody else stored."""


class AllowList:
    """Serves what is listed under the chat's address, and answers 404 to the rest."""

    def __init__(self, app: ASGIApp, *, mount: str) -> None:
        self._app = app
        self._mount = mount

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] in ("http", "websocket") and self._refuses(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refuses(self, scope: Scope) -> bool:
        path: str = scope["path"]
        if not path.startswith(f"{self._mount}/"):
            return False
        if _REFUSED_PARAMETER in scope.get("query_string", b"").lower():
            return True
        return not _is_served(path.removeprefix(self._mount), scope.get("method", "WEBSOCKET"))


def _is_served(path: str, method: str) -> bool:
    if ".." in path or "//" in path:
        return False
    return any(method in methods and form.fullmatch(path) for form, methods in _SERVED)
