"""A request as it is handed to the store, with the clocks that begin to run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from assistant.tickets.clocks import clocks_of
from assistant.tickets.law import TERMS, flags_of, regime_of
from assistant.tickets.request import RightsRequest
from assistant.tickets.request_text import request_text
from assistant.tickets.ticket import Clock, Flag, Regime
from corpus import Policy, PolicyRights


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A confirmed request."""

    request: RightsRequest
    key: str
    """The same however often the same confirmation arrives; another one for each other."""
    source: str
    """Conversation and turn in which it was confirmed."""
    received_at: datetime
    regime: Regime
    clocks: tuple[Clock, ...]
    flags: frozenset[Flag]
    policy_id: str
    policy_version: str
    policy_sha256: str
    clause_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDesk:
    """Makes filings under one policy."""

    policy: Policy
    rights: PolicyRights
    zone: ZoneInfo
    """Of the shop: its days are those that are counted."""
    now: Callable[[], datetime]

    def filing(self, request: RightsRequest, *, conversation_id: str, turn: int) -> Filing:
        """The filing that a confirmation in that turn makes.

        Confirmed again in the same conversation, the same request has the same key.
        """
        received_at = self.now()
        return Filing(
            request=request,
            key=_digest((conversation_id, request_text(request))),
            source=f"{conversation_id}/{turn}",
            received_at=received_at,
            regime=regime_of(request),
            clocks=clocks_of(
                received_at,
                promises=self.rights.promises.get(request.right, ()),
                terms=TERMS[request.right],
                zone=self.zone,
            ),
            flags=flags_of(request),
            policy_id=self.policy.policy_id,
            policy_version=self.policy.version,
            policy_sha256=self.policy.sha256,
            clause_ids=tuple(self.rights.clauses.get(request.right, ())),
        )


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
