"""Whether a probability is what it says: of the cases told 70%, the policy answers 70%."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from evals.abstention import Confidence
from evals.resampling import CONFIDENCE, Interval, Numbers, Places

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The cases whose probability lies in a tenth of the scale."""

    low: float
    high: float
    """Not in it itself, but for 1."""
    cases: int
    probability: float
    """The mean of what the target told."""
    observed: float
    """Share of the cases that the policy answers."""
    interval: Interval
    """Of the share (Wilson 1927)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """What the target told of the cases that the policy answers or is silent on.

    Both arrays have one number a case.
    """

    probability: Numbers
    """That the policy answers, 0 to 1; a case that crashed was sure of what is wrong."""
    answerable: Numbers
    """1 where the policy answers."""

    def calibration_error(self, places: Places) -> float:
        """Expected calibration error: the bins' mean gap between told and observed, by cases."""
        gaps = self.probability[places] - self.answerable[places]
        sums = np.bincount(_bins(self.probability[places]), weights=gaps, minlength=BINS)
        return float(np.abs(sums).sum() / len(gaps))

    @property
    def bins(self) -> list[Bin]:
        """Those that hold a case, from the least sure."""
        bins = _bins(self.probability)
        return [self._bin(int(number), bins == number) for number in np.unique(bins)]

    def _bin(self, number: int, held: Numbers) -> Bin:
        cases, answerable = int(held.sum()), int(self.answerable[held].sum())
        ends = stats.binomtest(answerable, cases).proportion_ci(CONFIDENCE, method="wilson")
        return Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            cases=cases,
            probability=float(self.probability[held].mean()),
            observed=answerable / cases,
            interval=Interval(low=float(ends.low), high=float(ends.high)),
        )


def reliability(sure: Confidence) -> Reliability:
    """How far the target's probabilities can be taken at their word."""
    return Reliability(probability=np.clip(sure.surety, 0.0, 1.0), answerable=sure.answerable)


def _bins(probability: Numbers) -> Places:
    return np.minimum((probability * BINS).astype(np.intp), BINS - 1)
