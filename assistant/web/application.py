"""The web application: the chat, its policy, the JSON API, and whether all is well."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.api.asking import ASK, ask_router
from assistant.api.conversations import conversations_router
from assistant.api.office import Office
from assistant.api.problems import Problems, described_as_problems
from assistant.api.tickets import tickets_router
from assistant.brand import read_brand
from assistant.catalogues import open_catalogues
from assistant.chat import STATIC, Frame, Responder, build_chat, build_frames, looks
from assistant.chat.mount import mount_chat
from assistant.desk.rendering import STATIC as DESK_STATIC
from assistant.desk.rendering import STATIC_URL
from assistant.desk.room import DeskRoom
from assistant.desk.router import desk_router
from assistant.desk.visit import SIGN_IN
from assistant.interchange.drp_desk import DrpDesk
from assistant.saved.router import calendar_router, saved_router
from assistant.web.allow_list import AllowList
from assistant.web.ask_limit import AskLimit
from assistant.web.content_security import ContentSecurity
from assistant.web.document import Document
from assistant.web.drp import drp_router
from assistant.web.headers import ResponseHeaders
from assistant.web.health import health_router
from assistant.web.metrics import Metrics, metrics_router
from assistant.web.plain_joins import PlainJoins
from assistant.web.stream_limit import StreamLimit
from assistant.widget import DEMO, WIDGET, widget_router
from assistant.widget.router import STATIC as WIDGET_STATIC
from assistant.widget.router import STATIC_URL as WIDGET_STATIC_URL
from settings import Settings

CHAT = "/chat"
CHAT_STATIC = "/static/chat"
_JOIN = f"{CHAT}/gradio_api/queue/join"
"""Where the page sends what was typed."""


def build_app(
    responder: Responder,
    settings: Settings,
    *,
    filing: Responder | None = None,
    drp: DrpDesk | None = None,
    room: DeskRoom | None = None,
    office: Office | None = None,
) -> FastAPI:
    """The application; it is served by one process, since conversations live in its memory.

    ``filing`` answers in the chat, where requests are filed; by default ``responder`` does, as it
    does to the API, which files none. ``drp`` takes requests by the Data Rights Protocol;
    ``room`` is where people work on them, and take conversations over; ``office`` is what other
    systems use, and keeps what is said in the chat.
    """
    catalogues = open_catalogues(settings.catalogues_folder)
    brand = read_brand(settings.brand_file)
    # FastAPI's documentation pages load scripts from elsewhere; /openapi.json stays.
    app = FastAPI(title="Clausewise", docs_url=None, redoc_url=None)
    app.include_router(health_router(responder))
    since = settings.gpc_since
    app.include_router(
        widget_router(
            responder.policy,
            gpc_since=since.isoformat() if since else None,
            catalogues=catalogues,
            brand=brand,
        )
    )
    app.mount(WIDGET_STATIC_URL, StaticFiles(directory=WIDGET_STATIC))
    metrics = Metrics()
    app.include_router(ask_router(metrics.counting(responder, via="api")))
    if office is not None:
        counting = metrics.counting(office.responder, via="api")
        app.include_router(conversations_router(replace(office, responder=counting)))
        app.include_router(tickets_router(office))
        app.include_router(metrics_router(metrics, office))
        metrics.watch(office)
        app.include_router(saved_router(office.saved, catalogues))
    app.include_router(calendar_router(responder.policy.company, catalogues))
    if drp is not None:
        app.include_router(drp_router(drp))
    if room is not None:
        app.include_router(desk_router(room))
        app.mount(STATIC_URL, StaticFiles(directory=DESK_STATIC))
    app.add_api_route("/", _to_chat, include_in_schema=False)
    app.add_api_route(CHAT, _to_chat, include_in_schema=False)
    app.mount(CHAT_STATIC, StaticFiles(directory=STATIC))
    chat = build_chat(
        metrics.counting(filing or responder, via="chat"),
        longest_message=settings.longest_message,
        keeper=office.keeper if office else None,
        switch=room.switch if room else None,
        catalogues=catalogues,
    )
    # CORS stands before the chat is mounted: Gradio drops its own, laxer rules when it sees ours.
    keeps_days = settings.conversation_days if office else None
    frames = build_frames(
        responder,
        static_url=CHAT_STATIC,
        catalogues=catalogues,
        keeps_days=keeps_days,
        brand=brand,
        understood=settings.understood_languages,
    )
    _defend(app, settings, frames=frames, looking=looks(chat))
    mount_chat(app, chat, path=CHAT)
    app.openapi = _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The description at ``/openapi.json``, made when it is asked for first."""
    describe = app.openapi
    return cache(lambda: described_as_problems(describe()))


def _defend(
    app: FastAPI, settings: Settings, *, frames: Mapping[str, Frame], looking: Collection[int]
) -> None:
    """Add what each request passes through, innermost first."""
    app.add_middleware(Document, path=f"{CHAT}/", frames=frames)
    app.add_middleware(StreamLimit, prefix=f"{CHAT}/gradio_api/", most=settings.streams_per_client)
    app.add_middleware(
        AskLimit, paths=(_JOIN, ASK, SIGN_IN), per_minute=settings.questions_per_minute,
        looks=looking,
    )  # fmt: skip
    app.add_middleware(PlainJoins, path=_JOIN)
    app.add_middleware(AllowList, mount=CHAT)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=settings.longest_body)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.allowed_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts), www_redirect=False
    )
    app.add_middleware(Problems, prefix="/api/")
    app.add_middleware(
        ContentSecurity, embedders=settings.allowed_origins, staff="/desk", shops=DEMO
    )
    app.add_middleware(ResponseHeaders, lasting=f"{CHAT}/assets/", brief=WIDGET)


def _to_chat() -> RedirectResponse:
    return RedirectResponse(f"{CHAT}/", status_code=307)
