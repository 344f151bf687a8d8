"""Which tickets in the database are by the same person as a filing."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, func, select

from assistant.tickets.filing import Filing
from assistant.tickets.rows import contact_digest, ticket_of, time_text
from assistant.tickets.status import CLOSED
from assistant.tickets.tables import TICKETS
from assistant.tickets.ticket import Flag, Ticket
from corpus import Right

# "You may only make a verifiable consumer request for access or data portability twice within a
# 12-month period" (the policy; Cal. Civ. Code §1798.145(h)(3)).
_COUNTED = (Right.ACCESS, Right.PORTABILITY)
_MOST_IN_A_YEAR = 2
_YEAR = timedelta(days=365)


def open_ticket_like(connection: Connection, filing: Filing) -> Ticket | None:
    """An open ticket by the same person for the same right; none for who asks for another.

    An agent's address stands under many people's requests.
    """
    contact = contact_digest(filing.request.requester)
    for_another = filing.request.on_behalf_of is not None
    if contact is None or for_another or filing.handover is not None:
        return None
    alike = (
        select(TICKETS)
        .where(TICKETS.c.contact_sha256 == contact, TICKETS.c.right == filing.request.right)
        .where(TICKETS.c.status.not_in(CLOSED), TICKETS.c.queue.is_(None))
        .where(TICKETS.c.policy_id == filing.policy_id)
        .order_by(TICKETS.c.received_at)
    )
    found = map(ticket_of, connection.execute(alike).mappings())
    return next((one for one in found if _same_person(one, filing)), None)


def _same_person(ticket: Ticket, filing: Filing) -> bool:
    theirs, ours = ticket.request.requester.name, filing.request.requester.name
    named_alike = theirs is None or ours is None or theirs.lower() == ours.lower()
    return ticket.request.on_behalf_of is None and named_alike


def flagged(connection: Connection, filing: Filing) -> Filing:
    """The filing, flagged where it is one too many within a year."""
    contact = contact_digest(filing.request.requester)
    if contact is None or filing.request.right not in _COUNTED:
        return filing
    count = connection.scalar(
        select(func.count())
        .select_from(TICKETS)
        .where(TICKETS.c.contact_sha256 == contact, TICKETS.c.right.in_(_COUNTED))
        .where(TICKETS.c.received_at > time_text(filing.received_at - _YEAR))
        .where(TICKETS.c.policy_id == filing.policy_id)
    )
    if (count or 0) < _MOST_IN_A_YEAR:
        return filing
    return replace(filing, flags=filing.flags | {Flag.THIRD_IN_A_YEAR})
