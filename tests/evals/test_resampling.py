"""Intervals and the paired test, against scipy called directly and by simulation.

Whatever is drawn is drawn from fixed seeds; the bounds are those of a binomial, so that other
seeds would pass as well but once in thousands.
"""

import numpy as np
import pytest
from scipy import stats

from evals import resampling
from evals.resampling import SEED, Interval, Numbers, Places, interval, swap_test

ALPHA = 0.05
NEVER = 1e-4
"""How seldom a sound test may fail a simulation by chance, on either side."""


def mean_of(values: Numbers) -> resampling.Callable[[Places], Numbers]:
    return lambda places: np.asarray(values[places].mean(axis=-1))


def column(*differences: float) -> Numbers:
    return np.array([differences]).T


def test_an_interval_is_scipys_own() -> None:
    values = np.random.default_rng(1).beta(2, 1, size=80)
    expected = stats.bootstrap(
        (values,), np.mean, n_resamples=resampling.RESAMPLES, confidence_level=0.95,
        method="BCa", rng=np.random.default_rng(SEED),
    ).confidence_interval  # fmt: skip
    found = interval(mean_of(values), len(values))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_an_interval_is_the_same_for_a_statistic_that_takes_one_sample_at_a_time() -> None:
    values = np.random.default_rng(2).random(40)
    one = interval(lambda places: float(values[places].mean()), 40, vectorized=False)
    assert one is not None
    many = interval(mean_of(values), 40)
    assert many is not None
    assert (one.low, one.high) == pytest.approx((many.low, many.high), abs=1e-12)


def test_an_interval_holds_the_true_share_about_as_often_as_it_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resampling, "RESAMPLES", 499)
    rng = np.random.default_rng(3)
    trials, held = 400, 0
    for _ in range(trials):
        found = interval(mean_of(rng.binomial(1, 0.8, size=200).astype(float)), 200)
        assert found is not None
        held += found.low <= 0.8 <= found.high
    # That shares are whole cases costs a point or two of coverage.
    assert stats.binom.ppf(NEVER, trials, 0.93) <= held
    assert held <= stats.binom.isf(NEVER, trials, 0.97)


def test_the_same_sample_has_the_same_interval_again() -> None:
    values = np.random.default_rng(4).random(30)
    assert interval(mean_of(values), 30) == interval(mean_of(values), 30)


@pytest.mark.parametrize("size", [0, 1])
def test_one_case_or_none_has_no_interval(size: int) -> None:
    assert interval(mean_of(np.ones(size)), size) is None


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1])
def test_cases_that_are_all_alike_have_an_interval_of_no_width(value: float) -> None:
    found = interval(mean_of(np.full(7, value)), 7)
    assert found is not None
    assert found == Interval(low=found.low, high=found.low)
    assert found.low == pytest.approx(value)


def test_a_single_miss_widens_the_interval() -> None:
    found = interval(mean_of(np.array([1.0] * 19 + [0.0])), 20)
    assert found is not None
    assert found.low < 0.95 <= found.high


def test_a_number_that_some_draws_do_not_have_has_no_interval() -> None:
    """Not one of no width, which would look like certainty."""
    above, below = np.array([1.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0])

    def share(places: Places) -> Numbers:
        with np.errstate(all="ignore"):
            return np.asarray(above[places].sum(axis=-1) / below[places].sum(axis=-1))

    assert interval(share, 3) is None


def mcnemar_mid_p(worse: int, better: int) -> float:
    fewer, all_ = min(worse, better), worse + better
    return min(1.0, 2 * stats.binom.cdf(fewer, all_, 0.5) - stats.binom.pmf(fewer, all_, 0.5))


@pytest.mark.parametrize(
    ("worse", "better"), [(1, 0), (0, 1), (1, 1), (3, 0), (5, 1), (2, 6), (0, 9), (7, 6)]
)
def test_few_changes_of_right_and_wrong_have_mcnemars_mid_p(worse: int, better: int) -> None:
    differences = column(*[-1.0] * worse, *[1.0] * better, *[0.0] * 20)
    [p_value] = swap_test(differences).p_values
    assert p_value == pytest.approx(mcnemar_mid_p(worse, better), abs=1e-12)


@pytest.mark.parametrize(("worse", "better"), [(14, 5), (30, 20), (25, 25), (8, 40)])
def test_many_changes_of_right_and_wrong_have_it_but_for_what_was_drawn(
    worse: int, better: int
) -> None:
    [p_value] = swap_test(column(*[-1.0] * worse, *[1.0] * better)).p_values
    expected = mcnemar_mid_p(worse, better)
    # Two-sided is twice a share of the draws, of which none shows less than one.
    error = 2 * np.sqrt(expected / 2 * (1 - expected / 2) / resampling.SWAPS)
    assert p_value == pytest.approx(expected, abs=4 * error + 1 / resampling.SWAPS)


def scipys_p(differences: Numbers) -> float:
    return float(
        stats.permutation_test(
            (differences, np.zeros_like(differences)),
            lambda run, baseline, axis: (run - baseline).mean(axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=resampling.SWAPS,
            rng=np.random.default_rng(5),
        ).pvalue
    )


def test_few_changes_of_a_number_have_scipys_p_less_half_of_each_tie() -> None:
    differences = np.random.default_rng(6).normal(0.3, 1, size=11)
    [p_value] = swap_test(differences[:, None]).p_values
    # Both sides count what was seen, which one of the 2**11 swaps gives.
    assert p_value == pytest.approx(scipys_p(differences) - 2**-11, abs=1e-12)


def test_many_changes_of_a_number_have_scipys_p_but_for_what_was_drawn() -> None:
    differences = np.random.default_rng(7).normal(0.4, 1, size=60)
    [p_value] = swap_test(differences[:, None]).p_values
    expected = scipys_p(differences)
    error = 2 * np.sqrt(2 * expected / 2 * (1 - expected / 2) / resampling.SWAPS)
    assert 0.01 < expected < 0.5
    assert p_value == pytest.approx(expected, abs=4 * error)


@pytest.mark.parametrize("cases", [2, 9, 13, 14, 25])
def test_a_case_is_swapped_in_all_metrics_or_in_none(
    cases: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What scipy drew is read out of a metric whose differences are powers of two."""
    drawn: list[Numbers] = []
    real = stats.permutation_test

    def watched(*given: object, **named: object) -> object:
        tested = real(*given, **named)
        drawn.append(np.asarray(tested.null_distribution))
        return tested

    monkeypatch.setattr(resampling.stats, "permutation_test", watched)
    powers = 2.0 ** np.arange(cases)
    others = np.random.default_rng(8).normal(size=(cases, 3))
    columns = np.column_stack([powers, others])
    swap_test(columns)
    sums = drawn[0] * np.sqrt((columns**2).sum(axis=0))
    ones = np.rint((sums[:, :1] + powers.sum()) / 2).astype(int) >> np.arange(cases) & 1
    assert {0, 1} <= set(ones.sum(axis=1) % 2)
    assert sums[:, 1:] == pytest.approx((2 * ones - 1) @ others)


def test_a_metric_that_is_there_twice_costs_nothing() -> None:
    drop = np.random.default_rng(9).normal(-0.2, 1, size=40)
    [alone] = swap_test(drop[:, None]).drop_p_values
    twice = swap_test(np.column_stack([drop, drop])).drop_p_values
    assert list(twice) == [alone, alone]


def test_a_drop_is_less_sure_among_others_that_could_have_dropped() -> None:
    rng = np.random.default_rng(10)
    columns = rng.normal(size=(40, 6))
    columns[:, 0] -= 0.4
    [alone] = swap_test(columns[:, :1]).drop_p_values
    assert swap_test(columns).drop_p_values[0] > 2 * alone


def test_two_runs_alike_differ_in_nothing() -> None:
    tested = swap_test(np.zeros((50, 3)))
    assert list(tested.p_values) == [1.0] * 3
    assert list(tested.drop_p_values) == [1.0] * 3


def test_a_metric_without_a_change_is_at_one_beside_others_that_changed() -> None:
    tested = swap_test(np.column_stack([-np.ones(10), np.zeros(10)]))
    assert tested.p_values[1] == tested.drop_p_values[1] == 1.0
    assert tested.drop_p_values[0] < ALPHA


def test_many_changes_of_many_metrics_need_little_memory() -> None:
    """All swaps at once would take gigabytes, and half a minute."""
    import tracemalloc

    differences = np.random.default_rng(11).choice([-1.0, 0.0, 1.0], size=(200, 20))
    tracemalloc.start()
    swap_test(differences)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6


def results(rng: np.random.Generator, right: Numbers, clean: Numbers) -> Numbers:
    """A run's results: seven metrics of which most follow from whether the kind is right."""
    cases = len(right)
    answers = np.arange(cases) < 0.6 * cases
    kind = rng.random(cases) < right
    cites = kind & (rng.random(cases) < clean)
    whole = np.where(answers, cites & (rng.random(cases) < 0.9), kind)
    precision = np.where(answers & cites, np.where(whole, 1.0, 0.5), 0.0)
    return np.column_stack(
        [whole, kind, cites & answers, precision, kind & answers, kind & ~answers, ~answers & whole]
    ).astype(float)


def alarms(trials: int, *, cases: int, loss: float, seed: int) -> int:
    """In how many trials a run seems worse than another, of which ``loss`` of its right is lost."""
    rng = np.random.default_rng(seed)
    found = 0
    for _ in range(trials):
        right, clean = rng.uniform(0.05, 0.95, cases), rng.uniform(0.3, 1, cases)
        run, baseline = (results(rng, p, clean) for p in (right * (1 - loss), right))
        found += bool((swap_test(run - baseline).drop_p_values < ALPHA).any())
    return found


@pytest.fixture
def few_swaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """As good as more for a level of 0.05, and quick."""
    monkeypatch.setattr(resampling, "SWAPS", 199)


@pytest.mark.usefixtures("few_swaps")
def test_a_change_of_nothing_seems_a_drop_as_often_as_the_level_says() -> None:
    trials = 1000
    found = alarms(trials, cases=80, loss=0.0, seed=12)
    assert stats.binom.ppf(NEVER, trials, ALPHA) <= found <= stats.binom.isf(NEVER, trials, ALPHA)


@pytest.mark.usefixtures("few_swaps")
def test_a_real_drop_is_found() -> None:
    """A third of what was right is lost, of 200 cases that pass by chance in half of all runs."""
    trials = 60
    assert alarms(trials, cases=200, loss=1 / 3, seed=13) >= stats.binom.ppf(NEVER, trials, 0.9)


@pytest.mark.usefixtures("few_swaps")
def test_an_improvement_never_seems_a_drop() -> None:
    rng = np.random.default_rng(14)
    for _ in range(60):
        gains = rng.choice([0.0, 1.0], p=[0.8, 0.2], size=(40, 4))
        assert swap_test(gains).drop_p_values.min() > 0.5
