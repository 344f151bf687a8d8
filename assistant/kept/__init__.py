"""What is kept of conversations: masked, for a set time, and forgotten when asked."""

from assistant.kept.conversations import KeptConversations, KeptTurn
from assistant.kept.keeper import Keeper

__all__ = ["Keeper", "KeptConversations", "KeptTurn"]
