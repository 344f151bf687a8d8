"""The addresses of the Data Rights Protocol 1.0; they are there only where it is set up."""

import logging
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from assistant.interchange.drp_desk import DrpDesk
from assistant.interchange.drp_message import RefusedMessage
from assistant.tickets.store import StoreUnavailable

log = logging.getLogger(__name__)

REQUESTS = "/v1/data-rights-request"
AGENTS = "/v1/agent"
_BEARER = "bearer "


def drp_router(desk: DrpDesk) -> APIRouter:
    """``/v1/data-rights-request`` and ``/v1/agent``."""
    router = APIRouter(tags=["Data Rights Protocol"])

    @router.post(REQUESTS)
    async def exercise(request: Request) -> Response:
        """File what a signed message asks for."""
        body = await request.body()
        return await _answered(lambda: desk.exercise(_token(request), body))

    @router.get(f"{REQUESTS}/{{request_id}}")
    async def status(request_id: str, request: Request) -> Response:
        """Where a request of the agent's stands."""
        return await _answered(lambda: desk.status(_token(request), request_id))

    @router.delete(f"{REQUESTS}/{{request_id}}")
    async def revoke(request_id: str, request: Request) -> Response:
        """Take a request of the agent's back."""
        body = await request.body()
        return await _answered(lambda: desk.revoke(_token(request), request_id, body))

    @router.post(f"{AGENTS}/{{agent_id}}")
    async def register(agent_id: str, request: Request) -> Response:
        """A token for an agent that signs with the key in the directory."""
        body = await request.body()
        answer = await _answered(lambda: desk.register(agent_id, body))
        # "An HTTP 403 Forbidden response with no response body" (section 2.05.1).
        return answer if answer.status_code in (200, 503) else Response(status_code=403)

    @router.get(f"{AGENTS}/{{agent_id}}")
    async def agent(agent_id: str, request: Request) -> Response:
        """Whether the token is still the agent's."""
        return await _answered(lambda: _same(desk.agent(_token(request)), agent_id))

    return router


def _same(owner: str, agent_id: str) -> dict[str, Any]:
    if owner != agent_id:
        raise RefusedMessage(403, "The bearer token is another agent's.")
    return {}


def _token(request: Request) -> str:
    header = request.headers.get("authorization", "")
    if not header.lower().startswith(_BEARER):
        raise RefusedMessage(401, "Send the header Authorization: Bearer TOKEN.", fatal=False)
    return header[len(_BEARER) :].strip()


async def _answered(deed: Callable[[], dict[str, Any]]) -> Response:
    """What the deed says; what goes wrong, as the protocol has it (section 3.06)."""
    try:
        return JSONResponse(await run_in_threadpool(deed))
    except RefusedMessage as refused:
        return _error(refused.code, str(refused), fatal=refused.fatal)
    except StoreUnavailable as error:
        return _error(503, str(error), fatal=False)
    except Exception as error:
        # An error's message may hold what was sent; its kind does not.
        log.error("a message of the Data Rights Protocol failed: %s", type(error).__name__)
        return _error(500, "Something went wrong on our side. Please try again.", fatal=False)


def _error(code: int, message: str, *, fatal: bool) -> Response:
    told = {"code": str(code), "message": message, "fatal": fatal}
    return JSONResponse(told, status_code=code)
