"""LlamaIndex with Chroma, plain."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex

import chromadb
from chromadb.config import Settings as ChromaSettings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import MetadataMode
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus import Policy
from evals.elsewhere.peers.peer import DEPTH, Found, Search, vectors_of
from evals.elsewhere.peers.place import spans_of
from index.embedder import Embedder


class _Embedding(BaseEmbedding):
    """Our embedder as LlamaIndex wants one."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.model)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return vectors_of(self._embedder, [query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return vectors_of(self._embedder, [text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return vectors_of(self._embedder, texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LlamaIndexChroma:
    """``SentenceSplitter`` and ``VectorStoreIndex`` over a Chroma collection in memory."""

    chunk_size: int | None = None
    """Tokens; None leaves 1,024 with an overlap of 200."""

    @property
    def name(self) -> str:
        """As it stands in the table."""
        return "LlamaIndex + Chroma"

    @property
    def settings(self) -> str:
        """How it splits and where it searches, in a few words."""
        if self.chunk_size is None:
            return "defaults: SentenceSplitter, 1,024 tokens, overlap 200"
        return f"SentenceSplitter, {self.chunk_size} tokens, overlap {_OVERLAP}"

    def over(self, document: Policy, embedder: Embedder) -> Search:
        """A search over one document, with this model."""
        splitter = (
            SentenceSplitter()
            if self.chunk_size is None
            else SentenceSplitter(chunk_size=self.chunk_size, chunk_overlap=_OVERLAP)
        )
        nodes = splitter.get_nodes_from_documents([Document(text=document.text)])
        spans = _spans(document, [node.get_content(MetadataMode.NONE) for node in nodes])
        places = dict(zip([node.node_id for node in nodes], spans, strict=True))
        store = ChromaVectorStore(chroma_collection=_collection())
        index = VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=_Embedding(embedder),
        )
        retriever = index.as_retriever(similarity_top_k=DEPTH)

        def search(question: str) -> list[Found]:
            return [
                Found(start=start, end=end, score=one.score or 0.0)
                for one in retriever.retrieve(question)
                for start, end in [places[one.node.node_id]]
            ]

        return search


# Beside a chunk size of one's own; the default overlap would be most of a small chunk.
_OVERLAP = 20


def _spans(document: Policy, chunks: Sequence[str]) -> list[tuple[int, int]]:
    return list(spans_of(document.text, chunks))


def _collection() -> chromadb.Collection:
    # One memory serves all clients of a process, so that names must differ.
    client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
    return client.create_collection(f"peer-{token_hex(8)}")
