"""txtai: its embeddings database over lines."""

from dataclasses import dataclass

from corpus import Policy
from evals.elsewhere.peers.peer import DEPTH, Found, Search, extra
from evals.elsewhere.peers.place import spans_of
from index.embedder import Embedder, Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Txtai:
    """``Segmentation`` and ``Embeddings`` with its Faiss index.

    txtai splits nothing unless it is told how. Lines are what it can tell apart in every text that
    is measured here; by its paragraphs, which blank lines part, some would stay whole.
    """

    @property
    def name(self) -> str:
        """As it stands in the table."""
        return "txtai"

    @property
    def settings(self) -> str:
        """How it splits and where it searches, in a few words."""
        return "Segmentation by lines, else defaults"

    def over(self, document: Policy, embedder: Embedder) -> Search:
        """A search over one document, with this model; ``MissingExtra`` where not installed."""
        with extra(self.name):  # here, as the product is installed without it
            from txtai import Embeddings
            from txtai.pipeline import Segmentation
        chunks = Segmentation(lines=True)(document.text)
        spans = list(spans_of(document.text, chunks))

        def transform(texts: list[str]) -> Vectors:
            return embedder.embed(texts)

        embeddings = Embeddings({"method": "external", "transform": transform})
        embeddings.index(chunks)

        def search(question: str) -> list[Found]:
            return [
                Found(start=spans[place][0], end=spans[place][1], score=score)
                for place, score in embeddings.search(question, DEPTH)
            ]

        return search
