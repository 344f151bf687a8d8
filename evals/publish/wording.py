"""Numbers and names in the words that every published file uses."""

import math
from collections.abc import Iterable

from evals.comparison import Change
from evals.resampling import Interval

NOTHING = "–"
# The others are shares, told in percent.
_NUMBERS = {"auroc", "aurc", "calibration_error", "brier", "mrr_at_10", "ndcg_at_10"}


def shown(name: str, value: float) -> str:
    """The value of a metric, in percent if it is a share: ``72.1%``, ``0.627``."""
    if not math.isfinite(value):
        return NOTHING
    return f"{value:.3f}" if name in _NUMBERS else f"{100 * value:.1f}%"


def shown_interval(name: str, interval: Interval | None) -> str:
    """``(70.3–74.0)``, in the unit of the value; empty where there is none."""
    if interval is None or not _finite(interval):
        return ""
    return f"({_bare(name, interval.low)}–{_bare(name, interval.high)})"


def shown_difference(name: str, difference: float) -> str:
    """``+2.1`` in percentage points, or ``−0.012``."""
    return _signed(name, difference) if math.isfinite(difference) else NOTHING


def shown_difference_interval(name: str, interval: Interval | None) -> str:
    """``(−0.3 to +4.5)``: a dash beside a minus would be hard to read."""
    if interval is None or not _finite(interval):
        return ""
    return f"({_signed(name, interval.low)} to {_signed(name, interval.high)})"


def shown_p(p_value: float | None) -> str:
    """``p = 0.017``; empty where it was not tested."""
    if p_value is None or not math.isfinite(p_value):
        return ""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.3f}"


def direction(change: Change) -> str:
    """``better``, ``worse`` or ``same``."""
    if not math.isfinite(change.difference) or math.isclose(change.difference, 0, abs_tol=1e-12):
        return "same"
    return "worse" if change.is_worse else "better"


def is_sure(change: Change) -> bool:
    """Whether the interval of the difference leaves out 0."""
    return change.interval is not None and change.interval.low * change.interval.high > 0


def words(name: str) -> str:
    """A name of the contract in words: ``rights_intake`` is "rights intake"."""
    return name.replace("_", " ")


def listed(parts: Iterable[str], *, last: str = "or") -> str:
    """``a, b or c``."""
    *first, end = parts
    return f"{', '.join(first)} {last} {end}" if first else end


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 case``, ``2 cases``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _bare(name: str, value: float) -> str:
    return shown(name, value).rstrip("%")


def _signed(name: str, value: float) -> str:
    digits = _bare(name, abs(value))
    if not digits.strip("0."):
        return digits
    return ("−" if value < 0 else "+") + digits


def _finite(interval: Interval) -> bool:
    return math.isfinite(interval.low) and math.isfinite(interval.high)
