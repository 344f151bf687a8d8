"""A ticket as a request of OpenDSR 2.0, null where that has no word for it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from assistant.tickets.ticket import Regime, Ticket, TicketStatus
from corpus import Right

_TYPES: Mapping[Right, str] = {
    Right.KNOW: "access",
    Right.ACCESS: "access",
    Right.PORTABILITY: "portability",
    Right.DELETE: "erasure",
}
_STATUSES: Mapping[TicketStatus, str] = {
    TicketStatus.RECEIVED: "pending",
    TicketStatus.AWAITING_VERIFICATION: "pending",
    TicketStatus.CONFIRMED: "in_progress",
    TicketStatus.IN_PROGRESS: "in_progress",
    TicketStatus.EXTENDED: "in_progress",
    TicketStatus.FULFILLED: "completed",
    TicketStatus.WITHDRAWN: "cancelled",
    TicketStatus.EXPIRED: "cancelled",
}
"""What was denied was neither completed nor cancelled."""


def as_opendsr(ticket: Ticket) -> dict[str, Any]:
    """The request and where it stands."""
    email = ticket.request.requester.email
    identity = {"identity_type": "email", "identity_value": email, "identity_format": "raw"}
    return {
        "regulation": "ccpa" if ticket.regime is Regime.CCPA else None,
        "subject_request_id": str(_uuid(ticket.ticket_id)),
        "subject_request_type": _TYPES.get(ticket.request.right),
        "submitted_time": ticket.received_at.isoformat(),
        "subject_identities": [identity] if email else [],
        "request_status": _STATUSES.get(ticket.status),
    }


def _uuid(ticket_id: str) -> UUID:
    """An id of the form that is asked for, always the same for a ticket."""
    return UUID(bytes=sha256(ticket_id.encode()).digest()[:16], version=4)
