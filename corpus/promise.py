"""The times within which a policy promises to act on a request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_WITHIN = re.compile(r"(?P<days>\d{1,3}) (?P<business>business )?days?")


class Milestone(StrEnum):
    """What is to happen to a request by a certain time."""

    CONFIRM_RECEIPT = "confirm receipt"
    ANSWER = "answer"
    ANSWER_EXTENDED = "answer if extended"
    """The one extension that there may be, counted from the receipt."""
    CARRY_OUT = "carry out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """By when the policy says that it does something."""

    what: Milestone
    days: int
    business: bool
    """Whether only business days count; else calendar days do."""
    clause_id: str


def read_promise(listed: object) -> Promise:
    """Out of ``{what: answer, within: 45 days, clause: …}``; ``ValueError`` says what is wrong."""
    if not isinstance(listed, Mapping) or set(listed) != {"what", "within", "clause"}:
        raise ValueError("a promise has what, within and clause")
    within = _WITHIN.fullmatch(str(listed["within"]))
    if within is None:
        raise ValueError(f"{listed['within']!r} is no time; write 45 days, or 10 business days")
    if listed["what"] not in set(Milestone):
        raise ValueError(f"{listed['what']!r} is none of {', '.join(Milestone)}")
    return Promise(
        what=Milestone(listed["what"]),
        days=int(within["days"]),
        business=bool(within["business"]),
        clause_id=str(listed["clause"]),
    )
