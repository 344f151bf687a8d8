"""The figures that a business publishes of a year (Cal. Code Regs. tit. 11, §7102)."""

from calendar import month_abbr
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from assistant.tickets.status import CLOSED
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus
from corpus import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one right, the requests that were received in a year."""

    right: Right
    received: int
    fulfilled: int
    denied: int
    withdrawn: int
    """Or expired."""
    open: int
    median_days: float | None
    """Until those that were fulfilled or denied were; None where none was."""


def figures(tickets: Iterable[Ticket], year: int) -> Sequence[Figures]:
    """Of each right that was used in the year."""
    received = [
        one for one in tickets
        if one.received_at.year == year and one.kind is TicketKind.REQUEST
    ]  # fmt: skip
    rights = [right for right in Right if any(one.request.right is right for one in received)]
    return [_of(right, [one for one in received if one.request.right is right]) for right in rights]


def by_month(tickets: Iterable[Ticket], year: int) -> Sequence[tuple[str, int]]:
    """How many requests were received in each month of the year."""
    counts = Counter(
        one.received_at.month
        for one in tickets
        if one.received_at.year == year and one.kind is TicketKind.REQUEST
    )
    return [(month_abbr[month], counts[month]) for month in range(1, 13)]


def _of(right: Right, tickets: Sequence[Ticket]) -> Figures:
    by_status = [one.status for one in tickets]
    answered = [
        (one.history[-1].at - one.received_at).total_seconds() / 86400
        for one in tickets
        if one.status in (TicketStatus.FULFILLED, TicketStatus.DENIED) and one.history
    ]
    given_up = (TicketStatus.WITHDRAWN, TicketStatus.EXPIRED)
    return Figures(
        right=right,
        received=len(tickets),
        fulfilled=by_status.count(TicketStatus.FULFILLED),
        denied=by_status.count(TicketStatus.DENIED),
        withdrawn=sum(status in given_up for status in by_status),
        open=sum(status not in CLOSED for status in by_status),
        median_days=round(median(answered), 1) if answered else None,
    )
