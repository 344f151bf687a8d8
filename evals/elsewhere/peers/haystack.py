"""Haystack: its splitter by words and its store in memory."""

import os
from dataclasses import dataclass

from corpus import Policy
from evals.elsewhere.peers.peer import DEPTH, Found, Search, extra, vectors_of
from evals.elsewhere.peers.place import spans_of
from index.embedder import Embedder


@dataclass(frozen=True, slots=True, kw_only=True)
class Haystack:
    """``DocumentSplitter`` and ``InMemoryEmbeddingRetriever``."""

    @property
    def name(self) -> str:
        """As it stands in the table."""
        return "Haystack"

    @property
    def settings(self) -> str:
        """How it splits and where it searches, in a few words."""
        return "defaults: DocumentSplitter, 200 words, no overlap"

    def over(self, document: Policy, embedder: Embedder) -> Search:
        """A search over one document, with this model; ``MissingExtra`` where not installed."""
        # Read as it is imported; otherwise it makes a user id in the home folder, to report with.
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
        with extra(self.name):  # here, as the product is installed without it
            from haystack import Document
            from haystack.components.preprocessors import DocumentSplitter
            from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
            from haystack.document_stores.in_memory import InMemoryDocumentStore
        pieces = DocumentSplitter().run([Document(content=document.text)])["documents"]
        chunks = [piece.content for piece in pieces]
        vectors = vectors_of(embedder, chunks)
        spans = spans_of(document.text, chunks)
        store = InMemoryDocumentStore()
        store.write_documents(
            [
                Document(content=chunk, embedding=vector, meta={"start": start, "end": end})
                for chunk, vector, (start, end) in zip(chunks, vectors, spans, strict=True)
            ]
        )
        retriever = InMemoryEmbeddingRetriever(store, top_k=DEPTH)

        def search(question: str) -> list[Found]:
            found = retriever.run(vectors_of(embedder, [question])[0])["documents"]
            return [
                Found(start=one.meta["start"], end=one.meta["end"], score=one.score)
                for one in found
            ]

        return search
