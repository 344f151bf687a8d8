"""A question taken apart, as far as is needed to ask it again of something else.

There is no grammar behind it: places of words that any question has, and lists of the small words
between them. What can't be taken apart has no thing, and is repeated as it is.
"""

import re
from dataclasses import dataclass

from assistant.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    BEFORE_TO,
    DEEDS,
    DONE,
    DOUBLED,
    ENDERS,
    ORDERS,
    PARTICLES,
    SUBJECTS,
    TO_OTHERS,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The words of a question, and which of them say what it is about."""

    words: tuple[str, ...]
    deed: int | None = None
    """Where the verb of the question stands."""
    thing: Span | None = None
    """What the deed is done to: "my data"."""
    other: Span | None = None
    """Who gets it, or does it: "advertisers"."""

    def said(self, span: Span | None) -> str | None:
        """The words of a part."""
        return " ".join(self.words[slice(*span)]) if span else None

    def instead(self, span: Span, words: str) -> str:
        """The question with other words in a part."""
        start, end = span
        return " ".join([*self.words[:start], words, *self.words[end:]])

    @property
    def done(self) -> str | None:
        """The deed with all behind it: "sell my data to anyone"."""
        return None if self.deed is None else " ".join(self.words[self.deed :])

    @property
    def doing(self) -> str | None:
        """The same as a noun: "selling my data to anyone"."""
        if self.deed is None:
            return None
        return " ".join([_gerund(self.words[self.deed]), *self.words[self.deed + 1 :]])


def asking(question: str) -> Asking:
    """The question in parts."""
    words = tuple(re.findall(r"[^\s?!.,;:()\"“”]+", question))
    low = [word.lower().replace("’", "'") for word in words]
    for place, word in enumerate(low[:-1]):
        if word not in AUXILIARIES:
            continue
        if low[place + 1] == "there":
            return Asking(words=words, thing=_phrase(low, place + 2))
        if low[place + 1] in SUBJECTS:
            return _active(words, low, place)
        return _of_a_subject(words, low, place)
    ordered = next((n for n, word in enumerate(low[:3]) if word in ORDERS), None)
    mine = low.index("my") if "my" in low else None
    return Asking(words=words, thing=_phrase(low, mine) if mine is not None else None, deed=ordered)


def _active(words: tuple[str, ...], low: list[str], auxiliary: int) -> Asking:
    """Of "do you sell my data to anyone"."""
    verb = _past(low, auxiliary + 2, ADVERBS)
    while low[verb : verb + 1] and low[verb] in BEFORE_TO and low[verb + 1 : verb + 2] == ["to"]:
        verb = _past(low, verb + 2, ADVERBS)
    if verb >= len(low):
        return Asking(words=words)
    thing = _phrase(low, _past(low, verb + 1, PARTICLES))
    if thing and thing[1] - thing[0] > 1 and low[thing[0]] in {"me", "us"}:
        thing = (thing[0] + 1, thing[1])
    end = thing[1] if thing else verb + 1
    asked = (1, auxiliary) if low[0] in {"what", "which"} and auxiliary > 1 else None
    return Asking(words=words, deed=verb, thing=thing or asked, other=_other(low, end))


def _of_a_subject(words: tuple[str, ...], low: list[str], auxiliary: int) -> Asking:
    """Of "is my data shared with anyone" and "can the police get my data"."""
    subject = _phrase(low, auxiliary + 1)
    if subject is None:
        return Asking(words=words)
    after = subject[1]
    if low[after : after + 1] and low[after] in DEEDS:
        thing = _phrase(low, _past(low, after + 1, PARTICLES))
        return Asking(words=words, deed=after, thing=thing, other=subject)
    return Asking(words=words, thing=subject, other=_other(low, after))


def _other(low: list[str], start: int) -> Span | None:
    place = next((n for n in range(start, len(low)) if low[n] in TO_OTHERS), None)
    return None if place is None else _phrase(low, place + 1)


def _phrase(low: list[str], start: int) -> Span | None:
    """The words up to one that begins something else."""
    end = start
    while end < len(low) and not _ends(low, start, end):
        end += 1
    return (start, end) if end > start else None


def _ends(low: list[str], start: int, place: int) -> bool:
    word = low[place]
    if word == "and" and low[start] == "my" and place - start > 1:
        return False
    if word in ENDERS or word in DONE:
        return True
    return place > start and (word in DEEDS or (word.endswith("ed") and word != "targeted"))


def _past(low: list[str], start: int, words: frozenset[str]) -> int:
    while start < len(low) and low[start] in words:
        start += 1
    return start


def _gerund(verb: str) -> str:
    if verb in DOUBLED:
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"
