"""What was said so far."""

from dataclasses import dataclass, replace
from uuid import uuid4

from assistant.reply import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message and what was said back."""

    text: str
    """As typed, after the guard."""
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The turns of one shopper, oldest first."""

    conversation_id: str
    turns: tuple[Turn, ...] = ()

    @classmethod
    def begin(cls) -> "Conversation":
        """An empty conversation under a fresh, unguessable id."""
        return cls(conversation_id=str(uuid4()))

    def after(self, text: str, reply: Reply) -> "Conversation":
        """The conversation with one more turn."""
        return replace(self, turns=(*self.turns, Turn(text=text, reply=reply)))
