"""Two runs of the same cases: what got better, what got worse, and whether that is noise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.abstention import Confidence, confidence
from evals.case import Case, CaseSet
from evals.figures import CURVES, CurveMetric, is_explained, parts_of
from evals.judgement import passed
from evals.metric import Better, Metric
from evals.metrics import METRICS
from evals.outcome import Outcome
from evals.resampling import Interval, Numbers, Places, SwapTest, interval, swap_test


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a metric differs between a run and its baseline, over the cases that both have."""

    name: str
    label: str
    better: Better
    run: float
    baseline: float
    interval: Interval | None
    """Of the difference, run less baseline."""
    p_value: float | None
    """Two-sided, of the paired test; None for a metric that is not a mean."""
    drop_p_value: float | None
    """That it got worse, corrected for all metrics that are tested for it together."""

    @property
    def difference(self) -> float:
        """Run less baseline."""
        return self.run - self.baseline

    @property
    def is_worse(self) -> bool:
        """Whether it went the wrong way."""
        return self.difference < 0 if self.better is Better.HIGHER else self.difference > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A case that passes in one of two runs."""

    case: Case
    run: Outcome
    baseline: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A run beside a baseline."""

    changes: tuple[Change, ...]
    broke: tuple[Flip, ...]
    """Passed in the baseline, and don't now."""
    mended: tuple[Flip, ...]
    """Pass now, and didn't."""
    paired: int
    """How many cases both have, with the same words typed."""
    only_run: tuple[str, ...]
    """Cases that the baseline doesn't have, or asks otherwise."""
    only_baseline: tuple[str, ...]
    """Cases of the baseline that are no more, or are asked otherwise now."""


def compare(
    case_set: CaseSet,
    run: Mapping[str, Outcome],
    baseline: Mapping[str, Outcome],
    *,
    tested: Sequence[str] = (),
) -> Comparison:
    """Compare outcomes by id; both are judged by the labels as they are now.

    ``tested`` names the metrics whose drops are tested together.
    """
    paired = [
        (case, run[case.case_id], baseline[case.case_id])
        for case in case_set.cases
        if case.case_id in run and _asked_alike(case, baseline)
    ]
    ids = {case.case_id for case, _, _ in paired}
    flips = [
        Flip(case=case, run=now, baseline=before)
        for case, now, before in paired
        if passed(case, now) != passed(case, before)
    ]
    return Comparison(
        changes=tuple(_changes(paired, tested)),
        broke=tuple(flip for flip in flips if passed(flip.case, flip.baseline)),
        mended=tuple(flip for flip in flips if passed(flip.case, flip.run)),
        paired=len(paired),
        only_run=tuple(case_id for case_id in run if case_id not in ids),
        only_baseline=tuple(case_id for case_id in baseline if case_id not in ids),
    )


def _asked_alike(case: Case, baseline: Mapping[str, Outcome]) -> bool:
    before = baseline.get(case.case_id)
    return before is not None and before.question_sha256 == case.question_sha256


Paired = Sequence[tuple[Case, Outcome, Outcome]]


def _changes(paired: Paired, tested: Sequence[str]) -> list[Change]:
    if not paired:
        return []
    sides = ([(c, now) for c, now, _ in paired], [(c, before) for c, _, before in paired])
    explained = all(is_explained(side) for side in sides)
    metrics = [metric for metric in METRICS if explained or not metric.explained]
    parts = {metric.name: tuple(parts_of(metric, side) for side in sides) for metric in metrics}
    metrics = [m for m in metrics if all(below.any() for _, below in parts[m.name])]
    means = [metric for metric in metrics if metric.is_mean]
    alone = _swap_test(means, parts)
    together = [metric for metric in means if metric.name in tested]
    drops = _swap_test(together, parts)
    p_values = dict(zip((m.name for m in means), alone.p_values, strict=True))
    drop_p_values = dict(zip((m.name for m in together), drops.drop_p_values, strict=True))
    changes = [
        _change(
            metric, parts[metric.name], p_values.get(metric.name), drop_p_values.get(metric.name)
        )
        for metric in metrics
    ]
    return changes + _curve_changes(sides)


Parts = tuple[tuple[Numbers, Numbers], ...]
"""Numerator and denominator by case, of the run and of the baseline."""


def _swap_test(metrics: Sequence[Metric], parts: Mapping[str, Parts]) -> SwapTest:
    if not metrics:
        return SwapTest(p_values=np.ones(0), drop_p_values=np.ones(0))
    columns = []
    for metric in metrics:
        (now, _), (before, _) = parts[metric.name]
        columns.append(now - before if metric.better is Better.HIGHER else before - now)
    return swap_test(np.column_stack(columns))


def _change(
    metric: Metric, parts: Parts, p_value: float | None, drop_p_value: float | None
) -> Change:
    (now, now_below), (before, before_below) = parts
    whole = np.flatnonzero((now_below > 0) | (before_below > 0))

    def shares(places: Places) -> tuple[Numbers, Numbers]:
        drawn = whole[places]
        with np.errstate(invalid="ignore"):
            return (
                now[drawn].sum(axis=-1) / now_below[drawn].sum(axis=-1),
                before[drawn].sum(axis=-1) / before_below[drawn].sum(axis=-1),
            )

    def difference(places: Places) -> Numbers:
        run, baseline = shares(places)
        return np.asarray(run - baseline)

    run, baseline = shares(np.arange(len(whole)))
    return Change(
        name=metric.name,
        label=metric.label,
        better=metric.better,
        run=float(run),
        baseline=float(baseline),
        interval=interval(difference, len(whole)),
        p_value=p_value,
        drop_p_value=drop_p_value,
    )


def _curve_changes(sides: Sequence[Sequence[tuple[Case, Outcome]]]) -> list[Change]:
    now, before = (confidence(side) for side in sides)
    if now is None or before is None:
        return []
    return [_curve_change(curve, now, before) for curve in CURVES]


def _curve_change(curve: CurveMetric, now: Confidence, before: Confidence) -> Change:
    run, baseline = curve.of(now), curve.of(before)
    whole = np.arange(len(now.answerable))

    def difference(places: Places) -> float:
        return run(places) - baseline(places)

    return Change(
        name=curve.name,
        label=curve.label,
        better=curve.better,
        run=run(whole),
        baseline=baseline(whole),
        interval=interval(difference, len(whole), vectorized=False),
        p_value=None,
        drop_p_value=None,
    )
