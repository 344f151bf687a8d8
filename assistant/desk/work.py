"""Notes on tickets, and whose they are."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from assistant.desk.deeds import note_deed
from assistant.desk.tables import ASSIGNED
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.sql_chain import storable
from assistant.tickets.tables import NOTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote beside a ticket."""

    at: datetime
    by: str
    text: str


class Work:
    """Keeps them; ``StoreUnavailable`` where it can't."""

    def __init__(self, engine: Engine, *, policy_id: str | None = None) -> None:
        """``policy_id`` is whose work it is, where several policies share a database."""
        self._database = Database(engine)
        self._policy_id = policy_id

    def notes(self, ticket_id: str) -> Sequence[Note]:
        """Of a ticket, the oldest first."""
        wanted = select(NOTES).where(NOTES.c.ticket_id == ticket_id).order_by(NOTES.c.at)
        with self._database.deed() as connection:
            return [
                Note(at=datetime.fromisoformat(row["at"]), by=row["by"], text=row["text"])
                for row in connection.execute(wanted).mappings()
            ]

    def note(self, ticket_id: str, text: str, *, by: str, at: datetime) -> None:
        """Write a note beside a ticket."""
        with self._database.deed(appends=True) as connection:
            connection.execute(
                insert(NOTES).values(
                    note_id=secrets.token_hex(16), ticket_id=ticket_id, at=time_text(at), by=by,
                    text=storable(text),
                )
            )  # fmt: skip
            note_deed(
                connection, by=by, deed="noted", about=ticket_id, at=at, policy_id=self._policy_id
            )  # fmt: skip

    def assign(self, ticket_id: str, name: str | None, *, by: str, at: datetime) -> None:
        """Give a ticket to somebody, or to nobody."""
        with self._database.deed(appends=True) as connection:
            _assign(connection, ticket_id, name)
            told = f"{ticket_id} to {name or 'nobody'}"
            note_deed(
                connection, by=by, deed="assigned", about=told, at=at, policy_id=self._policy_id
            )  # fmt: skip

    def assigned(self) -> Mapping[str, str]:
        """Whose each ticket is, by its reference."""
        with self._database.deed() as connection:
            rows = connection.execute(select(ASSIGNED)).mappings()
            return {row["ticket_id"]: row["name"] for row in rows}


def _assign(connection: Connection, ticket_id: str, name: str | None) -> None:
    connection.execute(delete(ASSIGNED).where(ASSIGNED.c.ticket_id == ticket_id))
    if name is not None:
        connection.execute(insert(ASSIGNED).values(ticket_id=ticket_id, name=name))
