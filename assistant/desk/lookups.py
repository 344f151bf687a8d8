"""What somebody at the desk asked the policy, so that they find it again."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, delete, insert, select

from assistant.desk.tables import LOOKUPS
from assistant.masking import Masker
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.sql_chain import storable

_MOST = 20
"""Questions that are kept of each; older ones are let go."""


class Lookups:
    """Keeps them, masked: who works here copies shoppers' words into the box."""

    def __init__(self, engine: Engine, *, masker: Masker) -> None:
        self._database = Database(engine)
        self._masker = masker

    def of(self, name: str) -> Sequence[str]:
        """The questions of somebody, the newest first."""
        with self._database.deed() as connection:
            return list(connection.scalars(_newest(name).with_only_columns(LOOKUPS.c.question)))

    def keep(self, name: str, question: str, *, at: datetime) -> None:
        """Keep a question; one that was asked before moves to the top."""
        masked = storable(self._masker.mask(question))
        own = LOOKUPS.c.name == name
        with self._database.deed(appends=True) as connection:
            connection.execute(delete(LOOKUPS).where(own, LOOKUPS.c.question == masked))
            connection.execute(
                insert(LOOKUPS).values(
                    lookup_id=secrets.token_hex(16), name=name, at=time_text(at), question=masked
                )
            )
            newest = list(
                connection.scalars(_newest(name).with_only_columns(LOOKUPS.c.lookup_id))
            )  # fmt: skip
            connection.execute(delete(LOOKUPS).where(own, LOOKUPS.c.lookup_id.not_in(newest)))


def _newest(name: str) -> Select[Any]:
    order = (LOOKUPS.c.at.desc(), LOOKUPS.c.lookup_id)
    return select(LOOKUPS).where(LOOKUPS.c.name == name).order_by(*order).limit(_MOST)
