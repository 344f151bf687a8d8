"""A message that only means something behind an earlier question, said in full.

What is recognized is a list, and each entry is narrow: a message that stands alone must stay as it
was typed, since an answer to something else is worse than none. docs/follow-ups.md has figures.
"""

import re

from assistant.asking import asking
from assistant.behind import Behind, Full, words_of
from assistant.ellipsis import ELLIPSES, REFUSALS
from assistant.pronoun import PRONOUNS
from assistant.request_behind import REQUESTS
from assistant.route import Route, route
from assistant.vocabulary import THINGS


def said_in_full(earlier: str, text: str) -> Full | None:
    """The message as one of its own, behind ``earlier``; None where it is one as it is."""
    if route(text) is not Route.QUESTION:
        return None
    message = _LEAD.sub("", text.replace("’", "'")).strip(" ?!.…,")
    parts = asking(earlier)
    for one, rule in _RULES:
        match = one.search(message)
        full = match and rule(Behind(message=message, match=match, earlier=earlier, parts=parts))
        if full:
            return full
    return None


def may_follow(text: str) -> bool:
    """Whether the message has a sign of a follow-up, though none that is said in full by form."""
    if route(text) is not Route.QUESTION or len(text.split()) > _LONGEST:
        return False
    if _CONNECTED.search(text):
        return True
    # The shop and its app are "they" and "it" where they do something to a thing that is named.
    own = _OWN_SUBJECT if THINGS & set(words_of(text)) else _SHOP
    return bool(_REFERRING.search(own.sub("", text)))


def another_topic(text: str) -> str | None:
    """What stands behind "different question"; None where nothing of the kind is said."""
    match = _SWITCH.match(text)
    return (text[match.end() :].strip() or None) if match else None


_LEAD = re.compile(
    r"^(?:\W{0,3}\b(?:ok|okay|so|well|hmm+|hm|oh|ah|thanks|thank you|cool|great|good|right|but|yet"
    r"|got it|i see|alright|then|wait|sorry|yes|yeah|no|please|pls|um|uh|lol|interesting)\b"
    r"[\s,.!-]{0,5}){1,8}",
    re.IGNORECASE,
)
_LONGEST = 20
_CONNECTED = re.compile(
    r"^\W{0,3}(?:(?:ok|okay|wait|well|oh|hm+|no|yes)\b\W{0,3})?(?:and|but|so|then|or|also|even|same"
    r"|like|(?:what|how) about|what if|in that case|if so)\b",
    re.IGNORECASE,
)
_REFERRING = re.compile(
    r"\b(?:it|that|this|they|them|those|these|ones?|then|else|too|either|neither|such)\b",
    re.IGNORECASE,
)
_SHOP = re.compile(
    r"\b(?:this|that|these) (?:app|application|site|website|page|policy|shop|store|company|business"
    r"|service|brand|retailer)\b",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    rf"{_SHOP.pattern}|\b(?:do|does|did|is|are|will|would|can|could|has|have|if|when|that|what)"
    r" (?:it|they|this)\b",
    re.IGNORECASE,
)
_SWITCH = re.compile(
    r"^\W*(?:(?:ok|okay|well|thanks|and|now|so|just)\W+){0,2}(?:a |an )?"
    r"(?:(?:different|another|new|unrelated|separate|next) (?:question|topic|subject|matter)"
    r"|another thing|on another note|changing (?:the )?(?:topic|subject)|moving on"
    r"|something else)\b\W*",
    re.IGNORECASE,
)
# The first that fits decides: what asks for a deed is no question about it.
_RULES = tuple(
    (re.compile(source, re.IGNORECASE), rule)
    for source, rule in (*REQUESTS, *REFUSALS, *ELLIPSES, *PRONOUNS)
)
