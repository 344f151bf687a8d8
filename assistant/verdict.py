"""What a shopper thinks of an answer."""

from enum import StrEnum


class Verdict(StrEnum):
    """Whether an answer helped, or why it did not."""

    HELPED = "helped"
    NOT_WHAT_I_ASKED = "not_what_i_asked"
    UNCLEAR = "unclear"
    SEEMS_WRONG = "seems_wrong"
    INCOMPLETE = "incomplete"


class Judging(StrEnum):
    """Where the shopper is in it."""

    NOT = "not"
    OFFERED = "offered"
    WHY = "why"
    """It did not help, and they may say why."""
    DONE = "done"
