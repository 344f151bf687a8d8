"""Ways to retrieve, to be compared on the same questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus import Policy
from index.embedder import Embedder
from index.fusion import fused_vectors
from index.grains import cut
from index.lexical import LexicalIndex
from index.passage import Hit, Passage
from index.recipe import SHIPPED, Recipe
from index.retriever import CANDIDATES, Retriever
from index.store import MatrixStore

Search = Callable[[str, str], list[Hit]]
"""Hits for a question in a document, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A way to retrieve."""

    name: str
    recipe: Recipe | None
    """None is retrieval by words alone."""


_DENSE = replace(SHIPPED, lexical=0.0, policy_voice=0.0)
_SENTENCE = replace(_DENSE, sentence=1.0, clause=0.0, section=0.0)
_CLAUSE = replace(_DENSE, sentence=0.0, clause=1.0, section=0.0)
ALTERNATIVES = (
    Alternative(name="words alone (BM25)", recipe=None),
    Alternative(name="sentences", recipe=_SENTENCE),
    Alternative(name="clauses, no headings", recipe=replace(_CLAUSE, heading=False)),
    Alternative(name="clauses under their headings", recipe=_CLAUSE),
    Alternative(name="sections", recipe=replace(_CLAUSE, clause=0.0, section=1.0)),
    Alternative(name="sentence + clause", recipe=replace(_DENSE, sentence=1.0, section=0.0)),
    Alternative(name="all grains", recipe=_DENSE),
    Alternative(name="all grains, no headings", recipe=replace(_DENSE, heading=False)),
    Alternative(name="all grains + words", recipe=replace(_DENSE, lexical=SHIPPED.lexical)),
    Alternative(name="all grains, policy voice", recipe=replace(SHIPPED, lexical=0.0)),
    Alternative(
        name="all grains, policy voice alone",
        recipe=replace(SHIPPED, lexical=0.0, policy_voice=20.0),
    ),
    Alternative(name="shipped: all grains, policy voice, words", recipe=SHIPPED),
    Alternative(name="shipped, no headings", recipe=replace(SHIPPED, heading=False)),
    Alternative(name="shipped, words twice", recipe=replace(SHIPPED, lexical=2 * SHIPPED.lexical)),
    Alternative(
        name="shipped, words four times",
        recipe=replace(SHIPPED, lexical=4 * SHIPPED.lexical),
    ),
)


def searcher(documents: Sequence[Policy], embedder: Embedder, recipe: Recipe | None) -> Search:
    """A search over the documents, in memory."""
    if recipe is None:
        lineages = [line for document in documents for line in cut(document, heading=True)]
        return _by_words(
            [line.sentence for line in lineages], [line.clause.text for line in lineages]
        )
    retriever = memory_retriever(documents, embedder, recipe)
    return lambda question, document: retriever.search(question, document=document)


def memory_retriever(documents: Sequence[Policy], embedder: Embedder, recipe: Recipe) -> Retriever:
    """A retriever over the documents that needs no index on disk."""
    lineages = [line for document in documents for line in cut(document, heading=recipe.heading)]
    store = MatrixStore()
    passages = [line.sentence for line in lineages]
    store.add(passages, fused_vectors(lineages, embedder, recipe))
    return Retriever(
        store=store,
        embedder=embedder,
        recipe=recipe,
        passages=passages,
        contexts=[line.clause.text for line in lineages],
    )


def _by_words(passages: Sequence[Passage], contexts: Sequence[str]) -> Search:
    held: dict[str, tuple[list[Passage], LexicalIndex]] = {}
    for name in {passage.document for passage in passages}:
        of = [(p, c) for p, c in zip(passages, contexts, strict=True) if p.document == name]
        held[name] = ([p for p, _ in of], LexicalIndex([c for _, c in of]))

    def search(question: str, document: str) -> list[Hit]:
        of, words = held[document]
        scores = words.scores(question)
        order = np.argsort(-scores, kind="stable")[:CANDIDATES]
        return [
            Hit(passage=of[place], score=float(scores[place]), rank=rank)
            for rank, place in enumerate(order, start=1)
        ]

    return search
