"""An address that is given after a filing."""

from dataclasses import replace

from sqlalchemy import Connection, update

from assistant.tickets.request_text import request_text
from assistant.tickets.rows import contact_digest, email_digest
from assistant.tickets.tables import FILINGS, TICKETS
from assistant.tickets.ticket import Ticket


def note_address(connection: Connection, ticket: Ticket, email: str) -> None:
    """Keep the address with the ticket and its filing."""
    requester = replace(ticket.request.requester, email=email)
    request = replace(ticket.request, requester=requester)
    connection.execute(
        update(TICKETS)
        .where(TICKETS.c.ticket_id == ticket.ticket_id)
        .values(request=request_text(request), contact_sha256=contact_digest(requester))
    )
    connection.execute(
        update(FILINGS)
        .where(FILINGS.c.reference == ticket.ticket_id)
        .values(email_sha256=email_digest(email))
    )
