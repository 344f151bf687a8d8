"""A number about a run that is a sum over its cases divided by another.

Mostly the second counts the cases that the labels say it is about; then it is a mean, from which no
case can leave by crashing. A case that crashed or timed out counts as wrong in every metric that it
has a part in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evals.case import Case
from evals.outcome import Outcome

Part = tuple[float, float]
"""What a case adds to the metric's numerator and denominator."""
NO_PART: Part = (0.0, 0.0)


class Better(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number about a run that is a sum of parts."""

    name: str
    label: str
    definition: str
    part: Callable[[Case, Outcome], Part]
    better: Better = Better.HIGHER
    is_mean: bool = True
    """Whether labels alone say which cases count."""
    explained: bool = False
    """Whether it needs the target's explanation of a turn."""


def mean(
    applies: Callable[[Case], bool],
    right: Callable[[Case, Outcome], float],
    *,
    when_failed: float = 0.0,
) -> Callable[[Case, Outcome], Part]:
    """The part of a mean over the cases that it applies to."""

    def part(case: Case, outcome: Outcome) -> Part:
        if not applies(case):
            return NO_PART
        return (when_failed if outcome.failure else float(right(case, outcome)), 1.0)

    return part
