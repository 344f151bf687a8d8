"""Where the person that a request is about lives.

In a request, a state that is named is the state they live in, unless it is one they left, one they
are not from, or the maker of a law.
"""

import re

from assistant.jurisdiction import residence
from assistant.places import Jurisdiction, PlaceKind, people_named, place_named

_WORD = re.compile(r"[A-Za-z]+(?:\.[A-Za-z])*")
_LONGEST_NAME = 3
_LAW = re.compile(
    r"['’]?s? (?:(?i:consumer|privacy|civil|penal|laws?|act|code|attorney|court|statute)\b"
    r"|[A-Z]{3,5}\b)"
)
_LEFT = re.compile(r"\b(?:from|left|leaving)(?: \w+)? $", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:moved|came|relocated|moving) (?:here |away )?from\b", re.IGNORECASE)
_ONWARD = re.compile(r" (?:to|for|and now)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|n't|never|non|outside|outside of)\b[^.!?,;]{0,25}$", re.IGNORECASE)
# Words as well as states, even in capitals.
_NO_CODES = frozenset(
    {"IN", "OR", "ME", "OK", "HI", "OH", "PA", "MA", "LA", "DE", "ID", "AL", "CO"}
)
_CODE_BEHIND = re.compile(
    r"(?:\W{0,3}(?:res|resident|cust|customer|here|\d{5})\b|[,.;)]|\s*$)", re.I
)


def home(text: str) -> Jurisdiction | None:
    """The place; None where none is said. Names of people are to be taken out before."""
    lives = residence(text)
    if lives is not None and lives.told and not _MOVED.search(text):
        return lives.jurisdiction
    named = _named(text)
    if named is not None:
        return named
    return lives.jurisdiction if lives is not None else None


def _named(text: str) -> Jurisdiction | None:
    """The first state that is named as one somebody lives in."""
    words = list(_WORD.finditer(text))
    for first in range(len(words)):
        for last in range(min(first + _LONGEST_NAME, len(words)) - 1, first - 1, -1):
            start, end = words[first].start(), words[last].end()
            place = _state(text, start, end)
            if place is not None:
                return place
    return None


def _state(text: str, start: int, end: int) -> Jurisdiction | None:
    name = text[start:end]
    if len(name) <= 2 and not (name.isupper() and _is_code(text, name, end)):
        return None
    place = place_named(name) or (people_named(name) if len(name) > 2 else None)
    if place is None or place.kind is not PlaceKind.US_STATE or _LAW.match(text[end:]):
        return None
    left = _LEFT.search(text[:start]) and _ONWARD.match(text[end:])
    return None if left or _NOT.search(text[:start]) else place


def _is_code(text: str, name: str, end: int) -> bool:
    return name not in _NO_CODES and not text.isupper() and bool(_CODE_BEHIND.match(text[end:]))
