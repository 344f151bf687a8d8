"""Who may use a route: whoever has a key with its scope."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.api.careful import REFUSALS
from assistant.api.keys import ApiKey, ApiKeys
from assistant.api.scope import Scope

_BEARER = HTTPBearer(
    auto_error=False, description="A key: python -m assistant keys add NAME --scope SCOPE"
)
_CHALLENGE = {"WWW-Authenticate": "Bearer"}
KEYED: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    401: {"description": "There is no key, or it opens nothing here."},
    403: {"description": "The key lacks the scope."},
    404: {"description": "There is nothing of that id."},
    409: {"description": "It can't be done as things stand."},
    503: {"description": "The database can't be used now."},
}


def opened_by(scope: Scope, keys: ApiKeys) -> Callable[..., ApiKey]:
    """The dependency of a route: the key that was shown, if it has the scope."""

    def check(
        shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    ) -> ApiKey:
        holder = keys.holder(shown.credentials) if shown else None
        if holder is None:
            sentence = "Send a key that is known here: Authorization: Bearer cw_…"
            raise HTTPException(401, sentence, headers=_CHALLENGE)
        if scope not in holder.scopes:
            raise HTTPException(403, f"The key of {holder.name} does not have the scope {scope}.")
        return holder

    check.scope = scope  # type: ignore[attr-defined]
    return check
