"""The reliability diagram as marks in an SVG."""

from dataclasses import dataclass
from math import sqrt

from evals.figures import CALIBRATION_ERROR
from evals.metrics import BRIER
from evals.publish.figures_told import figures_told
from evals.publish.plot_frame import x, y
from evals.reliability import Bin, reliability
from evals.report import Report

_SMALLEST, _LARGEST = 2.5, 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A bin: a dot as large as its share of the cases, and a whisker for the interval."""

    x: float
    y: float
    radius: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityPlot:
    """Marks and words of the plot."""

    marks: tuple[Mark, ...]
    diagonal: tuple[float, float, float, float]
    """From where nothing is answered, and told so, to where everything is."""
    figures: str


def reliability_plot(report: Report) -> ReliabilityPlot | None:
    """The plot; None where the target doesn't tell how sure it is."""
    if report.confidence is None:
        return None
    bins = reliability(report.confidence).bins
    most = max(one.cases for one in bins)
    return ReliabilityPlot(
        marks=tuple(_mark(one, most) for one in bins),
        diagonal=(x(0), y(0), x(1), y(1)),
        figures=figures_told(report, (CALIBRATION_ERROR.name, BRIER)),
    )


def _mark(one: Bin, most: int) -> Mark:
    return Mark(
        x=x(one.probability),
        y=y(one.observed),
        # By area; a lone case must still be seen.
        radius=round(max(_SMALLEST, _LARGEST * sqrt(one.cases / most)), 1),
        low=y(one.interval.low),
        high=y(one.interval.high),
    )
