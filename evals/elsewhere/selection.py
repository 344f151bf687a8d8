"""How well chosen sentences match those that annotators chose.

As PrivacyQA scores (Ravichander et al., EMNLP 2019, after SQuAD 2.0; the sums are those of its
public re-implementation, wasiahmad/PrivacyQA ``nqa/utils/scorer.py``): for each question precision,
recall and F1 of the set of sentences, 1 where both it and the reference are empty, 0 where one is;
then the mean over questions.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

Sentences = Set[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float


NONE_RIGHT = Score(precision=0.0, recall=0.0, f1=0.0)
ALL_RIGHT = Score(precision=1.0, recall=1.0, f1=1.0)


def score(chosen: Sentences, reference: Sentences) -> Score:
    """Of one question."""
    if not chosen and not reference:
        return ALL_RIGHT
    return _score(len(chosen & reference), len(chosen), len(reference))


def corpus_score(chosen: Sequence[Sentences], references: Sequence[Sentences]) -> Score:
    """Of all questions' sentences in one heap; a rightly empty choice adds nothing to it."""
    right = sum(len(c & r) for c, r in zip(chosen, references, strict=True))
    return _score(right, sum(map(len, chosen)), sum(map(len, references)))


def _score(right: int, chosen: int, reference: int) -> Score:
    if not right:
        return NONE_RIGHT
    precision, recall = right / chosen, right / reference
    return Score(
        precision=precision, recall=recall, f1=2 * precision * recall / (precision + recall)
    )
