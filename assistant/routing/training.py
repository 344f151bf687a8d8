"""Learn from the examples what tells a request, and which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from assistant.routing.examples import EXAMPLES, NO_REQUEST, Example, read_examples
from assistant.routing.traits import FORM, PARTS, WORDS, traits
from assistant.routing.weights import EMBEDDING, Numbers, Weights, row
from index.build import Progress
from index.embedder import Embedder, Vectors

# Of each kind, the traits that weigh most are kept; twice as many tell no more (docs/routing.md).
_MOST = {WORDS: 1200, PARTS: 1200, FORM: 300}
_SEEN = {WORDS: 2, PARTS: 4, FORM: 3}
_C = 10.0
_ITERATIONS = 200
_FOLDS = 6
# Who writes more than this, in characters, ends it with a stop.
_TYPED = 80
# Of messages that are no request, the share that may be taken for one among those askers whose
# way to write was never seen.
_FALSE = 0.05

Told = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Examples with what is told of each."""

    wanted: tuple[str, ...]
    askers: tuple[str, ...]
    told: tuple[frozenset[str], ...]
    vectors: Vectors

    def part(self, places: Sequence[int]) -> "Lesson":
        """Some of them."""
        return Lesson(
            wanted=tuple(self.wanted[place] for place in places),
            askers=tuple(self.askers[place] for place in places),
            told=tuple(self.told[place] for place in places),
            vectors=self.vectors[list(places)],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """A logistic regression with the traits that it knows."""

    wanted: tuple[str, ...]
    places: Mapping[str, int]
    matrix: Numbers
    biases: Numbers


def train(
    embedder: Embedder, path: Path = EXAMPLES, *, progress: Progress | None = None
) -> Weights:
    """The weights that the examples teach, with what cross-validation says of them."""
    lesson = lesson_of(read_examples(path), embedder, progress)
    request_from, measured = cross_validated(lesson)
    learnt = learn(lesson)
    return Weights(
        model=embedder.model,
        weights_sha256=embedder.weights_sha256,
        examples_sha256=sha256(path.read_bytes()).hexdigest(),
        wanted=learnt.wanted,
        request_from=request_from,
        places=learnt.places,
        matrix=learnt.matrix,
        biases=learnt.biases,
        measured=measured,
    )


def lesson_of(
    examples: Sequence[Example], embedder: Embedder, progress: Progress | None = None
) -> Lesson:
    """The examples, embedded and taken apart, also as they would be typed in a hurry."""
    said = [(example, text) for example in examples for text in _typed(example.text)]
    if progress is not None:
        progress.begin(len(said))
    return Lesson(
        wanted=tuple(example.wanted for example, _ in said),
        askers=tuple(example.asker for example, _ in said),
        told=tuple(traits(text) for _, text in said),
        vectors=embedder.embed(
            [text for _, text in said], advance=progress.advance if progress else None
        ),
    )


def learn(lesson: Lesson) -> Learnt:
    """What is wanted, from all traits at first, then from those that weighed most."""
    places = _kept(_fitted(lesson, _seen(lesson.told)))
    return _fitted(lesson, places)


def cross_validated(lesson: Lesson) -> tuple[float, Mapping[str, float]]:
    """The threshold for requests and what it achieves, with a sixth of the askers left out."""
    request = np.array([wanted not in NO_REQUEST for wanted in lesson.wanted])
    right = np.zeros(len(request), dtype=bool)
    sure = np.zeros(len(request))
    for tried in _folds(lesson.askers):
        learnt = learn(lesson.part(np.flatnonzero(~tried).tolist()))
        for place in np.flatnonzero(tried):
            sure[place], best = _best(learnt, lesson, int(place))
            right[place] = best == lesson.wanted[place]
    request_from = round(float(np.quantile(sure[~request], 1 - _FALSE)), 2)
    found = sure >= request_from
    return request_from, {
        "found": _percent(found[request]),
        "right": _percent((found & right)[request]),
        "false": _percent(found[~request]),
    }


def _typed(text: str) -> tuple[str, ...]:
    """The text, and without its last full stop, which changes its embedding and nothing else."""
    return (text, text[:-1]) if text.endswith(".") and len(text) <= _TYPED else (text,)


def _best(learnt: Learnt, lesson: Lesson, place: int) -> tuple[float, str]:
    """Belief in a request, and the right that is likeliest."""
    columns = row(lesson.told[place], lesson.vectors[place], learnt.places)
    logits = learnt.biases + learnt.matrix @ columns
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    rights = {
        wanted: float(share)
        for wanted, share in zip(learnt.wanted, shares, strict=True)
        if wanted not in NO_REQUEST
    }
    return sum(rights.values()), max(rights, key=lambda wanted: rights[wanted])


def _folds(askers: Sequence[str]) -> Sequence[NDArray[np.bool_]]:
    names = sorted(set(askers))
    return [np.isin(askers, names[start::_FOLDS]) for start in range(min(_FOLDS, len(names)))]


def _seen(told: Told) -> Mapping[str, int]:
    """The traits that more than a few examples have."""
    counts = Counter(trait for one in told for trait in one)
    often = sorted(trait for trait, count in counts.items() if count >= _SEEN[trait[0]])
    return {trait: place for place, trait in enumerate(often)}


def _kept(learnt: Learnt) -> Mapping[str, int]:
    """The traits of each kind that weigh most for anything wanted."""
    weights = np.abs(learnt.matrix).max(axis=0)
    ranked = sorted(learnt.places, key=lambda trait: (-weights[learnt.places[trait]], trait))
    kept = [
        trait
        for kind, most in _MOST.items()
        for trait in [trait for trait in ranked if trait[0] == kind][:most]
    ]
    return {trait: place for place, trait in enumerate(sorted(kept))}


def _fitted(lesson: Lesson, places: Mapping[str, int]) -> Learnt:
    rows = hstack([_columns(lesson.told, places), csr_matrix(EMBEDDING * lesson.vectors)]).tocsr()
    fitted = LogisticRegression(C=_C, max_iter=_ITERATIONS).fit(rows, lesson.wanted)
    return Learnt(
        wanted=tuple(map(str, fitted.classes_)),
        places=places,
        matrix=fitted.coef_.astype(np.float32),
        biases=fitted.intercept_.astype(np.float32),
    )


def _columns(told: Told, places: Mapping[str, int]) -> csr_matrix:
    """As ``row`` has them, without the zeros."""
    starts, columns, values = [0], [], []
    for one in told:
        # A set's order differs from run to run, and sums of weights with it, in their last digits.
        seen = sorted(one.intersection(places))
        for kind in _MOST:
            kept = [places[trait] for trait in seen if trait[0] == kind]
            columns += kept
            values += [len(kept) ** -0.5 for _ in kept]
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(told), len(places)), dtype=np.float32)


def _percent(hits: NDArray[np.bool_]) -> float:
    return round(float(100 * hits.mean()), 1)
