"""Where somebody says that they live, or asks what would be if they lived there.

A place counts only beside words that say it of a person: not in the name of a law, the address of
a shop, or a question such as where data is stored.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.catalogues import say
from assistant.places import (
    ELSEWHERE,
    LONGEST_NAME,
    Jurisdiction,
    PlaceKind,
    people_named,
    place_named,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """A place that a message puts somebody in."""

    jurisdiction: Jurisdiction
    told: bool
    """Whether the shopper says it of themselves; False for "if I live in Texas", "for Texans"."""


def residence(text: str) -> Residence | None:
    """Where the message says that somebody lives; None where it doesn't.

    What is told goes before what is supposed.
    """
    plain = text.replace("’", "'")
    if plain.isupper():
        # In capitals "OR" is no sign of Oregon.
        plain = plain.lower()
    found = [*_living(plain), *_called(plain), *_alone(plain)]
    return next((one for one in found if one.told), found[0] if found else None)


def of_california(text: str) -> bool:
    """Whether the message speaks of people in California, as far as it says where they live."""
    lives = residence(text)
    if lives is not None and (lives.told or not lives.jurisdiction.is_california):
        return lives.jurisdiction.is_california
    return bool(lives or _CALIFORNIA.search(text)) and not _BEYOND_CALIFORNIA.search(text)


def said_back(jurisdiction: Jurisdiction) -> str:
    """What it means for the answers that somebody told where they live.

    For a policy that keeps rights for California residents; it is true of no other.
    """
    place = jurisdiction.name
    if jurisdiction.is_california:
        return say(
            "You said that you live in {place}, so what the policy says for California residents "
            "is meant for you.",
            place=place,
        )
    if jurisdiction.code == "US":
        return say(
            "You said that you live in {place}. Most rights in this policy are given to residents "
            "of California only.",
            place=place,
        )
    if jurisdiction.kind is PlaceKind.ELSEWHERE:
        return say(
            "You said that you live outside California. Most rights in this policy are given to "
            "California residents only, so they may not be yours."
        )
    return say(
        "You said that you live in {place}. Most rights in this policy are given to "
        "California residents only, so they may not be yours.",
        place=place,
    )


def supposed(jurisdiction: Jurisdiction) -> str:
    """What it means for the answers that somebody asks about people who live there.

    For a policy as in ``said_back``.
    """
    place = jurisdiction.name
    if jurisdiction.is_california:
        return say(
            "For somebody who lives in {place}, what the policy says for California residents "
            "counts.",
            place=place,
        )
    if jurisdiction.kind is PlaceKind.ELSEWHERE:
        return say(
            "For somebody who lives outside California: most rights in this policy are given to "
            "California residents only."
        )
    return say(
        "For somebody who lives in {place}: most rights in this policy are given to California "
        "residents only.",
        place=place,
    )


def _living(text: str) -> Iterator[Residence]:
    """Out of "I live in", "if we're from", "customers in"."""
    for cue in _LIVING.finditer(text):
        outside = bool(cue["not"]) != cue["where"].lower().startswith("outside")
        place = _ahead(text[cue.end() :])
        jurisdiction = _beyond(place) if outside else place
        imagined = bool(_IF_BEFORE.search(text[: cue.start()]))
        # "Are you in Texas" asks about the shop.
        if jurisdiction is not None and (imagined or not cue["you"]):
            told = bool(cue["speaker"]) and not imagined
            yield Residence(jurisdiction=jurisdiction, told=told)


def _called(text: str) -> Iterator[Residence]:
    """Out of "I'm a California resident", "for Europeans", "Texan here"."""
    for cue in _RESIDENTS.finditer(text):
        yield from _behind(text, cue.start(), cue.end(), place_named)
    for word in _WORD.finditer(text):
        if people_named(word.group()):
            yield from _behind(text, word.end(), word.end(), people_named)


def _behind(
    text: str, end: int, after: int, named: Callable[[str], Jurisdiction | None]
) -> Iterator[Residence]:
    """Of those whose name ends at ``end``: the shopper, or others that are asked about."""
    words = [*_WORD.finditer(text[:end])][-LONGEST_NAME:]
    place = start = None
    for word in words:
        if place := named(text[word.start() : end].strip()):
            start = word.start()
            break
    if place is None or _ONLY.search(text[:start]) or _ONLY_BEHIND.match(text[after:]):
        return
    speaker = _I_AM.search(text[:start])
    not_one = _NOT_ONE.search(text[:start])
    jurisdiction = _beyond(place) if not_one else place
    imagined = speaker and _IF_BEFORE.search(text[: speaker.start()])
    told = bool(speaker and not imagined) or bool(_HERE.match(text[after:]))
    many = named is place_named or text[:end].endswith("s") or _FOR_ONE.search(text[:start])
    if jurisdiction is not None and (told or imagined or many):
        yield Residence(jurisdiction=jurisdiction, told=told)


def _alone(text: str) -> Iterator[Residence]:
    """Out of "and in Texas?", which is the whole message, or ends it: "..., in Texas?"."""
    for cue in (_WHOLE.match(text), _TRAILING.search(text)):
        place = _ahead(text[cue.end() :], whole=True) if cue else None
        if cue and place:
            jurisdiction = _beyond(place) if cue["outside"] else place
            told = bool(cue["greeting"]) or text.lower().endswith("here")
            if jurisdiction is not None:
                yield Residence(jurisdiction=jurisdiction, told=told)


def _beyond(place: Jurisdiction | None) -> Jurisdiction | None:
    """Who isn't in California is elsewhere; who isn't in Texas may be anywhere."""
    return ELSEWHERE if place is not None and place.is_california else None


def _ahead(text: str, *, whole: bool = False) -> Jurisdiction | None:
    """The place that the text begins with: "Paris, Texas" is Texas."""
    words = [*_WORD.finditer(text[:_REACH])]
    first = next((n for n, word in enumerate(words) if word.group().lower() not in _SMALL), 0)
    found, behind = _longest(text, words[first:])
    if found is None:
        # A town that isn't known, with the state behind a comma.
        town = _TOWN.match(text)
        return _longest(text, [*_WORD.finditer(text, town.end())])[0] if town else None
    if _OF_LAW.match(text[behind:]) or (whole and not _END.match(text[behind:])):
        return None
    narrower, _ = _longest(text, [word for word in words if word.start() >= behind])
    near = narrower is not None and _CLOSE.match(text[behind:])
    return narrower if near and narrower is not None and narrower.code != "US" else found


def _longest(text: str, words: list[re.Match[str]]) -> tuple[Jurisdiction | None, int]:
    """The place whose name these words begin with, and where it ends."""
    for word in reversed(words[:LONGEST_NAME]):
        if found := place_named(text[words[0].start() : word.end()]):
            return found, word.end()
    return None, 0


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


# "CA" only in capitals: in lower case it may be half of "ca n't", or French.
_CALIFORNIA = re.compile(r"\b(?:[Cc][Aa][Ll][Ii][Ff]\w*|CALIFORNIA\w*|CA|[Cc][Cc][Pp][Aa])\b")
_BEYOND_CALIFORNIA = _pattern(
    r"\b(?:outside|beyond|other than|except|besides|not|never|n't|only|else)\b[^.?!]{0,40}\bcalif"
    r"|\bnon-?calif|\b(?:every|any|some)(?:one|body|where) else\b|\bother states?\b"
)
_REACH = 60
_WORD = _pattern(r"[a-z](?:\w|\.(?=[a-z]\b))*")
_SMALL = {
    "the", "state", "of", "a", "an", "small", "town", "city", "near", "downtown", "sunny",
    "northern", "southern", "eastern", "western", "upstate", "central", "rural", "in",
}  # fmt: skip
_TOWN = _pattern(r"\s*[a-z]+(?: [a-z]+)?, ")
_CLOSE = _pattern(r",? [a-z]")
_END = _pattern(r"(?: (?:too|then|here|though|please|instead|as well))?\W*$")
_OF_LAW = _pattern(r"'?s? (?:consumer privacy|privacy|civil|law|act|code|attorney|court|statute)")

_LIVING = _pattern(
    r"\b(?:(?P<speaker>i|we|im|i'm|i am|we're|we are|i've|me|us|here|and(?= (?:live|reside)))"
    r"|(?P<you>you|u|you're|they|they're|he|she|he's|she's)"
    r"|(?:cust|people|customers?|residents?|users?|shoppers?|clients?|consumers?|folks|those"
    r"|someone|somebody|anyone|everyone|buyers?|visitors?|citizens?|persons?"
    r"|my (?:mom|mother|dad|father|parents|wife|husband|partner|son|daughter|sister|brother"
    r"|nephew|niece|friend)))"
    r"(?: (?P<not>not|don't|dont|do not|never|aren't|isn't)\b)?"
    r"(?: (?:who|that|am|are|is|be|currently|now|actually|also|still|just|all|only|originally"
    r"|lives?|living|reside|resides|residing|based|located|moved?|staying|ordering|shopping"
    r"|writing|buying|browsing|order|shop|a|resident|citizen|customer|shopper)){0,4}"
    r" (?P<where>in|from|of|to|near|outside(?: of)?) "
)
_IF_BEFORE = _pattern(
    r"\b(?:if|suppose|supposing|say|imagine|assuming|whether|when|in case)(?: that)? $"
)
_RESIDENTS = _pattern(r" (?:residents?|citizens?|customers?|shoppers?|users?|people|folks)\b")
_I_AM = _pattern(r"\b(?:i'm|im|i am|we're|we are|as)(?: (?:not|also|actually|just|an?|the|all))* $")
_NOT_ONE = _pattern(r"\bnot(?: an?| the)? $|\bnon[- ]$|\bnon$|n't(?: an?| the)? $")
_FOR_ONE = _pattern(r"\b(?:for|about|like|of)(?: an?| the)? $")
_ONLY = _pattern(r"\b(?:only|just)(?: for| to)?(?: the)? $")
_ONLY_BEHIND = _pattern(r"\s*only\b")
_HERE = _pattern(r"\s*here\b")
_WHOLE = _pattern(
    r"^\W*(?:(?:and|or|but|so|ok|what about|how about|even|also|(?P<greeting>hi|hello|hey))\b\W*)"
    r"{0,3}(?:(?:in|for|from|(?P<outside>outside(?: of)?)) )?"
)
_TRAILING = _pattern(
    r"(?:,| \() ?(?:in|from|for|(?P<outside>outside(?: of)?)) (?P<greeting>(?!))?(?=[^,]{1,40}$)"
)
