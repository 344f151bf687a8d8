"""How often the policy answers where the target was so sure of it, as a table."""

from dataclasses import dataclass

from evals.publish.wording import shown_interval
from evals.reliability import Bin, reliability
from evals.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityRow:
    """A bin in words."""

    span: str
    """``20–30%``."""
    told: str
    observed: str
    interval: str
    cases: int


def reliability_rows(report: Report) -> list[ReliabilityRow]:
    """A row for each bin that holds cases; none where the target doesn't tell how sure it is."""
    if report.confidence is None:
        return []
    return [_row(one) for one in reliability(report.confidence).bins]


def _row(one: Bin) -> ReliabilityRow:
    return ReliabilityRow(
        span=f"{100 * one.low:.0f}–{100 * one.high:.0f}%",
        told=f"{one.probability:.1%}",
        observed=f"{one.observed:.1%}",
        interval=shown_interval("observed", one.interval),
        cases=one.cases,
    )
