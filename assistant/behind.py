"""A message behind an earlier question, and the ways to say it in full."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.asking import Asking
from assistant.vocabulary import NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """A message said in full."""

    text: str
    goes_on: str
    """What the next follow-up goes on from: after "why?" that is still the earlier question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A message that looks like a follow-up, and the question that it came behind."""

    message: str
    """Without what leads in to it and the marks at its end."""
    match: re.Match[str]
    """Of the pattern that it looks like, in the message."""
    earlier: str
    parts: Asking
    """Of the earlier question."""

    @property
    def thing(self) -> str | None:
        """What a pronoun may stand for."""
        thing = self.parts.said(self.parts.thing)
        return None if thing is None or thing.lower() in NOBODY else thing

    def asked_before(self, words: str) -> Full:
        """The words, then the earlier question, from which the next one still goes on."""
        return Full(text=joined(words, self.earlier), goes_on=self.earlier)

    def asked_behind(self, words: str) -> Full:
        """The earlier question, then the words."""
        return self.asked(self.earlier, words)

    def asked(self, *parts: str) -> Full:
        """The parts, which say all that is needed."""
        text = joined(*parts)
        return Full(text=text, goes_on=text)


Rule = Callable[[Behind], Full | None]
"""Says a message in full; None where it only looked like a follow-up."""


def joined(*parts: str) -> str:
    """The parts as one question."""
    return " ".join(part.strip(" ?!.,") for part in parts if part) + "?"


def words_of(text: str) -> list[str]:
    """The words in small letters."""
    return re.findall(r"[a-z']+", text.lower())
