"""The moves that a ticket can make, and those that it can't."""

from datetime import datetime

from assistant.errors import AssistantError
from assistant.tickets.ticket import Ticket
from assistant.tickets.ticket import TicketStatus as S
from corpus import Milestone

_OPEN = {S.IN_PROGRESS, S.EXTENDED, S.FULFILLED, S.DENIED, S.WITHDRAWN}
MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.AWAITING_VERIFICATION, S.CONFIRMED, *_OPEN}),
    S.AWAITING_VERIFICATION: frozenset({S.CONFIRMED, S.EXTENDED, S.DENIED, S.WITHDRAWN, S.EXPIRED}),
    S.CONFIRMED: frozenset(_OPEN),
    S.IN_PROGRESS: frozenset({S.EXTENDED, S.FULFILLED, S.DENIED, S.WITHDRAWN}),
    S.EXTENDED: frozenset({S.FULFILLED, S.DENIED, S.WITHDRAWN}),
    S.FULFILLED: frozenset(),
    S.DENIED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.EXPIRED: frozenset(),
}
CLOSED = frozenset(status for status, onward in MOVES.items() if not onward)
"""Where nothing more happens."""


class NoReason(AssistantError):
    """A move whose reason has to be kept was given none."""

    def __init__(self, after: S) -> None:
        super().__init__(
            f"Say why it becomes {after}: the reason is told to the shopper, and kept."
        )


class TooLate(AssistantError):
    """The time within which a ticket could be extended is over, or never was."""

    def __init__(self, until: datetime | None) -> None:
        over = (
            f"The time to extend it ended on {until:%Y-%m-%d}."
            if until
            else ("No law or promise lets a request of this right be extended.")
        )
        super().__init__(over)


class ImpossibleMove(AssistantError):
    """A ticket can't go from where it stands to there."""

    def __init__(self, before: S, after: S) -> None:
        self.before = before
        self.after = after
        onward = ", ".join(sorted(MOVES[before]))
        can = f"It can become {onward}." if onward else "It is closed: file a new request."
        super().__init__(f"A ticket that is {before} can't become {after}. {can}")


def check_move(before: S, after: S) -> None:
    """Pass where the move can be made; ``ImpossibleMove`` where not."""
    if after not in MOVES[before]:
        raise ImpossibleMove(before, after)


def check_reason(ticket: Ticket, after: S, *, why: str, at: datetime) -> None:
    """Pass where the move has the reason and the time that it needs.

    A denial says its basis (Cal. Code Regs. tit. 11, §7101(b)). An extension is told with its
    reason within the time that it extends, once, up to 90 days in all (§7021(b)).
    """
    if after in (S.DENIED, S.EXTENDED) and not why.strip():
        raise NoReason(after)
    if after is S.EXTENDED:
        limits = {clock.what: clock.due for clock in ticket.clocks if clock.ruling}
        until = limits.get(Milestone.ANSWER) if Milestone.ANSWER_EXTENDED in limits else None
        if until is None or at > until:
            raise TooLate(until)
