"""A database that is as safe as it can be: what is committed is on disk."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

# Below these, and in what lies between, a reset of the write-ahead log can corrupt the file.
_WAL_IS_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_BUSY_MILLISECONDS = 5000
_EITHER = "write sqlite:///FILE or postgresql://USER@HOST/NAME"


def open_engine(url: str) -> Engine:
    """An engine for ``sqlite:///…`` or ``postgresql://…``; nothing is connected yet.

    ``ValueError`` where the URL is of neither.
    """
    try:
        chosen = make_url(url)
    except ArgumentError:
        raise ValueError(_EITHER) from None  # the URL may hold a password
    if chosen.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        raise ValueError(_EITHER)
    if chosen.get_backend_name() == "sqlite":
        engine = create_engine(chosen)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        chosen.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"options": "-c synchronous_commit=on", "connect_timeout": 5},
    )


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this version of SQLite has the correction."""
    newest, *backported = _WAL_IS_SAFE
    return version >= newest or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in backported
    )


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # Transactions begin where we say so, not where the driver guesses.
    connection.isolation_level = None
    wal = wal_is_safe(sqlite3.sqlite_version_info[:3])
    journal, synchronous = ("WAL", "FULL") if wal else ("DELETE", "EXTRA")
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        f"journal_mode = {journal}",
        f"synchronous = {synchronous}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # One writer from the beginning: a reader that becomes one could be refused half-way.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
