"""A ticket as JSON: what `tickets show --json` and `tickets export` write."""

from typing import Any

from assistant.tickets.handover import Handover
from assistant.tickets.ticket import Change, Clock, Ticket


def ticket_as_json(ticket: Ticket) -> dict[str, Any]:
    """Every key of the ticket, null where nothing was said or it was erased."""
    requester = ticket.request.requester
    return {
        "ticket_id": ticket.ticket_id,
        "kind": ticket.kind,
        "right": ticket.request.right,
        "regime": ticket.regime,
        "status": ticket.status,
        "received_at": ticket.received_at.isoformat(),
        "due": ticket.due.isoformat() if ticket.due else None,
        "requester": {
            "name": requester.name,
            "email": requester.email,
            "phone": requester.phone,
            "state": requester.state,
        },
        "order": ticket.request.order,
        "on_behalf_of": ticket.request.on_behalf_of,
        "details": ticket.request.details,
        "flags": sorted(ticket.flags),
        "clocks": list(map(clock_as_json, ticket.clocks)),
        "policy": {
            "policy_id": ticket.policy_id,
            "version": ticket.policy_version,
            "sha256": ticket.policy_sha256,
            "clause_ids": list(ticket.clause_ids),
        },
        "source": ticket.source,
        "queue": ticket.queue,
        "handover": _handover(ticket.handover) if ticket.handover else None,
        "history": list(map(_change, ticket.history)),
    }


def _handover(handover: Handover) -> dict[str, Any]:
    return {
        "reason": handover.reason,
        "summary": handover.summary,
        "transcript": [{"by": said.by, "text": said.text} for said in handover.transcript],
        "language": handover.language,
        "clause_ids": list(handover.clause_ids),
    }


def clock_as_json(clock: Clock) -> dict[str, Any]:
    """Every key of a clock."""
    return {
        "what": clock.what,
        "due": clock.due.isoformat(),
        "clause_id": clock.clause_id,
        "law": clock.law,
        "ruling": clock.ruling,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "sequence": change.sequence,
        "at": change.at.isoformat(),
        "by": change.by,
        "before": change.before,
        "after": change.after,
        "why": change.why,
        "hash": change.hash,
    }
