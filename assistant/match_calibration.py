"""How sure a match is: logistic curves over what speaks for it, measured on labelled questions."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from math import exp
from pathlib import Path

from assistant.calibration import path_for
from assistant.errors import NoCalibration
from index.embedder import Embedder

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEvidence:
    """What speaks for the best match of a question."""

    margin: float
    """By how much the classifier prefers it to the second, in logits."""
    share: float
    """Of the classifier's belief, 0 to 1."""
    nearness: float
    """To the ways in which people ask it, as cosine."""
    agreement: float
    """Best retrieval score of a clause that it rests on, less that of the best clause of all."""
    score: float
    """Retrieval score of the best clause."""
    coverage: float
    """How much of the question's words stand in the best clauses, 0 to 1."""
    silence_share: float
    """Belief of the classifier in all reviewed silences, 0 to 1."""


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
    """When a reviewed answer, or a reviewed silence, is what a question asks for."""

    model: str
    weights_sha256: str
    questions_sha256: str
    answers: Curve
    silences: Curve
    measured: Mapping[str, float]
    """Cross-validated, at ``use_from``."""

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
        facts["answers"] = Curve(**facts["answers"])
        facts["silences"] = Curve(**facts["silences"])
        calibration = MatchCalibration(**facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NoCalibration(embedder.model, folder) from None
    if calibration.weights_sha256 != embedder.weights_sha256:
        raise NoCalibration(embedder.model, folder)
    return calibration
