"""Messages that a person must see whatever they ask: threats of a law suit, and distress.

A question about disputes ("can I sue you?") is none; the policy answers it.
"""

import re

from assistant.reason import Reason

_ASKS = re.compile(
    r"^\W*(?:can|could|may|do|does|did|is|are|will|would|what|how|where|when|which|who|if)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:i|we|my (?:lawyer|attorney|solicitor)s?)(?:'?ll| will| am going to|'?m going to"
    r"| are going to|'?m| am|'?re| are| have| plan to| intend to)? {0,2}(?:now |be )?"
    r"(?:sue|suing|sued|take (?:you|this|legal)|taking (?:you|this|legal)|pursue legal"
    r"|press charges|file (?:a |an )?(?:law ?suit|suit|claim|complaint)"
    r"|filing (?:a |an )?(?:law ?suit|suit)"
    r"|contact(?:ing)? (?:my |a )(?:lawyer|attorney|solicitor)|report(?:ing)? you to)\b"
    r"|\b(?:hear|hearing) from my (?:lawyer|attorney|solicitor)s?\b|\bsee you in court\b"
    r"|\b(?:my|our) (?:lawyer|attorney|solicitor)s? (?:has|have|is|are|will|wants?|says?)\b"
    r"|\blegal action\b.{0,30}\b(?:against you|will follow|unless|if you)\b"
    r"|\b(?:unless|if you)\b.{0,60}\b(?:legal action|law ?suit|lawyers?|attorneys?)\b",
    re.IGNORECASE,
)
_DISTRESS = re.compile(
    r"\b(?:kill|hurt|harm)(?:ing)? my ?self\b|\bsuicid\w+|\bwant to die\b|\bend my life\b"
    r"|\b(?:i'?m|i am|we are|she is|he is) (?:so |really |very )?"
    r"(?:scared|afraid|terrified|in danger|not safe|desperate|being (?:stalked|threatened|harassed"
    r"|blackmailed))\b"
    r"|\b(?:stalk(?:er|ing|ed)|blackmail\w*|abuser|domestic (?:violence|abuse))\b.{0,40}"
    r"\b(?:me|my|i)\b|\b(?:my|i)\b.{0,40}\b(?:stalker|stalking me|abuser|abusive)\b",
    re.IGNORECASE,
)


def trouble(text: str) -> Reason | None:
    """Why a person must see the message; None where none must."""
    plain = text.replace("’", "'")
    if _DISTRESS.search(plain):
        return Reason.DISTRESS
    if _LEGAL.search(plain) and not (_ASKS.search(plain) and plain.rstrip().endswith("?")):
        return Reason.LEGAL_THREAT
    return None
