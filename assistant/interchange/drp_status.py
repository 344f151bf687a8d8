"""A ticket as the status object of the Data Rights Protocol 1.0."""

from collections.abc import Mapping
from typing import Any

from assistant.tickets.status import CLOSED
from assistant.tickets.ticket import Ticket, TicketStatus

_STATUSES: Mapping[TicketStatus, str] = {
    TicketStatus.RECEIVED: "open",
    TicketStatus.AWAITING_VERIFICATION: "in_progress",
    TicketStatus.CONFIRMED: "in_progress",
    TicketStatus.IN_PROGRESS: "in_progress",
    TicketStatus.EXTENDED: "in_progress",
    TicketStatus.FULFILLED: "fulfilled",
    TicketStatus.DENIED: "denied",
    TicketStatus.WITHDRAWN: "revoked",
    TicketStatus.EXPIRED: "expired",
}
DENIALS = (
    "suspected_fraud", "insuf_verification", "no_match", "claim_not_covered",
    "outside_jurisdiction", "too_many_requests", "other",
)  # fmt: skip
"""The reasons that the protocol knows; a denial's basis may begin with one and a colon."""
SOURCE = "drp"
"""What the source of a ticket begins with that an agent's message brought."""


def as_drp_status(ticket: Ticket) -> dict[str, Any]:
    """The status object, every key of it, null where there is nothing to say."""
    return {
        "request_id": ticket.ticket_id,
        "agent_request_id": agent_request_id(ticket),
        "status": _STATUSES[ticket.status],
        "reason": _reason(ticket),
        "received_at": ticket.received_at.isoformat(),
        "expected_by": ticket.due.isoformat() if ticket.due else None,
        "processing_details": _details(ticket),
        "user_verification_url": None,
        "expires_at": None,
        "results_url": None,
    }


def source(agent_id: str, agent_request_id: str | None) -> str:
    """The source of a ticket that an agent's message brings."""
    return f"{SOURCE}/{agent_id}/{agent_request_id or ''}"


def agent_of(ticket: Ticket) -> str | None:
    """The agent whose message brought the ticket; None where none did."""
    kind, _, rest = ticket.source.partition("/")
    return rest.partition("/")[0] if kind == SOURCE else None


def agent_request_id(ticket: Ticket) -> str | None:
    """The agent's own name for the request."""
    agent = agent_of(ticket)
    return ticket.source.removeprefix(f"{SOURCE}/{agent}/") or None if agent else None


def _reason(ticket: Ticket) -> str | None:
    if ticket.status is TicketStatus.AWAITING_VERIFICATION:
        return "need_user_verification"
    if ticket.status is not TicketStatus.DENIED:
        return None
    basis = ticket.history[-1].why.partition(":")[0].strip() if ticket.history else ""
    return basis if basis in DENIALS else "other"


def _details(ticket: Ticket) -> str | None:
    """Why it was closed, or takes longer: that the protocol wants told."""
    told = ticket.history and (ticket.status in CLOSED or ticket.status is TicketStatus.EXTENDED)
    return ticket.history[-1].why if told else None
