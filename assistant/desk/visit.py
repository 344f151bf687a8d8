"""One request to the desk, once it is known who makes it and that they may."""

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from assistant.desk.account import Role, Session
from assistant.desk.accounts import Accounts

log = logging.getLogger(__name__)

COOKIE = "__Host-clausewise"
SIGN_ON_COOKIE = "__Host-clausewise-sign-on"
SIGN_IN = "/desk/sign-in"
_MOST_FIELDS = 250
_CHOSEN = "ticket"
"""The one field that a form has more than once."""

Form = Sequence[tuple[str, str]]


class Access(StrEnum):
    """Who may make a request."""

    ANYONE = "anyone"
    AGENT = "agent"
    """Whoever is signed in."""
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a page is made from."""

    session: Session | None
    token: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    chosen: tuple[str, ...] = ()
    """The tickets that were ticked, where there was a choice."""
    path: Mapping[str, str]
    sign_on: str = ""
    """The token of a sign-on that began in this browser."""

    @property
    def name(self) -> str:
        """Who is signed in."""
        return self.session.account.name if self.session else ""


Page = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(
    page: Page,
    access: Access,
    accounts: Accounts,
    *,
    forbidden: Page,
    forged: Page,
    failed: Page,
) -> Endpoint:
    """The endpoint of a page: who asks is known, may ask, and asks from a page of ours."""

    def answered(request: Request, form: Form) -> Response:
        token = request.cookies.get(COOKIE, "")
        session = accounts.session(token) if token else None
        visit = _visit(request, form, session, token)
        if access is not Access.ANYONE and session is None:
            return RedirectResponse(SIGN_IN, status_code=303)
        if request.method == "POST" and not _is_ours(request, visit):
            return forged(visit)
        if access is Access.ADMIN and session and session.account.role is not Role.ADMIN:
            return forbidden(visit)
        return page(visit)

    async def endpoint(request: Request) -> Response:
        form = _fields(await request.body()) if request.method == "POST" else []
        try:
            return await run_in_threadpool(answered, request, form)
        except Exception as error:
            # An error's message may hold what a shopper said, and the address a token.
            log.error("%s failed: %s", request.scope["route"].path, type(error).__name__)
            return await run_in_threadpool(failed, _visit(request, form, None, ""))

    endpoint.access = access  # type: ignore[attr-defined]
    return endpoint


def _visit(request: Request, form: Form, session: Session | None, token: str) -> Visit:
    chosen = tuple(value for name, value in form if name == _CHOSEN)
    path = {name: str(value) for name, value in request.path_params.items()}
    query = dict(request.query_params)
    return Visit(
        session=session, token=token, query=query, form=dict(form), chosen=chosen, path=path,
        sign_on=request.cookies.get(SIGN_ON_COOKIE, ""),
    )  # fmt: skip


def _fields(body: bytes) -> Form:
    """The fields of a form as browsers send it."""
    try:
        return parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError:
        return []


def _is_ours(request: Request, visit: Visit) -> bool:
    """Whether the form was on a page that this session was sent."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    if visit.session is None:
        return True  # nothing is done in anybody's name
    return hmac.compare_digest(
        visit.form.get("csrf", "").encode(errors="replace"), visit.session.csrf.encode()
    )
