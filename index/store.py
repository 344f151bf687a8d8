"""Where vectors lie: Chroma behind LlamaIndex, and a plain matrix that does the same.

Chroma tells every process that opens a folder what the first one saw; whoever opens a store here
holds the generation's lock (generation.py).
"""

import os
from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Protocol, Self, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores.types import MetadataFilter, MetadataFilters, VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.embedder import Vectors
from index.passage import Passage

# What Chroma raises where it can't read or write, but for panics of its core.
StoreFault = ChromaError

_COLLECTION = "passages"
# Chroma's defaults lose neighbours; with these its search was exact on random vectors.
_HNSW = CreateHNSWConfiguration(
    space="cosine", ef_search=400, ef_construction=400, max_neighbors=32
)
_LARGEST_BATCH = 1000


class VectorStore(Protocol):
    """Passages under their vectors."""

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Keep the passages; one row of ``vectors`` each."""

    def nearest(self, vector: Vectors, *, top: int, document: str) -> list[tuple[str, float]]:
        """Up to ``top`` passages of the document: id and cosine similarity, nearest first."""

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """The vectors of those passages, in that order; ``KeyError`` where one is missing."""

    def close(self) -> None:
        """Let go of all files."""


class MatrixStore:
    """Exact search over a matrix in memory."""

    def __init__(self) -> None:
        self._passages: list[Passage] = []
        self._rows: list[Vectors] = []

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Keep the passages; one row of ``vectors`` each."""
        self._passages.extend(passages)
        self._rows.extend(vectors)

    def nearest(self, vector: Vectors, *, top: int, document: str) -> list[tuple[str, float]]:
        """Up to ``top`` passages of the document: id and cosine similarity, nearest first."""
        places = [i for i, p in enumerate(self._passages) if p.document == document]
        if not places:
            return []
        scores = np.stack([self._rows[i] for i in places]) @ vector
        best = np.argsort(-scores, kind="stable")[:top]
        return [(self._passages[places[i]].passage_id, float(scores[i])) for i in best]

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """The vectors of those passages, in that order; ``KeyError`` where one is missing."""
        rows = {p.passage_id: row for p, row in zip(self._passages, self._rows, strict=True)}
        return np.stack([rows[passage_id] for passage_id in passage_ids])

    def close(self) -> None:
        """Nothing is held."""


class ChromaStore:
    """A Chroma collection in a folder, searched through LlamaIndex."""

    def __init__(self, client: Client, collection: chromadb.Collection) -> None:
        self._client = client
        self._collection = collection
        self._store = ChromaVectorStore(chroma_collection=collection)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty store in an empty folder."""
        client = _client(folder)
        collection = client.create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW}
        )
        return cls(client, collection)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store that was made there; any error of Chroma's where it can't be read."""
        client = _client(folder)
        try:
            return cls(client, client.get_collection(_COLLECTION, embedding_function=None))
        except BaseException:
            client.close()
            raise

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Keep the passages; one row of ``vectors`` each."""
        nodes: list[BaseNode] = [
            TextNode(
                id_=passage.passage_id,
                text=passage.text,
                metadata={
                    "document": passage.document,
                    "clause_ids": " ".join(passage.clause_ids),
                    "start": passage.start,
                    "end": passage.end,
                },
                embedding=vector.tolist(),
            )
            for passage, vector in zip(passages, vectors, strict=True)
        ]
        for begin in range(0, len(nodes), _LARGEST_BATCH):
            self._store.add(nodes[begin : begin + _LARGEST_BATCH])

    def nearest(self, vector: Vectors, *, top: int, document: str) -> list[tuple[str, float]]:
        """Up to ``top`` passages of the document: id and cosine similarity, nearest first."""
        found = self._store.query(
            VectorStoreQuery(
                query_embedding=vector.tolist(),
                similarity_top_k=top,
                filters=MetadataFilters(filters=[MetadataFilter(key="document", value=document)]),
            )
        )
        # LlamaIndex gives exp(-distance), and Chroma's cosine distance is 1 - similarity.
        return [
            (passage_id, 1.0 + log(similarity))
            for passage_id, similarity in zip(
                found.ids or [], found.similarities or [], strict=True
            )
        ]

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """The vectors of those passages, in that order; ``KeyError`` where one is missing."""
        rows = self._collection.get(include=["embeddings"])
        by_id = dict(zip(rows["ids"], np.asarray(rows["embeddings"]), strict=True))
        return np.stack([by_id[passage_id] for passage_id in passage_ids]).astype(np.float32)

    def close(self) -> None:
        """Let go of all files."""
        self._client.close()


def _client(folder: Path) -> Client:
    client = chromadb.PersistentClient(
        os.fspath(folder), settings=ChromaSettings(anonymized_telemetry=False, allow_reset=False)
    )
    return cast(Client, client)
