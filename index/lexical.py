"""Retrieval by shared words: BM25 (bm25s)."""

from collections.abc import Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray



class LexicalIndex:
    """BM25 over texts, in memory: a policy's are indexed in milliseconds."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bm25 = bm25s.BM25()
        self._size = len(texts)
        self._bm25.index(_tokens(list(texts)), show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        """The score of each text in the order given, 0 to 1: scaled to the question's best."""
        words = [word for word in _tokens([question])[0] if word in self._bm25.vocab_dict]
        if not words:
            return np.zeros(self._size, dtype=np.float32)
        scores = np.asarray(self._bm25.get_scores(words), dtype=np.float32)
        best = float(scores.max())
        return scores / best if best > 0 else scores


def _tokens(texts: list[str]) -> list[list[str]]:
    tokens: list[list[str]] = bm25s.tokenize(
        texts, stopwords="en", return_ids=False, show_progress=False
    )
    return tokens
