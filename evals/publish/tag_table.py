"""How the cases under each tag did."""

from dataclasses import dataclass

from evals.publish.figure_table import Bar, bar_of
from evals.publish.wording import shown, shown_interval
from evals.report import Report

MANY = 10
"""Tags of fewer cases say little by themselves; the page folds them away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A tag with the share of its cases that pass."""

    tag: str
    cases: int
    passed: str
    interval: str
    bar: Bar | None


def tag_rows(report: Report) -> list[TagRow]:
    """A row for each tag, the most used first."""
    rows = [
        TagRow(
            tag=tag,
            cases=figure.cases,
            passed=shown(figure.name, figure.value),
            interval=shown_interval(figure.name, figure.interval),
            bar=bar_of(figure),
        )
        for tag, figures in report.tags.items()
        for figure in figures
        if figure.name == "passed"
    ]
    return sorted(rows, key=lambda row: (-row.cases, row.tag))
