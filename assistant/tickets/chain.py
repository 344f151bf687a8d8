"""The chain that binds every change in the store to all before it.

Whoever alters, drops or inserts a change breaks it at that place. A chain alone does not show that
its end was cut off: the store keeps how long it is and where it ends beside it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from assistant.tickets.ticket import Change

BEGINNING = "0" * 64
"""What the first change is bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the chain ends."""

    sequence: int = 0
    hash: str = BEGINNING


def hash_of(change: Change) -> str:
    """The hash of a change, of all its fields but this one."""
    facts = [
        change.sequence, change.ticket_id, change.at.isoformat(), change.by, change.before,
        change.after, change.why, change.previous,
    ]  # fmt: skip
    return sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()


def first_broken(changes: Iterable[Change], head: Head) -> int | None:
    """The sequence of the first change that is not as it was; None where the chain is whole.

    ``changes`` are all of the store's, in order.
    """
    before = Head()
    for change in changes:
        expected = before.sequence + 1
        whole = (change.sequence, change.previous) == (expected, before.hash)
        if not whole or change.hash != hash_of(change):
            return expected
        before = Head(sequence=change.sequence, hash=change.hash)
    return None if before == head else before.sequence + 1
