"""The addresses of saved answers, and of a request's deadlines as entries for a calendar."""

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from assistant.catalogues import Catalogue, catalogue_for, say, speaking
from assistant.errors import AssistantError
from assistant.saved.answers import SavedAnswers
from assistant.saved.calendar import CALENDAR, UnreadableDeadlines, calendar
from assistant.saved.page import answer_page

ANSWERS = "/answers"


def saved_router(saved: SavedAnswers, catalogues: Mapping[str, Catalogue]) -> APIRouter:
    """``/answers/NAME``; ``?file`` has it as a file to keep."""
    router = APIRouter(include_in_schema=False)

    @router.get(f"{ANSWERS}/{{name}}")
    def answer(name: str, request: Request) -> Response:
        """The answer of that name as a page; whoever has its address may read it."""
        with speaking(catalogue_for(request.query_params, request.headers, catalogues)):
            return _page(saved, name, as_file="file" in request.query_params)

    return router


def calendar_router(company: str, catalogues: Mapping[str, Catalogue]) -> APIRouter:
    """``/calendar.ics?reference=…&answer=2026-01-31``, which keeps nothing."""
    router = APIRouter(include_in_schema=False)

    @router.get(CALENDAR)
    def deadlines(request: Request) -> Response:
        """The deadlines that the address names."""
        with speaking(catalogue_for(request.query_params, request.headers, catalogues)):
            try:
                entries = calendar(company, dict(request.query_params))
            except UnreadableDeadlines as error:
                raise HTTPException(422, str(error)) from None
        return Response(
            entries, media_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="deadlines.ics"'},
        )  # fmt: skip

    return router


def _page(saved: SavedAnswers, name: str, *, as_file: bool) -> Response:
    try:
        found = saved.find(name)
    except AssistantError:
        raise HTTPException(503, say("Answers can't be read just now. Please try again.")) from None
    if found is None:
        told = say("There is no answer at this address, or its time is over.")
        return HTMLResponse(told, status_code=404)
    if not as_file:
        return HTMLResponse(answer_page(found, saved.policy, download="?file"))
    return HTMLResponse(
        answer_page(found, saved.policy),
        headers={"Content-Disposition": f'attachment; filename="answer-{found.at:%Y-%m-%d}.html"'},
    )
