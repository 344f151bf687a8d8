"""Where a confirmed request is filed, and asked after."""

from dataclasses import dataclass
from typing import Protocol

from assistant.tickets.filing import FilingDesk
from assistant.tickets.handover import Handover
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.store import Filed, Proof, TicketStore
from assistant.tickets.ticket import TicketStatus


class Desk(Protocol):
    """What a conversation needs of the store; ``StoreUnavailable`` where it can't be had."""

    def file(self, request: RightsRequest, *, conversation_id: str, turn: int) -> Filed:
        """File what was confirmed in that turn, once."""

    def hand_over(
        self, handover: Handover, requester: Requester, *, conversation_id: str, turn: int
    ) -> Filed:
        """File a conversation that a person is to take over from that turn on, once."""

    def give_address(self, reference: str, email: str) -> bool:
        """Note where who waits for a person is written to; False where that can't be."""

    def status_for(self, reference: str, email: str) -> TicketStatus | None:
        """Where a request stands; None alike for a wrong reference or a wrong address."""

    def prove(self, reference: str, code: str) -> Proof:
        """Whether it is the code that was sent for that filing."""

    def another_code(self, reference: str) -> bool:
        """Let another code be sent; False where none is wanted, or so many were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDesk:
    """Files requests under one policy in a store."""

    filings: FilingDesk
    store: TicketStore

    def file(self, request: RightsRequest, *, conversation_id: str, turn: int) -> Filed:
        """File what was confirmed in that turn, once."""
        return self.store.file(
            self.filings.filing(
                request, conversation_id=conversation_id, source=f"{conversation_id}/{turn}"
            )
        )

    def hand_over(
        self, handover: Handover, requester: Requester, *, conversation_id: str, turn: int
    ) -> Filed:
        """File a conversation that a person is to take over from that turn on, once."""
        return self.store.file(
            self.filings.handing_over(
                handover, requester, conversation_id=conversation_id, turn=turn
            )
        )

    def give_address(self, reference: str, email: str) -> bool:
        """Note where who waits for a person is written to; False where that can't be."""
        return self.store.give_address(reference, email, at=self.filings.now())

    def status_for(self, reference: str, email: str) -> TicketStatus | None:
        """Where a request stands; None alike for a wrong reference or a wrong address."""
        return self.store.status_for(reference, email)

    def prove(self, reference: str, code: str) -> Proof:
        """Whether it is the code that was sent for that filing."""
        return self.store.prove(reference, code, at=self.filings.now())

    def another_code(self, reference: str) -> bool:
        """Let another code be sent; False where none is wanted, or so many were."""
        return self.store.another_code(reference, at=self.filings.now())
