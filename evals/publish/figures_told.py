"""A few figures in a line of words, for the caption of a plot."""

from collections.abc import Collection, Mapping

from evals.publish.wording import shown
from evals.report import Report


def figures_told(report: Report, names: Collection[str]) -> str:
    """``AURC 0.335 (baseline 0.341); …``, in the order of the report."""
    changes = report.comparison.changes if report.comparison else ()
    before = {change.name: change.baseline for change in changes}
    return "; ".join(
        f"{figure.label} {shown(figure.name, figure.value)}{_beside(figure.name, before)}"
        for figure in report.figures
        if figure.name in names
    )


def _beside(name: str, before: Mapping[str, float]) -> str:
    return f" (baseline {shown(name, before[name])})" if name in before else ""
