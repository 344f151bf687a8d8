"""Match a question to reviewed answers by the ways in which people ask for each.

A question is seen twice: put plainly, with the shop as "you", and in the policy's voice. Over both
a logistic regression learns what tells one answer from its neighbours; a second one, over the
first view alone, tells what any of the answers could be about from what none is about, by a list
of topics outside all privacy policies. What the question's words say for themselves is added to
either. docs/answers.md has the alternatives that were measured.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedder import Embedder, Vectors
from index.phrasing import addressed_plainly, in_policy_voice
from index.words import WordClassifier

Asked = Mapping[str, Sequence[str]]
"""The ways to ask for each answer, or to speak of each topic, under its id."""

_NEAREST = 3
# What words say counts so much beside what embeddings say; from 0.4 to 1 figures differ by a point.
_WORDS = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An answer that a question may be asking for."""

    answer_id: str
    share: float
    """Of the classifier's belief, 0 to 1; all answers together have 1."""
    nearness: float
    """Mean cosine similarity of the question to the three nearest ways to ask; -1 to 1."""
    wording: float
    """What the question's words alone say for it, as the logarithm of a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What a question may be asking for."""

    ranked: tuple[Match, ...]
    """Every answer, best first."""
    outside: float
    """Belief that it is about nothing that any answer is about, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearClassifier:
    """A multinomial logistic regression that was fitted."""

    weights: Vectors
    """A row a class."""
    biases: Vectors

    def logits(self, vector: Vectors) -> Vectors:
        """What speaks for each class, as logarithms; only their differences mean something."""
        told: Vectors = self.weights @ vector + self.biases
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What was learned from the ways to ask."""

    vectors: Vectors
    """A row a way to ask, both views beside each other."""
    answers: LinearClassifier
    topics: LinearClassifier | None
    """Over families of answers, then topics outside; None where there is nothing to tell apart."""
    families: int
    """How many of its classes are families of answers."""
    answer_words: WordClassifier
    topic_words: WordClassifier


class Matcher:
    """Ranks answers for a question."""

    def __init__(self, asked: Asked, trained: Trained, embedder: Embedder) -> None:
        self._answer_ids = tuple(asked)
        self._ends = np.cumsum([len(ways) for ways in asked.values()])[:-1]
        self._trained = trained
        self._embedder = embedder

    def matches(self, question: str) -> Matches:
        """Every answer, best first, and how likely it is that none is asked for."""
        (seen,) = views([question], self._embedder)
        wording = self._trained.answer_words.logits(question)
        shares = _shares(self._trained.answers.logits(seen) + _WORDS * wording)
        worded = np.log(_shares(wording))
        near = self._trained.vectors @ seen / 2  # of two cosines, the mean
        parts = np.split(near, self._ends)
        nearness = [float(np.sort(part)[-_NEAREST:].mean()) for part in parts]
        return Matches(
            ranked=tuple(
                Match(
                    answer_id=self._answer_ids[place],
                    share=float(shares[place]),
                    nearness=nearness[place],
                    wording=float(worded[place]),
                )
                for place in np.argsort(-shares, kind="stable")
            ),
            outside=self._outside(question, seen),
        )

    def _outside(self, question: str, seen: Vectors) -> float:
        if self._trained.topics is None:
            return 0.0
        plain = seen[: len(seen) // 2]
        told = self._trained.topics.logits(plain)
        shares = _shares(told + _WORDS * self._trained.topic_words.logits(question))
        return float(shares[self._trained.families :].sum())


def _shares(logits: Vectors) -> Vectors:
    """The belief in each class; all together have 1."""
    shares: Vectors = np.exp(logits - logits.max())
    shares /= shares.sum()
    return shares


def views(
    texts: Sequence[str], embedder: Embedder, *, advance: Callable[[int], None] | None = None
) -> Vectors:
    """A row a text: the vector of the text put plainly, then that in the policy's voice."""
    plain = [addressed_plainly(text) for text in texts]
    voiced = [in_policy_voice(text) for text in texts]
    both = embedder.embed([*plain, *voiced], advance=advance)
    return np.hstack([both[: len(texts)], both[len(texts) :]])
