"""Routes that meet what goes wrong with a sentence; no turn is repeated in it, or logged."""

import logging
from collections.abc import Callable, Coroutine
from traceback import extract_tb
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as AnyHTTPException

from assistant.tickets.store import StoreUnavailable

log = logging.getLogger(__name__)

_LONGEST_NAME = 40
"""Characters that are repeated of a key that is unknown here."""
_APOLOGY = "Something went wrong on our side, and there is no reply. Please try again."
_NO_STORE = "The database can't be used now, so nothing was stored. Please try again."
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The request can't be read."},
    413: {"description": "The body is too large."},
    415: {"description": "The body is not sent as application/json."},
    422: {"description": "What was sent is not as described."},
    429: {"description": "The client asked too often; Retry-After says how many seconds to wait."},
    500: {"description": "Something went wrong on our side."},
}


class CarefulRoute(APIRoute):
    """Puts our refusals in place of the framework's."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route."""
        handle = super().get_route_handler()
        takes_body = bool(self.dependant.body_params)

        async def handle_carefully(request: Request) -> Response:
            # A page from elsewhere can send other types without asking the browser's leave.
            if takes_body and request.method in _WITH_BODY and not _is_json(request):
                raise HTTPException(415, "Send the body with Content-Type: application/json.")
            try:
                return await handle(request)
            except RequestValidationError as error:
                # The framework's own refusal repeats the body, which not every encoding survives.
                raise HTTPException(422, _complaint(error)) from None
            except AnyHTTPException:
                raise
            except StoreUnavailable:
                raise HTTPException(503, _NO_STORE) from None
            except Exception as error:
                # An error's message may hold what was typed; its kind and its place do not.
                place = extract_tb(error.__traceback__)[-1]
                kind = type(error).__name__
                log.error("%s failed: %s at %s:%s", self.path, kind, place.filename, place.lineno)
                raise HTTPException(500, _APOLOGY) from None

        return handle_carefully


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == "application/json"


def _complaint(error: RequestValidationError) -> str:
    """The first thing that is wrong with what was sent, in a sentence."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"The body is not JSON: {first['ctx']['error']} (character {first['loc'][-1]})."
    problem = first["msg"].removeprefix("Value error, ")
    match first["loc"][1:]:
        case ("turns", int(place)):
            return f"Turn {place + 1}: {problem}."
        case (name, *rest):
            inner = "".join(f".{str(one)[:_LONGEST_NAME]}" for one in rest)
            return f'"{str(name)[:_LONGEST_NAME]}{inner}": {problem}.'
        case _:
            return f"The body: {problem}."
