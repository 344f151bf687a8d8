"""What people did at the desk, each deed bound to the one before it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from assistant.desk.tables import DEEDS
from assistant.tickets.chain import BEGINNING
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that somebody did."""

    sequence: int
    at: datetime
    by: str
    deed: str
    about: str
    """A ticket's reference, an account's name; never a shopper's words."""


class Deeds:
    """The log of what was done."""

    def __init__(self, engine: Engine, *, policy_id: str | None = None) -> None:
        """Where several policies share a database, ``policy_id`` is whose deeds are shown."""
        self._database = Database(engine)
        self._policy_id = policy_id

    def note(self, *, by: str, deed: str, about: str, at: datetime) -> None:
        """Add to the log."""
        with self._database.deed(appends=True) as connection:
            note_deed(
                connection, by=by, deed=deed, about=about, at=at, policy_id=self._policy_id
            )  # fmt: skip

    def latest(self, count: int) -> Sequence[Deed]:
        """The last ones, the newest first."""
        wanted = select(DEEDS).order_by(DEEDS.c.sequence.desc()).limit(count)
        if self._policy_id is not None:
            # What was done before there were several shops is nobody's alone, and not shown.
            wanted = wanted.where(DEEDS.c.policy_id == self._policy_id)
        with self._database.deed() as connection:
            return [_deed(row) for row in connection.execute(wanted).mappings()]

    def first_broken(self) -> int | None:
        """The first that is not as it was; None where all are."""
        before = (0, BEGINNING)
        with self._database.deed() as connection:
            rows = connection.execute(select(DEEDS).order_by(DEEDS.c.sequence)).mappings()
            for row in rows:
                whole = (row["sequence"], row["previous"]) == (before[0] + 1, before[1])
                if not whole or row["hash"] != _hash(dict(row)):
                    return before[0] + 1
                before = (row["sequence"], row["hash"])
        return None


def note_deed(
    connection: Connection, *, by: str, deed: str, about: str, at: datetime,
    policy_id: str | None = None,
) -> None:  # fmt: skip
    """Add to the log within a transaction that is alone in appending."""
    newest = select(DEEDS.c.sequence, DEEDS.c.hash).order_by(DEEDS.c.sequence.desc()).limit(1)
    last = connection.execute(newest).first()
    row = {
        "sequence": (last.sequence if last else 0) + 1, "at": time_text(at), "by": by,
        "deed": deed, "about": about[:_LONGEST], "previous": last.hash if last else BEGINNING,
        "policy_id": policy_id,
    }  # fmt: skip
    connection.execute(insert(DEEDS).values(**row, hash=_hash(row)))


def _hash(row: dict[str, object]) -> str:
    facts = [row[key] for key in ("sequence", "at", "by", "deed", "about", "previous")]
    if row["policy_id"] is not None:  # deeds from before there were several shops have none
        facts.append(row["policy_id"])
    return sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()


def _deed(row: RowMapping) -> Deed:
    return Deed(
        sequence=row["sequence"], at=datetime.fromisoformat(row["at"]), by=row["by"],
        deed=row["deed"], about=row["about"],
    )  # fmt: skip
