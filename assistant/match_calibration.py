"""Which answer is asked for, and how surely: weights measured on labelled questions."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from math import exp
from pathlib import Path

from assistant.calibration import path_for
from assistant.candidate import CandidateEvidence
from assistant.errors import NoCalibration
from index.embedder import Embedder

FORMAT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEvidence:
    """What speaks for the best candidate of a question."""

    preference: float
    """Its share of the preference among the candidates, 0 to 1."""
    margin: float
    """By how much it is preferred to the second, in logits."""
    three: float
    """The first three's share of the preference."""
    silences: float
    """The share of the preference that silences have."""
    belief: float
    """As the classifier's, a logarithm."""
    wording_behind: float
    """By how much its words are behind those of the answer for which words speak most."""
    nearness: float
    """To the ways in which people ask it, as cosine."""
    agreement: float
    """Best retrieval score of a clause that it rests on, less that of the best clause of all."""
    point_agreement: float
    """The same of its first sentence."""
    score: float
    """Retrieval score of the best clause."""
    coverage: float
    """How much of the question's words stand in the best clauses, 0 to 1."""
    outside: float
    """Belief that the question is about something else than the policy, as a log odds."""
    silence_share: float
    """Belief of the classifier in all reviewed silences, 0 to 1."""
    strangeness: float
    """How much of the question's words neither the answer has nor a way to ask it, 0 to 1."""
    length: float
    """Of the question, in hundreds of characters."""


FEATURES = tuple(field.name for field in fields(MatchEvidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A logistic curve with the probability from which a match is used."""

    intercept: float
    weights: Mapping[str, float]
    use_from: float

    def probability(self, evidence: MatchEvidence) -> float:
        """That the match is right, 0 to 1."""
        logit = self.intercept + sum(
            weight * getattr(evidence, name) for name, weight in self.weights.items()
        )
        # Beyond this the probability is 0 or 1 in every digit, and exp would overflow.
        return 1.0 / (1.0 + exp(-max(-700.0, min(700.0, logit))))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCalibration:
    """Which reviewed answer, or reviewed silence, is what a question asks for."""

    model: str
    weights_sha256: str
    questions_sha256: str
    ranking: Mapping[str, float]
    """What each piece of ``CandidateEvidence`` weighs, in logits."""
    answers: Curve
    """That an answer is to the point."""
    silences: Curve
    """That the policy doesn't answer."""
    choices: Curve
    """That one of the first three is to the point."""
    outside_from: float
    """Belief from which a question is about something else than the policy."""
    doubtful_from: float
    """Belief from which it is, unless something is surely asked for."""
    measured: Mapping[str, float]
    """Cross-validated, at the thresholds."""
    reliability: Mapping[str, tuple[tuple[float, float, int], ...]]
    """For each curve, mean probability, observed share and count of each bin, cross-validated."""

    def preference(self, evidence: CandidateEvidence) -> float:
        """How much speaks for a candidate, in logits."""
        return sum(weight * float(getattr(evidence, name)) for name, weight in self.ranking.items())

    def as_json(self) -> str:
        """The calibration as it lies on file, the same bytes each time."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True) + "\n"


def match_path(folder: Path, model: str) -> Path:
    """Where the calibration of matches for a model lies."""
    return path_for(folder, model).with_suffix(".matches.json")


def load_match_calibration(folder: Path, embedder: Embedder) -> MatchCalibration:
    """The calibration that was measured with this model; ``NoCalibration`` where there is none."""
    try:
        facts = json.loads(match_path(folder, embedder.model).read_text(encoding="utf-8"))
        if facts.pop("format") != FORMAT:
            raise NoCalibration(embedder.model, folder)
        for name in ("answers", "silences", "choices"):
            facts[name] = Curve(**facts[name])
        calibration = MatchCalibration(**facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NoCalibration(embedder.model, folder) from None
    if calibration.weights_sha256 != embedder.weights_sha256:
        raise NoCalibration(embedder.model, folder)
    return calibration
