"""Documents that are searched in memory as the product searches, one by one or all at once."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from corpus import Policy
from evals.elsewhere.snippet import Snippet
from index.embedder import Embedder
from index.fusion import fused_vectors
from index.grains import cut
from index.passage import Passage
from index.recipe import SHIPPED
from index.retriever import Retriever
from index.store import MatrixStore, VectorStore

_POOL = "all documents"


class Library:
    """Documents under the shipped recipe."""

    def __init__(
        self, documents: Sequence[Policy], embedder: Embedder, *, store: VectorStore | None = None
    ) -> None:
        """An empty ``store`` may be given to search one by one in; by default, matrices are."""
        lineages = [line for one in documents for line in cut(one, heading=SHIPPED.heading)]
        self._vectors = fused_vectors(lineages, embedder, SHIPPED)
        self._contexts = [line.clause.text for line in lineages]
        self._passages = [line.sentence for line in lineages]
        self._embedder = embedder
        self._store = store

    @cached_property
    def apart(self) -> Retriever:
        """Searches the document that it is asked for."""
        return self._retriever(self._passages, self._store or MatrixStore())

    @cached_property
    def pooled(self) -> Retriever:
        """Searches all documents as if they were one."""
        passages = [replace(passage, document=_POOL) for passage in self._passages]
        return self._retriever(passages, MatrixStore())

    def search(self, question: str, document: str | None) -> list[Snippet]:
        """Sentences, best first; None searches all documents."""
        retriever = self.pooled if document is None else self.apart
        return [
            Snippet(
                document=self._homes[hit.passage.passage_id],
                start=hit.passage.start,
                end=hit.passage.end,
            )
            for hit in retriever.search(question, document=document or _POOL)
        ]

    @cached_property
    def _homes(self) -> dict[str, str]:
        return {passage.passage_id: passage.document for passage in self._passages}

    def _retriever(self, passages: Sequence[Passage], store: VectorStore) -> Retriever:
        store.add(passages, self._vectors)
        return Retriever(
            store=store,
            embedder=self._embedder,
            recipe=SHIPPED,
            passages=passages,
            contexts=self._contexts,
        )
