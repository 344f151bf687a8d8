"""Compare ways to retrieve, each on the same questions: the table of docs/retrieval.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from assistant.labelled import Expect, LabelledQuestion
from assistant.quoting import citations_of
from corpus import Policy
from evals.public_sets import RealQuestion, SpanQuestion
from evals.source_lines import SourceLines
from index.documents import read_documents
from index.embedder import Embedder
from index.fusion import fused_vectors
from index.grains import cut
from index.lexical import LexicalIndex
from index.passage import Hit, Passage
from index.recipe import SHIPPED, Recipe
from index.retriever import Retriever
from index.store import MatrixStore

DEPTHS = (1, 3, 5)
RECALL_DEPTH = 64

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
    Alternative(name="all grains, policy voice alone", recipe=replace(SHIPPED, lexical=0.0, policy_voice=20.0)),
    Alternative(name="shipped: all grains, policy voice, words", recipe=SHIPPED),
    Alternative(name="shipped, no headings", recipe=replace(SHIPPED, heading=False)),
    Alternative(name="shipped, words twice", recipe=replace(SHIPPED, lexical=2 * SHIPPED.lexical)),
    Alternative(name="shipped, words four times", recipe=replace(SHIPPED, lexical=4 * SHIPPED.lexical)),
)  # fmt: skip


def searcher(
    documents: Sequence[Policy], embedder: Embedder, recipe: Recipe | None
) -> Search:
    """A search over the documents, in memory."""
    chosen = recipe or SHIPPED
    lineages = [line for document in documents for line in cut(document, heading=chosen.heading)]
    passages = [line.sentence for line in lineages]
    contexts = [line.clause.text for line in lineages]
    if recipe is None:
        return _by_words(passages, contexts)
    store = MatrixStore()
    store.add(passages, fused_vectors(lineages, embedder, recipe))
    retriever = Retriever(
        store=store, embedder=embedder, recipe=recipe, passages=passages, contexts=contexts
    )
    return lambda question, document: retriever.search(question, document=document)


def labelled_row(search: Search, policy: Policy, questions: Sequence[LabelledQuestion]) -> list[str]:
    """Share of answerable questions with a core clause in the first clauses; AUC of silence."""
    firsts, best, answerable = [], [], []
    for question in questions:
        if question.expect not in (Expect.ANSWER, Expect.SILENT):
            continue
        hits = search(question.text, policy.policy_id)
        best.append(hits[0].score if hits else 0.0)
        answerable.append(question.expect is Expect.ANSWER)
        if answerable[-1]:
            firsts.append(_first_right(hits, lambda clause_id, q=question: clause_id in q.core))
    return _shares(firsts) + [f"{roc_auc_score(answerable, best):.3f}"]


def real_row(
    search: Search, policy: Policy, lines: SourceLines, questions: Sequence[RealQuestion]
) -> list[str]:
    """The same on real questions, whose right answers are lines of the text as received."""
    standing = {c.clause_id: lines.within(c.start, c.end) for c in policy.clauses}
    firsts, best = [], []
    for question in questions:
        hits = search(question.text, policy.policy_id)
        best.append(hits[0].score if hits else 0.0)
        if question.answerable:
            firsts.append(
                _first_right(hits, lambda clause_id, q=question: bool(standing[clause_id] & q.core))
            )
    return _shares(firsts) + [f"{roc_auc_score([q.answerable for q in questions], best):.3f}"]


def span_row(search: Search, folder: Path, questions: Sequence[SpanQuestion]) -> list[str]:
    """Character precision of the first hit and recall of the first 64, as LegalBench-RAG has it."""
    texts = {d.policy_id: d.text for d in read_documents(folder)}
    precision, recall = [], []
    for question in questions:
        gold = np.zeros(len(texts[question.document]), dtype=bool)
        for start, end in question.spans:
            gold[start:end] = True
        hits = search(question.text, question.document)
        found = np.zeros_like(gold)
        for hit in hits[:RECALL_DEPTH]:
            found[hit.passage.start : hit.passage.end] = True
        first = hits[0].passage if hits else None
        precision.append(float(gold[first.start : first.end].mean()) if first else 0.0)
        recall.append(float((found & gold).sum() / gold.sum()))
    return [f"{100 * np.mean(precision):.1f}", f"{100 * np.mean(recall):.1f}"]


def quotes_row(
    search: Search, policy: Policy, questions: Sequence[LabelledQuestion], *, most: int, margin: float
) -> list[str]:
    """Quoted that much: core cited, nothing cited in vain, share of right quotes, quotes a reply."""
    cited, clean, right, count = [], [], [], []
    for question in questions:
        if question.expect is not Expect.ANSWER:
            continue
        hits = search(question.text, policy.policy_id)
        quoted = [
            {c.clause_id for c in policy.clauses if quote.start <= c.start and c.end <= quote.end}
            | {quote.clause_id}
            for quote in citations_of(policy, hits, most=most, margin=margin)
        ]
        good = [bool(ids & {*question.core, *question.accept}) for ids in quoted]
        cited.append(any(ids & set(question.core) for ids in quoted))
        clean.append(cited[-1] and all(good))
        right.append(np.mean(good))
        count.append(len(quoted))
    shares = [f"{100 * np.mean(values):.1f}" for values in (cited, clean, right)]
    return [*shares, f"{np.mean(count):.2f}"]


def _by_words(passages: Sequence[Passage], contexts: Sequence[str]) -> Search:
    held: dict[str, tuple[list[Passage], LexicalIndex]] = {}
    for name in {passage.document for passage in passages}:
        of = [(p, c) for p, c in zip(passages, contexts, strict=True) if p.document == name]
        held[name] = ([p for p, _ in of], LexicalIndex([c for _, c in of]))

    def search(question: str, document: str) -> list[Hit]:
        of, words = held[document]
        scores = words.scores(question)
        order = np.argsort(-scores, kind="stable")[:RECALL_DEPTH]
        return [
            Hit(passage=of[place], score=float(scores[place]), rank=rank)
            for rank, place in enumerate(order, start=1)
        ]

    return search


def _first_right(hits: Sequence[Hit], right: Callable[[str], bool]) -> int:
    """Rank among the distinct clauses of the first right one; past all depths where none is."""
    clause_ids = list(dict.fromkeys(hit.passage.clause_ids[0] for hit in hits))
    ranks = (rank for rank, clause_id in enumerate(clause_ids, start=1) if right(clause_id))
    return next(ranks, max(DEPTHS) + 1)


def _shares(firsts: Sequence[int]) -> list[str]:
    return [f"{100 * np.mean([rank <= depth for rank in firsts]):.1f}" for depth in DEPTHS]
