"""The chain of changes in the database, within the transaction of a deed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from assistant.tickets.chain import Head, hash_of
from assistant.tickets.rows import change_of, time_text
from assistant.tickets.tables import CHAIN, CHANGES
from assistant.tickets.ticket import Change, TicketStatus

_LONGEST_NAME = 100


def head_of(connection: Connection) -> Head:
    """Where the chain ends."""
    row = connection.execute(select(CHAIN.c.sequence, CHAIN.c.hash)).one()
    return Head(sequence=row.sequence, hash=row.hash)


def changes_of(connection: Connection, ticket_id: str | None = None) -> Iterator[Change]:
    """The changes of a ticket, or of all, the oldest first."""
    wanted = select(CHANGES).order_by(CHANGES.c.sequence)
    if ticket_id is not None:
        wanted = wanted.where(CHANGES.c.ticket_id == ticket_id)
    return map(change_of, connection.execute(wanted).mappings())


def append(
    connection: Connection, ticket_id: str, before: TicketStatus | None, after: TicketStatus,
    *, at: datetime, by: str, why: str,
) -> Change:  # fmt: skip
    """The change that was appended; the transaction must be alone in appending."""
    head = head_of(connection)
    by, why = storable(by)[:_LONGEST_NAME], storable(why)
    change = Change(
        sequence=head.sequence + 1, ticket_id=ticket_id,
        at=datetime.fromisoformat(time_text(at)), by=by, before=before, after=after, why=why,
        previous=head.hash, hash="",
    )  # fmt: skip
    sealed = replace(change, hash=hash_of(change))
    connection.execute(
        insert(CHANGES).values(
            sequence=sealed.sequence, ticket_id=ticket_id, at=time_text(at), by=by, before=before,
            after=after, why=why, previous=sealed.previous, hash=sealed.hash,
        )
    )  # fmt: skip
    connection.execute(update(CHAIN).values(sequence=sealed.sequence, hash=sealed.hash))
    return sealed


def storable(text: str) -> str:
    """The text without what PostgreSQL can't hold."""
    return text.encode(errors="replace").decode().replace("\0", "")
