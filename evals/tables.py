"""Figures and changes as tables in the terminal (rich)."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from evals.comparison import Change
from evals.figures import CURVES, Figure
from evals.metrics import BRIER
from evals.resampling import Interval

# Numbers between 0 and 1 that are no shares.
_NUMBERS = {curve.name for curve in CURVES} | {BRIER, "mrr_at_10", "ndcg_at_10"}
_WIDTH = 100


def shown(name: str, value: float) -> str:
    """A figure's value as people read it."""
    # Rounded first, and nothing added: a difference too small to see has no sign.
    if name in _NUMBERS:
        return f"{round(value, 3) + 0.0:.3f}"
    return f"{round(100 * value, 1) + 0.0:.1f}%"


def shown_interval(name: str, interval: Interval | None) -> str:
    """An interval as people read it; empty where there is none."""
    if interval is None:
        return ""
    scale, places = (1, 3) if name in _NUMBERS else (100, 1)
    return f"{scale * interval.low:.{places}f} to {scale * interval.high:.{places}f}"


def shown_p(p_value: float | None) -> str:
    """A p-value as people read it; empty where there is none."""
    if p_value is None:
        return ""
    return "< 0.001" if p_value < 0.001 else f"{p_value:.3f}"


def print_figures(figures: Iterable[Figure], latencies: Mapping[str, float]) -> None:
    """Print each figure with its interval and the number of cases that it rests on."""
    table = _table("metric", "value", "95% interval", "cases")
    for figure in figures:
        table.add_row(
            figure.name,
            shown(figure.name, figure.value),
            shown_interval(figure.name, figure.interval),
            str(figure.cases),
        )
    for name, milliseconds in latencies.items():
        table.add_row(name, f"{milliseconds:.0f} ms", "", "")
    _console().print(table)


def print_changes(changes: Iterable[Change]) -> None:
    """Print each metric of a run beside its baseline, with the difference and how sure it is."""
    table = _table("metric", "run", "baseline", "difference", "95% interval", "p", "")
    for change in changes:
        table.add_row(
            change.name,
            shown(change.name, change.run),
            shown(change.name, change.baseline),
            _signed(change),
            shown_interval(change.name, change.interval),
            shown_p(change.p_value),
            _word(change),
        )
    _console().print(table)


def _signed(change: Change) -> str:
    sign = "+" if change.difference > 0 else ""
    return f"{sign}{shown(change.name, change.difference)}"


def _word(change: Change) -> str:
    if change.difference == 0:
        return "same"
    return "worse" if change.is_worse else "better"


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _console() -> Console:
    console = Console()
    # What is piped into a file is not to be wrapped at some terminal's width.
    return console if console.is_terminal else Console(width=_WIDTH)
