"""The rows of docs/retrieval.md: what a way to retrieve finds of what it should."""

from collections.abc import Container, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from assistant.labelled import Expect, LabelledQuestion
from assistant.quoting import citations_of
from corpus import Policy
from evals.alternatives import Search
from evals.elsewhere.public_sets import RealQuestion, SpanQuestion
from evals.source_lines import SourceLines
from index.documents import read_documents
from index.passage import Hit

DEPTHS = (1, 3, 5)
RECALL_DEPTH = 64


def labelled_row(
    search: Search, policy: Policy, questions: Sequence[LabelledQuestion]
) -> list[str]:
    """Share of answerable questions with a core clause in the first clauses; AUC of silence."""
    firsts, best, answerable = [], [], []
    for question in questions:
        if question.expect not in (Expect.ANSWER, Expect.SILENT):
            continue
        hits = search(question.text, policy.policy_id)
        best.append(hits[0].score if hits else 0.0)
        answerable.append(question.expect is Expect.ANSWER)
        if answerable[-1]:
            firsts.append(_first_right(hits, question.core))
    return [*_shares(firsts), f"{roc_auc_score(answerable, best):.3f}"]


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
            right = {clause_id for clause_id in standing if standing[clause_id] & question.core}
            firsts.append(_first_right(hits, right))
    silence = roc_auc_score([question.answerable for question in questions], best)
    return [*_shares(firsts), f"{silence:.3f}"]


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
    search: Search,
    policy: Policy,
    questions: Sequence[LabelledQuestion],
    *,
    most: int,
    margin: float,
) -> list[str]:
    """Core cited, and nothing in vain; share of right quotes; quotes an answer."""
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


def _first_right(hits: Sequence[Hit], right: Container[str]) -> int:
    """Rank among the distinct clauses of the first right one; past all depths where none is."""
    clause_ids = list(dict.fromkeys(hit.passage.clause_ids[0] for hit in hits))
    ranks = (rank for rank, clause_id in enumerate(clause_ids, start=1) if clause_id in right)
    return next(ranks, max(DEPTHS) + 1)


def _shares(firsts: Sequence[int]) -> list[str]:
    return [f"{100 * np.mean([rank <= depth for rank in firsts]):.1f}" for depth in DEPTHS]
