"""Questions that leave out what was said before: "what about my phone number", "why", "to whom"."""

import re

from assistant.behind import Behind, Full, Rule, words_of
from assistant.vocabulary import CONDITIONS, FAINT, OWN, PARTIES, PLACINGS, THINGS


def _another(behind: Behind) -> Full | None:
    """Out of "what about my phone number", "and advertisers", "even if I'm under 16"."""
    new = behind.match["new"].strip(" ,")
    words = words_of(new)
    if not words or len(words) > _LONGEST or "," in new or _OWN_QUESTION.search(new):
        return None
    if words[0] in PLACINGS:
        return behind.asked_behind(new)
    if words[0] in CONDITIONS:
        return None if THINGS & set(words) else behind.asked_behind(new)
    return _instead(behind, new, set(words))


def _instead(behind: Behind, new: str, words: set[str]) -> Full | None:
    """The earlier question of another party or another thing, whichever is named."""
    parts = behind.parts
    if PARTIES & words:
        party = _TO.sub("", new)
        if parts.other is None:
            return behind.asked_behind(f"to {party}")
        return behind.asked(parts.instead(parts.other, party))
    if parts.thing and (THINGS | OWN) & words:
        return behind.asked(parts.instead(parts.thing, new))
    return None


def _refusing(behind: Behind) -> Full | None:
    """Out of "can I say no", behind "do you collect my location"."""
    refusing = behind.match["refusing"]
    if not set(words_of(behind.message[: behind.match.start("refusing")])) <= FAINT:
        return None
    if behind.parts.doing is None:
        return behind.asked_before(behind.message)
    wish = behind.message[: behind.match.end("refusing")]
    return behind.asked(wish, _LINKS.get(refusing.lower(), ""), behind.parts.doing)


def _bare(behind: Behind) -> Full:
    return behind.asked_before(behind.message)


def _again(behind: Behind) -> Full:
    return Full(text=behind.earlier, goes_on=behind.earlier)


_LONGEST = 8
_OWN_QUESTION = re.compile(
    r"\b(?:do|does|did|is|are|will|can|could|would|should|am|have|has|may|might)"
    r" (?:you|i|we|u|they|it|that|this|those|these|my|the|there|people|anyone|someone|others)\b"
    r"|^(?:do|does|did|is|are|will|can|could|would|should|am|have|has|may|might)\b"
    r"|\b(?:what|which|whose)(?:'?s)?\b(?! (?:i|we)\b)|^(?:how|who|when|where|why)(?:'?s)?\b",
    re.IGNORECASE,
)
_TO = re.compile(r"^(?:with|to|by|for) ", re.IGNORECASE)
_LINKS = {
    "say no": "to",
    "object": "to",
    "opt out": "of",
    "choice": "about",
    "option": "about",
}

_AND = r"^(?:and |but |or |also |so )*"

REFUSALS: tuple[tuple[str, Rule], ...] = (
    (
        r"\b(?:i|we|to)\b.{0,15}\b(?P<refusing>say no|object|opt out|choice|option|refuse|disable"
        r"|don't want|don't like|stop|prevent|avoid)(?: (?:it|that|this))?$",
        _refusing,
    ),
)
ELLIPSES: tuple[tuple[str, Rule], ...] = (
    (rf"{_AND}(?:what|how) about (?P<new>.+)$", _another),
    (
        r"^(?:and|or|not even|even|also|same for|same with|including|plus) (?P<new>.+)$",
        _another,
    ),
    (rf"{_AND}(?P<new>.+?),? (?:too|also|as well|either)$", _another),
    (rf"{_AND}(?:what )?(?P<new>(?:if|after|without|on|with|to|for|in|even) .+)$", _another),
    (
        rf"{_AND}(?:why|why not|why would you|how come|what for|who|how|when|where|which"
        r"|which ones?|how (?:often|much|long|fast|quickly|soon)"
        r"(?: (?:do|does|is|will|would|did) (?:it|that|this|i)\b.{0,12})?"
        r"|how long (?:till|until) .{1,20}|is that (?:all|everything|it)|to whom?|with whom?"
        r"|since when|in (?:what|which) cases?|like what|such as|what (?:kinds?|sorts?)"
        r"|what exactly|who exactly|for how long|(?:what|which) categories|who pays|how so"
        r"|what(?:'?s| is) the (?:process|procedure|deadline|cost|fee)|what happens then|and then"
        r"|are you sure|in plain english|can you explain|tell me more|anything else|what else"
        r"|for example|how to (?:disable|stop|opt out|refuse))$",
        _bare,
    ),
    (
        rf"{_AND}(?:really|seriously|you do(?:n't)?|do you|is it|are you|do you or don't you)$",
        _again,
    ),
)
