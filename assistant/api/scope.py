"""What a key of the API may do."""

from enum import StrEnum


class Scope(StrEnum):
    """One thing that a key opens; none opens another."""

    CONVERSATIONS = "conversations"
    """Hold conversations, read what is kept of them, and forget them."""
    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"
    """File requests, and say where they stand."""
    HANDOFFS_READ = "handoffs:read"
    HANDOFFS_WRITE = "handoffs:write"
    """Hand conversations to a person."""
    METRICS = "metrics"
    """Read the server's figures."""
