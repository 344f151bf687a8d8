"""The addresses of the widget: its script, a page that shows it, and what the shop does on GPC."""

import json
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from assistant.widget.demo import demo_page
from corpus import Policy

STATIC = Path(__file__).parent / "static"
"""The demonstration page's style sheet, to be served under ``STATIC_URL``."""
STATIC_URL = "/static/widget"
WIDGET = "/widget.js"
DEMO = "/demo"
GPC = "/.well-known/gpc.json"


def widget_router(policy: Policy, *, gpc_since: str | None) -> APIRouter:
    """``/widget.js``, ``/demo``, and ``/.well-known/gpc.json`` where the shop honors the signal."""
    router = APIRouter(include_in_schema=False)
    script = _script(policy)
    page = demo_page(policy, widget=WIDGET, static_url=STATIC_URL)

    @router.get(WIDGET)
    def widget() -> Response:
        """The script, for this policy."""
        return Response(script, media_type="text/javascript")

    @router.get(DEMO)
    def demo() -> HTMLResponse:
        """A shop's privacy page with the widget."""
        return HTMLResponse(page)

    if gpc_since is not None:
        # https://www.w3.org/TR/gpc/, section 6: "GPC Support Resource".
        told = {"gpc": True, "lastUpdate": gpc_since}

        @router.get(GPC)
        def gpc() -> dict[str, object]:
            """That the signal is honored, and since when that stands."""
            return told

    return router


def _script(policy: Policy) -> str:
    text = (STATIC / "widget.js").read_text(encoding="utf-8")
    for name, value in (("policy_id", policy.policy_id), ("company", policy.company)):
        # Within quotes of a script: as JSON, and nothing that ends a script element.
        quoted = json.dumps(value)[1:-1].replace("<", "\\u003c")
        text = text.replace(f"{{{{{name}}}}}", quoted)
    return text
