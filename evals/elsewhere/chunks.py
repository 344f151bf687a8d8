"""What a plain stack does: cut documents into chunks, embed them, take the nearest."""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus import Policy
from evals.elsewhere.snippet import Snippet
from index.embedder import Embedder
from index.lexical import LexicalIndex

SIZE = 500
"""Characters, as LegalBench-RAG's fixed chunks have."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")

Cut = Callable[[str], Iterator[tuple[int, int]]]
"""Spans of a text that do not overlap and leave nothing out."""


def every_size(text: str) -> Iterator[tuple[int, int]]:
    """Spans of ``SIZE`` characters, wherever words end."""
    for start in range(0, len(text), SIZE):
        yield start, min(start + SIZE, len(text))


def whole_lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of as many whole lines as ``SIZE`` characters hold; a longer line is one by itself."""
    start = end = 0
    for line in _LINE.finditer(text):
        if end > start and line.end() - start > SIZE:
            yield start, end
            start = line.start()
        end = line.end()
    if end > start:
        yield start, end


class Chunks:
    """Chunks of documents, searched by a model or by words."""

    def __init__(self, documents: Sequence[Policy], embedder: Embedder, cut: Cut) -> None:
        self._snippets = [
            Snippet(document=one.policy_id, start=start, end=end)
            for one in documents
            for start, end in cut(one.text)
        ]
        texts = {one.policy_id: one.text for one in documents}
        self._texts = [texts[s.document][s.start : s.end] for s in self._snippets]
        self._embedder = embedder
        self._vectors = embedder.embed(self._texts)

    def nearest(self, question: str, document: str | None) -> list[Snippet]:
        """By the model, best first; None searches all documents."""
        places = self._places(document)
        return self._ranked(places, self._vectors[places] @ self._embedder.embed([question])[0])

    def by_words(self, question: str, document: str | None) -> list[Snippet]:
        """By BM25, best first; None searches all documents."""
        places = self._places(document)
        words = LexicalIndex([self._texts[place] for place in places])
        return self._ranked(places, words.scores(question))

    def _places(self, document: str | None) -> list[int]:
        return [
            place
            for place, snippet in enumerate(self._snippets)
            if document in (None, snippet.document)
        ]

    def _ranked(self, places: Sequence[int], scores: NDArray[np.float32]) -> list[Snippet]:
        order = np.argsort(-scores, kind="stable")
        return [self._snippets[places[rank]] for rank in order]
