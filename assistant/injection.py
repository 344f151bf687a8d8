"""Messages that give orders to the machine, as if to get at what lies behind it.

They are answered like any other message, from reviewed words and quotes; only a request about
data they never are, however much they sound like one. Gaps are bounded, so no message takes long.
"""

import re

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|override|bypass)\b.{0,40}"
    r"\b(?:instructions?|rules|prompt|guidelines|restrictions)\b"
    r"|\b(?:system|hidden|secret|initial|original)\b.{0,20}\b(?:prompt|instructions?)\b"
    r"|\bapi[ -]?keys?\b|\benvironment variables?\b"
    r"|\b(?:admin\w*|root|debug|developer|god|maintenance)[ -]"
    r"(?:mode|override|access|passwords?|console|rights)\b"
    r"|\b(?:pretend|role-?play|jailbreak)\b"
    r"|\b(?:list|show|give|send|print|export|dump)\b.{0,40}"
    r"\b(?:customers?|users?|shoppers?)(?: who\b| that\b|'s\b|')",
    re.IGNORECASE | re.DOTALL,
)


def orders_the_machine(text: str) -> bool:
    """Whether the message tries to command the assistant, or asks for what is other people's."""
    return bool(_ORDERS.search(text))
