"""Ours, as it is shipped: all grains, policy voice, words; Chroma behind LlamaIndex."""

from dataclasses import dataclass
from pathlib import Path

from corpus import Policy
from evals.elsewhere.library import Library
from evals.elsewhere.peers.peer import DEPTH, Found, Search
from index.embedder import Embedder
from index.store import ChromaStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """The product's retrieval; a hit is a sentence, or the clause that it stands in."""

    folder: Path
    """Where stores are made, each in a folder of its own."""
    whole_clauses: bool

    @property
    def name(self) -> str:
        """As it stands in the table."""
        return "Clausewise, clauses" if self.whole_clauses else "Clausewise, sentences"

    @property
    def settings(self) -> str:
        """How it splits and where it searches, in a few words."""
        return "as shipped; each hit's clause" if self.whole_clauses else "as shipped"

    def over(self, document: Policy, embedder: Embedder) -> Search:
        """A search over one document, with this model."""
        folder = self.folder / f"{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        library = Library([document], embedder, store=ChromaStore.create(folder))

        def search(question: str) -> list[Found]:
            best: dict[tuple[int, int], float] = {}
            hits = library.apart.search(question, document=document.policy_id, top=DEPTH)
            for hit in hits:
                clause = document.clause(hit.passage.clause_ids[0])
                held = clause if self.whole_clauses else hit.passage
                best.setdefault((held.start, held.end), hit.score)
            return [Found(start=a, end=b, score=score) for (a, b), score in best.items()]

        return search
