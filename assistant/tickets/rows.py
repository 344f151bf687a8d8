"""Tickets as the rows of a table, and back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import RowMapping

from assistant.tickets.filing import Filing
from assistant.tickets.handover import Queue, handover_of, handover_text
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.request_text import request_of, request_text
from assistant.tickets.ticket import (
    Change,
    Clock,
    Flag,
    Regime,
    Ticket,
    TicketStatus,
    next_due,
)
from corpus import Milestone, Right


def time_text(at: datetime) -> str:
    """The time in UTC, in as many characters as any other."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def ticket_row(filing: Filing, ticket_id: str, status: TicketStatus) -> dict[str, Any]:
    """The row of a ticket that is filed now."""
    due = next_due(filing.clocks, status)
    return {
        "ticket_id": ticket_id,
        "right": filing.request.right,
        "regime": filing.regime,
        "status": status,
        "received_at": time_text(filing.received_at),
        "request": request_text(filing.request),
        "contact_sha256": contact_digest(filing.request.requester),
        "clocks": clocks_text(filing.clocks),
        "due_at": time_text(due) if due else None,
        "flags": json.dumps(sorted(filing.flags)),
        "policy_id": filing.policy_id,
        "policy_version": filing.policy_version,
        "policy_sha256": filing.policy_sha256,
        "clause_ids": json.dumps(filing.clause_ids),
        "source": filing.source,
        "queue": filing.handover.queue if filing.handover else None,
        "handover": handover_text(filing.handover) if filing.handover else None,
    }


def ticket_of(row: RowMapping, history: Sequence[Change] = ()) -> Ticket:
    """The ticket in a row; of one whose requester was erased, the right alone is left."""
    held = row["request"]
    return Ticket(
        ticket_id=row["ticket_id"],
        request=request_of(held) if held else RightsRequest(right=Right(row["right"])),
        regime=Regime(row["regime"]),
        status=TicketStatus(row["status"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        clocks=clocks_of_text(row["clocks"]),
        flags=frozenset(map(Flag, json.loads(row["flags"]))),
        policy_id=row["policy_id"],
        policy_version=row["policy_version"],
        policy_sha256=row["policy_sha256"],
        clause_ids=tuple(json.loads(row["clause_ids"])),
        source=row["source"],
        queue=Queue(row["queue"]) if row["queue"] else None,
        handover=handover_of(row["handover"]) if row["handover"] else None,
        history=tuple(history),
    )


def change_of(row: RowMapping) -> Change:
    """The change in a row."""
    before = row["before"]
    return Change(
        sequence=row["sequence"],
        ticket_id=row["ticket_id"],
        at=datetime.fromisoformat(row["at"]),
        by=row["by"],
        before=TicketStatus(before) if before else None,
        after=TicketStatus(row["after"]),
        why=row["why"],
        previous=row["previous"],
        hash=row["hash"],
    )


def clocks_text(clocks: Sequence[Clock]) -> str:
    """The clocks as JSON, each with the zone it was reckoned in."""
    return json.dumps(
        [[one.what, one.due.isoformat(), one.clause_id, one.law, one.ruling] for one in clocks]
    )


def clocks_of_text(text: str) -> tuple[Clock, ...]:
    """The clocks that ``clocks_text`` wrote."""
    return tuple(
        Clock(
            what=Milestone(what), due=datetime.fromisoformat(due), clause_id=clause_id, law=law,
            ruling=ruling,
        )
        for what, due, clause_id, law, ruling in json.loads(text)
    )  # fmt: skip


def contact_digest(requester: Requester) -> str | None:
    """What two requests of one person have in common; None where no way to find them was given."""
    if requester.email:
        return email_digest(requester.email)
    if requester.phone:
        digits = "".join(filter(str.isdigit, requester.phone))
        return sha256(f"phone {digits[-10:]}".encode()).hexdigest()
    return None


def email_digest(email: str) -> str:
    """Of an address, however it is written."""
    return sha256(f"email {email.strip().lower()}".encode()).hexdigest()
