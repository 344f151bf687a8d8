"""The chat page: the conversation, and the policy that it quotes beside it."""

from assistant.chat.frame import STATIC, Frame, build_frames
from assistant.chat.page import build_chat, looks
from assistant.chat.responder import Responder

__all__ = ["STATIC", "Frame", "Responder", "build_chat", "build_frames", "looks"]
