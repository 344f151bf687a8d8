"""A request that was filed: where it stands, what is due when, and all that happened to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.tickets.handover import Handover, Queue
from assistant.tickets.request import RightsRequest
from corpus import Milestone


class TicketStatus(StrEnum):
    """Where a ticket stands; ``status.py`` has the moves."""

    RECEIVED = "received"
    AWAITING_VERIFICATION = "awaiting_verification"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    FULFILLED = "fulfilled"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_UNSEEN = frozenset({TicketStatus.RECEIVED, TicketStatus.AWAITING_VERIFICATION})
_WORKED_ON = frozenset({TicketStatus.CONFIRMED, TicketStatus.IN_PROGRESS})
_RUNS: Mapping[Milestone, frozenset[TicketStatus]] = {
    Milestone.CONFIRM_RECEIPT: _UNSEEN,
    Milestone.ANSWER: _UNSEEN | _WORKED_ON,
    Milestone.ANSWER_EXTENDED: frozenset({TicketStatus.EXTENDED}),
    Milestone.CARRY_OUT: _UNSEEN | _WORKED_ON,
}
"""While a ticket stands where, the clock of a milestone runs."""


class TicketKind(StrEnum):
    """What a ticket is about."""

    REQUEST = "request"
    """A right that somebody uses."""
    HANDOFF = "handoff"
    """A conversation that a person is to take over."""


class Regime(StrEnum):
    """The law under which a request is handled."""

    CCPA = "ccpa"
    """Cal. Civ. Code §1798.100 and following."""
    SHINE_THE_LIGHT = "shine_the_light"
    """Cal. Civ. Code §1798.83."""
    CAN_SPAM = "can_spam"
    """15 U.S.C. §7701 and following."""
    TCPA = "tcpa"
    """47 U.S.C. §227."""
    VOLUNTARY = "voluntary"
    """None that is known to give the right here: a person decides."""


class Flag(StrEnum):
    """What whoever works on a ticket has to know first."""

    OUTSIDE_CALIFORNIA = "outside_california"
    """The shopper lives elsewhere, and the right is one of Californians."""
    ON_BEHALF = "on_behalf"
    """Somebody asks about another person's data: nothing is disclosed before their authority is
    proven (Cal. Code Regs. tit. 11, §7063)."""
    THIRD_IN_A_YEAR = "third_in_a_year"
    """Access or portability was asked for twice in the last 12 months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time limit that runs on a ticket."""

    what: Milestone
    due: datetime
    """The end of the last day, in the shop's time zone."""
    clause_id: str | None = None
    """The clause that promises it; one of this and ``law`` is given."""
    law: str | None = None
    ruling: bool
    """Whether it is the strictest of those for the same milestone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to a ticket, bound to all that happened before."""

    sequence: int
    """In the whole store, from 1."""
    ticket_id: str
    at: datetime
    by: str
    """Who did it: ``shopper``, or an agent's name."""
    before: TicketStatus | None
    """None where the ticket was filed."""
    after: TicketStatus
    why: str
    previous: str
    """Hash of the change before it in the store."""
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A filed request."""

    ticket_id: str
    """The reference that the shopper is told."""
    request: RightsRequest
    regime: Regime
    status: TicketStatus
    received_at: datetime
    clocks: tuple[Clock, ...]
    flags: frozenset[Flag] = frozenset()
    policy_id: str
    policy_version: str
    policy_sha256: str
    clause_ids: tuple[str, ...]
    """The clauses on the right, as they stood when it was filed."""
    source: str
    """Conversation and turn in which it was confirmed."""
    queue: Queue | None = None
    """Who looks at a handoff; None of a request."""
    handover: Handover | None = None
    """The story of a handoff, until it is erased."""
    history: tuple[Change, ...] = ()
    """Oldest first."""

    @property
    def kind(self) -> TicketKind:
        """What it is about."""
        return TicketKind.REQUEST if self.queue is None else TicketKind.HANDOFF

    @property
    def due(self) -> datetime | None:
        """The next time limit that rules and still runs; None where none does."""
        return next_due(self.clocks, self.status)


def next_due(clocks: Iterable[Clock], status: TicketStatus) -> datetime | None:
    """The first of the ruling clocks that run while a ticket stands there."""
    running = (clock.due for clock in clocks if clock.ruling and status in _RUNS[clock.what])
    return min(running, default=None)
