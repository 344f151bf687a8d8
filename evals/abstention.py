"""Whether the target is sure where it should be: AUROC and the risk-coverage curve."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from evals.case import Case
from evals.judgement import is_right_to_cite
from evals.outcome import Outcome
from evals.resampling import Numbers, Places

# A case that crashed is the worst there can be: beyond every probability, on the wrong side.
_BELOW, _ABOVE = -1.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The cases that the policy answers or is silent on, and how sure the target was of each.

    All arrays have one number a case.
    """

    answerable: Numbers
    """1 where the policy answers."""
    surety: Numbers
    """The probability that it does, as the target has it."""
    order: Numbers
    """The same for giving up answers, the most doubtful first."""
    wrong: Numbers
    """1 where the answer that was given, or would have been, is not right."""

    def auroc(self, places: Places) -> float:
        """How often an answerable case is surer than a silent one; NaN without both."""
        answerable = self.answerable[places]
        if answerable.min() == answerable.max():
            return float("nan")
        return float(roc_auc_score(answerable, self.surety[places]))

    def aurc(self, places: Places) -> float:
        """Mean of the risk over all coverages (Geifman and El-Yaniv 2017)."""
        return float(self.curve(places)[1].mean())

    def curve(self, places: Places) -> tuple[Numbers, Numbers]:
        """Coverage, rising to 1, and at each the share of wrong answers among those given.

        Cases of the same probability are given up together: each counts as their mean.
        """
        order, wrong = self.order[places], self.wrong[places]
        levels, level = np.unique(-order, return_inverse=True)
        count = np.bincount(level, minlength=len(levels))
        mean = np.bincount(level, weights=wrong, minlength=len(levels)) / count
        each = np.repeat(mean, count)
        number = np.arange(1, len(each) + 1)
        return number / len(each), np.cumsum(each) / number


def confidence(pairs: Sequence[tuple[Case, Outcome]]) -> Confidence | None:
    """What the target's explanations say; None where it gives none or nothing is silent."""
    asked = [(c, o) for c, o in pairs if c.answerable or c.silent]
    explained = [o for _, o in asked if o.probability is not None]
    if not explained or len({case.answerable for case, _ in asked}) < 2:
        return None
    return Confidence(
        answerable=np.array([float(case.answerable) for case, _ in asked]),
        surety=np.array([_surety(case, outcome) for case, outcome in asked]),
        order=np.array([_ABOVE if o.probability is None else o.probability for _, o in asked]),
        wrong=np.array([float(not _would_be_right(case, outcome)) for case, outcome in asked]),
    )


def _surety(case: Case, outcome: Outcome) -> float:
    if outcome.probability is not None:
        return outcome.probability
    return _BELOW if case.answerable else _ABOVE


def _would_be_right(case: Case, outcome: Outcome) -> bool:
    return case.answerable and is_right_to_cite(case, outcome.would_cite or ())
