"""A figure over questions, and how far another draw of questions might have moved it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from evals.resampling import Interval, Places, interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its bootstrap interval over questions."""

    value: float
    interval: Interval | None
    """None where a single question was asked."""

    def percent(self) -> str:
        """In percent, e.g. ``38.1 (29.6 to 46.9)``."""
        return self._written(scale=100, places=1)

    def share(self) -> str:
        """Between 0 and 1, e.g. ``0.829 (0.731 to 0.912)``."""
        return self._written(scale=1, places=3)

    def _written(self, *, scale: int, places: int) -> str:
        value = f"{scale * self.value:.{places}f}"
        if self.interval is None:
            return value
        low, high = (scale * end for end in (self.interval.low, self.interval.high))
        return f"{value} ({low:.{places}f} to {high:.{places}f})"


def mean(values: Sequence[float]) -> Estimate:
    """The mean of one value a question."""
    held = np.asarray(values, dtype=float)
    return Estimate(
        value=float(held.mean()),
        interval=interval(lambda places: held[places].mean(axis=-1), len(held)),
    )


def auroc(answerable: Sequence[bool], scores: Sequence[float]) -> Estimate | None:
    """How often an answerable question scores above another one, ties half; 0.5 is chance.

    None where all questions are of one kind.
    """
    kinds, held = np.asarray(answerable, dtype=bool), np.asarray(scores, dtype=float)
    if kinds.all() or not kinds.any():
        return None

    def of(places: Places) -> float:
        drawn = kinds[places]
        if drawn.all() or not drawn.any():  # a draw of one kind tells nothing apart
            return 0.5
        return float(roc_auc_score(drawn, held[places]))

    return Estimate(
        value=of(np.arange(len(kinds))), interval=interval(of, len(kinds), vectorized=False)
    )
