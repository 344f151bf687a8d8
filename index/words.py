"""What the words of a question say of what it asks for, beside its embedding.

A small encoder puts "does it keep my gym log" beside everything that keeps anything; words that few
ways to ask have in common tell them apart. Naive Bayes counts them in no time, and errs where the
encoder doesn't: docs/answers.md has what either is worth.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB

from index.embedder import Vectors
from index.phrasing import addressed_plainly

# What one text alone has says nothing of how others ask.
_SEEN = 2
_SMOOTHING = 0.1
_WORD = r"[a-z0-9']+"


class WordClassifier:
    """How much the words of a text, and pairs of neighbours, speak for each of several classes."""

    def __init__(self, texts: Sequence[str], classes: NDArray[np.int64]) -> None:
        """Learn from the texts, each of the class at its place; classes count from 0."""
        self._terms, rows = _counted([_plain(text) for text in texts])
        fitted = MultinomialNB(alpha=_SMOOTHING, fit_prior=False).fit(rows, classes)
        self._logs = fitted.feature_log_prob_.astype(np.float32)

    def logits(self, text: str) -> Vectors:
        """What speaks for each class, as logarithms; only their differences mean something."""
        row = self._terms.transform([_plain(text)])
        told: Vectors = self._logs[:, row.indices] @ row.data.astype(np.float32)
        return told


def _counted(texts: Sequence[str]) -> tuple[TfidfVectorizer, object]:
    """The terms of the texts, weighed by rarity, and a row a text."""
    for seen in (_SEEN, 1):
        terms = TfidfVectorizer(
            ngram_range=(1, 2), min_df=seen, sublinear_tf=True, token_pattern=_WORD
        )
        try:
            return terms, terms.fit_transform(texts)
        except ValueError:  # of a few texts, none may have a term in common
            continue
    raise ValueError("no text has a word")


def _plain(text: str) -> str:
    return addressed_plainly(text).lower()
