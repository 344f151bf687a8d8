"""A summary for a pull request.

What people typed stands in code spans alone: there, nothing is a link, a mention, HTML or markup.
"""

import re
from collections.abc import Iterator, Sequence

from evals.case import Case
from evals.comparison import Change, Flip
from evals.figures import Figure
from evals.gates import Breach
from evals.outcome import Outcome
from evals.publish.faults import faults
from evals.publish.figure_table import GROUPS
from evals.publish.reliability_table import reliability_rows
from evals.publish.wording import (
    counted,
    direction,
    is_sure,
    shown,
    shown_difference,
    shown_difference_interval,
    shown_interval,
    shown_p,
)
from evals.report import Report

MOST_FLIPS = 20
_LONGEST = 160
_MAIN = tuple(
    name
    for group in ("Overall", "Answers", "Silence", "Asking back", "Requests")
    for name in GROUPS[group]
)


def report_as_markdown(report: Report) -> str:
    """Verdict, gates, main figures and flips, in GitHub's Markdown."""
    parts = [*_verdict(report), "\n".join(_table(report)), *_reliability(report)]
    if report.comparison:
        parts += _flips("Broke", report.comparison.broke)
        parts += _flips("Mended", report.comparison.mended)
    return "\n\n".join(parts) + "\n"


def code(text: str) -> str:
    """The text in one line as a code span, with a fence that is longer than any in it."""
    line = " ".join(text.split()) or " "
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1] + "…"
    runs = (len(run) for run in re.findall("`+", line))
    fence = "`" * (1 + max(runs, default=0))
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"


def plain(text: str) -> str:
    """The text in one line with no character that could mean anything."""
    line = " ".join(text.split())
    escaped = re.sub(r"([\\`*_\[\]<>&|~!#@:/+$-]|(?<!\d)\.|\.(?!\d))", r"\\\1", line)
    # Escaped or not, GitHub reads these; a character without width between says that it shan't.
    return re.sub(r"([@#])", "\\1\u200b", escaped)


def _verdict(report: Report) -> Iterator[str]:
    passing = sum(map(report.passes, report.cases))
    held = f"**{counted(len(report.breaches), 'gate')} broke.**"
    if not report.breaches:
        held = "**Every gate holds.**"
    of = f"{passing} of {len(report.cases)} cases pass"
    yield f"### Evals of {code(report.case_set.name)}"
    yield f"{held} {of}{_compared(report)}."
    if report.breaches:
        yield "\n".join(map(_breach, report.breaches))


def _compared(report: Report) -> str:
    if report.comparison is None:
        return "; there is no baseline"
    broke, mended = len(report.comparison.broke), len(report.comparison.mended)
    return f"; against the baseline, {broke} broke and {mended} mended"


def _breach(breach: Breach) -> str:
    if breach.case_id is None:
        return f"- {plain(breach.sentence)}"
    return f"- {code(breach.sentence)}"


def _table(report: Report) -> Iterator[str]:
    changes = report.comparison.changes if report.comparison else ()
    by_name = {change.name: change for change in changes}
    compared = report.comparison is not None
    yield "| Figure | Value | 95% interval | Cases |" + " Baseline | Difference |" * compared
    yield "|---|---:|---|---:|" + "---:|---|" * compared
    for figure in report.figures:
        if figure.name in _MAIN:
            more = _change_cells(by_name.get(figure.name)) if compared else ""
            yield _figure_cells(figure) + more


def _figure_cells(figure: Figure) -> str:
    value = shown(figure.name, figure.value)
    interval = shown_interval(figure.name, figure.interval)
    return f"| {plain(figure.label)} | {value} | {interval} | {figure.cases} |"


def _change_cells(change: Change | None) -> str:
    if change is None:
        return " | |"
    amount = shown_difference(change.name, change.difference)
    interval = shown_difference_interval(change.name, change.interval)
    p = shown_p(change.p_value).replace("<", "&lt;")
    parts = (f"{amount} {interval}".strip(), direction(change), p)
    told = ", ".join(part for part in parts if part)
    if is_sure(change):
        told = f"**{told}**"
    return f" {shown(change.name, change.baseline)} | {told} |"


def _reliability(report: Report) -> Iterator[str]:
    rows = reliability_rows(report)
    if not rows:
        return
    yield "#### Told that the policy answers, and how often it does"
    head = ("| Told | Mean | Observed | 95% interval | Cases |", "|---|---:|---:|---|---:|")
    cells = [(r.span, r.told, r.observed, r.interval, str(r.cases)) for r in rows]
    yield "\n".join([*head, *(f"| {' | '.join(row)} |" for row in cells)])


def _flips(title: str, flips: Sequence[Flip]) -> Iterator[str]:
    if not flips:
        return
    lines = [_flip(flip) for flip in flips[:MOST_FLIPS]]
    if len(flips) > MOST_FLIPS:
        lines.append(f"- and {len(flips) - MOST_FLIPS} more")
    yield f"#### {title}: {len(flips)}"
    yield "\n".join(lines)


def _flip(flip: Flip) -> str:
    case = flip.case
    failing = flip.baseline if faults(case, flip.baseline) else flip.run
    when = "Before" if failing is flip.baseline else "Now"
    return f"- {code(case.case_id)} {code(' / '.join(case.turns))}<br>{when}: {_why(case, failing)}"


def _why(case: Case, outcome: Outcome) -> str:
    return code(" ".join(faults(case, outcome)))
