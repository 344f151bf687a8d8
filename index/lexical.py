"""Retrieval by shared words: BM25 (bm25s) over Snowball stems."""

from collections.abc import Sequence

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray


class LexicalIndex:
    """BM25 over texts, in memory: a policy's are indexed in milliseconds."""

    def __init__(self, texts: Sequence[str]) -> None:
        stems_of = stems(texts)
        self._stems = [set(found) for found in stems_of]
        self._bm25 = bm25s.BM25()
        if any(stems_of):  # stop words and signs alone give bm25s nothing to count
            self._bm25.index(stems_of, show_progress=False)
        self._holding: dict[str, int] = {}
        for held in self._stems:
            for stem in held:
                self._holding[stem] = self._holding.get(stem, 0) + 1

    def scores(self, question: str) -> NDArray[np.float32]:
        """The score of each text in the order given, 0 to 1: scaled to the question's best."""
        known = [stem for stem in stems([question])[0] if stem in self._holding]
        if not known:
            return np.zeros(len(self._stems), dtype=np.float32)
        scores = np.asarray(self._bm25.get_scores(known), dtype=np.float32)
        best = float(scores.max())
        return scores / best if best > 0 else scores

    def coverage(self, question: str, places: Sequence[int]) -> float:
        """How much of the question stands in the texts at those places, 0 to 1.

        Each of its words counts by its rarity (inverse document frequency), so that what is asked
        about weighs more than how it is asked; a question of stop words alone is covered by 0.
        """
        asked = set(stems([question])[0])
        there = set().union(*(self._stems[place] for place in places))
        total = sum(map(self._rarity, asked))
        return sum(map(self._rarity, asked & there)) / total if total else 0.0

    def _rarity(self, stem: str) -> float:
        # A word that no text holds counts as rarer than one that a single text holds.
        return float(np.log1p(len(self._stems) / self._holding.get(stem, 0.5)))


def stems(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text, without stop words."""
    found: list[list[str]] = bm25s.tokenize(
        list(texts),
        stopwords="en",
        stemmer=Stemmer.Stemmer("english"),
        return_ids=False,
        show_progress=False,
    )
    return found
