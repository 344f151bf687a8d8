"""Learn to match questions from the ways to ask, once, and keep beside the indexes what was."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from index.asked import Asked, LinearClassifier, Matcher, Trained, views
from index.build import Progress
from index.embedder import Embedder, Vectors
from index.phrasing import addressed_plainly
from index.words import WordClassifier

log = logging.getLogger(__name__)

FORMAT = 2
_ARRAYS = (
    "vectors", "answer_weights", "answer_biases", "topic_weights", "topic_biases", "families",
)  # fmt: skip
# Inverse strength of regularization; from 10 to 40 cross-validated figures differ by a point.
_C = 20.0
_ITERATIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What a matcher learns from."""

    asked: Asked
    families: Mapping[str, str]
    """The family of each answer, by its id."""
    outside: Asked
    """What people say of topics outside all policies; may be empty."""


def opened_matcher(
    folder: Path,
    lessons: Lessons,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
) -> Matcher:
    """The matcher for these lessons, trained where the folder doesn't hold it yet.

    It is kept under a digest of all that decides it, so that a stale one is never found; one that
    is damaged is trained again. Raises ``OSError`` where it can't be kept.
    """
    path = folder / f"{_key(lessons, embedder)}.npz"
    try:
        with np.load(path, allow_pickle=False) as held:
            arrays = {name: held[name] for name in _ARRAYS}
    except FileNotFoundError:
        arrays = _kept(path, _learned(lessons, embedder, progress))
    except (OSError, ValueError, KeyError, BadZipFile, EOFError) as error:
        log.warning("%s is damaged and made anew: %s", path.name, error)
        arrays = _kept(path, _learned(lessons, embedder, progress))
    return Matcher(lessons.asked, _trained(arrays, lessons), embedder)


def _kept(path: Path, arrays: dict[str, Vectors]) -> dict[str, Vectors]:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".tmp")
    with fresh.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)
    fresh.replace(path)
    return arrays


def _trained(arrays: Mapping[str, Vectors], lessons: Lessons) -> Trained:
    topics = LinearClassifier(weights=arrays["topic_weights"], biases=arrays["topic_biases"])
    ways, owners = _unfolded(lessons.asked)
    others, _ = _unfolded(lessons.outside)
    return Trained(
        vectors=arrays["vectors"],
        answers=LinearClassifier(weights=arrays["answer_weights"], biases=arrays["answer_biases"]),
        topics=topics if len(topics.biases) else None,
        families=int(arrays["families"]),
        # Words are counted in less time than it takes to read what was counted.
        answer_words=WordClassifier(ways, owners),
        topic_words=WordClassifier([*ways, *others], _topics(lessons)),
    )


def _topics(lessons: Lessons) -> NDArray[np.int64]:
    """For every way to ask the number of its answer's family, then those of the topics outside."""
    names = list(dict.fromkeys(lessons.families[answer_id] for answer_id in lessons.asked))
    family = np.array([names.index(lessons.families[answer_id]) for answer_id in lessons.asked])
    _, owners = _unfolded(lessons.asked)
    _, topics = _unfolded(lessons.outside)
    return np.concatenate([family[owners], len(names) + topics])


def _key(lessons: Lessons, embedder: Embedder) -> str:
    decisive = [
        FORMAT, _C, _ITERATIONS, version("scikit-learn"), version("torch"),
        version("sentence-transformers"), embedder.weights_sha256,
        [[answer_id, list(ways)] for answer_id, ways in lessons.asked.items()],
        sorted(lessons.families.items()),
        [[topic, list(ways)] for topic, ways in lessons.outside.items()],
    ]  # fmt: skip
    return sha256(json.dumps(decisive).encode()).hexdigest()[:32]


def _learned(lessons: Lessons, embedder: Embedder, progress: Progress | None) -> dict[str, Vectors]:
    ways, owners = _unfolded(lessons.asked)
    others, _ = _unfolded(lessons.outside)
    if progress is not None:
        progress.begin(2 * len(ways) + len(others))
    advance = progress.advance if progress else None
    vectors = views(ways, embedder, advance=advance)
    plain = vectors[:, : vectors.shape[1] // 2]
    elsewhere = embedder.embed([addressed_plainly(one) for one in others], advance=advance)
    answers = _fitted(vectors, owners)
    outside = (
        _fitted(np.vstack([plain, elsewhere]), _topics(lessons))
        if others
        else LinearClassifier(weights=plain[:0], biases=plain[:0, 0])
    )
    return {
        "vectors": vectors,
        "answer_weights": answers.weights,
        "answer_biases": answers.biases,
        "topic_weights": outside.weights,
        "topic_biases": outside.biases,
        "families": np.array(len({*lessons.families.values()}), dtype=np.float32),
    }


def _unfolded(asked: Asked) -> tuple[list[str], NDArray[np.int64]]:
    """Every way to ask, and the number of what it asks for."""
    counts = [len(ways) for ways in asked.values()]
    return [way for ways in asked.values() for way in ways], np.repeat(
        np.arange(len(asked)), counts
    )


def _fitted(vectors: Vectors, classes: NDArray[np.int64]) -> LinearClassifier:
    count = len(set(classes.tolist()))
    if count == 1:
        return LinearClassifier(weights=0 * vectors[:1], biases=0 * vectors[0, :1])
    fitted = LogisticRegression(C=_C, max_iter=_ITERATIONS).fit(vectors, classes)
    weights, biases = fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32)
    if count == 2:  # of two classes it keeps what speaks for the second
        weights, biases = np.vstack([0 * weights, weights]), np.array([0.0, biases[0]], np.float32)
    return LinearClassifier(weights=weights, biases=biases)
