"""What sends a message, and how it says that it could not."""

from typing import Protocol

from assistant.errors import AssistantError
from assistant.tickets.outbox import Message
from assistant.tickets.ticket import Ticket


class Undelivered(AssistantError):
    """A message did not arrive, as far as is known."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        self.final = final
        """Whether it is of no use to try again."""
        super().__init__(why)


class Sender(Protocol):
    """Sends messages of one channel."""

    def __call__(self, message: Message, ticket: Ticket, code: str | None) -> None:
        """Send it; ``Undelivered`` where it did not arrive. ``code`` is for a message that asks."""
