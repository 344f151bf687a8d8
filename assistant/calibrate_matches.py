"""Measure when a reviewed answer is what a question asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.labelled import Expect, LabelledQuestion
from assistant.match_calibration import FEATURES, Curve, MatchCalibration, MatchEvidence
from assistant.reviewed import Candidate, clause_ids
from index.embedder import Embedder

# Of the reviewed answers that are given, the share that may be wrong on labelled questions.
STATED_RISK = 0.05
# Of the reviewed silences that are given. One that is wrong withholds an answer, but shows the
# nearest clause, which often is one.
SILENCE_RISK = 0.10
_FOLDS = 5
_SEED = 0

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    features: Numbers
    """A row a question."""
    right: NDArray[np.bool_]


def calibrate_matches(
    questions: Sequence[LabelledQuestion],
    candidate: Callable[[str], Candidate],
    *,
    path: Path,
    embedder: Embedder,
) -> MatchCalibration | None:
    """The curves for the questions that are answered, silent or outside.

    None where too few matches are right, or wrong, to measure on.
    """
    asked = [q for q in questions if q.expect in (Expect.ANSWER, Expect.SILENT, Expect.OUTSIDE)]
    found = [(question, candidate(question.text)) for question in asked]
    answers = _sample([pair for pair in found if not pair[1].answer.is_silence], _answers_right)
    silences = _sample([pair for pair in found if pair[1].answer.is_silence], _silence_right)
    if not (_enough(answers) and _enough(silences)):
        return None
    sure, quiet = _cross_validated(answers), _cross_validated(silences)
    use_from = _least_at(STATED_RISK, sure, answers.right)
    silent_from = _least_at(SILENCE_RISK, quiet, silences.right)
    given, withheld = sure >= use_from, quiet >= silent_from
    return MatchCalibration(
        model=embedder.model,
        weights_sha256=embedder.weights_sha256,
        questions_sha256=sha256(path.read_bytes()).hexdigest(),
        answers=_curve(answers, use_from),
        silences=_curve(silences, silent_from),
        measured={
            "questions": len(asked),
            "answers_given": round(float(given.sum() / len(asked)), 4),
            "answers_wrong": round(float(1 - answers.right[given].mean()), 4),
            "silences_given": round(float(withheld.sum() / len(asked)), 4),
            "silences_wrong": round(float(1 - silences.right[withheld].mean()), 4),
        },
    )


def _answers_right(question: LabelledQuestion, best: Candidate) -> bool:
    return question.expect is Expect.ANSWER and bool(clause_ids(best.answer) & set(question.core))


def _silence_right(question: LabelledQuestion, _best: Candidate) -> bool:
    return question.expect is Expect.SILENT


def _sample(
    found: Sequence[tuple[LabelledQuestion, Candidate]],
    is_right: Callable[[LabelledQuestion, Candidate], bool],
) -> _Sample:
    return _Sample(
        features=np.array([_row(best.evidence) for _, best in found]),
        right=np.array([is_right(question, best) for question, best in found], dtype=bool),
    )


def _enough(sample: _Sample) -> bool:
    right = int(sample.right.sum())
    return min(right, len(sample.right) - right) >= _FOLDS


def _row(evidence: MatchEvidence) -> list[float]:
    return [float(getattr(evidence, name)) for name in FEATURES]


def _cross_validated(sample: _Sample) -> Numbers:
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    scaled = (sample.features - sample.features.mean(axis=0)) / sample.features.std(axis=0)
    found = cross_val_predict(
        LogisticRegression(), scaled, sample.right, cv=folds, method="predict_proba"
    )
    return np.asarray(found[:, 1])


def _least_at(risk: float, sure: Numbers, right: NDArray[np.bool_]) -> float:
    """The least threshold from which no larger share than ``risk`` of the answers is wrong."""
    for threshold in np.arange(0.5, 1.0, 0.01):
        given = sure >= threshold
        if given.any() and 1 - right[given].mean() <= risk:
            return round(float(threshold), 2)
    return 1.0


def _curve(sample: _Sample, use_from: float) -> Curve:
    """The curve over plain features; they are fitted in units of their own spread."""
    mean, spread = sample.features.mean(axis=0), sample.features.std(axis=0)
    fitted = LogisticRegression().fit((sample.features - mean) / spread, sample.right)
    weights = fitted.coef_[0] / spread
    return Curve(
        intercept=round(float(fitted.intercept_[0] - (weights * mean).sum()), 6),
        weights=_named(weights),
        use_from=use_from,
    )


def _named(weights: Numbers) -> Mapping[str, float]:
    return {name: round(float(w), 6) for name, w in zip(FEATURES, weights, strict=True)}
