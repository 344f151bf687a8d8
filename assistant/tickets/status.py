"""The moves that a ticket can make, and those that it can't."""

from assistant.errors import AssistantError
from assistant.tickets.ticket import TicketStatus as S

_OPEN = {S.IN_PROGRESS, S.FULFILLED, S.DENIED, S.WITHDRAWN}
MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.AWAITING_VERIFICATION, S.CONFIRMED, *_OPEN}),
    S.AWAITING_VERIFICATION: frozenset({S.CONFIRMED, S.DENIED, S.WITHDRAWN, S.EXPIRED}),
    S.CONFIRMED: frozenset(_OPEN),
    # Extended once, by at most 45 days (Cal. Code Regs. tit. 11, §7021(b)).
    S.IN_PROGRESS: frozenset({S.EXTENDED, S.FULFILLED, S.DENIED, S.WITHDRAWN}),
    S.EXTENDED: frozenset({S.FULFILLED, S.DENIED, S.WITHDRAWN}),
    S.FULFILLED: frozenset(),
    S.DENIED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.EXPIRED: frozenset(),
}
CLOSED = frozenset(status for status, onward in MOVES.items() if not onward)
"""Where nothing more happens."""


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
