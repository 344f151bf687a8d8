"""The outbox in the database of the tickets."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, true, update

from assistant.tickets.database import Database
from assistant.tickets.outbox import Channel, Event, Message, MessageState
from assistant.tickets.rows import time_text
from assistant.tickets.tables import MESSAGES, TICKETS

_CLAIMED = timedelta(seconds=60)
"""Longer than one attempt can take; then whoever claimed it is taken to be gone."""


class SqlOutbox:
    """Messages that were enqueued with the deeds that they tell of."""

    def __init__(self, engine: Engine, *, policy_id: str | None = None) -> None:
        """Where several policies share a database, ``policy_id`` is the one that is told of."""
        self._database = Database(engine)
        ours = select(TICKETS.c.ticket_id).where(TICKETS.c.policy_id == policy_id)
        self._ours = true() if policy_id is None else MESSAGES.c.ticket_id.in_(ours)

    def claim(self, *, at: datetime) -> Message | None:
        """A message that is due; nobody else gets it for a minute. None where none is due."""
        due = (MESSAGES.c.state == MessageState.WAITING) & (MESSAGES.c.next_at <= time_text(at))
        first = (
            select(MESSAGES).where(due, self._ours).order_by(MESSAGES.c.next_at).limit(1)
            # On PostgreSQL, what another has just claimed is passed over.
            .with_for_update(skip_locked=True)
        )  # fmt: skip
        with self._database.deed() as connection:
            row = connection.execute(first).mappings().first()
            if row is None:
                return None
            attempts = row["attempts"] + 1
            claimed = {"attempts": attempts, "next_at": time_text(at + _CLAIMED)}
            _change(connection, row["message_id"], claimed)
        return _message({**row, "attempts": attempts})

    def delivered(self, message_id: str) -> None:
        """It arrived."""
        with self._database.deed() as connection:
            _change(connection, message_id, {"state": MessageState.DELIVERED, "error": None})

    def failed(self, message_id: str, error: str, *, again_at: datetime | None) -> None:
        """It did not arrive; to be tried again then, or never."""
        then: dict[str, Any] = {"state": MessageState.DEAD}
        if again_at is not None:
            then = {"next_at": time_text(again_at)}
        with self._database.deed() as connection:
            _change(connection, message_id, {**then, "error": error})

    def undelivered(self) -> list[Message]:
        """The messages that wait or are dead, the oldest first."""
        wanted = (
            select(MESSAGES).where(MESSAGES.c.state != MessageState.DELIVERED, self._ours)
            .order_by(MESSAGES.c.created_at, MESSAGES.c.message_id)
        )  # fmt: skip
        with self._database.deed() as connection:
            return [_message(row) for row in connection.execute(wanted).mappings()]

    def revive(self, *, at: datetime) -> int:
        """Let the dead be tried again; how many there were."""
        with self._database.deed() as connection:
            revived = connection.execute(
                update(MESSAGES)
                .where(MESSAGES.c.state == MessageState.DEAD)
                .values(state=MessageState.WAITING, attempts=0, next_at=time_text(at))
            )
        return revived.rowcount


def enqueue(
    connection: Connection, channel: Channel, event: Event,
    *, ticket_id: str, reference: str, sequence: int, at: datetime, body: str | None = None,
) -> None:  # fmt: skip
    """Let a message wait, due at once, within the transaction of what it tells of."""
    connection.execute(
        insert(MESSAGES).values(
            message_id=f"msg_{secrets.token_hex(16)}", channel=channel, event=event,
            ticket_id=ticket_id, reference=reference, sequence=sequence,
            created_at=time_text(at), next_at=time_text(at), state=MessageState.WAITING,
            attempts=0, body=body,
        )
    )  # fmt: skip


def codes_sent(connection: Connection, reference: str) -> int:
    """How many codes were sent for a filing, or wait to be."""
    wanted = (
        select(func.count()).select_from(MESSAGES)
        .where(MESSAGES.c.reference == reference, MESSAGES.c.event == Event.CODE)
    )  # fmt: skip
    return connection.scalar(wanted) or 0


def _change(connection: Connection, message_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(MESSAGES).where(MESSAGES.c.message_id == message_id).values(values))


def _message(row: RowMapping | dict[str, Any]) -> Message:
    return Message(
        message_id=row["message_id"],
        channel=Channel(row["channel"]),
        event=Event(row["event"]),
        ticket_id=row["ticket_id"],
        reference=row["reference"],
        sequence=row["sequence"],
        created_at=datetime.fromisoformat(row["created_at"]),
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        error=row["error"],
        body=row["body"],
    )
