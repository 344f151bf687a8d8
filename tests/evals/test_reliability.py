from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.abstention import confidence
from evals.case import Case
from evals.figures import CURVES, figures_of
from evals.outcome import Outcome
from evals.reliability import Reliability, reliability
from tests.evals.examples import asking, case, cites, crashed, outcome, requesting, silent

Told = tuple[bool, float]
"""Whether the policy answers, and the probability that was told of it."""
MIXED = st.tuples(st.booleans(), st.integers(0, 1000).map(lambda mille: mille / 1000))
TOLD = st.lists(MIXED, max_size=12).map(lambda drawn: [(True, 0.5), (False, 0.5), *drawn])


def pair(answers: bool, probability: float | None) -> tuple[Case, Outcome]:
    return case() if answers else silent(), outcome(probability=probability)


def of(pairs: list[tuple[Case, Outcome]]) -> Reliability:
    sure = confidence(pairs)
    assert sure is not None
    return reliability(sure)


def error(found: Reliability) -> float:
    return found.calibration_error(np.arange(len(found.answerable)))


@settings(deadline=None)
@given(told=TOLD)
def test_bins_hold_each_case_once_and_within_their_ends(told: list[Told]) -> None:
    bins = of([pair(*one) for one in told]).bins
    assert sum(one.cases for one in bins) == len(told)
    assert [one.low for one in bins] == sorted({one.low for one in bins})
    for one in bins:
        held = [answers for answers, p in told if one.low <= p < one.high or p == one.high == 1.0]
        assert (one.cases, one.observed) == (len(held), pytest.approx(sum(held) / len(held)))
        assert one.low <= one.probability <= one.high


@settings(deadline=None)
@given(told=TOLD)
def test_the_error_is_the_mean_gap_of_the_bins_by_their_cases(told: list[Told]) -> None:
    found = of([pair(*one) for one in told])
    gaps = sum(abs(one.probability - one.observed) * one.cases for one in found.bins)
    assert error(found) == pytest.approx(gaps / len(told))


@pytest.mark.parametrize(
    ("probability", "low"),
    [(0.0, 0.0), (0.099, 0.0), (0.1, 0.1), (0.3, 0.3), (0.7, 0.7), (0.999, 0.9), (1.0, 0.9)],
)
def test_a_bin_begins_where_the_one_below_ends(probability: float, low: float) -> None:
    bins = of([pair(True, probability), pair(False, probability)]).bins
    assert [(one.low, one.high) for one in bins] == [(low, pytest.approx(low + 0.1))]


def test_a_target_that_tells_it_as_it_is_has_no_error() -> None:
    pairs = [pair(True, 0.75)] * 3 + [pair(False, 0.75)] + [pair(False, 0.0), pair(True, 1.0)]
    assert error(of(pairs)) == 0.0


def test_too_sure_and_not_sure_enough_do_not_cancel_out() -> None:
    assert error(of([pair(True, 0.2), pair(False, 0.8)])) == pytest.approx(0.8)


def test_the_cases_that_were_drawn_count_as_often_as_they_were() -> None:
    found = of([pair(True, 0.9), pair(False, 0.2)])
    assert found.calibration_error(np.array([0, 0, 1])) == pytest.approx((0.1 + 0.1 + 0.2) / 3)


def test_the_interval_of_a_share_is_wilsons() -> None:
    [one] = of([pair(True, 0.55)] * 3 + [pair(False, 0.55)]).bins
    z, n, p = 1.959964, 4, 0.75
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (one.interval.low, one.interval.high) == pytest.approx((middle - half, middle + half))


@pytest.mark.parametrize(("asked", "low"), [(case(), 0.0), (silent(), 0.9)])
def test_a_crash_was_sure_of_what_is_wrong(asked: Case, low: float) -> None:
    found = of([pair(True, 0.5), pair(False, 0.5), (asked, crashed())])
    assert error(found) == pytest.approx(1 / 3)
    [lone] = [one for one in found.bins if one.cases == 1]
    assert lone.low == low


def test_requests_are_left_out_and_it_does_not_matter_what_was_replied() -> None:
    asked = asking((cites("a"),), (cites("b"),), probability=0.35)
    found = of([(case(), asked), pair(False, 0.1), (requesting(), outcome(probability=0.9))])
    assert list(found.probability) == [0.35, 0.1]


def test_the_figures_of_a_run_have_the_error_with_its_interval() -> None:
    pairs = [pair(number % 3 > 0, number / 30) for number in range(30)]
    [figure] = [one for one in figures_of(pairs) if one.name == "calibration_error"]
    assert figure.value == pytest.approx(error(of(pairs)))
    assert figure.cases == 30
    assert figure.interval is not None
    assert figure.interval.low < figure.interval.high
    assert figure.name in {curve.name for curve in CURVES}
