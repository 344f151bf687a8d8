"""Messages that a deed in the store brings with it: written in its transaction, sent afterwards.

But for what somebody at the desk wrote, a message holds no personal data, only which ticket it
tells of, and how the ticket stood; what it says is put together when it is sent.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Channel(StrEnum):
    """The ways to those whom a ticket concerns."""

    TEAM = "team"
    """E-mail to the people who act on requests."""
    SHOPPER = "shopper"
    """E-mail to who asked."""
    WEBHOOK = "webhook"
    """A system of the shop's."""


class Event(StrEnum):
    """What a message tells of."""

    FILED = "ticket.filed"
    CHANGED = "ticket.changed"
    REPLIED = "ticket.replied"
    """Somebody at the desk writes to who asked."""
    CODE = "ticket.code"
    """The code by which who asked proves that the address is theirs."""


class MessageState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"
    """It is tried no more, unless somebody asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one recipient."""

    message_id: str
    """The same however often it is sent, so that who gets it twice can tell."""
    channel: Channel
    event: Event
    ticket_id: str
    reference: str
    """Of the filing: what whoever filed it knows the ticket by."""
    sequence: int
    """Of the change that it tells of."""
    created_at: datetime
    state: MessageState = MessageState.WAITING
    attempts: int = 0
    """How often it was sent, or begun to be."""
    error: str | None = None
    """Why the last attempt failed."""
    body: str | None = None
    """What somebody wrote; of other messages None, since they are put together when sent."""


class Outbox(Protocol):
    """Where messages wait."""

    def claim(self, *, at: datetime) -> Message | None:
        """A message that is due; nobody else gets it for a minute. None where none is due."""

    def delivered(self, message_id: str) -> None:
        """It arrived."""

    def failed(self, message_id: str, error: str, *, again_at: datetime | None) -> None:
        """It did not arrive; to be tried again then, or never."""

    def undelivered(self) -> list[Message]:
        """The messages that wait or are dead, the oldest first."""

    def revive(self, *, at: datetime) -> int:
        """Let the dead be tried again; how many there were."""
