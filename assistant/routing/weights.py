"""What the classifier has learnt, as it is kept in the repository."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.calibration import path_for
from assistant.errors import NoWeights
from assistant.routing.traits import KINDS
from index.embedder import Embedder

FORMAT = 1
# Weights are kept in hundredths.
_SCALE = 100
# The embedding counts for more than its length, as three kinds of traits stand against it.
EMBEDDING = 2.0

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression over a message's traits and its embedding."""

    model: str
    """Whose embeddings it was trained on."""
    weights_sha256: str
    """Of the embedding model."""
    examples_sha256: str
    """Of the file that it was trained on."""
    wanted: tuple[str, ...]
    """A row of weights each."""
    request_from: float
    """Belief in all rights together from which a message is a request, 0 to 1."""
    places: Mapping[str, int]
    """The column of each trait that weighs anything; the embedding stands behind them."""
    matrix: Numbers
    biases: Numbers
    measured: Mapping[str, float]
    """In cross-validation, in percent."""

    def beliefs(self, told: Iterable[str], vector: Numbers) -> Mapping[str, float]:
        """How much is believed in each thing wanted; together 1."""
        logits = self.biases + self.matrix @ row(told, vector, self.places)
        shares = np.exp(logits - logits.max())
        return dict(zip(self.wanted, map(float, shares / shares.sum()), strict=True))

    def as_json(self) -> str:
        """What ``load_weights`` reads, with a trait a line."""
        columns = np.rint(self.matrix * _SCALE).astype(int).T.tolist()
        held = {
            "format": FORMAT,
            "model": self.model,
            "weights_sha256": self.weights_sha256,
            "examples_sha256": self.examples_sha256,
            "request_from": self.request_from,
            "measured": dict(self.measured),
            "wanted": list(self.wanted),
            "biases": np.rint(self.biases * _SCALE).astype(int).tolist(),
            "traits": {trait: columns[place] for trait, place in self.places.items()},
            "embedding": columns[len(self.places) :],
        }
        text = json.dumps(held, ensure_ascii=False, indent=1)
        return re.sub(r"\[[\s\d,-]+\]", lambda array: re.sub(r"\s+", "", array[0]), text) + "\n"


def row(told: Iterable[str], vector: Numbers, places: Mapping[str, int]) -> Numbers:
    """The traits that are known, each kind of length 1; then the embedding, of ``EMBEDDING``."""
    found = np.zeros(len(places) + len(vector), dtype=np.float32)
    known: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for trait in told:
        if trait in places:
            known[trait[0]].append(places[trait])
    for columns in known.values():
        if columns:
            found[columns] = len(columns) ** -0.5
    found[len(places) :] = EMBEDDING * vector
    return found


def weights_path(folder: Path, model: str) -> Path:
    """Where the weights for an embedding model lie, beside its thresholds."""
    return path_for(folder, model).with_suffix(".routes.json")


def load_weights(folder: Path, embedder: Embedder) -> Weights:
    """The weights that were trained with this embedding model; ``NoWeights`` if none."""
    try:
        held = json.loads(weights_path(folder, embedder.model).read_text(encoding="utf-8"))
        if (held["format"], held["weights_sha256"]) != (FORMAT, embedder.weights_sha256):
            raise NoWeights(embedder.model, folder)
        columns = [*held["traits"].values(), *held["embedding"]]
        return Weights(
            model=held["model"],
            weights_sha256=held["weights_sha256"],
            examples_sha256=held["examples_sha256"],
            wanted=tuple(held["wanted"]),
            request_from=held["request_from"],
            places={trait: place for place, trait in enumerate(held["traits"])},
            matrix=_read(columns).T,
            biases=_read(held["biases"]),
            measured=held["measured"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NoWeights(embedder.model, folder) from None


def _read(hundredths: object) -> Numbers:
    return (np.array(hundredths) / _SCALE).astype(np.float32)
