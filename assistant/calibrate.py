"""Measure a calibration on labelled questions."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.calibration import Calibration, Evidence, Point
from assistant.errors import MalformedQuestions
from assistant.labelled import Expect, LabelledQuestion
from index.embedder import Embedder
from index.recipe import Recipe

# Of the questions that are answered, this share may be ones the policy doesn't answer.
STATED_RISK = 0.10
_FOLDS = 5
_FEWEST = 20
_MEASURED = (Expect.ANSWER, Expect.SILENT, Expect.OUTSIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    evidence: NDArray[np.float64]
    kinds: NDArray[np.str_]
    probabilities: NDArray[np.float64]
    """Cross-validated: each question's comes from a curve that did not see it."""


def calibrate(
    questions: Sequence[LabelledQuestion],
    weigh: Callable[[str], Evidence],
    *,
    path: Path,
    embedder: Embedder,
    recipe: Recipe,
) -> Calibration:
    """The calibration of this model and recipe on these questions.

    Raises ``MalformedQuestions`` where there are too few of a kind to measure on.
    """
    measured = [question for question in questions if question.expect in _MEASURED]
    counts = Counter(str(question.expect) for question in measured)
    for kind in _MEASURED:
        if counts[kind] < _FEWEST:
            raise MalformedQuestions(
                path, f"it has {counts[kind]} questions with 'expect: {kind}'; {_FEWEST} are needed"
            )
    sample, curve = _fit(measured, weigh)
    points = tuple(_point(sample, threshold / 100) for threshold in range(30, 96))
    # A threshold that nothing passes has no risk, and shows nothing.
    kept = (point for point in points if point.answered and point.risk <= STATED_RISK)
    chosen = next(kept, points[-1])
    return Calibration(
        model=embedder.model,
        weights_sha256=embedder.weights_sha256,
        recipe=asdict(recipe),
        questions=path.name,
        questions_sha256=sha256(path.read_bytes()).hexdigest(),
        counts=dict(sorted(counts.items())),
        intercept=_rounded(curve.intercept_[0]),
        per_score=_rounded(curve.coef_[0][0]),
        per_coverage=_rounded(curve.coef_[0][1]),
        answer_from=chosen.threshold,
        stated_risk=STATED_RISK,
        outside_below=_outside_below(sample),
        auc=_auc(sample),
        curve=points,
        reliability=_reliability(sample),
    )


def _fit(
    questions: Sequence[LabelledQuestion], weigh: Callable[[str], Evidence]
) -> tuple[_Sample, LogisticRegression]:
    found = [weigh(question.text) for question in questions]
    evidence = np.array([[each.score, each.coverage] for each in found])
    kinds = np.array([str(question.expect) for question in questions])
    answered = kinds == Expect.ANSWER
    curve = LogisticRegression(C=100.0, max_iter=1000)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    probabilities = cross_val_predict(curve, evidence, answered, cv=folds, method="predict_proba")[
        :, 1
    ]
    sample = _Sample(evidence=evidence, kinds=kinds, probabilities=probabilities)
    return sample, curve.fit(evidence, answered)


def _point(sample: _Sample, threshold: float) -> Point:
    passed = sample.probabilities >= threshold
    answerable = sample.kinds == Expect.ANSWER
    return Point(
        threshold=threshold,
        answered=_rounded(passed[answerable].mean()),
        silent_answered=_rounded(passed[sample.kinds == Expect.SILENT].mean()),
        outside_answered=_rounded(passed[sample.kinds == Expect.OUTSIDE].mean()),
        risk=_rounded((~answerable[passed]).mean() if passed.any() else 0.0),
    )


def _outside_below(sample: _Sample) -> float:
    """The score that best tells what is outside from what the policy is silent on."""
    scores = sample.evidence[:, 0]
    silent, outside = scores[sample.kinds == Expect.SILENT], scores[sample.kinds == Expect.OUTSIDE]
    cuts = np.linspace(scores.min(), scores.max(), 200)
    gain = [(outside < cut).mean() - (silent < cut).mean() for cut in cuts]
    return _rounded(cuts[int(np.argmax(gain))])


def _auc(sample: _Sample) -> float:
    inside = sample.kinds != Expect.OUTSIDE
    answerable = sample.kinds[inside] == Expect.ANSWER
    return _rounded(roc_auc_score(answerable, sample.probabilities[inside]))


def _reliability(sample: _Sample) -> tuple[tuple[float, float, int], ...]:
    answerable = sample.kinds == Expect.ANSWER
    bins = np.minimum((sample.probabilities * 10).astype(int), 9)
    return tuple(
        (
            _rounded(sample.probabilities[bins == place].mean()),
            _rounded(answerable[bins == place].mean()),
            int((bins == place).sum()),
        )
        for place in range(10)
        if (bins == place).any()
    )


def _rounded(value: float) -> float:
    return round(float(value), 4)
