"""Where tickets are kept; the SQL store and the tests' fake both do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.errors import AssistantError
from assistant.tickets.chain import Head
from assistant.tickets.filing import Filing
from assistant.tickets.ticket import Clock, Ticket, TicketStatus


class StoreUnavailable(AssistantError):
    """The database can't be reached, is full or locked; nothing was stored."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"The request could not be stored, so nothing was filed ({cause}). Please try again."
        )


class OtherBody(AssistantError):
    """A filing has the key of another one, and says something else."""

    def __init__(self) -> None:
        super().__init__("Something else was filed under the same key. Use a key once.")


class CantWrite(AssistantError):
    """Nobody can be written to about a ticket from here."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was sent: {why}.")


class UnknownTicket(AssistantError):
    """There is no ticket of that reference."""

    def __init__(self, ticket_id: str) -> None:
        self.ticket_id = ticket_id
        super().__init__(
            f"There is no ticket {ticket_id}. List them: python -m assistant tickets list"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What whoever files is told; no more than they said themselves.

    Where an open request of the same person is joined, they have a reference of their own: who
    types another's address learns nothing of what that person filed.
    """

    reference: str
    status: TicketStatus
    clocks: tuple[Clock, ...]
    is_new: bool
    """Whether a ticket was made: not where one was joined, or the same filing came again."""


class Proof(StrEnum):
    """What became of a code that was given back."""

    GIVEN = "given"
    WRONG = "wrong"
    """Or there is no such filing, or nothing was asked of it."""
    LATE = "late"
    SPENT = "spent"
    """Too many were wrong; another code has to be asked for."""


class TicketStore(Protocol):
    """Keeps tickets; what was returned is on disk. ``StoreUnavailable`` where it can't be."""

    def file(self, filing: Filing) -> Filed:
        """Keep the filing as a ticket, once; ``OtherBody`` where its key is another's."""

    def find(self, ticket_id: str) -> Ticket:
        """The ticket with its history; ``UnknownTicket`` where there is none."""

    def status_for(self, reference: str, email: str) -> TicketStatus | None:
        """Where the request stands, for who knows both; None alike for a wrong one of either."""

    def move(
        self, ticket_id: str, after: TicketStatus, *, by: str, why: str, at: datetime
    ) -> Ticket:
        """The ticket in its new status; ``ImpossibleMove`` where it can't get there.

        ``NoReason`` where one has to be told; ``TooLate`` to extend.
        """

    def give_address(self, reference: str, email: str, *, at: datetime) -> bool:
        """Note where who waits for a person is written to; False where that can't be."""

    def make_code(self, reference: str, *, at: datetime) -> str | None:
        """A code for that filing in place of any before; None where none is wanted any more."""

    def another_code(self, reference: str, *, at: datetime) -> bool:
        """Let another code be sent; False where none is wanted, or so many were."""

    def prove(self, reference: str, code: str, *, at: datetime) -> Proof:
        """Whether the code is right; then a ticket that waits for it is confirmed."""

    def write(self, ticket_id: str, text: str, *, by: str, at: datetime) -> None:
        """Let a letter to who asked be sent; ``CantWrite`` where that can't be."""

    def listed(self, *, open_only: bool = False) -> Sequence[Ticket]:
        """Tickets without their history, those that are due first at the beginning."""

    def head(self) -> Head:
        """Where the chain of changes ends."""

    def first_broken(self) -> int | None:
        """The first change that is not as it was; None where all are."""

    def erase_expired(self, *, before: datetime) -> int:
        """Erase who asked and what they said in tickets closed before then; how many there were.

        What is to be kept for 24 months stays: date, right, status, history (CCR §7101).
        """
