"""How sure a number is: bootstrap intervals, and a paired test that swaps two runs' results."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
"""Which cases were drawn; the last axis runs over the draws of one sample."""

CONFIDENCE = 0.95
RESAMPLES = 1999
SWAPS = 9999
# How many swaps are held at once: all of them take gigabytes where many cases differ.
_BATCH = 100
# The same run gives the same report.
SEED = 20260101
# Sums of the same numbers in another order differ by a little more than nothing.
_TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range that holds the true value with ``CONFIDENCE``, as far as the cases are a sample."""

    low: float
    high: float


def interval(
    statistic: Callable[[Places], Any], size: int, *, vectorized: bool = True
) -> Interval | None:
    """The BCa bootstrap interval of a statistic of ``size`` cases drawn with replacement.

    None where there are fewer than two cases, or so few of a sort that some draws have no value.
    Where every draw gives the same value, such as a share of 1, that value is both ends: the
    bootstrap has nothing to vary.
    """
    if size < 2:
        return None
    whole = np.arange(size)

    def along(places: Places, axis: int = -1) -> Any:
        return statistic(np.moveaxis(places, axis, -1))

    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        # It warns of just that, and divides nothing by nothing; a NaN comes back.
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.bootstrap(
            (whole,),
            along if vectorized else statistic,
            vectorized=vectorized,
            n_resamples=RESAMPLES,
            confidence_level=CONFIDENCE,
            method="BCa",
            rng=np.random.default_rng(SEED),
        )
    if np.ptp(found.bootstrap_distribution) < _TIE:
        value = float(np.asarray(statistic(whole)))
        return Interval(low=value, high=value)
    low, high = map(float, found.confidence_interval)
    return None if np.isnan([low, high]).any() else Interval(low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapTest:
    """What swapping the two runs' results, case by case, says of their differences."""

    p_values: Numbers
    """Of each metric by itself, two-sided."""
    drop_p_values: Numbers
    """One-sided, that it got worse, corrected for asking it of several metrics at once."""


def swap_test(differences: Numbers) -> SwapTest:
    """Test paired differences, shape (cases, metrics), more is better; 0 where one has no part.

    If nothing changed but chance, either run could have had either result of a case: the sign of
    its row is a coin's. All metrics of a case are swapped together, and a drop is held against the
    largest drop of any metric (Westfall and Young 1993, single step), so that the chance of any
    false alarm is the level, however related the metrics are. P-values count ties half (mid-p):
    with few cases that differ, a plain one would hardly ever reach the level. For a metric of right
    and wrong this is McNemar's mid-p test.
    """
    moved = differences[(differences != 0).any(axis=1)]
    if not len(moved):
        nothing = np.ones(differences.shape[1])
        return SwapTest(p_values=nothing, drop_p_values=nothing)
    if len(moved) == 1:
        # scipy wants two; swapping nothing with nothing changes nothing.
        moved = np.vstack([moved, np.zeros_like(moved)])
    # Swapping a case leaves the squares alone, so this makes metrics comparable for good.
    scale = np.sqrt((moved**2).sum(axis=0))
    scaled = np.divide(moved, scale, out=np.zeros_like(moved), where=scale > 0)
    # To scipy the samples are what either run had; a case's swap is the same for all metrics.
    halves = (scaled.T / 2, -scaled.T / 2)
    tested = stats.permutation_test(
        halves,
        lambda run, baseline, axis: (run - baseline).sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
        axis=-1,
        n_resamples=SWAPS,
        batch=_BATCH,
        rng=np.random.default_rng(SEED),
    )
    swapped: Numbers = np.asarray(tested.null_distribution)
    seen = np.asarray(tested.statistic)
    drops = _mid_p((-swapped).max(axis=1, keepdims=True), -seen)
    alone = np.minimum(1.0, 2 * np.minimum(_mid_p(swapped, seen), _mid_p(-swapped, -seen)))
    still = scale == 0
    return SwapTest(p_values=np.where(still, 1.0, alone), drop_p_values=np.where(still, 1.0, drops))


def _mid_p(swapped: Numbers, seen: Numbers) -> Numbers:
    """How often a swap gives more than was seen, and half as often as it gives just that."""
    more = (swapped > seen + _TIE).mean(axis=0)
    ties = (np.abs(swapped - seen) <= _TIE).mean(axis=0)
    # Swaps drawn at random can't show less than this (Phipson and Smyth 2010).
    return np.asarray(np.maximum(more + ties / 2, 0.5 / len(swapped)))
