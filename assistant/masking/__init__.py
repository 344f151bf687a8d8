"""Personal data in what people type, masked before any of it is written down."""

from assistant.masking.masker import Masker
from assistant.masking.span import PersonalSpan

__all__ = ["Masker", "PersonalSpan"]
