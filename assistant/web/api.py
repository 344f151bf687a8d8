"""The JSON API: a question or a conversation in, the replies out."""

import logging
from collections.abc import Callable, Coroutine
from traceback import extract_tb
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as AnyHTTPException

from assistant.chat import Responder
from assistant.dialogue import Refused, dialogue
from assistant.explanation import explanation_as_json
from assistant.reply_json import reply_as_json
from assistant.web.contract import QuestionJson, RefusalJson, RepliesJson

log = logging.getLogger(__name__)

ASK = "/api/v1/ask"

_LONGEST_NAME = 40
"""Characters that are repeated of a key that is unknown here."""
_APOLOGY = "Something went wrong on our side, and there is no reply. Please try again."
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body can't be decoded.", "model": RefusalJson},
    413: {"description": "The body is too large."},
    415: {"description": "The body is not sent as application/json.", "model": RefusalJson},
    422: {
        "description": "The body is not as described, or a turn's text can't be a message.",
        "model": RefusalJson,
    },
    429: {
        "description": "The client asked too often; Retry-After says how many seconds to wait.",
        "model": RefusalJson,
    },
    500: {"description": "Something went wrong on our side.", "model": RefusalJson},
}


class _CarefulRoute(APIRoute):
    """Meets what goes wrong with a sentence; no turn is repeated in it, or logged."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with our refusals in place of the framework's."""
        handle = super().get_route_handler()

        async def handle_carefully(request: Request) -> Response:
            # A page from elsewhere can send other types without asking the browser's leave.
            if not _is_json(request):
                raise HTTPException(415, "Send the body with Content-Type: application/json.")
            try:
                return await handle(request)
            except RequestValidationError as error:
                # The framework's own refusal repeats the body, which not every encoding survives.
                raise HTTPException(422, _complaint(error)) from None
            except AnyHTTPException:
                raise
            except Exception as error:
                # An error's message may hold what was typed; its kind and its place do not.
                place = extract_tb(error.__traceback__)[-1]
                kind = type(error).__name__
                log.error("%s failed: %s at %s:%s", ASK, kind, place.filename, place.lineno)
                raise HTTPException(500, _APOLOGY) from None

        return handle_carefully


def api_router(responder: Responder) -> APIRouter:
    """``POST /api/v1/ask``: replies to a question or to the turns of a conversation."""
    router = APIRouter(route_class=_CarefulRoute)

    @router.post(ASK, response_model=RepliesJson, responses=_REFUSALS)
    def ask(question: QuestionJson) -> dict[str, Any]:
        """Ask about the policy.

        One reply for each turn, in order. Nothing is kept: to go on with a conversation, send its
        turns again with one more. No ticket is filed.
        """
        replies, explanations = [], []
        for number, turn in enumerate(dialogue(responder.reply, question.texts), start=1):
            if isinstance(turn, Refused):
                raise HTTPException(422, f"Turn {number}: {turn.sentence}")
            replies.append(reply_as_json(turn.reply, responder.policy, elapsed_ms=turn.elapsed_ms))
            if question.explain:
                explanation = responder.explain(turn.before, turn.text)
                explanations.append(explanation_as_json(explanation))
        return {"replies": replies, "explanations": explanations if question.explain else None}

    return router


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == "application/json"


def _complaint(error: RequestValidationError) -> str:
    """The first thing that is wrong with the body, in a sentence."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"The body is not JSON: {first['ctx']['error']} (character {first['loc'][-1]})."
    problem = first["msg"].removeprefix("Value error, ")
    match first["loc"][1:]:
        case ("turns", int(place)):
            return f"Turn {place + 1}: {problem}."
        case (name, *_):
            return f'"{str(name)[:_LONGEST_NAME]}": {problem}.'
        case _:
            return f"The body: {problem}."
