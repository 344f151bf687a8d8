"""Codes in the database: made, sent again, and given back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from assistant.tickets.code import LIFETIME, MOST_CODES, MOST_TRIES, digest, matches, new_code
from assistant.tickets.outbox import Channel, Event
from assistant.tickets.reference import read_reference
from assistant.tickets.rows import time_text
from assistant.tickets.sql_chain import head_of
from assistant.tickets.sql_outbox import codes_sent, enqueue
from assistant.tickets.status import CLOSED
from assistant.tickets.store import Proof
from assistant.tickets.tables import FILINGS, TICKETS

ASKED = "asked"
"""Of a filing's proof, until it is given."""


def make_code(connection: Connection, reference: str, *, at: datetime) -> str | None:
    """A code for that filing in place of any before; None where none is wanted any more."""
    if _waiting(connection, reference) is None:
        return None
    code = new_code()
    made = {
        "code_digest": digest(code), "code_expires_at": time_text(at + LIFETIME), "code_tries": 0
    }  # fmt: skip
    _change(connection, reference, made)
    return code


def another_code(connection: Connection, reference: str, *, at: datetime) -> bool:
    """Let another code be sent; False where none is wanted, or so many were."""
    filing = _waiting(connection, read_reference(reference) or "")
    if filing is None or codes_sent(connection, filing["reference"]) >= MOST_CODES:
        return False
    enqueue(
        connection, Channel.SHOPPER, Event.CODE, ticket_id=filing["ticket_id"],
        reference=filing["reference"], sequence=head_of(connection).sequence, at=at,
    )  # fmt: skip
    return True


def prove(connection: Connection, reference: str, code: str, *, at: datetime) -> Proof:
    """Whether it is the code that was sent; each wrong one counts."""
    filing = _waiting(connection, read_reference(reference) or "")
    if filing is None or filing["code_digest"] is None:
        return Proof.WRONG
    if filing["code_expires_at"] < time_text(at):
        return Proof.LATE
    if filing["code_tries"] >= MOST_TRIES:
        return Proof.SPENT
    if matches(code, filing["code_digest"]):
        _change(connection, filing["reference"], {"proof": Proof.GIVEN, "code_digest": None})
        return Proof.GIVEN
    tries = filing["code_tries"] + 1
    _change(connection, filing["reference"], {"code_tries": tries})
    return Proof.SPENT if tries == MOST_TRIES else Proof.WRONG


def _waiting(connection: Connection, reference: str) -> RowMapping | None:
    """The filing, where its proof is still wanted."""
    wanted = (
        select(FILINGS)
        .join_from(FILINGS, TICKETS)
        .where(FILINGS.c.reference == reference, FILINGS.c.proof == ASKED)
        .where(TICKETS.c.status.not_in(CLOSED))
    )
    return connection.execute(wanted).mappings().first()


def _change(connection: Connection, reference: str, values: dict[str, Any]) -> None:
    connection.execute(update(FILINGS).where(FILINGS.c.reference == reference).values(values))
