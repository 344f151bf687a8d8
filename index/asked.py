"""Match a question to reviewed answers by the ways in which people ask for each.

Two views are kept: how near the question is to the nearest ways to ask (the mean of three cosines),
and a logistic regression over the embeddings of all of them, which learns what tells one answer
from its neighbours. docs/answers.md has the alternatives that were measured.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.build import Progress
from index.embedder import Embedder, Vectors

log = logging.getLogger(__name__)

Asked = Mapping[str, Sequence[str]]
"""The ways to ask for each answer, under its id."""
Arrays = Mapping[str, Vectors]
"""``vectors``, a row a way to ask; ``weights`` and ``biases``, a row an answer."""

FORMAT = 1
_ARRAYS = ("vectors", "weights", "biases")
_NEAREST = 3
# Inverse strength of regularization; from 10 to 100 cross-validated figures differ by a point.
_C = 30.0
_ITERATIONS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An answer that a question may be asking for."""

    answer_id: str
    share: float
    """Of the classifier's belief, 0 to 1; all answers together have 1."""
    nearness: float
    """Mean cosine similarity of the question to the three nearest ways to ask; -1 to 1."""


class Matcher:
    """Ranks answers for a question."""

    def __init__(self, asked: Asked, arrays: Arrays, embedder: Embedder) -> None:
        self._answer_ids = tuple(asked)
        self._ends = np.cumsum([len(ways) for ways in asked.values()])[:-1]
        self._vectors = arrays["vectors"]
        self._weights = arrays["weights"]
        self._biases = arrays["biases"]
        self._embedder = embedder

    def matches(self, question: str) -> list[Match]:
        """Every answer, best first."""
        vector = self._embedder.embed([question])[0]
        beliefs = self._weights @ vector + self._biases
        shares = np.exp(beliefs - beliefs.max())
        shares /= shares.sum()
        near = self._vectors @ vector
        parts = np.split(near, self._ends)
        nearness = [float(np.sort(part)[-_NEAREST:].mean()) for part in parts]
        return [
            Match(
                answer_id=self._answer_ids[place],
                share=float(shares[place]),
                nearness=nearness[place],
            )
            for place in np.argsort(-shares, kind="stable")
        ]


def opened_matcher(
    folder: Path,
    asked: Asked,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
) -> Matcher:
    """The matcher for these ways to ask, trained where the folder doesn't hold it yet.

    It is kept under a digest of all that decides it, so that a stale one is never found; one that
    is damaged is trained again. Raises ``OSError`` where it can't be kept.
    """
    path = folder / f"{_key(asked, embedder)}.npz"
    try:
        with np.load(path, allow_pickle=False) as held:
            return Matcher(asked, {name: held[name] for name in _ARRAYS}, embedder)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, BadZipFile, EOFError) as error:
        log.warning("%s is damaged and made anew: %s", path.name, error)
    arrays = _trained(asked, embedder, progress)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".tmp")
    with fresh.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)
    fresh.replace(path)
    return Matcher(asked, arrays, embedder)


def _key(asked: Asked, embedder: Embedder) -> str:
    decisive = [
        FORMAT, _C, _ITERATIONS, version("scikit-learn"), version("torch"),
        version("sentence-transformers"), embedder.weights_sha256,
        [[answer_id, list(ways)] for answer_id, ways in asked.items()],
    ]  # fmt: skip
    return sha256(json.dumps(decisive).encode()).hexdigest()[:32]


def _trained(asked: Asked, embedder: Embedder, progress: Progress | None) -> Arrays:
    ways = [way for listed in asked.values() for way in listed]
    if progress is not None:
        progress.begin(len(ways))
    owners = np.repeat(np.arange(len(asked)), [len(listed) for listed in asked.values()])
    vectors = embedder.embed(ways, advance=progress.advance if progress else None)
    classifier = LogisticRegression(C=_C, max_iter=_ITERATIONS).fit(vectors, owners)
    return {
        "vectors": vectors,
        "weights": classifier.coef_.astype(np.float32),
        "biases": classifier.intercept_.astype(np.float32),
    }
