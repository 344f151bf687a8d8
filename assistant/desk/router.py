"""The addresses of the desk, and who may use each."""

from fastapi import APIRouter

from assistant.desk.pages import DeskPages
from assistant.desk.room import DeskRoom
from assistant.desk.visit import Access, guarded

ANYONE, AGENT, ADMIN = Access.ANYONE, Access.AGENT, Access.ADMIN


def desk_router(room: DeskRoom) -> APIRouter:
    """``/desk`` and all below it; no page is there without somebody it is for."""
    pages = DeskPages(room)
    router = APIRouter(include_in_schema=False)
    for method, path, access, page in (
        ("GET", "/desk", AGENT, pages.home),
        ("GET", "/desk/sign-in", ANYONE, pages.sign_in),
        ("POST", "/desk/sign-in", ANYONE, pages.signed_in),
        ("POST", "/desk/sign-out", AGENT, pages.sign_out),
        ("GET", "/desk/welcome/{token}", ANYONE, pages.welcome),
        ("POST", "/desk/welcome/{token}", ANYONE, pages.welcomed),
        ("GET", "/desk/queue", AGENT, pages.queue),
        ("POST", "/desk/queue", AGENT, pages.many_changed),
        ("GET", "/desk/tickets/{ticket_id}", AGENT, pages.ticket),
        ("POST", "/desk/tickets/{ticket_id}/move", AGENT, pages.moved),
        ("POST", "/desk/tickets/{ticket_id}/note", AGENT, pages.noted),
        ("POST", "/desk/tickets/{ticket_id}/write", AGENT, pages.written),
        ("POST", "/desk/tickets/{ticket_id}/assign", AGENT, pages.assigned),
        ("GET", "/desk/ask", AGENT, pages.ask),
        ("GET", "/desk/record", AGENT, pages.record),
        ("GET", "/desk/deeds", ADMIN, pages.deeds),
        ("GET", "/desk/tickets.jsonl", ADMIN, pages.as_json),
        ("GET", "/desk/tickets.csv", ADMIN, pages.as_csv),
    ):
        endpoint = guarded(
            page,
            access,
            room.accounts,
            forbidden=pages.forbidden,
            forged=pages.forged,
            failed=pages.failed,
        )
        router.add_api_route(path, endpoint, methods=[method])
    return router
