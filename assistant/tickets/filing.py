"""A request as it is handed to the store, with the clocks that begin to run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from assistant.support_hours import SupportHours
from assistant.tickets.clocks import clocks_of
from assistant.tickets.handover import Handover, handover_text
from assistant.tickets.law import TERMS, flags_of, regime_of
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.request_text import request_text
from assistant.tickets.ticket import Clock, Flag, Regime
from corpus import Milestone, Policy, PolicyRights, Right

SUPPORT_HOURS = "the shop's support hours"
"""What makes the clock of a handoff run: no law, but what its shopper was told."""
# Cal. Code Regs. tit. 11, §7060 and following; none of the others may be verified (§7060(b)).
_VERIFIABLE = frozenset({Right.KNOW, Right.ACCESS, Right.PORTABILITY, Right.DELETE, Right.CORRECT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A confirmed request."""

    request: RightsRequest
    key: str
    """The same however often the same confirmation arrives; another one for each other."""
    source: str
    """Conversation and turn in which it was confirmed, or the message that brought it."""
    tells: bool = True
    """Whether who asked is told by e-mail, if that is set up."""
    received_at: datetime
    regime: Regime
    clocks: tuple[Clock, ...]
    flags: frozenset[Flag]
    policy_id: str
    policy_version: str
    policy_sha256: str
    clause_ids: tuple[str, ...]
    handover: Handover | None = None
    """The story, where a conversation is handed to a person."""

    @property
    def body(self) -> str:
        """What is filed, as text: the same for the same filing."""
        story = handover_text(self.handover) if self.handover else ""
        return request_text(self.request) + story

    @property
    def asks_proof(self) -> bool:
        """Whether a code to their address can show that who asks is who they say.

        The policy wants a verifiable request where it tells or deletes something. Who asks for
        another person proves something else: that they may.
        """
        who = self.request
        return (
            self.tells
            and who.right in _VERIFIABLE
            and bool(who.requester.email)
            and (who.on_behalf_of is None)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDesk:
    """Makes filings under one policy."""

    policy: Policy
    rights: PolicyRights
    zone: ZoneInfo
    """Of the shop: its days are those that are counted."""
    now: Callable[[], datetime]
    support: SupportHours | None = None
    """When people answer what is handed to them."""

    def filing(
        self,
        request: RightsRequest,
        *,
        conversation_id: str,
        source: str,
        own_id: str | None = None,
        tells: bool = True,
    ) -> Filing:
        """The filing that a confirmation makes, in the turn or message that ``source`` names.

        Confirmed again in the same conversation, the same request has the same key; ``own_id`` is
        what a system calls the request, and then decides in place of what it says.
        """
        received_at = self.now()
        return Filing(
            request=request,
            key=_digest((conversation_id, own_id or request_text(request))),
            source=source,
            tells=tells,
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

    def handing_over(
        self,
        handover: Handover,
        requester: Requester,
        *,
        conversation_id: str,
        turn: int,
        own_id: str | None = None,
    ) -> Filing:
        """The filing of a conversation that a person is to take over from that turn on.

        ``own_id`` is what a system calls it, and then decides whether it is the same.
        """
        request = RightsRequest(right=Right.OTHER, requester=requester)
        filing = self.filing(
            request,
            conversation_id=conversation_id,
            source=f"{conversation_id}/{turn}",
            own_id=f"handoff {own_id or turn}",
        )
        due = self.support.promised(filing.received_at) if self.support else None
        clocks = (
            (Clock(what=Milestone.ANSWER, due=due, law=SUPPORT_HOURS, ruling=True),) if due else ()
        )
        return replace(filing, handover=handover, clause_ids=handover.clause_ids, clocks=clocks)


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
