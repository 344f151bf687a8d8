"""What is written while a person has a conversation, in the database, beside its ticket."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from assistant.live.line import LiveLine, Speaker, TakenOver
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.sql_chain import storable
from assistant.tickets.tables import LIVE_LINES

_LONGEST = 4000


class LiveConversations:
    """Keeps them; ``StoreUnavailable`` where it can't."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def lines(self, ticket_id: str, *, after: int = 0) -> Sequence[LiveLine]:
        """What came after the line of that number, oldest first."""
        with self._database.deed() as connection:
            return _lines(connection, ticket_id, after)

    def talking(self, ticket_id: str) -> str | None:
        """Who has taken the conversation over; None where the assistant has it."""
        with self._database.deed() as connection:
            return _talking(connection, ticket_id)

    def join(self, ticket_id: str, name: str, *, at: datetime) -> None:
        """Take the conversation over; ``TakenOver`` where somebody else has it."""
        with self._database.deed(appends=True) as connection:
            now = _talking(connection, ticket_id)
            if now == name:
                return
            if now is not None:
                raise TakenOver(f"{now} has this conversation. Ask them to hand it back.")
            _add(connection, ticket_id, Speaker.JOINED, name, "", at)

    def leave(self, ticket_id: str, *, at: datetime) -> bool:
        """Hand the conversation back to the assistant; False where nobody has it."""
        with self._database.deed(appends=True) as connection:
            name = _talking(connection, ticket_id)
            if name is None:
                return False
            _add(connection, ticket_id, Speaker.LEFT, name, "", at)
            return True

    def answer(self, ticket_id: str, name: str, text: str, *, at: datetime) -> None:
        """What the person writes who has the conversation; ``TakenOver`` where it isn't theirs."""
        if not text.strip():
            raise TakenOver("There is nothing in it. Write something.")
        with self._database.deed(appends=True) as connection:
            if _talking(connection, ticket_id) != name:
                raise TakenOver("You don't have this conversation. Take it over first.")
            _add(connection, ticket_id, Speaker.AGENT, name, text, at)

    def hear(self, ticket_id: str, text: str, *, at: datetime) -> bool:
        """Pass on what the shopper writes; False where the assistant is to answer it."""
        with self._database.deed(appends=True) as connection:
            if _talking(connection, ticket_id) is None:
                return False
            _add(connection, ticket_id, Speaker.SHOPPER, None, text, at)
            return True


def _lines(connection: Connection, ticket_id: str, after: int) -> list[LiveLine]:
    wanted = (
        select(LIVE_LINES)
        .where(LIVE_LINES.c.ticket_id == ticket_id, LIVE_LINES.c.number > after)
        .order_by(LIVE_LINES.c.number)
    )
    return [_line(row) for row in connection.execute(wanted).mappings()]


def _talking(connection: Connection, ticket_id: str) -> str | None:
    moves = (Speaker.JOINED, Speaker.LEFT)
    last = connection.execute(
        select(LIVE_LINES.c.by, LIVE_LINES.c.name)
        .where(LIVE_LINES.c.ticket_id == ticket_id, LIVE_LINES.c.by.in_(moves))
        .order_by(LIVE_LINES.c.number.desc())
        .limit(1)
    ).first()
    return last.name if last is not None and last.by == Speaker.JOINED else None


def _add(
    connection: Connection, ticket_id: str, by: Speaker, name: str | None, text: str, at: datetime
) -> None:
    last = connection.scalar(
        select(LIVE_LINES.c.number)
        .where(LIVE_LINES.c.ticket_id == ticket_id)
        .order_by(LIVE_LINES.c.number.desc())
        .limit(1)
    )
    connection.execute(
        insert(LIVE_LINES).values(
            ticket_id=ticket_id, number=(last or 0) + 1, at=time_text(at), by=by, name=name,
            text=storable(text)[:_LONGEST],
        )
    )  # fmt: skip


def _line(row: RowMapping) -> LiveLine:
    return LiveLine(
        number=row["number"], at=datetime.fromisoformat(row["at"]), by=Speaker(row["by"]),
        name=row["name"], text=row["text"],
    )  # fmt: skip
