"""One thing that happens while a person has taken a conversation over."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.errors import AssistantError


class TakenOver(AssistantError):
    """Somebody else has the conversation, or nobody has who would have to."""


class Speaker(StrEnum):
    """Who a line is from, or what happened."""

    SHOPPER = "shopper"
    AGENT = "agent"
    JOINED = "joined"
    """A person took it over."""
    LEFT = "left"
    """The person handed it back to the assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveLine:
    """One line, or one coming or going."""

    number: int
    """From 1, in the conversation."""
    at: datetime
    by: Speaker
    name: str | None
    """The agent's; the shopper is not told it."""
    text: str
