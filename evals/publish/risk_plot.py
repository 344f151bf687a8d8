"""The risk-coverage curve as lines in an SVG."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evals.abstention import Confidence, confidence
from evals.figures import AURC, AUROC
from evals.publish.wording import shown
from evals.report import Report

# In user units, so that words of size 11 are readable on a phone, where a unit is about a pixel.
WIDTH, HEIGHT = 360, 264
_LEFT, _TOP, _ACROSS, _DOWN = 46, 12, 300, 206
_POINTS = 300
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A grid line and its label."""

    place: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPlot:
    """Lines, marks and words of the plot."""

    run: str
    baseline: str | None
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
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
        across=tuple(Tick(place=_x(share), label=f"{share:.0%}") for share in TICKS),
        down=tuple(Tick(place=_y(share), label=f"{share:.0%}") for share in TICKS),
        point=(_x(at[0]), _y(at[1])) if at else None,
        point_words=f"{at[0]:.1%} answered, {at[1]:.1%} of them wrong" if at else "",
        areas=_areas(report),
    )


def _baseline_confidence(report: Report) -> Confidence | None:
    """Of the baseline's outcomes of the cases that both have."""
    if report.baseline is None or report.comparison is None:
        return None
    only = {*report.comparison.only_run}
    outcomes = report.baseline.outcomes
    return confidence([(c, outcomes[c.case_id]) for c in report.cases if c.case_id not in only])


def _areas(report: Report) -> str:
    changes = report.comparison.changes if report.comparison else ()
    before = {change.name: change.baseline for change in changes}
    return "; ".join(
        f"{figure.label} {shown(figure.name, figure.value)}{_beside(figure.name, before)}"
        for figure in report.figures
        if figure.name in (AURC.name, AUROC.name)
    )


def _beside(name: str, before: Mapping[str, float]) -> str:
    return f" (baseline {shown(name, before[name])})" if name in before else ""


def _line(sure: Confidence) -> str:
    coverage, risk = sure.curve(np.arange(len(sure.answerable)))
    chosen = np.unique(np.linspace(0, len(coverage) - 1, _POINTS).round().astype(int))
    return " ".join(f"{_x(float(coverage[place]))},{_y(float(risk[place]))}" for place in chosen)


def _x(coverage: float) -> float:
    return round(_LEFT + _ACROSS * coverage, 1)


def _y(risk: float) -> float:
    return round(_TOP + _DOWN * (1 - risk), 1)
