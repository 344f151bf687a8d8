"""LegalBench-RAG's measurement on its PrivacyQA part (arXiv 2408.10343)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus import Policy
from evals.elsewhere.chunks import SIZE, Chunks, every_size, whole_lines
from evals.elsewhere.estimate import Estimate, mean
from evals.elsewhere.library import Library
from evals.elsewhere.public_sets import SpanQuestion
from evals.elsewhere.snippet import Snippet, precision, recall
from index.embedder import Embedder

DEPTHS = (1, 2, 4, 8, 16, 32, 64)


class Setting(StrEnum):
    """What is searched, and with which words.

    The set puts "Consider "X"'s privacy policy;" before every question. Those words name the
    document, and in a vector they also drown what is asked.
    """

    ASKED = "the asked document"
    """Without those words: whoever serves a policy knows which it is."""
    POOLED = "all documents"
    """As the set has the question, like the published rows."""
    POOLED_UNNAMED = "all, unnamed"
    """Without those words, so that nothing but the matter tells which document is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A row of the paper's tables for the PrivacyQA part, in percent."""

    name: str
    precision_at_1: float
    recall_at_64: float


PUBLISHED = (
    Published(name="fixed 500 characters", precision_at_1=7.9, recall_at_64=66.1),
    Published(name="recursive splitter", precision_at_1=14.4, recall_at_64=84.2),
    Published(name="the same, Cohere's reranker", precision_at_1=13.9, recall_at_64=79.6),
)
_PUBLISHED_MODEL = "text-embedding-3-large"
_NOTE = (
    "Published rows: 194 questions on seven policies, and a pool that holds the contracts of the "
    "benchmark's other three parts too."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to retrieve."""

    name: str
    model: str
    search: Callable[[str, str | None], list[Snippet]]
    """For a question and a document, None being all, what is found, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a way found in a setting, one estimate for each of ``DEPTHS``."""

    way: Way
    setting: Setting
    precision: tuple[Estimate, ...]
    recall: tuple[Estimate, ...]


def ways(documents: Sequence[Policy], embedder: Embedder) -> tuple[Way, ...]:
    """Ours, and plain stacks beside it."""
    library = Library(documents, embedder)
    cut = Chunks(documents, embedder, every_size)
    lines = Chunks(documents, embedder, whole_lines)
    model = embedder.model
    return (
        Way(name="Clausewise", model=model, search=library.search),
        Way(name=f"{SIZE}-character chunks", model=model, search=cut.nearest),
        Way(name=f"whole lines up to {SIZE} characters", model=model, search=lines.nearest),
        Way(name=f"{SIZE}-character chunks, BM25", model="none", search=cut.by_words),
    )


def measured(way: Way, setting: Setting, questions: Sequence[SpanQuestion]) -> Row:
    """Precision and recall of a way, averaged over the questions, each counting the same."""
    found = [_search(way, setting, question) for question in questions]
    gold = [_gold(question) for question in questions]
    pairs = list(zip(found, gold, strict=True))
    return Row(
        way=way,
        setting=setting,
        precision=tuple(mean([precision(f[:k], g) for f, g in pairs]) for k in DEPTHS),
        recall=tuple(mean([recall(f[:k], g) for f, g in pairs]) for k in DEPTHS),
    )


def table(rows: Sequence[Row], count: int) -> Iterator[str]:
    """The rows beside the published ones, then precision and recall at every depth; Markdown."""
    yield f"LegalBench-RAG, PrivacyQA part: {count} questions; percent (95% interval)."
    yield ""
    yield "| retrieval | model | searched | precision@1 | recall@64 |"
    yield "|---|---|---|---:|---:|"
    for row in rows:
        figures = f"{row.precision[0].percent()} | {row.recall[-1].percent()}"
        yield f"| {row.way.name} | {row.way.model} | {row.setting} | {figures} |"
    for one in PUBLISHED:
        figures = f"{one.precision_at_1} | {one.recall_at_64}"
        yield f"| published: {one.name} | {_PUBLISHED_MODEL} | {Setting.POOLED} | {figures} |"
    yield ""
    yield _NOTE
    yield from _by_depth("precision", [(row, row.precision) for row in rows])
    yield from _by_depth("recall", [(row, row.recall) for row in rows])


def _by_depth(measure: str, rows: Sequence[tuple[Row, tuple[Estimate, ...]]]) -> Iterator[str]:
    yield ""
    yield f"| {measure} at | searched | {' | '.join(map(str, DEPTHS))} |"
    yield "|---|---|" + "---:|" * len(DEPTHS)
    for row, figures in rows:
        cells = " | ".join(f"{100 * figure.value:.1f}" for figure in figures)
        yield f"| {row.way.name} | {row.setting} | {cells} |"


def _search(way: Way, setting: Setting, question: SpanQuestion) -> list[Snippet]:
    words = question.query if setting is Setting.POOLED else question.text
    return way.search(words, question.document if setting is Setting.ASKED else None)


def _gold(question: SpanQuestion) -> list[Snippet]:
    return [Snippet(document=question.document, start=a, end=b) for a, b in question.spans]
