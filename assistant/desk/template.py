"""The letter that an agent begins with: whom it is to, what about, and what the policy says."""

from collections.abc import Iterator

from assistant import wording
from assistant.tickets.ticket import Ticket, TicketKind
from corpus import Policy


def begun_letter(ticket: Ticket, policy: Policy) -> str:
    """A letter with room for what is to be said."""
    return "\n".join(_lines(ticket, policy))


def _lines(ticket: Ticket, policy: Policy) -> Iterator[str]:
    name = ticket.request.requester.name
    yield f"Hello {name}," if name else "Hello,"
    yield ""
    if ticket.kind is TicketKind.HANDOFF:
        yield f"this is about your conversation with our assistant ({ticket.ticket_id})."
    else:
        asked = wording.asked_for(ticket.request.right)
        yield f"this is about your request {asked} ({ticket.ticket_id})."
    yield ""
    yield ""
    # A clause may have changed since it was filed: what stands there now is quoted.
    clauses = [
        policy.clauses_by_id[one] for one in ticket.clause_ids if one in policy.clauses_by_id
    ]
    if clauses:
        yield ""
        yield "Our privacy policy says:"
    for clause in clauses:
        yield f"“{clause.text}” ({clause.heading[-1]})"
