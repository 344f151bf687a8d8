"""A request that a conversation is still filling in."""

import re
from collections.abc import Collection

from assistant.conversation import Conversation
from assistant.intake.reading import read_request
from assistant.reply import RightsIntake, RightsTicket
from corpus import Right

# After this many turns about something else, a message with an address in it is no part of it.
_LONGEST_ASIDE = 3
_LONGEST_CANCEL = 6
_CANCELS = re.compile(
    r"^\W*(?:(?:no|ok|okay|sorry|actually|oh|wait|please|pls|on second thought)\b\W*){0,3}"
    r"(?:never ?mind|cancel|forget (?:it|about it|that)|drop it|stop|abort|no thanks?"
    r"|i changed my mind|changed my mind|leave it|don'?t bother|i don'?t want (?:to|it|that))\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"^\W*(?:(?:yes|yep|yeah|yup|ok|okay|sure|correct|right|please)\b\W*){0,3}"
    r"(?:yes|yep|yeah|yup|ok|okay|y|sure|correct|confirm(?:ed)?|i confirm|do it|please do|file it"
    r"|go ahead|that'?s (?:right|correct)|all correct|send it|submit(?: it)?)"
    r"(?: (?:please|thanks|thank you|file it|do it|go ahead))?\W*$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^\W*(?:no|nope|wait|sorry|oops|actually|correction|wrong|that'?s wrong|not that|i meant"
    r"|i mean|typo|it'?s actually)\b",
    re.IGNORECASE,
)


def open_request(conversation: Conversation) -> RightsIntake | None:
    """The request that was last begun; None where it was filed, called off, or is long past."""
    for turn in reversed(conversation.turns[-1 - _LONGEST_ASIDE :]):
        if isinstance(turn.reply, RightsIntake):
            return turn.reply
        if isinstance(turn.reply, RightsTicket):
            return turn.reply.then
        if cancels(turn.text):
            return None
    return None


def cancels(text: str) -> bool:
    """Whether the message calls off what was begun, and is no wish of its own: "stop the texts"."""
    return len(text.split()) <= _LONGEST_CANCEL and bool(_CANCELS.match(text))


def confirms(text: str) -> bool:
    """Whether the message says yes, and nothing beside it."""
    return len(text.split()) <= _LONGEST_CANCEL and bool(_CONFIRMS.match(text))


def corrects(text: str) -> bool:
    """Whether the message takes back what was said: "no, wrong e-mail, it's …"."""
    return bool(_CORRECTS.match(text))


def adds(right: Right, text: str, *, not_theirs: Collection[str]) -> bool:
    """Whether the message gives something that a request holds, and asks nothing."""
    if "?" in text:
        return False
    read = read_request(right, [text], not_theirs=not_theirs)
    who = read.requester
    return any((who.name, who.email, who.phone, who.jurisdiction, read.order))
