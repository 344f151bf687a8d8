"""Answers at an address of their own: proof of what was said, from which text of the policy."""

from assistant.saved.answer import Quote, SavedAnswer, ServedPolicy
from assistant.saved.answers import SavedAnswers

__all__ = ["Quote", "SavedAnswer", "SavedAnswers", "ServedPolicy"]
