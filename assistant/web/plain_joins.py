"""What a browser may send to the chat: one line of text.

Which of the page's events it is stands in the scope afterwards, for those that count them.

Gradio's components take files, nested values and claims about earlier values. The chat uses none,
so none gets as far as Gradio.
"""

import json
import re
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EVENT = "clausewise.event"
"""Where the number of the page's event stands in the scope."""
_SESSION = re.compile(r"[A-Za-z0-9_-]{6,64}")
_MOST_VALUES = 7


class PlainJoins:
    """Passes on what holds plain text only; 422 otherwise. The body's size is limited before."""

    def __init__(self, app: ASGIApp, *, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        if not is_plain(body):
            refusal = JSONResponse({"detail": "The chat takes text only."}, status_code=422)
            await refusal(scope, receive, send)
            return
        scope[EVENT] = json.loads(body).get("fn_index")
        given = False

        async def receive_again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, receive_again, send)


def is_plain(body: bytes) -> bool:
    """Whether the body is a join whose every value is text."""
    try:
        join: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(join, dict):
        return False
    values, session, detail = join.get("data"), join.get("session_hash"), join.get("event_data")
    return (
        isinstance(values, list)
        and len(values) <= _MOST_VALUES
        and all(value is None or _is_text(value) for value in (*values, detail))
        and isinstance(session, str)
        and bool(_SESSION.fullmatch(session))
        and isinstance(join.get("fn_index"), int | None)
    )


def _is_text(value: object) -> bool:
    """Whether the value is a string that UTF-8 can hold; a lone surrogate is not."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
