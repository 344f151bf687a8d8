"""The store of saved answers."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from assistant.kept.tables import CONVERSATIONS, TURNS
from assistant.saved.answer import Quote, SavedAnswer, ServedPolicy
from assistant.saved.tables import POLICIES, SAVED
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.secret import secret_digest
from corpus import Policy

_COPIED = (
    "name_sha256", "policy_sha256", "conversation_id", "at", "text", "reply", "citations",
)  # fmt: skip
"""What a saved answer has of its turn."""
_POLICY = "served_"
"""Begins the names of the policy's columns beside the answer's."""


def new_name() -> str:
    """A name for an answer, which nobody guesses: 128 bits in 22 characters."""
    return token_urlsafe(16)


class SavedAnswers:
    """Saves answers about one policy for a set time; ``StoreUnavailable`` where it can't.

    An answer that is kept with its conversation is saved when its address is opened first.
    """

    def __init__(
        self, engine: Engine, *, policy: Policy, keeps: timedelta, now: Callable[[], datetime]
    ) -> None:
        """Note the policy's text, against which its answers are checked as long as they last."""
        self.policy = policy
        self._database = Database(engine)
        self._keeps = keeps
        self._now = now
        with self._database.deed(appends=True) as connection:
            _note(connection, policy, at=now())

    def find(self, name: str) -> SavedAnswer | None:
        """The answer of that name; None where there is none, or its time is over."""
        digest = secret_digest(name)
        with self._database.deed() as connection:
            row = self._saved(connection, digest)
        if row is None:
            # Of two that open it at once, one saves it.
            with self._database.deed(appends=True) as connection:
                row = self._saved(connection, digest) or self._save(connection, digest)
        return _answer(row) if row is not None and row["until"] > time_text(self._now()) else None

    def _saved(self, connection: Connection, digest: str) -> RowMapping | None:
        """The saved answer beside the policy that it was given from."""
        of_policy = (POLICIES.c.sha256 == SAVED.c.policy_sha256) & (
            POLICIES.c.policy_id == SAVED.c.policy_id
        )
        policy = [column.label(f"{_POLICY}{column.name}") for column in POLICIES.c]
        wanted = (
            select(SAVED, *policy)
            .join(POLICIES, of_policy)
            .where(SAVED.c.name_sha256 == digest, SAVED.c.policy_id == self.policy.policy_id)
        )
        return connection.execute(wanted).mappings().first()

    def _save(self, connection: Connection, digest: str) -> RowMapping | None:
        """Copy the answer out of its conversation, which is deleted sooner."""
        row = connection.execute(
            select(TURNS)
            .join(CONVERSATIONS, CONVERSATIONS.c.conversation_id == TURNS.c.conversation_id)
            .where(
                TURNS.c.name_sha256 == digest,
                CONVERSATIONS.c.policy_id == self.policy.policy_id,
            )
        ).mappings().first()  # fmt: skip
        if row is None:
            return None
        connection.execute(
            insert(SAVED).values(
                **{name: row[name] for name in _COPIED}, policy_id=self.policy.policy_id,
                until=time_text(self._now() + self._keeps),
            )
        )  # fmt: skip
        return self._saved(connection, digest)


def _answer(row: RowMapping) -> SavedAnswer:
    policy = {column.name: row[f"{_POLICY}{column.name}"] for column in POLICIES.c}
    since = datetime.fromisoformat(policy["since"])
    return SavedAnswer(
        at=datetime.fromisoformat(row["at"]), asked=row["text"], reply=row["reply"],
        quotes=tuple(Quote.read(one) for one in json.loads(row["citations"])),
        policy=ServedPolicy(**{**policy, "since": since}),
        until=datetime.fromisoformat(row["until"]),
    )  # fmt: skip


def _note(connection: Connection, policy: Policy, *, at: datetime) -> None:
    known = select(POLICIES.c.since).where(
        POLICIES.c.sha256 == policy.sha256, POLICIES.c.policy_id == policy.policy_id
    )
    if connection.execute(known).first() is None:
        served = ServedPolicy(
            policy_id=policy.policy_id, title=policy.title, company=policy.company,
            version=policy.version, url=policy.url, sha256=policy.sha256, text=policy.text,
            since=at,
        )  # fmt: skip
        connection.execute(insert(POLICIES).values({**asdict(served), "since": time_text(at)}))
