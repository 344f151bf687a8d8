"""The figures of a report, in groups, each beside the baseline's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.comparison import Change
from evals.figures import LATENCIES, Figure
from evals.metric import Better
from evals.publish.wording import (
    direction,
    is_sure,
    shown,
    shown_difference,
    shown_difference_interval,
    shown_interval,
    shown_p,
)
from evals.ranking import RANKINGS
from evals.report import Report

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Overall": ("passed", "fully_right", "route_accuracy", "quote_fidelity", "assertions"),
    "Answers": (
        "fully_right_answers", "core_cited", "citation_precision", "citation_recall",
        "answers_right", "verdict_accuracy", "verdict_contradicted",
    ),
    "Silence": (
        "abstention_recall", "abstention_precision", "needless_abstention", "unfounded_answers",
        "reason_accuracy", "auroc", "aurc", "calibration_error", "brier",
    ),
    "Asking back": ("asked_back", "right_among_choices", "right_or_choice"),
    "Requests": ("request_right", "request_exact"),
    "Retrieval": tuple(ranking.name for ranking in RANKINGS),
}  # fmt: skip
HEADLINES = ("passed", "core_cited", "abstention_recall", "unfounded_answers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Where an interval, its value and the baseline's lie, from 0 to 100."""

    low: float
    high: float
    point: float
    baseline: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a figure differs from the baseline's."""

    baseline: str
    amount: str
    interval: str
    p: str
    direction: str
    is_sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure as it is shown."""

    label: str
    definition: str
    lower_is_better: bool
    value: str
    interval: str
    bar: Bar | None
    difference: Difference | None
    cases: int | None


def groups(report: Report) -> dict[str, list[Row]]:
    """The rows of each group that has any; figures without a group come last."""
    rows = _rows(report)
    placed = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name in rows if name not in placed)
    sorted_in = {
        title: [rows[name] for name in names if name in rows]
        for title, names in {**GROUPS, "Further figures": rest}.items()
    }
    sorted_in["Latency"] = latency_rows(report)
    return {title: group for title, group in sorted_in.items() if group}


def headlines(report: Report) -> list[Row]:
    """The few figures that are told first."""
    rows = _rows(report)
    return [rows[name] for name in HEADLINES if name in rows]


def bar_of(figure: Figure, change: Change | None = None) -> Bar | None:
    """The range bar of a share; None where there is no interval."""
    if figure.interval is None or not shown_interval(figure.name, figure.interval):
        return None
    return Bar(
        low=_place(figure.interval.low),
        high=_place(figure.interval.high),
        point=_place(figure.value),
        baseline=_place(change.baseline) if change else None,
    )


def _place(share: float) -> float:
    return round(100 * min(1.0, max(0.0, share)), 1)


def _rows(report: Report) -> dict[str, Row]:
    changes: Sequence[Change] = report.comparison.changes if report.comparison else ()
    by_name = {change.name: change for change in changes}
    return {figure.name: _row(figure, by_name.get(figure.name)) for figure in report.figures}


def _row(figure: Figure, change: Change | None) -> Row:
    return Row(
        label=figure.label,
        definition=figure.definition,
        lower_is_better=figure.better is Better.LOWER,
        value=shown(figure.name, figure.value),
        interval=shown_interval(figure.name, figure.interval),
        bar=bar_of(figure, change),
        difference=_difference(change) if change else None,
        cases=figure.cases,
    )


def _difference(change: Change) -> Difference:
    return Difference(
        baseline=shown(change.name, change.baseline),
        amount=shown_difference(change.name, change.difference),
        interval=shown_difference_interval(change.name, change.interval),
        p=shown_p(change.p_value),
        direction=direction(change),
        is_sure=is_sure(change),
    )


def latency_rows(report: Report) -> list[Row]:
    """How long last turns took; the baseline keeps no times."""
    return [
        Row(
            label=f"{LATENCIES[name]}th percentile",
            definition="How long the last turn of a case took. Cases run side by side, so that "
            "this says more about the machine than about the product.",
            lower_is_better=True,
            value=f"{milliseconds:,.0f} ms",
            interval="",
            bar=None,
            difference=None,
            cases=None,
        )
        for name, milliseconds in report.latencies.items()
    ]
