"""How sure a score is: a logistic curve and two thresholds, measured on labelled questions.

The file keeps the questions' digest, the curve and the reliability that it came with, so that a
threshold can be argued with.
"""

import json
from dataclasses import asdict, dataclass
from math import exp
from pathlib import Path
from typing import Any

from assistant.errors import NoCalibration
from index.embedder import Embedder

FORMAT = 1
SHIPPED = Path(__file__).parent / "calibrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What retrieval found, in two numbers."""

    score: float
    """Of the best hit."""
    coverage: float
    """How much of the question's words stand where the best hits are read, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One threshold on the risk-coverage curve."""

    threshold: float
    answered: float
    """Share of the answerable questions that are answered."""
    silent_answered: float
    """Share of the questions on which the policy is silent that are answered all the same."""
    outside_answered: float
    """Share of the questions about something else that are answered all the same."""
    risk: float
    """Share of the questions answered that should not have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Turns evidence into a probability that the policy answers."""

    model: str
    weights_sha256: str
    recipe: dict[str, Any]
    questions: str
    """The file of labelled questions."""
    questions_sha256: str
    counts: dict[str, int]
    """How many questions of each kind."""
    intercept: float
    per_score: float
    per_coverage: float
    answer_from: float
    """Probability from which a question is answered."""
    stated_risk: float
    """The risk for which ``answer_from`` was chosen."""
    outside_below: float
    """Best score below which a question is about something else than the policy."""
    auc: float
    """Of answerable against silent questions, cross-validated."""
    curve: tuple[Point, ...]
    reliability: tuple[tuple[float, float, int], ...]
    """Mean probability, observed share and count of each bin, cross-validated."""

    def probability(self, evidence: Evidence) -> float:
        """How likely it is that the policy answers, 0 to 1."""
        logit = (
            self.intercept + self.per_score * evidence.score + self.per_coverage * evidence.coverage
        )
        # Beyond this the probability is 0 or 1 in every digit, and exp would overflow.
        return 1.0 / (1.0 + exp(-max(-700.0, min(700.0, logit))))

    def as_json(self) -> str:
        """The calibration as it lies on file, the same bytes each time."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True) + "\n"


def path_for(folder: Path, model: str) -> Path:
    """Where the calibration for a model lies."""
    name = "".join(c if c.isalnum() or c in "-._" else "-" for c in model).strip("-.") or "model"
    return folder / f"{name}.json"


def load_calibration(folder: Path, embedder: Embedder, recipe: dict[str, Any]) -> Calibration:
    """The calibration that was measured with this model and recipe; ``NoCalibration`` if none."""
    try:
        facts = json.loads(path_for(folder, embedder.model).read_text(encoding="utf-8"))
        if not isinstance(facts, dict) or facts.pop("format") != FORMAT:
            raise NoCalibration(embedder.model, folder)
        facts["curve"] = tuple(Point(**point) for point in facts["curve"])
        facts["reliability"] = tuple(tuple(bin_) for bin_ in facts["reliability"])
        calibration = Calibration(**facts)
    except (OSError, ValueError, KeyError, TypeError):
        raise NoCalibration(embedder.model, folder) from None
    measured_with = (calibration.weights_sha256, calibration.recipe)
    if measured_with != (embedder.weights_sha256, recipe):
        raise NoCalibration(embedder.model, folder)
    return calibration
