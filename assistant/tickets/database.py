"""A database of tickets: each deed in it is one transaction, and done when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assistant.tickets.migrations.schema import migrate
from assistant.tickets.store import StoreUnavailable

# One number for all who append to the chain.
_CHAIN_LOCK = 7_260_501


class Database:
    """An open database, whose tables were made or brought up to date."""

    def __init__(self, engine: Engine) -> None:
        """Open it; ``StoreUnavailable`` where it can't be used."""
        self._engine = engine
        with self.deed(appends=True) as connection:  # of two that open at once, one makes tables
            migrate(connection)

    @contextmanager
    def deed(self, *, appends: bool = False) -> Iterator[Connection]:
        """One transaction; alone in it where it ``appends`` to the chain of changes.

        What the database complains of is ``StoreUnavailable``, without what it holds.
        """
        try:
            with self._engine.begin() as connection:
                if appends:
                    _lock_chain(connection)
                yield connection
        except DBAPIError as error:
            raise StoreUnavailable(type(error.orig).__name__) from error
        except SQLAlchemyError as error:
            raise StoreUnavailable(type(error).__name__) from error


def _lock_chain(connection: Connection) -> None:
    """One writer at a time appends; SQLite has but one anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
