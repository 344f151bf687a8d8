"""The addresses of the desk, and who may use each."""

from fastapi import APIRouter

from assistant.desk.pages import (
    Entrance,
    GapPages,
    LivePages,
    LookupPages,
    QueuePages,
    RecordPages,
    TicketPages,
)
from assistant.desk.rendering import Pages
from assistant.desk.room import DeskRoom
from assistant.desk.single_sign_on import BACK
from assistant.desk.visit import Access, guarded

ANYONE, AGENT, ADMIN = Access.ANYONE, Access.AGENT, Access.ADMIN


def desk_router(room: DeskRoom) -> APIRouter:
    """``/desk`` and all below it; no page is there without somebody it is for."""
    pages = Pages(company=room.responder.policy.company, zone=room.zone)
    entrance, queue = Entrance(room, pages), QueuePages(room, pages)
    tickets, lookup = TicketPages(room, pages), LookupPages(room, pages)
    records, live, gaps = RecordPages(room, pages), LivePages(room, pages), GapPages(room, pages)
    router = APIRouter(include_in_schema=False)
    for method, path, access, page in (
        ("GET", "/desk", AGENT, entrance.home),
        ("GET", "/desk/sign-in", ANYONE, entrance.sign_in),
        ("POST", "/desk/sign-in", ANYONE, entrance.signed_in),
        ("GET", "/desk/sign-on", ANYONE, entrance.sign_on),
        ("GET", BACK, ANYONE, entrance.signed_on),
        ("POST", "/desk/sign-out", AGENT, entrance.sign_out),
        ("GET", "/desk/welcome/{token}", ANYONE, entrance.welcome),
        ("POST", "/desk/welcome/{token}", ANYONE, entrance.welcomed),
        ("GET", "/desk/queue", AGENT, queue.queue),
        ("POST", "/desk/queue", AGENT, queue.many_changed),
        ("GET", "/desk/tickets/{ticket_id}", AGENT, tickets.ticket),
        ("POST", "/desk/tickets/{ticket_id}/move", AGENT, tickets.moved),
        ("POST", "/desk/tickets/{ticket_id}/note", AGENT, tickets.noted),
        ("POST", "/desk/tickets/{ticket_id}/write", AGENT, tickets.written),
        ("POST", "/desk/tickets/{ticket_id}/assign", AGENT, tickets.assigned),
        ("GET", "/desk/tickets/{ticket_id}/live", AGENT, live.live),
        ("GET", "/desk/tickets/{ticket_id}/lines", AGENT, live.lines),
        ("POST", "/desk/tickets/{ticket_id}/join", AGENT, live.joined),
        ("POST", "/desk/tickets/{ticket_id}/say", AGENT, live.said),
        ("POST", "/desk/tickets/{ticket_id}/leave", AGENT, live.left),
        ("GET", "/desk/gaps", AGENT, gaps.gaps),
        ("GET", "/desk/gaps/case.yaml", AGENT, gaps.case),
        ("GET", "/desk/gaps/answer.yaml", AGENT, gaps.answer),
        ("GET", "/desk/ask", AGENT, lookup.ask),
        ("GET", "/desk/record", AGENT, records.record),
        ("GET", "/desk/deeds", ADMIN, records.deeds),
        ("GET", "/desk/tickets.jsonl", ADMIN, queue.as_json),
        ("GET", "/desk/tickets.csv", ADMIN, queue.as_csv),
    ):
        endpoint = guarded(
            page,
            access,
            room.accounts,
            forbidden=entrance.forbidden,
            forged=entrance.forged,
            failed=entrance.failed,
        )
        router.add_api_route(path, endpoint, methods=[method])
    return router
