"""Tickets in SQLite or PostgreSQL: each deed is one transaction, and done when it returns."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, delete, insert, select, true, update

from assistant.tickets import chain
from assistant.tickets.chain import Head
from assistant.tickets.database import Database
from assistant.tickets.filing import Filing
from assistant.tickets.outbox import Channel, Event
from assistant.tickets.reference import new_reference, read_reference
from assistant.tickets.rows import (
    clocks_of_text,
    clocks_text,
    email_digest,
    ticket_of,
    ticket_row,
    time_text,
)
from assistant.tickets.sql_address import note_address
from assistant.tickets.sql_chain import append, changes_of, head_of, storable
from assistant.tickets.sql_likeness import flagged, open_ticket_like
from assistant.tickets.sql_messages import may_mail, tell_of_address, tell_of_change, tell_of_filing
from assistant.tickets.sql_outbox import enqueue
from assistant.tickets.sql_proof import ASKED, another_code, make_code, prove
from assistant.tickets.status import CLOSED, check_move, check_reason
from assistant.tickets.store import CantWrite, Filed, OtherBody, Proof, UnknownTicket
from assistant.tickets.tables import FILINGS, LIVE_LINES, MESSAGES, NOTES, TICKETS
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus, next_due

_SHOPPER = "shopper"
_MAILS = frozenset({Channel.SHOPPER})


class SqlTicketStore:
    """Keeps tickets in a database; the tables are made or brought up to date at once."""

    def __init__(
        self,
        engine: Engine,
        *,
        channels: frozenset[Channel] = frozenset(),
        policy_id: str | None = None,
    ) -> None:
        """Open the store; ``StoreUnavailable`` where the database can't be used.

        What happens is told on ``channels``: messages wait in the outbox of the same database.
        Where several policies share it, tickets under another than ``policy_id`` are not there.
        """
        self._database = Database(engine)
        self._channels = channels
        self._ours = true() if policy_id is None else TICKETS.c.policy_id == policy_id

    def file(self, filing: Filing) -> Filed:
        """Keep the filing as a ticket, once; ``OtherBody`` where its key is another's."""
        body = sha256(filing.body.encode()).hexdigest()
        with self._database.deed(appends=True) as connection:
            if (again := _filed_before(connection, filing.key, body)) is not None:
                return again
            reference = new_reference()
            joined = open_ticket_like(connection, filing)
            channels = self._channels
            if channels >= _MAILS and not may_mail(connection, filing):
                channels -= _MAILS
            asks_proof = filing.asks_proof and channels >= _MAILS
            status = _first_status(asks_proof)
            if joined is None:
                sequence = _make(connection, filing, reference, status)
            else:
                sequence = append(
                    connection, joined.ticket_id, joined.status, joined.status,
                    at=filing.received_at, by=_SHOPPER, why="asked for again",
                ).sequence  # fmt: skip
            ticket_id = joined.ticket_id if joined else reference
            connection.execute(
                insert(FILINGS).values(
                    reference=reference, ticket_id=ticket_id, key=filing.key, body_sha256=body,
                    email_sha256=_email_of(filing), clocks=clocks_text(filing.clocks),
                    proof=ASKED if asks_proof else None,
                )
            )  # fmt: skip
            tell_of_filing(
                connection, filing, channels, ticket_id=ticket_id, reference=reference,
                sequence=sequence, with_code=asks_proof,
            )  # fmt: skip
        return Filed(
            reference=reference, status=status, clocks=filing.clocks, is_new=joined is None
        )

    def find(self, ticket_id: str) -> Ticket:
        """The ticket with its history; ``UnknownTicket`` where there is none."""
        with self._database.deed() as connection:
            return self._found(connection, ticket_id)

    def status_for(self, reference: str, email: str) -> TicketStatus | None:
        """Where the request stands, for who knows both; None alike for a wrong one of either.

        Who joined a ticket, and did not prove to be the one who asked first, learns no more than
        that their own filing is here.
        """
        wanted = (
            select(TICKETS.c.status, FILINGS)
            .join_from(FILINGS, TICKETS)
            .where(FILINGS.c.reference == (read_reference(reference) or ""), self._ours)
        )
        with self._database.deed() as connection:
            row = connection.execute(wanted).mappings().first()
        # Compared whether there is one or not, in the same time for any two digests.
        kept = (row and row["email_sha256"]) or ""
        if not hmac.compare_digest(kept, email_digest(email)) or row is None:
            return None
        own = row["reference"] == row["ticket_id"] or row["proof"] == Proof.GIVEN
        return TicketStatus(row["status"]) if own else _first_status(row["proof"] == ASKED)

    def move(
        self, ticket_id: str, after: TicketStatus, *, by: str, why: str, at: datetime
    ) -> Ticket:
        """The ticket in its new status; ``ImpossibleMove`` where it can't get there.

        ``NoReason`` where one has to be told; ``TooLate`` to extend.
        """
        with self._database.deed(appends=True) as connection:
            before = self._found(connection, ticket_id)
            check_move(before.status, after)
            check_reason(before, after, why=why, at=at)
            self._moved(connection, before, after, by=by, why=why, at=at)
            return self._found(connection, before.ticket_id)

    def give_address(self, reference: str, email: str, *, at: datetime) -> bool:
        """Note where who waits for a person is written to; False where that can't be."""
        with self._database.deed(appends=True) as connection:
            try:
                ticket = self._found(connection, reference)
            except UnknownTicket:
                return False
            held = ticket.request.requester.email
            if ticket.kind is not TicketKind.HANDOFF or held or ticket.status in CLOSED:
                return False
            note_address(connection, ticket, email)
            change = append(
                connection, ticket.ticket_id, ticket.status, ticket.status, at=at, by=_SHOPPER,
                why="gave an address",
            )  # fmt: skip
            tell_of_address(connection, change, self._channels)
        return True

    def make_code(self, reference: str, *, at: datetime) -> str | None:
        """A code for that filing in place of any before; None where none is wanted any more."""
        with self._database.deed() as connection:
            return make_code(connection, reference, at=at)

    def another_code(self, reference: str, *, at: datetime) -> bool:
        """Let another code be sent; False where none is wanted, or so many were."""
        with self._database.deed(appends=True) as connection:
            return another_code(connection, reference, at=at)

    def prove(self, reference: str, code: str, *, at: datetime) -> Proof:
        """Whether the code is right; then a ticket that waits for it is confirmed."""
        with self._database.deed(appends=True) as connection:
            proof = prove(connection, reference, code, at=at)
            if proof is Proof.GIVEN:
                ticket = self._found(connection, reference)
                if ticket.status is TicketStatus.AWAITING_VERIFICATION:
                    self._moved(
                        connection, ticket, TicketStatus.CONFIRMED, at=at, by=_SHOPPER,
                        why="gave the code that was sent to their address",
                    )  # fmt: skip
        return proof

    def write(self, ticket_id: str, text: str, *, by: str, at: datetime) -> None:
        """Let a letter to who asked be sent; ``CantWrite`` where that can't be."""
        if Channel.SHOPPER not in self._channels:
            raise CantWrite("no mail server is set up")
        if not text.strip():
            raise CantWrite("there is nothing in it")
        with self._database.deed(appends=True) as connection:
            ticket = self._found(connection, ticket_id)
            if not ticket.request.requester.email:
                raise CantWrite("there is no e-mail address")
            change = append(
                connection, ticket.ticket_id, ticket.status, ticket.status, at=at, by=by,
                why="wrote to who asked",
            )  # fmt: skip
            enqueue(
                connection, Channel.SHOPPER, Event.REPLIED, ticket_id=ticket.ticket_id,
                reference=ticket.ticket_id, sequence=change.sequence, at=at, body=storable(text),
            )  # fmt: skip
            tell_of_change(connection, change, self._channels - _MAILS, ticket=ticket)

    def listed(self, *, open_only: bool = False) -> Sequence[Ticket]:
        """Tickets without their history, those that are due first at the beginning."""
        wanted = (
            select(TICKETS).where(self._ours).order_by(TICKETS.c.due_at.is_(None), TICKETS.c.due_at)
        )
        if open_only:
            wanted = wanted.where(TICKETS.c.status.not_in(CLOSED))
        with self._database.deed() as connection:
            return [ticket_of(row) for row in connection.execute(wanted).mappings()]

    def head(self) -> Head:
        """Where the chain of changes ends."""
        with self._database.deed() as connection:
            return head_of(connection)

    def first_broken(self) -> int | None:
        """The first change that is not as it was; None where all are."""
        with self._database.deed() as connection:
            return chain.first_broken(changes_of(connection), head_of(connection))

    def erase_expired(self, *, before: datetime) -> int:
        """Erase who asked and what they said in tickets closed before then; how many there were."""
        expired = TICKETS.c.closed_at < time_text(before)
        held = expired & TICKETS.c.request.is_not(None)
        with self._database.deed() as connection:
            ids = list(connection.scalars(select(TICKETS.c.ticket_id).where(held)))
            connection.execute(
                update(TICKETS).where(held).values(request=None, contact_sha256=None, handover=None)
            )
            connection.execute(
                update(FILINGS)
                .where(FILINGS.c.ticket_id.in_(ids))
                .values(email_sha256=None, code_digest=None)
            )
            connection.execute(
                update(MESSAGES).where(MESSAGES.c.ticket_id.in_(ids)).values(body=None)
            )
            for beside in (NOTES, LIVE_LINES):
                connection.execute(delete(beside).where(beside.c.ticket_id.in_(ids)))
        return len(ids)

    def _found(self, connection: Connection, ticket_id: str) -> Ticket:
        reference = read_reference(ticket_id) or ""
        own = select(FILINGS.c.ticket_id).where(FILINGS.c.reference == reference).scalar_subquery()
        wanted = select(TICKETS).where(TICKETS.c.ticket_id == own, self._ours)
        row = connection.execute(wanted).mappings().first()
        if row is None:
            raise UnknownTicket(ticket_id)
        return ticket_of(row, list(changes_of(connection, row["ticket_id"])))

    def _moved(
        self, connection: Connection, ticket: Ticket, after: TicketStatus,
        *, by: str, why: str, at: datetime,
    ) -> None:  # fmt: skip
        change = append(connection, ticket.ticket_id, ticket.status, after, at=at, by=by, why=why)
        due = next_due(ticket.clocks, after)
        connection.execute(
            update(TICKETS)
            .where(TICKETS.c.ticket_id == ticket.ticket_id)
            .values(
                status=after,
                closed_at=time_text(at) if after in CLOSED else None,
                due_at=time_text(due) if due else None,
            )
        )
        tell_of_change(connection, change, self._channels, ticket=ticket)


def _email_of(filing: Filing) -> str | None:
    email = filing.request.requester.email
    return email_digest(email) if email else None


def _first_status(asks_proof: bool) -> TicketStatus:
    return TicketStatus.AWAITING_VERIFICATION if asks_proof else TicketStatus.RECEIVED


def _make(connection: Connection, filing: Filing, ticket_id: str, status: TicketStatus) -> int:
    """Keep the ticket; the sequence of its last change."""
    row = ticket_row(flagged(connection, filing), ticket_id, status)
    connection.execute(insert(TICKETS).values(row))
    at = filing.received_at
    filed = append(
        connection, ticket_id, None, TicketStatus.RECEIVED, at=at, by=_SHOPPER, why="filed"
    )
    if status is TicketStatus.RECEIVED:
        return filed.sequence
    return append(
        connection, ticket_id, TicketStatus.RECEIVED, status, at=at, by="assistant",
        why="a code is sent to their address",
    ).sequence  # fmt: skip


def _filed_before(connection: Connection, key: str, body: str) -> Filed | None:
    row = connection.execute(select(FILINGS).where(FILINGS.c.key == key)).mappings().first()
    if row is None:
        return None
    if row["body_sha256"] != body:
        raise OtherBody
    return Filed(
        reference=row["reference"], status=_first_status(row["proof"] is not None),
        clocks=clocks_of_text(row["clocks"]), is_new=False,
    )  # fmt: skip
