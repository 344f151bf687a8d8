"""The keys of systems that use the API; only their digests are kept."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, RowMapping, delete, insert, select, update

from assistant.api.scope import Scope
from assistant.api.tables import API_KEYS
from assistant.errors import AssistantError
from assistant.plain_name import HOW_TO_NAME, is_plain_name
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.secret import secret_digest

_PREFIX = "cw_"
"""Begins each key, so that a key that lies about is known for one."""
_STALE = timedelta(minutes=1)
"""How exactly it is kept when a key was used last."""


class UnusableKeyName(AssistantError):
    """No key can be called so."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"No key can be called {name!r}: {problem}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What is known of a key."""

    name: str
    scopes: frozenset[Scope]
    made_at: datetime
    used_at: datetime | None


class ApiKeys:
    """Keys to one policy's data; ``StoreUnavailable`` where the database can't be used."""

    def __init__(self, engine: Engine, *, policy_id: str, now: Callable[[], datetime]) -> None:
        self._database = Database(engine)
        self._policy_id = policy_id
        self._now = now

    def make(self, name: str, scopes: Iterable[Scope]) -> str:
        """A new key, told this once; ``UnusableKeyName`` where there is one of the name."""
        if not is_plain_name(name):
            raise UnusableKeyName(name, HOW_TO_NAME)
        key = f"{_PREFIX}{secrets.token_urlsafe(32)}"
        row = {
            "name": name, "policy_id": self._policy_id, "key_sha256": secret_digest(key),
            "scopes": json.dumps(sorted(scopes)), "made_at": time_text(self._now()),
        }  # fmt: skip
        with self._database.deed(appends=True) as connection:
            if connection.execute(select(API_KEYS).where(*self._called(name))).first():
                raise UnusableKeyName(name, "there is one already; remove it first")
            connection.execute(insert(API_KEYS).values(row))
        return key

    def holder(self, key: str) -> ApiKey | None:
        """Whose key it is; None where it opens nothing here."""
        digest, now = secret_digest(key), self._now()
        own = (API_KEYS.c.key_sha256 == digest) & (API_KEYS.c.policy_id == self._policy_id)
        with self._database.deed() as connection:
            row = connection.execute(select(API_KEYS).where(own)).mappings().first()
            if row is None:
                return None
            if (row["used_at"] or "") < time_text(now - _STALE):
                connection.execute(update(API_KEYS).where(own).values(used_at=time_text(now)))
        return _key(row)

    def listed(self) -> Sequence[ApiKey]:
        """All keys, by name."""
        wanted = select(API_KEYS).where(API_KEYS.c.policy_id == self._policy_id)
        with self._database.deed() as connection:
            rows = connection.execute(wanted.order_by(API_KEYS.c.name)).mappings()
            return [_key(row) for row in rows]

    def remove(self, name: str) -> bool:
        """Let a key open nothing any more; False where there is none of the name."""
        with self._database.deed() as connection:
            removed = connection.execute(delete(API_KEYS).where(*self._called(name)))
            return removed.rowcount > 0

    def _called(self, name: str) -> tuple[ColumnElement[bool], ...]:
        return (API_KEYS.c.name == name, API_KEYS.c.policy_id == self._policy_id)


def _key(row: RowMapping) -> ApiKey:
    used = row["used_at"]
    return ApiKey(
        name=row["name"], scopes=frozenset(map(Scope, json.loads(row["scopes"]))),
        made_at=datetime.fromisoformat(row["made_at"]),
        used_at=datetime.fromisoformat(used) if used else None,
    )  # fmt: skip
