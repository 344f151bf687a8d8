"""The figures of a run: each metric over all its cases, and by tag."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reply_json import ReplyKind
from evals.abstention import Confidence, confidence
from evals.case import Case
from evals.judgement import fully_right
from evals.metric import Better, Metric
from evals.metrics import METRICS
from evals.outcome import Outcome
from evals.reliability import reliability
from evals.resampling import Interval, Numbers, Places, interval

Pair = tuple[Case, Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number about a run."""

    name: str
    label: str
    definition: str
    better: Better
    value: float
    cases: int
    """How many cases it rests on."""
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveMetric:
    """A number about a run that is no sum of parts."""

    name: str
    label: str
    definition: str
    better: Better
    of: Callable[[Confidence], Callable[[Places], float]]


AUROC = CurveMetric(
    name="auroc",
    label="AUROC of silence",
    definition="How often the target is surer of a case that the policy answers than of one on "
    "which it is silent; 0.5 is chance.",
    better=Better.HIGHER,
    of=lambda sure: sure.auroc,
)
AURC = CurveMetric(
    name="aurc",
    label="AURC",
    definition="Area under the risk-coverage curve: answers are given up one by one, the most "
    "doubtful first; the risk at a coverage is the share of wrong ones among those still given, "
    "where any answer to a silent case is wrong. The mean of the risk over all coverages.",
    better=Better.LOWER,
    of=lambda sure: sure.aurc,
)
CALIBRATION_ERROR = CurveMetric(
    name="calibration_error",
    label="Calibration error",
    definition="Expected calibration error: in ten bins of the probability that the policy "
    "answers, how far its mean is from the share of cases that the policy answers, each bin "
    "weighed by its cases. Chance alone keeps it above 0.",
    better=Better.LOWER,
    of=lambda sure: reliability(sure).calibration_error,
)
CURVES = (AUROC, AURC, CALIBRATION_ERROR)
LATENCIES = {"latency_p50_ms": 50, "latency_p95_ms": 95}

GATED = {metric.name: metric.better for metric in METRICS} | {c.name: c.better for c in CURVES}
"""Every metric that a gate can hold, with the way it is better."""


def parts_of(metric: Metric, pairs: Sequence[Pair]) -> tuple[Numbers, Numbers]:
    """What each case adds to the numerator and to the denominator."""
    parts = np.array([metric.part(case, outcome) for case, outcome in pairs], dtype=float)
    parts = parts.reshape(-1, 2)
    return parts[:, 0], parts[:, 1]


def is_explained(pairs: Iterable[Pair]) -> bool:
    """Whether the target explained its turns."""
    return any(outcome.found is not None for _, outcome in pairs)


def figures_of(pairs: Sequence[Pair]) -> list[Figure]:
    """Every figure that the cases have a part in, each with its interval."""
    explained = is_explained(pairs)
    figures = [
        figure
        for metric in METRICS
        if explained or not metric.explained
        if (figure := _figure(metric, pairs)) is not None
    ]
    sure = confidence(pairs)
    return figures + (_curve_figures(sure) if sure else [])


def by_tag(pairs: Sequence[Pair], names: Sequence[str]) -> dict[str, list[Figure]]:
    """The named figures of the cases under each tag, the tags by name."""
    tags = sorted({tag for case, _ in pairs for tag in case.tags})
    chosen = [metric for metric in METRICS if metric.name in names]
    return {
        tag: [
            figure
            for metric in chosen
            if (figure := _figure(metric, [p for p in pairs if tag in p[0].tags])) is not None
        ]
        for tag in tags
    }


def latencies(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Percentiles of how long the last turns took, in milliseconds; empty where none is known.

    Cases ran side by side, so that these say more about the machine than about the product.
    """
    known = [outcome.elapsed_ms for outcome in outcomes if outcome.elapsed_ms is not None]
    if not known:
        return {}
    return {name: float(np.percentile(known, share)) for name, share in LATENCIES.items()}


def confusion(pairs: Iterable[Pair]) -> Mapping[tuple[str, str], int]:
    """How often a case of one kind got a reply of another; "failed" where it got none.

    A reply of any kind that is right for its case stands under the kind that it has.
    """
    counts: dict[tuple[str, str], int] = {}
    for case, outcome in pairs:
        got = outcome.kind.value if outcome.kind else "failed"
        expected = got if outcome.kind in case.kinds else case.kinds[0].value
        counts[expected, got] = counts.get((expected, got), 0) + 1
    return counts


def operating_point(pairs: Iterable[Pair]) -> tuple[float, float] | None:
    """Coverage and risk as the target answers now; None where nothing was to be answered.

    Of the cases that are answerable or silent, the share that got an answer (coverage), and of
    those answers the share that is not right (risk).
    """
    asked = [(case, outcome) for case, outcome in pairs if case.answerable or case.silent]
    given = [pair for pair in asked if pair[1].kind is ReplyKind.ANSWER]
    if not asked:
        return None
    wrong = sum(not fully_right(case, outcome) for case, outcome in given)
    return len(given) / len(asked), wrong / len(given) if given else 0.0


def _figure(metric: Metric, pairs: Sequence[Pair]) -> Figure | None:
    above, below = parts_of(metric, pairs)
    part = below > 0
    if not part.any():
        return None
    above, below = above[part], below[part]

    def share(places: Places) -> Numbers:
        return np.asarray(above[places].sum(axis=-1) / below[places].sum(axis=-1))

    return Figure(
        name=metric.name,
        label=metric.label,
        definition=metric.definition,
        better=metric.better,
        value=float(share(np.arange(len(above)))),
        cases=len(above),
        interval=interval(share, len(above)),
    )


def _curve_figures(sure: Confidence) -> list[Figure]:
    size = len(sure.answerable)
    return [
        Figure(
            name=curve.name,
            label=curve.label,
            definition=curve.definition,
            better=curve.better,
            value=curve.of(sure)(np.arange(size)),
            cases=size,
            interval=interval(curve.of(sure), size, vectorized=False),
        )
        for curve in CURVES
    ]
