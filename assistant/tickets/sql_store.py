"""Tickets in SQLite or PostgreSQL: each deed is one transaction, and done when it returns."""

import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Engine, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assistant.tickets import chain
from assistant.tickets.chain import Head, hash_of
from assistant.tickets.filing import Filing
from assistant.tickets.migrations.schema import migrate
from assistant.tickets.reference import new_reference, read_reference
from assistant.tickets.request_text import request_text
from assistant.tickets.rows import (
    change_of,
    clocks_of_text,
    clocks_text,
    contact_digest,
    email_digest,
    ticket_of,
    ticket_row,
    time_text,
)
from assistant.tickets.status import CLOSED, check_move
from assistant.tickets.store import Filed, OtherBody, StoreUnavailable, UnknownTicket
from assistant.tickets.tables import CHAIN, CHANGES, FILINGS, TICKETS
from assistant.tickets.ticket import Change, Flag, Ticket, TicketStatus
from corpus import Right

_SHOPPER = "shopper"
# "You may only make a verifiable consumer request for access or data portability twice within a
# 12-month period" (the policy; Cal. Civ. Code §1798.145(h)(3)).
_COUNTED = (Right.ACCESS, Right.PORTABILITY)
_MOST_IN_A_YEAR = 2
_YEAR = timedelta(days=365)
# One number for all who append to the chain.
_CHAIN_LOCK = 7_260_501


class SqlTicketStore:
    """Keeps tickets in a database; the tables are made or brought up to date at once."""

    def __init__(self, engine: Engine) -> None:
        """Open the store; ``StoreUnavailable`` where the database can't be used."""
        self._engine = engine
        with self._deed() as connection:
            self._lock_chain(connection)  # of two that open at once, one makes the tables
            migrate(connection)

    def file(self, filing: Filing) -> Filed:
        """Keep the filing as a ticket, once; ``OtherBody`` where its key is another's."""
        body = sha256(request_text(filing.request).encode()).hexdigest()
        with self._deed() as connection:
            self._lock_chain(connection)
            if (again := _filed_before(connection, filing.key, body)) is not None:
                return again
            reference = new_reference()
            joined = _open_ticket_like(connection, filing)
            if joined is None:
                row = ticket_row(_flagged(connection, filing), reference)
                connection.execute(insert(TICKETS).values(row))
                _append(connection, reference, filing.received_at, _SHOPPER, None,
                        TicketStatus.RECEIVED, "filed")  # fmt: skip
            else:
                _append(connection, joined.ticket_id, filing.received_at, _SHOPPER, joined.status,
                        joined.status, "asked for again")  # fmt: skip
            connection.execute(
                insert(FILINGS).values(
                    reference=reference,
                    ticket_id=joined.ticket_id if joined else reference,
                    key=filing.key,
                    body_sha256=body,
                    email_sha256=_email_of(filing),
                    clocks=clocks_text(filing.clocks),
                )
            )
        return Filed(
            reference=reference,
            status=TicketStatus.RECEIVED,
            clocks=filing.clocks,
            is_new=joined is None,
        )

    def find(self, ticket_id: str) -> Ticket:
        """The ticket with its history; ``UnknownTicket`` where there is none."""
        with self._deed() as connection:
            return _found(connection, ticket_id)

    def status_for(self, reference: str, email: str) -> TicketStatus | None:
        """Where the request stands, for who knows both; None alike for a wrong one of either."""
        wanted = (
            select(TICKETS.c.status, FILINGS.c.email_sha256)
            .join_from(FILINGS, TICKETS)
            .where(FILINGS.c.reference == (read_reference(reference) or ""))
        )
        with self._deed() as connection:
            row = connection.execute(wanted).first()
        # Compared whether there is one or not, in the same time for any two digests.
        same = hmac.compare_digest((row and row.email_sha256) or "", email_digest(email))
        return TicketStatus(row.status) if row is not None and same else None

    def move(
        self, ticket_id: str, after: TicketStatus, *, by: str, why: str, at: datetime
    ) -> Ticket:
        """The ticket in its new status; ``ImpossibleMove`` where it can't get there."""
        with self._deed() as connection:
            self._lock_chain(connection)
            before = _found(connection, ticket_id)
            check_move(before.status, after)
            _append(connection, before.ticket_id, at, by, before.status, after, why)
            closed_at = time_text(at) if after in CLOSED else None
            connection.execute(
                update(TICKETS)
                .where(TICKETS.c.ticket_id == before.ticket_id)
                .values(status=after, closed_at=closed_at)
            )
            return _found(connection, before.ticket_id)

    def listed(self, *, open_only: bool = False) -> Sequence[Ticket]:
        """Tickets without their history, those that are due first at the beginning."""
        wanted = select(TICKETS).order_by(TICKETS.c.due_at.is_(None), TICKETS.c.due_at)
        if open_only:
            wanted = wanted.where(TICKETS.c.status.not_in(CLOSED))
        with self._deed() as connection:
            return [ticket_of(row) for row in connection.execute(wanted).mappings()]

    def head(self) -> Head:
        """Where the chain of changes ends."""
        with self._deed() as connection:
            return _head(connection)

    def first_broken(self) -> int | None:
        """The first change that is not as it was; None where all are."""
        with self._deed() as connection:
            rows = connection.execute(select(CHANGES).order_by(CHANGES.c.sequence)).mappings()
            return chain.first_broken(map(change_of, rows), _head(connection))

    def erase_expired(self, *, before: datetime) -> int:
        """Erase who asked and what they said in tickets closed before then; how many there were."""
        expired = TICKETS.c.closed_at < time_text(before)
        held = expired & TICKETS.c.request.is_not(None)
        with self._deed() as connection:
            ids = list(connection.scalars(select(TICKETS.c.ticket_id).where(held)))
            connection.execute(
                update(TICKETS).where(held).values(request=None, contact_sha256=None)
            )
            connection.execute(
                update(FILINGS).where(FILINGS.c.ticket_id.in_(ids)).values(email_sha256=None)
            )
        return len(ids)

    @contextmanager
    def _deed(self) -> Iterator[Connection]:
        """One transaction. What the database complains of is told without what it holds."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreUnavailable(type(error.orig).__name__) from error
        except SQLAlchemyError as error:
            raise StoreUnavailable(type(error).__name__) from error

    def _lock_chain(self, connection: Connection) -> None:
        """One writer at a time appends; SQLite has but one anyhow."""
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})


def _filed_before(connection: Connection, key: str, body: str) -> Filed | None:
    row = connection.execute(select(FILINGS).where(FILINGS.c.key == key)).mappings().first()
    if row is None:
        return None
    if row["body_sha256"] != body:
        raise OtherBody
    return Filed(
        reference=row["reference"], status=TicketStatus.RECEIVED,
        clocks=clocks_of_text(row["clocks"]), is_new=False,
    )  # fmt: skip


def _open_ticket_like(connection: Connection, filing: Filing) -> Ticket | None:
    """An open ticket by the same person for the same right; none for who asks for another.

    An agent's address stands under many people's requests.
    """
    contact = contact_digest(filing.request.requester)
    if contact is None or filing.request.on_behalf_of is not None:
        return None
    alike = (
        select(TICKETS)
        .where(TICKETS.c.contact_sha256 == contact, TICKETS.c.right == filing.request.right)
        .where(TICKETS.c.status.not_in(CLOSED))
        .order_by(TICKETS.c.received_at)
    )
    found = map(ticket_of, connection.execute(alike).mappings())
    return next((one for one in found if _same_person(one, filing)), None)


def _same_person(ticket: Ticket, filing: Filing) -> bool:
    theirs, ours = ticket.request.requester.name, filing.request.requester.name
    named_alike = theirs is None or ours is None or theirs.lower() == ours.lower()
    return ticket.request.on_behalf_of is None and named_alike


def _flagged(connection: Connection, filing: Filing) -> Filing:
    """The filing, flagged where it is one too many within a year."""
    contact = contact_digest(filing.request.requester)
    if contact is None or filing.request.right not in _COUNTED:
        return filing
    count = connection.scalar(
        select(func.count())
        .select_from(TICKETS)
        .where(TICKETS.c.contact_sha256 == contact, TICKETS.c.right.in_(_COUNTED))
        .where(TICKETS.c.received_at > time_text(filing.received_at - _YEAR))
    )
    if (count or 0) < _MOST_IN_A_YEAR:
        return filing
    return replace(filing, flags=filing.flags | {Flag.THIRD_IN_A_YEAR})


def _found(connection: Connection, ticket_id: str) -> Ticket:
    reference = read_reference(ticket_id) or ""
    own = select(FILINGS.c.ticket_id).where(FILINGS.c.reference == reference).scalar_subquery()
    row = connection.execute(select(TICKETS).where(TICKETS.c.ticket_id == own)).mappings().first()
    if row is None:
        raise UnknownTicket(ticket_id)
    changes = (
        select(CHANGES).where(CHANGES.c.ticket_id == row["ticket_id"]).order_by(CHANGES.c.sequence)
    )
    return ticket_of(row, [change_of(one) for one in connection.execute(changes).mappings()])


def _head(connection: Connection) -> Head:
    row = connection.execute(select(CHAIN.c.sequence, CHAIN.c.hash)).one()
    return Head(sequence=row.sequence, hash=row.hash)


def _append(
    connection: Connection, ticket_id: str, at: datetime, by: str,
    before: TicketStatus | None, after: TicketStatus, why: str,
) -> None:  # fmt: skip
    head = _head(connection)
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


def _email_of(filing: Filing) -> str | None:
    email = filing.request.requester.email
    return email_digest(email) if email else None
