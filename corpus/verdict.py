"""What a policy says to a question."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the policy says to a question."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    """It has conditions, holds for some people only, or the policy contradicts itself."""
    STATES = "states"
    """The question is not one of yes or no."""
