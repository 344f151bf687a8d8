"""Tickets and handoffs for other systems: read, filed, moved."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Query

from assistant.api.careful import CarefulRoute
from assistant.api.given import request_of, requester_of
from assistant.api.keys import ApiKey
from assistant.api.office import Office
from assistant.api.opened_by import KEYED, opened_by
from assistant.api.scope import Scope
from assistant.api.ticket_contract import (
    FiledTold,
    HandoffGiven,
    MoveGiven,
    RequestGiven,
    TicketsTold,
    TicketTold,
)
from assistant.tickets.filing import Filing
from assistant.tickets.handover import Handover, Queue, Said
from assistant.tickets.status import CLOSED, ImpossibleMove, NoReason, TooLate
from assistant.tickets.store import Filed, OtherBody, UnknownTicket
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus
from assistant.tickets.ticket_json import clock_as_json, ticket_as_json
from corpus import Right

TICKETS = "/api/v1/tickets"
HANDOFFS = "/api/v1/handoffs"
_MOST = 200
_UNKNOWN = "There is no ticket of that id."

Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=_MOST)]
Once = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
        description="The same for the same request, however often it is sent.",
    ),
]  # fmt: skip


def tickets_router(office: Office) -> APIRouter:
    """``/api/v1/tickets`` and ``/api/v1/handoffs``."""
    router = APIRouter(route_class=CarefulRoute)
    keys, store = office.keys, office.desk.store
    of_tickets: dict[str, Any] = {"tags": ["Tickets"], "responses": KEYED}
    of_handoffs: dict[str, Any] = {"tags": ["Handoffs"], "responses": KEYED}
    reader = Annotated[ApiKey, Depends(opened_by(Scope.TICKETS_READ, keys))]
    writer = Annotated[ApiKey, Depends(opened_by(Scope.TICKETS_WRITE, keys))]
    handoff_reader = Annotated[ApiKey, Depends(opened_by(Scope.HANDOFFS_READ, keys))]
    handoff_writer = Annotated[ApiKey, Depends(opened_by(Scope.HANDOFFS_WRITE, keys))]

    def found(ticket_id: str) -> Ticket:
        try:
            return store.find(ticket_id)
        except UnknownTicket:
            raise HTTPException(404, _UNKNOWN) from None

    def kept(filing: Filing) -> dict[str, Any]:
        try:
            return _filed(store.file(filing))
        except OtherBody as error:
            raise HTTPException(409, str(error)) from None

    def request_found(ticket_id: str) -> Ticket:
        ticket = found(ticket_id)
        if ticket.kind is not TicketKind.REQUEST:
            raise HTTPException(404, _UNKNOWN)
        return ticket

    @router.get(TICKETS, response_model=TicketsTold, **of_tickets)
    def listed(
        _key: reader,
        right: Right | None = None,
        status: TicketStatus | None = None,
        closed: bool = False,
        offset: Offset = 0,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        """Requests, those that are due first at the beginning; open ones, unless asked for more."""
        wanted = [
            one
            for one in store.listed()
            if one.kind is TicketKind.REQUEST
            and right in (None, one.request.right)
            and status in (None, one.status)
            and (closed or status in CLOSED or one.status not in CLOSED)
        ]
        return _page(wanted, offset, limit)

    @router.post(TICKETS, status_code=201, response_model=FiledTold, **of_tickets)
    def file(given: RequestGiven, key: writer, once: Once = None) -> dict[str, Any]:
        """File a request that somebody has confirmed. What is answered is on disk."""
        filing = office.desk.filings.filing(
            request_of(given), conversation_id=f"api/{key.name}", source=f"api/{key.name}",
            own_id=_own_id(once),
        )  # fmt: skip
        return kept(filing)

    @router.get(f"{TICKETS}/{{ticket_id}}", response_model=TicketTold, **of_tickets)
    def ticket(ticket_id: str, _key: reader) -> dict[str, Any]:
        """One request whole, with its clocks and its history."""
        return ticket_as_json(request_found(ticket_id))

    @router.post(f"{TICKETS}/{{ticket_id}}/moves", response_model=TicketTold, **of_tickets)
    def move(ticket_id: str, given: MoveGiven, key: writer) -> dict[str, Any]:
        """Say where a request stands from now on; who asked is told, if mail is set up."""
        ticket = request_found(ticket_id)
        try:
            moved = store.move(
                ticket.ticket_id, given.status, by=f"api/{key.name}", why=given.why,
                at=office.now(),
            )  # fmt: skip
        except (ImpossibleMove, NoReason, TooLate) as error:
            raise HTTPException(409, str(error)) from None
        return ticket_as_json(moved)

    @router.get(HANDOFFS, response_model=TicketsTold, **of_handoffs)
    def handoffs(
        _key: handoff_reader,
        queue: Queue | None = None,
        closed: bool = False,
        offset: Offset = 0,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        """Conversations that were handed to a person; open ones, unless asked for more."""
        wanted = [
            one
            for one in store.listed()
            if one.kind is TicketKind.HANDOFF
            and queue in (None, one.queue)
            and (closed or one.status not in CLOSED)
        ]
        return _page(wanted, offset, limit)

    @router.post(HANDOFFS, status_code=201, response_model=FiledTold, **of_handoffs)
    def hand_over(given: HandoffGiven, key: handoff_writer, once: Once = None) -> dict[str, Any]:
        """Hand a conversation that was held elsewhere to a person. What is answered is on disk."""
        story = Handover(
            reason=given.reason,
            summary=given.summary,
            transcript=tuple(Said(by=one.by, text=one.text) for one in given.transcript),
            language=given.language,
        )
        filing = office.desk.filings.handing_over(
            story, requester_of(given.requester), conversation_id=f"api/{key.name}",
            turn=0, own_id=_own_id(once),
        )  # fmt: skip
        return kept(filing)

    @router.get(f"{HANDOFFS}/{{ticket_id}}", response_model=TicketTold, **of_handoffs)
    def handoff(ticket_id: str, _key: handoff_reader) -> dict[str, Any]:
        """One handoff whole, with the story."""
        ticket = found(ticket_id)
        if ticket.kind is not TicketKind.HANDOFF:
            raise HTTPException(404, _UNKNOWN)
        return ticket_as_json(ticket)

    return router


def _own_id(once: str | None) -> str:
    """What the sender calls it; without a name, each sending is another one."""
    return f"once {once}" if once else secrets.token_hex(16)


def _page(wanted: list[Ticket], offset: int, limit: int) -> dict[str, Any]:
    shown = wanted[offset : offset + limit]
    more = offset + limit < len(wanted)
    return {"tickets": list(map(ticket_as_json, shown)), "next": offset + limit if more else None}


def _filed(filed: Filed) -> dict[str, Any]:
    return {
        "ticket_id": filed.reference,
        "status": filed.status,
        "clocks": list(map(clock_as_json, filed.clocks)),
        "is_new": filed.is_new,
    }
