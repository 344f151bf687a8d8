"""Conversations that a person has taken over: what the two write to each other."""

from assistant.live.conversations import LiveConversations
from assistant.live.line import LiveLine, Speaker, TakenOver

__all__ = ["LiveConversations", "LiveLine", "Speaker", "TakenOver"]
