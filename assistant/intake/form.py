"""A request that a conversation is still filling in."""

import re
from collections.abc import Collection

from assistant import wording
from assistant.conversation import Conversation
from assistant.intake.contact import without_contacts
from assistant.intake.reading import read_request
from assistant.reply import RightsIntake, RightsTicket
from assistant.tickets.request import Field
from corpus import Right

# After this many turns about something else, a message with an address in it is no part of it.
_LONGEST_ASIDE = 3
_LONGEST_CANCEL = 6
_FEWEST_DIGITS = 5
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

_LONGEST_ACCEPTANCE = 14
_ACCEPTS = re.compile(
    r"\b(?:do|handle|file|start|begin|arrange) (?:it|that|this|so|mine|one|the request|a request)\b"
    r"|\b(?:count|sign|opt|take) me (?:out|in|up|off)\b|\bget me out\b|\bgo ahead\b"
    r"|\b(?:i want|i'?d like|let'?s have|i'?ll have) (?:that|this|it|one|to do (?:that|it))\b",
    re.IGNORECASE,
)
_ASKS_OR_DECLINES = re.compile(
    r"\b(?:how|what|when|where|why|which|who|whether|if)\b"
    r"|^\W*(?:can|could|may|should|do|does|did|is|are|will|must) (?:i|we|they|it|he|she)\b"
    r"|\b(?:don'?t|do not|not|never|didn'?t|won'?t)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:my|the|our|his|her) (?:(?:full|first|last|legal|new|e-?mail|phone|cell|mobile|home|order"
    r"|correct|right)\W){0,2}(?:name|e-?mail|mail|address|number|phone|cell|mobile|state|order)"
    r"(?: number)?(?:'s| is| was)?\b"
    r"|\b(?:i am|i'?m|it is|it'?s|this is|i live in|i'?m (?:in|from)|living in|here(?: is|'s)?"
    r"|name|e-?mail|phone|order|number|in|from|and|is|sure|ok|okay|hi|hello|thanks|thank you)\b",
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


def accepts(text: str) -> bool:
    """Whether the message takes what was offered: a yes, or "can't you just do it for me?"."""
    words = without_contacts(text.replace("’", "'"))
    if confirms(words):
        return True
    short = len(words.split()) <= _LONGEST_ACCEPTANCE
    return short and bool(_ACCEPTS.search(words)) and not _ASKS_OR_DECLINES.search(words)


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


def beside_fields(right: Right, text: str) -> str:
    """What the message says beside what a request holds, and the words that introduce that."""
    plain = without_contacts(text.replace("’", "'"))
    read = read_request(right, [text])
    place = read.requester.jurisdiction
    for told in (read.requester.name, read.order, place.name if place else None):
        if told:
            plain = re.sub(re.escape(told), " ", plain, flags=re.IGNORECASE)
    return " ".join(re.findall(r"[\w'-]+", _INTRODUCES.sub(" ", plain)))


def mistyped(needed: Collection[Field], text: str) -> str | None:
    """What is wrong with an answer that is meant as what is needed, and isn't it; else None."""
    if "?" in text or len(text.split()) > _LONGEST_CANCEL:
        return None
    if Field.EMAIL in needed and "@" in text:
        return wording.NO_EMAIL()
    if Field.PHONE in needed and sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
        return wording.NO_PHONE()
    return None
