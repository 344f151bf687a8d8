"""The risk-coverage curve as lines in an SVG."""

from dataclasses import dataclass

import numpy as np

from evals.abstention import Confidence, confidence
from evals.figures import AURC, AUROC
from evals.publish.figures_told import figures_told
from evals.publish.plot_frame import x, y
from evals.report import Report

_POINTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPlot:
    """Lines, marks and words of the plot."""

    run: str
    baseline: str | None
    point: tuple[float, float] | None
    point_words: str
    areas: str


def risk_plot(report: Report) -> RiskPlot | None:
    """The plot; None where the target doesn't tell how sure it is."""
    if report.confidence is None:
        return None
    before = _baseline_confidence(report)
    at = report.operating_point
    return RiskPlot(
        run=_line(report.confidence),
        baseline=_line(before) if before else None,
        point=(x(at[0]), y(at[1])) if at else None,
        point_words=f"{at[0]:.1%} answered, {at[1]:.1%} of them wrong" if at else "",
        areas=figures_told(report, (AURC.name, AUROC.name)),
    )


def _baseline_confidence(report: Report) -> Confidence | None:
    """Of the baseline's outcomes of the cases that both have."""
    if report.baseline is None or report.comparison is None:
        return None
    only = {*report.comparison.only_run}
    outcomes = report.baseline.outcomes
    return confidence([(c, outcomes[c.case_id]) for c in report.cases if c.case_id not in only])


def _line(sure: Confidence) -> str:
    coverage, risk = sure.curve(np.arange(len(sure.answerable)))
    chosen = np.unique(np.linspace(0, len(coverage) - 1, _POINTS).round().astype(int))
    return " ".join(f"{x(float(coverage[place]))},{y(float(risk[place]))}" for place in chosen)
