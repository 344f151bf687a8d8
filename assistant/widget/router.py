"""The addresses of the widget: its script, a page that shows it, and what the shop does on GPC."""

import json
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from assistant.brand import Brand
from assistant.catalogues import Catalogue, say, speaking
from assistant.chat.masthead import LOGO
from assistant.widget.demo import demo_page
from corpus import Policy

STATIC = Path(__file__).parent / "static"
"""The demonstration page's style sheet, to be served under ``STATIC_URL``."""
STATIC_URL = "/static/widget"
WIDGET = "/widget.js"
DEMO = "/demo"
_COLOR = "#1d4ed8"
GPC = "/.well-known/gpc.json"


def widget_router(
    policy: Policy,
    *,
    gpc_since: str | None,
    catalogues: Mapping[str, Catalogue],
    brand: Brand,
) -> APIRouter:
    """``/widget.js``, ``/demo``, and ``/.well-known/gpc.json`` where the shop honors the signal."""
    router = APIRouter(include_in_schema=False)
    script = _script(policy, catalogues, brand)
    page = demo_page(policy, widget=WIDGET, static_url=STATIC_URL)

    @router.get(WIDGET)
    def widget() -> Response:
        """The script, for this policy."""
        return Response(script, media_type="text/javascript")

    @router.get(DEMO)
    def demo() -> HTMLResponse:
        """A shop's privacy page with the widget."""
        return HTMLResponse(page)

    if brand.logo is not None:
        picture = brand.logo

        @router.get(LOGO)
        def logo() -> Response:
            """The shop's logo."""
            return Response(picture.content, media_type=picture.media_type)

    if gpc_since is not None:
        # https://www.w3.org/TR/gpc/, section 6: "GPC Support Resource".
        told = {"gpc": True, "lastUpdate": gpc_since}

        @router.get(GPC)
        def gpc() -> dict[str, object]:
            """That the signal is honored, and since when that stands."""
            return told

    return router


def _script(policy: Policy, catalogues: Mapping[str, Catalogue], brand: Brand) -> str:
    text = (STATIC / "widget.js").read_text(encoding="utf-8")
    told = {
        "policy_id": policy.policy_id,
        "company": brand.called(policy.company),
        "color": brand.color or _COLOR,
        "words": {language: _words(one) for language, one in catalogues.items()},
    }
    for name, value in told.items():
        # As JSON is a script's value; and nothing that ends a script element.
        written = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
        text = text.replace(f'"{{{{{name}}}}}"', written)
    return text


def _words(catalogue: Catalogue) -> dict[str, str]:
    """The sentences of the widget's own."""
    with speaking(catalogue):
        return {
            "ask": say("Ask about privacy"),
            "title": say("Privacy questions"),
            "close": say("Close the chat"),
            "dir": catalogue.direction,
        }
