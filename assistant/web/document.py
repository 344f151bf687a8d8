"""The chat's HTML page as it leaves the house.

Gradio's template names other hosts, which a privacy page should not even try to reach; its
scripts have no nonce; and it knows nothing of the policy that stands beside the conversation.
"""

import re
from dataclasses import replace

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.chat import Frame
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


class Document:
    """Rewrites the HTML that is served at ``path``."""

    def __init__(self, app: ASGIApp, *, path: str, frame: Frame) -> None:
        self._app = app
        self._path = path
        self._frame = frame

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
                frame = self._frame
                if Headers(scope=scope).get(_SIGNAL) == "1":
                    frame = replace(frame, before=frame.before_on_signal)
                whole = rewrite(whole.decode(), frame, nonce=scope[NONCE]).encode()
                MutableHeaders(scope=start)["content-length"] = str(len(whole))
            await send(start)
            await send({"type": "http.response.body", "body": whole})

        await self._app({**scope, "headers": headers}, receive, send_rewritten)


def rewrite(html: str, frame: Frame, *, nonce: str) -> str:
    """Gradio's page without other hosts, with the nonce on its scripts and our frame around it."""
    for unwanted in (_PREVIEW, _MANIFEST, _ELSEWHERE):
        html = unwanted.sub("", html)
    html = _SCRIPT.sub(f'<script nonce="{nonce}"', html)
    html = html.replace("</head>", f"{frame.head}</head>", 1)
    html = html.replace("<gradio-app", f"{frame.before}<gradio-app", 1)
    return html.replace("</gradio-app>", f"</gradio-app>{frame.after}", 1)
