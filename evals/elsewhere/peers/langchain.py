"""LangChain: its recursive splitter and its store in memory."""

from dataclasses import dataclass

from corpus import Policy
from evals.elsewhere.peers.peer import DEPTH, Found, Search, extra, vectors_of
from evals.elsewhere.peers.place import spans_of
from index.embedder import Embedder


@dataclass(frozen=True, slots=True)
class _Embeddings:
    """Our embedder as LangChain wants one."""

    embedder: Embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return vectors_of(self.embedder, texts)

    def embed_query(self, text: str) -> list[float]:
        return vectors_of(self.embedder, [text])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class LangChain:
    """``RecursiveCharacterTextSplitter`` and ``InMemoryVectorStore``."""

    chunk_size: int | None = None
    """Characters; None leaves 4,000 with an overlap of 200."""

    @property
    def name(self) -> str:
        """As it stands in the table."""
        return "LangChain"

    @property
    def settings(self) -> str:
        """How it splits and where it searches, in a few words."""
        splitter = "RecursiveCharacterTextSplitter"
        if self.chunk_size is None:
            return f"defaults: {splitter}, 4,000 characters, overlap 200"
        return f"{splitter}, {self.chunk_size:,} characters, overlap 200"

    def over(self, document: Policy, embedder: Embedder) -> Search:
        """A search over one document, with this model; ``MissingExtra`` where not installed."""
        with extra(self.name):  # here, as the product is installed without it
            from langchain_core.vectorstores import InMemoryVectorStore
            from langchain_text_splitters import RecursiveCharacterTextSplitter
        splitter = (
            RecursiveCharacterTextSplitter()
            if self.chunk_size is None
            else RecursiveCharacterTextSplitter(chunk_size=self.chunk_size, chunk_overlap=200)
        )
        chunks = splitter.split_text(document.text)
        store = InMemoryVectorStore(_Embeddings(embedder))
        spans = [{"start": a, "end": b} for a, b in spans_of(document.text, chunks)]
        store.add_texts(chunks, spans)

        def search(question: str) -> list[Found]:
            return [
                Found(start=one.metadata["start"], end=one.metadata["end"], score=score)
                for one, score in store.similarity_search_with_score(question, k=DEPTH)
            ]

        return search
