"""Which messages a deed brings with it."""

from datetime import timedelta

from sqlalchemy import Connection, func, select

from assistant.tickets.filing import Filing
from assistant.tickets.outbox import Channel, Event
from assistant.tickets.rows import email_digest, time_text
from assistant.tickets.sql_outbox import enqueue
from assistant.tickets.tables import FILINGS, MESSAGES
from assistant.tickets.ticket import Change, Ticket, TicketStatus

# Whoever types another's address again and again must not fill their mailbox.
_MOST_MAILS = 10
_WITHIN = timedelta(days=1)


def tell_of_filing(
    connection: Connection, filing: Filing, channels: frozenset[Channel],
    *, ticket_id: str, reference: str, sequence: int, with_code: bool,
) -> None:  # fmt: skip
    """To the team and its systems, what was filed; to the shopper, that it was, and a code."""
    is_new = ticket_id == reference
    told = []
    if Channel.SHOPPER in channels:
        told.append((Channel.SHOPPER, Event.FILED))
        if with_code:
            told.append((Channel.SHOPPER, Event.CODE))
    if Channel.TEAM in channels and is_new:
        told.append((Channel.TEAM, Event.FILED))
    if Channel.WEBHOOK in channels:
        told.append((Channel.WEBHOOK, Event.FILED if is_new else Event.CHANGED))
    for channel, event in told:
        enqueue(
            connection, channel, event, ticket_id=ticket_id, reference=reference,
            sequence=sequence, at=filing.received_at,
        )  # fmt: skip


def tell_of_change(
    connection: Connection, change: Change, channels: frozenset[Channel], *, ticket: Ticket
) -> None:
    """To the shop's systems, every change; to the shopper, that it takes longer, and why.

    Notice of an extension is due by Cal. Code Regs. tit. 11, §7021(b).
    """
    told = [Channel.WEBHOOK] if Channel.WEBHOOK in channels else []
    mailed = Channel.SHOPPER in channels and bool(ticket.request.requester.email)
    if mailed and change.after is TicketStatus.EXTENDED:
        told.append(Channel.SHOPPER)
    for channel in told:
        enqueue(
            connection, channel, Event.CHANGED, ticket_id=ticket.ticket_id,
            reference=ticket.ticket_id, sequence=change.sequence, at=change.at,
        )  # fmt: skip


def tell_of_address(connection: Connection, change: Change, channels: frozenset[Channel]) -> None:
    """To who waits for a person, that one has their conversation; to systems, the change."""
    told = {Channel.SHOPPER: Event.FILED, Channel.WEBHOOK: Event.CHANGED}
    for channel, event in told.items():
        if channel in channels:
            enqueue(
                connection, channel, event, ticket_id=change.ticket_id,
                reference=change.ticket_id, sequence=change.sequence, at=change.at,
            )  # fmt: skip


def may_mail(connection: Connection, filing: Filing) -> bool:
    """Whether who asked can be written to, and was not so often today."""
    address = filing.request.requester.email
    if not filing.tells or not address:
        return False
    to_them = select(FILINGS.c.reference).where(FILINGS.c.email_sha256 == email_digest(address))
    lately = (
        select(func.count()).select_from(MESSAGES)
        .where(MESSAGES.c.channel == Channel.SHOPPER, MESSAGES.c.reference.in_(to_them))
        .where(MESSAGES.c.created_at > time_text(filing.received_at - _WITHIN))
    )  # fmt: skip
    return (connection.scalar(lately) or 0) < _MOST_MAILS
