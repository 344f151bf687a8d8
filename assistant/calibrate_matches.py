"""Measure which reviewed answer a question asks for, and how surely."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold

from assistant.candidate import CANDIDATE_FEATURES, Candidate, CandidateEvidence, clause_ids
from assistant.judgement import CHOICES, Judgement
from assistant.labelled import Expect, LabelledQuestion
from assistant.match_calibration import FEATURES, Curve, MatchCalibration
from index.embedder import Embedder

Preference = Callable[[CandidateEvidence], float]

# Of the reviewed answers that are given, the share that may be wrong on labelled questions.
STATED_RISK = 0.05
# Of the reviewed silences that are given. One that is wrong withholds an answer, but shows the
# nearest clause, which often is one.
SILENCE_RISK = 0.10
# Of what people ask about privacy, the share on which the policy is silent: 14 of 99 questions that
# real consumers asked. Labelled questions hold more of them, on purpose, and are weighed so.
SILENT_SHARE = 0.15
# Of the choices that are offered where nothing is sure, the share that may hold no right answer.
CHOICE_RISK = 0.20
# Of the answerable questions, the share that may be taken for something outside the policy.
OUTSIDE_RISK = 0.015
# The same where nothing that was reviewed is surely asked for: little is withheld then.
DOUBT_RISK = 0.03
_FOLDS = 5
_SEED = 0
_BINS = 10
# Of the squared weights of a ranking, against the mean log likelihood of a question.
_SHRINKAGE = 0.01

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    features: Numbers
    """A row a question."""
    right: Flags
    weights: Numbers
    """How much each question counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    curve: Curve
    sure: Numbers
    """The probability of each question, by a curve that did not see it."""
    right: Flags
    weights: Numbers

    @property
    def given(self) -> Flags:
        """Where the match is used."""
        return np.asarray(self.sure >= self.curve.use_from)

    @property
    def wrong(self) -> float:
        """Of those given, the share that is wrong."""
        return _wrong(self.given, self.right, self.weights)


def calibrate_matches(
    questions: Sequence[LabelledQuestion],
    judged: Callable[[str, Preference], Judgement],
    *,
    path: Path,
    embedder: Embedder,
) -> MatchCalibration | None:
    """The ranking and the curves for the questions that are answered, silent or outside.

    None where too few matches are right, or wrong, to measure on.
    """
    asked = [q for q in questions if q.expect in (Expect.ANSWER, Expect.SILENT, Expect.OUTSIDE)]
    plain = [judged(one.text, lambda evidence: evidence.belief) for one in asked]
    listed = [_listed(one) for one in plain]
    fit = [_fits(one, held) for one, held in zip(asked, listed, strict=True)]
    ranking = _ranking(_rows(listed), np.array(fit))
    # Each question is ranked by weights that did not see it, as it will be when it is served.
    found = _judged_apart(asked, listed, fit, judged)
    judged_as = list(zip(asked, found, strict=True))
    answers = _measured(judged_as, _is_answer, _to_the_point, STATED_RISK)
    silences = _measured(judged_as, _is_silence, _unanswered, SILENCE_RISK)
    unsure = _unsure(judged_as, answers, silences)
    measured = {
        "answers": answers,
        "silences": silences,
        "choices": _measured(unsure, _is_any, _among_three, CHOICE_RISK),
    }
    if any(one is None for one in measured.values()):
        return None
    held = {name: one for name, one in measured.items() if one is not None}
    return MatchCalibration(
        model=embedder.model,
        weights_sha256=embedder.weights_sha256,
        questions_sha256=sha256(path.read_bytes()).hexdigest(),
        ranking=dict(zip(CANDIDATE_FEATURES, map(_rounded, ranking), strict=True)),
        answers=held["answers"].curve,
        silences=held["silences"].curve,
        choices=held["choices"].curve,
        outside_from=_outside_from(OUTSIDE_RISK, asked, found),
        doubtful_from=_outside_from(DOUBT_RISK, asked, found),
        measured={
            "questions": len(asked),
            **{
                f"{name}_given": _rounded(one.given.sum() / len(asked))
                for name, one in held.items()
            },
            **{f"{name}_wrong": _rounded(one.wrong) for name, one in held.items()},
        },
        reliability={name: _reliability(one) for name, one in held.items()},
    )


def _listed(judgement: Judgement) -> list[Candidate]:
    return [one.candidate for one in judgement.ranked]


def _rows(listed: Sequence[Sequence[Candidate]]) -> Numbers:
    """The candidates' evidence: questions by candidates by features."""
    return np.array([
        [[getattr(one.evidence, name) for name in CANDIDATE_FEATURES] for one in held]
        for held in listed
    ])  # fmt: skip


def _fits(question: LabelledQuestion, listed: Sequence[Candidate]) -> list[bool]:
    """Which of the candidates are right: a core clause cited, or nothing where there is nothing."""
    return [_is_right(question, one) for one in listed]


def _is_right(question: LabelledQuestion, one: Candidate) -> bool:
    if one.answer is None:
        return False
    if question.expect is not Expect.ANSWER:
        return one.answer.is_silence
    return not one.answer.is_silence and bool(clause_ids(one.answer) & set(question.core))


def _ranking(rows: Numbers, fits: Flags) -> Numbers:
    """Weights that make right candidates likely: a conditional logistic regression.

    McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
    """
    useful = fits.any(axis=1)
    rows, fits = rows[useful], fits[useful]
    spread = rows.reshape(-1, rows.shape[-1]).std(axis=0)
    spread[spread == 0] = 1.0
    scaled = rows / spread

    def loss(weights: Numbers) -> float:
        shares = log_softmax(scaled @ weights, axis=1)
        right = logsumexp(np.where(fits, shares, -np.inf), axis=1)
        return float(_SHRINKAGE * weights @ weights - right.mean())

    found = minimize(loss, np.zeros(rows.shape[-1]), method="L-BFGS-B")
    return np.asarray(found.x / spread)


def _judged_apart(
    asked: Sequence[LabelledQuestion],
    listed: Sequence[Sequence[Candidate]],
    fits: Sequence[Sequence[bool]],
    judged: Callable[[str, Preference], Judgement],
) -> list[Judgement]:
    """The judgements by rankings that did not see the question."""
    rows, right = _rows(listed), np.array(fits)
    found: dict[int, Judgement] = {}
    for seen, unseen in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(rows):
        weights = _ranking(rows[seen], right[seen])
        for place in unseen:
            found[place] = judged(asked[place].text, _preference(weights))
    return [found[place] for place in range(len(asked))]


def _preference(weights: Numbers) -> Preference:
    return lambda evidence: float(
        sum(
            w * getattr(evidence, name) for w, name in zip(weights, CANDIDATE_FEATURES, strict=True)
        )
    )


def _unsure(
    judged_as: Sequence[tuple[LabelledQuestion, Judgement]],
    answers: _Measured | None,
    silences: _Measured | None,
) -> list[tuple[LabelledQuestion, Judgement]]:
    """Those for which neither an answer nor a silence is sure enough."""
    sure = {
        True: iter(silences.given if silences else ()),
        False: iter(answers.given if answers else ()),
    }
    return [pair for pair in judged_as if not next(sure[_is_silence(pair[1])], False)]


def _is_answer(judgement: Judgement) -> bool:
    return judgement.best.answer is not None and not judgement.best.answer.is_silence


def _is_silence(judgement: Judgement) -> bool:
    return judgement.best.answer is not None and judgement.best.answer.is_silence


def _is_any(_judgement: Judgement) -> bool:
    return True


def _to_the_point(question: LabelledQuestion, judgement: Judgement) -> bool:
    """Whether what the answer cites may be cited; it may leave the core to a finer one."""
    citable = {*question.core, *question.accept}
    answer = judgement.best.answer
    return (
        question.expect is Expect.ANSWER
        and answer is not None
        and bool(clause_ids(answer) & citable)
    )


def _unanswered(question: LabelledQuestion, _judgement: Judgement) -> bool:
    return question.expect is not Expect.ANSWER


def _among_three(question: LabelledQuestion, judgement: Judgement) -> bool:
    return question.expect is Expect.ANSWER and any(
        _is_right(question, one.candidate) for one in judgement.ranked[:CHOICES]
    )


def _measured(
    judged_as: Sequence[tuple[LabelledQuestion, Judgement]],
    concerns: Callable[[Judgement], bool],
    is_right: Callable[[LabelledQuestion, Judgement], bool],
    risk: float,
) -> _Measured | None:
    pairs = [pair for pair in judged_as if concerns(pair[1])]
    sample = _Sample(
        features=np.array([_row(one) for _, one in pairs]),
        right=np.array([is_right(question, one) for question, one in pairs], dtype=bool),
        weights=_weights(pairs, of_all=judged_as),
    )
    right = int(sample.right.sum())
    if min(right, len(pairs) - right) < _FOLDS:
        return None
    sure = _cross_validated(sample)
    return _Measured(
        curve=_curve(sample, _least_at(risk, sure, sample)),
        sure=sure,
        right=sample.right,
        weights=sample.weights,
    )


def _weights(
    pairs: Sequence[tuple[LabelledQuestion, Judgement]],
    *,
    of_all: Sequence[tuple[LabelledQuestion, Judgement]],
) -> Numbers:
    """Those that the policy answers count 1; the others so much that they have their share."""
    answered = sum(question.expect is Expect.ANSWER for question, _ in of_all)
    others = max(1, len(of_all) - answered)
    weight = SILENT_SHARE / (1 - SILENT_SHARE) * answered / others
    return np.array([1.0 if q.expect is Expect.ANSWER else weight for q, _ in pairs])


def _row(judgement: Judgement) -> list[float]:
    return [float(getattr(judgement.evidence, name)) for name in FEATURES]


def _cross_validated(sample: _Sample) -> Numbers:
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    mean, spread = _scale(sample)
    scaled = (sample.features - mean) / spread
    sure = np.zeros(len(scaled))
    for seen, unseen in folds.split(scaled, sample.right):
        fitted = LogisticRegression().fit(
            scaled[seen], sample.right[seen], sample_weight=sample.weights[seen]
        )
        sure[unseen] = fitted.predict_proba(scaled[unseen])[:, 1]
    return sure


def _least_at(risk: float, sure: Numbers, sample: _Sample) -> float:
    """The least threshold from which no larger share than ``risk`` of the answers is wrong."""
    for threshold in np.arange(0.3, 1.0, 0.01):
        given = np.asarray(sure >= threshold)
        if given.any() and _wrong(given, sample.right, sample.weights) <= risk:
            return round(float(threshold), 2)
    return 1.0


def _wrong(given: Flags, right: Flags, weights: Numbers) -> float:
    """Of those given, the share that is wrong."""
    total = weights[given].sum()
    return float(weights[given & ~right].sum() / total) if total else 0.0


def _curve(sample: _Sample, use_from: float) -> Curve:
    """The curve over plain features; they are fitted in units of their own spread."""
    mean, spread = _scale(sample)
    fitted = LogisticRegression().fit(
        (sample.features - mean) / spread, sample.right, sample_weight=sample.weights
    )
    weights = fitted.coef_[0] / spread
    return Curve(
        intercept=_rounded(fitted.intercept_[0] - (weights * mean).sum()),
        weights=dict(zip(FEATURES, map(_rounded, weights), strict=True)),
        use_from=use_from,
    )


def _scale(sample: _Sample) -> tuple[Numbers, Numbers]:
    spread = sample.features.std(axis=0)
    return sample.features.mean(axis=0), np.where(spread == 0, 1.0, spread)


def _outside_from(
    risk: float, asked: Sequence[LabelledQuestion], found: Sequence[Judgement]
) -> float:
    """The least belief that takes no larger share than ``risk`` of what is answered."""
    answered = [
        judgement.outside
        for question, judgement in zip(asked, found, strict=True)
        if question.expect is Expect.ANSWER
    ]
    return _rounded(float(np.quantile(answered, 1 - risk)))


def _reliability(measured: _Measured) -> tuple[tuple[float, float, int], ...]:
    bins = np.minimum((measured.sure * _BINS).astype(int), _BINS - 1)
    return tuple(
        (
            _rounded(measured.sure[bins == one].mean()),
            _rounded(measured.right[bins == one].mean()),
            int((bins == one).sum()),
        )
        for one in sorted(set(bins.tolist()))
    )


def _rounded(number: float) -> float:
    return round(float(number), 6)
