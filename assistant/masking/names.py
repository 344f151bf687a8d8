"""People's names: said as such, or known from lists of given names.

The lists are Faker's, of the languages that shoppers in the United States mostly have names from.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from faker.providers.person import (
    de_DE,
    en_GB,
    en_IN,
    en_NG,
    en_US,
    es_ES,
    es_MX,
    fr_FR,
    it_IT,
    nl_NL,
    pl_PL,
    pt_BR,
    tr_TR,
)

from assistant.intake.person import names_said
from assistant.masking.span import PersonalSpan

_LOCALES = (
    de_DE, en_GB, en_IN, en_NG, en_US, es_ES, es_MX, fr_FR, it_IT, nl_NL, pl_PL, pt_BR, tr_TR,
)  # fmt: skip
# Given names that are more often something else: words, months, places, brands.
_MOSTLY_WORDS = frozenset({
    "al", "alexa", "amber", "america", "amor", "an", "angel", "april", "art", "ash", "asia",
    "august", "austin", "autumn", "bay", "berlin", "bill", "blessing", "brand", "brook", "brooke",
    "can", "carolina", "chance", "charity", "chase", "chat", "chelsea", "china", "christian",
    "clay", "cliff", "colt", "crystal", "dakota", "dale", "dallas", "data", "dawn", "day", "de",
    "dean", "destiny", "don", "drew", "duke", "eden", "el", "eve", "faith", "fe", "florida", "ford",
    "france", "frank", "friend", "gene", "genesis", "georgia", "gift", "glen", "gold", "grace",
    "grant", "guy", "harmony", "heaven", "holly", "hope", "houston", "hunter", "in", "india",
    "iris", "israel", "ivy", "jack", "jade", "jersey", "jewel", "jordan", "joy", "june", "justice",
    "kenya", "king", "la", "lane", "las", "le", "lee", "lily", "long", "los", "love", "luz", "macy",
    "madison", "major", "man", "mark", "marshall", "max", "may", "maya", "mercedes", "mercy",
    "meta", "miles", "miracle", "misty", "more", "my", "nick", "nova", "olive", "page", "paris",
    "pat", "patience", "peace", "pearl", "penny", "per", "precious", "price", "prince", "queen",
    "ray", "reed", "rich", "rob", "robin", "roma", "rose", "royal", "ruby", "sage", "sam's", "san",
    "santa", "savannah", "shelly", "sierra", "siri", "skip", "sky", "so", "sol", "st", "stone",
    "sue", "summer", "sun", "sunday", "sunny", "sydney", "terry", "trinity", "van", "vi",
    "victoria", "virginia", "wade", "wells", "will", "willow", "winter", "wisdom", "ya", "york",
    "young",
})  # fmt: skip
_WORD = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*"
_CAPITAL = rf"(?=[^\W\d_a-zà-ÿ]){_WORD}"
_PARTICLES = r"(?:(?:de|da|del|della|di|van|von|der|den|la|al|el|bin)\b ?)*"
_SURNAMES = rf"(?: {_PARTICLES}(?:[A-Z]\.|{_CAPITAL})){{0,3}}"
_TITLED = re.compile(
    rf"\b(?:mr|mrs|ms|miss|mx|dr|prof|sr|sra)\b\.? (?P<it>{_WORD}{_SURNAMES})", re.I
)
_INITIALS = re.compile(rf"(?<![\w-])(?P<it>(?!I\. )(?:[A-Z]\. ?){{1,3}}{_CAPITAL})")
_WORDS = re.compile(_WORD)
_MORE_NAMES = re.compile(_SURNAMES)
_NEXT_WORD = re.compile(rf" {_WORD}")
# "San Diego" is nobody.
_BEFORE_PLACE = re.compile(r"\b(?:san|santa|los|las|saint|st\.?|fort|port|new|north|south) $", re.I)
_CALLED = re.compile(r"\b(?:call(?:ed)? (?:me )?|under (?:the name )?|name(?:'s| is)? )$", re.I)
# Behind these, small letters are a name too, if a list has it.
_INTRODUCES = re.compile(
    r"\b(?:i'?m|i am|im|this is|it'?s|its|here is|called|call me|from|under|name(?:'s| is)?|ask"
    r"|hi|hey|hello|soy|regards|thanks|thank you|cheers|best|sincerely|love),? $",
    re.IGNORECASE,
)


def names(text: str) -> Iterator[PersonalSpan]:
    """Where names stand."""
    plain = text.replace("’", "'")
    for said in names_said(plain):
        for found in re.finditer(rf"(?<!\w){re.escape(said)}(?!\w)", plain):
            yield PersonalSpan(start=found.start(), end=found.end(), kind="name")
    for pattern in (_TITLED, _INITIALS):
        for found in pattern.finditer(plain):
            if found["it"][0].isupper():
                yield PersonalSpan(start=found.start("it"), end=found.end("it"), kind="name")
    yield from _listed(plain)


def _listed(text: str) -> Iterator[PersonalSpan]:
    """Words that are given names, each with the names that follow it."""
    given, families = _given_names(), _family_names()
    for word in _WORDS.finditer(text):
        before, bare = text[: word.start()], word.group().removesuffix("'s")
        introduced = bool(_INTRODUCES.search(before))
        if bare.lower() not in given or not (introduced or bare[0].isupper()):
            continue
        if bare.isupper() and not text.isupper():
            continue  # short for something
        end = word.start() + len(bare)
        rest = _more_names(text, end, families, introduced) if bare == word.group() else end
        if bare.lower() in _MOSTLY_WORDS:
            called = bare[0].isupper() and _CALLED.search(before)
            followed = text[end:rest].strip().lower().split(" ")[0] in families
            if not called and not (followed and bare[0].isupper()):
                continue
        if not _BEFORE_PLACE.search(before):
            yield PersonalSpan(start=word.start(), end=rest, kind="name")


def _more_names(text: str, end: int, families: frozenset[str], introduced: bool) -> int:
    """Where the names end that follow a given name."""
    more = _MORE_NAMES.match(text, end)
    if more is not None and more.end() > end:
        return more.end()
    following = _NEXT_WORD.match(text, end) if introduced else None
    is_family = following is not None and following.group().strip().lower() in families
    return following.end() if following is not None and is_family else end


@cache
def _given_names() -> frozenset[str]:
    """In lower case."""
    kinds = ("first_names", "first_names_male", "first_names_female")
    return frozenset(name for name in _listed_names(kinds) if len(name) > 2)


@cache
def _family_names() -> frozenset[str]:
    """In lower case."""
    return frozenset(_listed_names(("last_names",)))


def _listed_names(kinds: Iterable[str]) -> Iterator[str]:
    for locale in _LOCALES:
        provider = locale.Provider
        for kind in kinds:
            yield from (name.lower() for name in getattr(provider, kind, ()) if " " not in name)
