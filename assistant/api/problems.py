"""Errors of the API as RFC 9457 problems, whoever refuses: a route, the framework, a limit."""

import json
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROBLEM = "application/problem+json"


class Problems:
    """Makes every refusal under ``prefix`` a problem; its sentence stays as ``detail``."""

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite what comes back where it is a refusal."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def send_as_problem(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] >= 400:
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            told = _problem(start, bytes(body))
            headers = MutableHeaders(scope=start)
            headers["content-type"] = PROBLEM
            headers["content-length"] = str(len(told))
            await send(start)
            is_head = scope["method"] == "HEAD"
            await send({"type": "http.response.body", "body": b"" if is_head else told})

        await self._app(scope, receive, send_as_problem)


def _problem(start: Message, body: bytes) -> bytes:
    status: int = start["status"]
    title = HTTPStatus(status).phrase
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    told["detail"] = _detail(Headers(scope=start).get("content-type", ""), body) or f"{title}."
    return json.dumps(told, ensure_ascii=False).encode(errors="replace")


def _detail(kind: str, body: bytes) -> str:
    if "json" in kind:
        try:
            told = json.loads(body)
        except ValueError:
            return ""
        detail = told.get("detail") if isinstance(told, dict) else None
        return detail if isinstance(detail, str) else ""
    return body.decode(errors="replace").strip() if kind.startswith("text/plain") else ""


def described_as_problems(schema: dict[str, Any]) -> dict[str, Any]:
    """The description of the application, whose refusals under ``/api`` are problems."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = {
        "type": "object",
        "title": "Problem",
        "description": "Why the request was refused (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What is wrong, and what to do."},
        },
    }
    for path, methods in schema.get("paths", {}).items():
        if not path.startswith("/api/"):
            continue
        for operation in methods.values():
            for status, response in operation.get("responses", {}).items():
                if status.startswith(("4", "5")):
                    reference = {"$ref": "#/components/schemas/Problem"}
                    response["content"] = {PROBLEM: {"schema": reference}}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return schema
