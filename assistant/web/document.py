"""The chat's HTML page as it leaves the house.

Gradio's template names other hosts, which a privacy page should not even try to reach; its
scripts have no nonce; and it knows nothing of the policy that stands beside the conversation.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.catalogues import catalogue_for
from assistant.chat import Frame
from assistant.chat.markdown import plain
from assistant.web.content_security import NONCE

_SIGNAL = "sec-gpc"
"""Global Privacy Control: "1" where the browser says that its user opts out of selling."""
_PREVIEW = re.compile(r"<meta\b[^>]*\b(?:property|name)=\"(?:og|twitter):[^>]*>\s*", re.DOTALL)
_MANIFEST = re.compile(r"<link\b[^>]*\brel=\"manifest\"[^>]*>\s*")
_ELSEWHERE = re.compile(
    r"<(?:link|meta|img)\b[^>]*[\"'](?:https?:)?//[^>]*>\s*"
    r"|<script\b[^>]*\bsrc=[\"'](?:https?:)?//[^>]*>\s*</script>\s*",
    re.DOTALL,
)
_SCRIPT = re.compile(r"<script(?=[\s>])")
_LANGUAGE = re.compile(r"<html(\s+)lang=\"en\"")
_CONFIG = re.compile(r"(window\.gradio_config = )(\{.*?\})(;</script>)", re.DOTALL)
_READABLE = ("label", "placeholder", "value")
"""What of a component is to be read."""


class Document:
    """Rewrites the HTML that is served at ``path``."""

    def __init__(self, app: ASGIApp, *, path: str, frames: Mapping[str, Frame]) -> None:
        """``frames`` by language; which one it is says the address, else the browser."""
        self._app = app
        self._path = path
        self._frames = frames
        self._catalogues = {language: frame.catalogue for language, frame in frames.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite the page if that is what comes back."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        # What is to be read must not come compressed.
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def send_rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            whole = bytes(body)
            if "text/html" in Headers(scope=start).get("content-type", "") and whole:
                frame = self._frame_for(HTTPConnection(scope))
                whole = rewrite(whole.decode(), frame, nonce=scope[NONCE]).encode()
                told = MutableHeaders(scope=start)
                told["content-length"] = str(len(whole))
                told.add_vary_header("Accept-Language")
            await send(start)
            await send({"type": "http.response.body", "body": whole})

        await self._app({**scope, "headers": headers}, receive, send_rewritten)

    def _frame_for(self, request: HTTPConnection) -> Frame:
        spoken = catalogue_for(request.query_params, request.headers, self._catalogues)
        frame = self._frames[spoken.language]
        if request.headers.get(_SIGNAL) == "1":
            frame = replace(frame, before=frame.before_on_signal)
        return frame


def rewrite(html: str, frame: Frame, *, nonce: str) -> str:
    """Gradio's page without other hosts, with the nonce on its scripts and our frame around it.

    It is in the frame's language; what comes later is spoken in it as it is said.
    """
    for unwanted in (_PREVIEW, _MANIFEST, _ELSEWHERE):
        html = unwanted.sub("", html)
    html = _CONFIG.sub(lambda found: _as_framed(found, frame), html, count=1)
    html = _LANGUAGE.sub(
        f'<html\\1lang="{frame.catalogue.language}" dir="{frame.catalogue.direction}"',
        html,
        count=1,
    )
    html = _SCRIPT.sub(f'<script nonce="{nonce}"', html)
    html = html.replace("</head>", f"{frame.head}</head>", 1)
    html = html.replace("<gradio-app", f"{frame.before}<gradio-app", 1)
    return html.replace("</gradio-app>", f"</gradio-app>{frame.after}", 1)


def _as_framed(found: re.Match[str], frame: Frame) -> str:
    """Gradio's description of its page, which reads as the frame has it."""
    before, described, after = found.groups()
    page = json.loads(described)
    page["title"] = frame.title
    for component in page["components"]:
        held = component["props"]
        if frame.greeting and held.get("elem_id") == "conversation":
            held["placeholder"] = plain(frame.greeting)
        for name in _READABLE:
            if isinstance(held.get(name), str):
                held[name] = frame.catalogue.read(held[name])
    # Nothing in it may end the script.
    return f"{before}{json.dumps(page).replace('<', chr(92) + 'u003c')}{after}"
