"""What a message is made of, when it comes apart."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is to be done with a part."""

    QUESTION = "question"
    PREMISE = "premise"
    """It is taken for granted by what is asked beside."""
    LOADED = "loaded"
    """It is taken for granted by a question for the reason: "why do you sell my data?"."""
    STATEMENT = "statement"
    """It is said to be confirmed: "you don't sell my data, right?"."""
    LEFT = "left"
    """More than is answered at once; it is to be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a message, which can be asked by itself."""

    text: str
    """As a question; of what is presumed or stated, without its negation."""
    kind: Kind = Kind.QUESTION
    said: str = ""
    """What is presumed or stated, as it was typed."""
    negated: bool = False
    """Whether what is presumed or stated is that something is not so."""
    of_policy: bool = False
    """Whether it is presumed that the policy says so."""
