"""All peers on the same questions, with the same model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from evals.elsewhere.estimate import Estimate, auroc, mean
from evals.elsewhere.peers.haystack import Haystack
from evals.elsewhere.peers.langchain import LangChain
from evals.elsewhere.peers.llamaindex import LlamaIndexChroma
from evals.elsewhere.peers.ours import Ours
from evals.elsewhere.peers.peer import Found, Peer, Search
from evals.elsewhere.peers.reading import hit, precision_at_1, recall_within
from evals.elsewhere.peers.span_case import SpanSet
from evals.elsewhere.peers.txtai import Txtai
from index.embedder import Embedder

BUDGETS = (500, 1000, 2000)
"""Characters read."""
MIDDLE = 1000
"""The budget at which ours and the others are compared question by question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a peer found in a set; lists hold one value an answerable case."""

    peer: Peer
    precision_at_1: list[float]
    hit_at_1: list[float]
    hit_at_3: list[float]
    recall: dict[int, list[float]]
    """By budget."""
    auroc: Estimate | None
    """Of the best score, answerable cases against silent ones."""
    seconds: list[float]
    """Of each case, silent ones included."""

    def times(self, other: "Row") -> float:
        """How many times as long as the other it takes: median over questions."""
        return median(a / b for a, b in zip(self.seconds, other.seconds, strict=True))


def peers(folder: Path) -> tuple[Peer, ...]:
    """Ours first, then the others with their defaults and with chunks that the model can read."""
    return (
        Ours(folder=folder, whole_clauses=True),
        Ours(folder=folder, whole_clauses=False),
        LlamaIndexChroma(),
        LlamaIndexChroma(chunk_size=256),
        LangChain(),
        LangChain(chunk_size=1000),
        Haystack(),
        Txtai(),
    )


def measured(compared: Sequence[Peer], asked: SpanSet, embedder: Embedder) -> list[Row]:
    """What each peer finds; ``MissingExtra`` where one isn't installed."""
    searches = [
        {one.policy_id: peer.over(one, embedder) for one in asked.documents} for peer in compared
    ]
    for search in searches:
        search[asked.cases[0].document](asked.cases[0].text)  # the first pays for what is lazy
    # Peers take turns at each question, so that a busy machine slows all of them alike.
    answers = [[_timed(search[c.document], c.text) for search in searches] for c in asked.cases]
    return [
        _row(peer, asked, [of_case[place] for of_case in answers])
        for place, peer in enumerate(compared)
    ]


def _timed(search: Search, question: str) -> tuple[list[Found], float]:
    begun = perf_counter()
    found = search(question)
    return found, perf_counter() - begun


def _row(peer: Peer, asked: SpanSet, answers: Sequence[tuple[list[Found], float]]) -> Row:
    found = [chunks for chunks, _ in answers]
    pairs = [(c, f) for c, f in zip(asked.cases, found, strict=True) if c.answerable]
    return Row(
        peer=peer,
        precision_at_1=[precision_at_1(c, f) for c, f in pairs],
        hit_at_1=[hit(c, f, 1) for c, f in pairs],
        hit_at_3=[hit(c, f, 3) for c, f in pairs],
        recall={budget: [recall_within(c, f, budget) for c, f in pairs] for budget in BUDGETS},
        auroc=auroc(
            [case.answerable for case in asked.cases],
            [chunks[0].score if chunks else 0.0 for chunks in found],
        ),
        seconds=[seconds for _, seconds in answers],
    )


def table(asked: SpanSet, rows: Sequence[Row]) -> Iterator[str]:
    """The rows of a set, the first one being what the others are held to; Markdown."""
    answerable = sum(case.answerable for case in asked.cases)
    yield f"{asked.name}: {answerable} answerable, {len(asked.cases) - answerable} silent; percent."
    yield ""
    budgets = " | ".join(f"{budget:,}" for budget in BUDGETS)
    yield (
        f"| retrieval | settings | p@1 | hit@1 | hit@3 | recall at {budgets} "
        f"| ours ahead at {MIDDLE:,} (95%) | AUROC | time |"
    )
    yield "|---|---" + "|---:" * (6 + len(BUDGETS)) + "|"
    for row in rows:
        yield _cells(row, rows[0])


def _cells(row: Row, ours: Row) -> str:
    ahead = [a - b for a, b in zip(ours.recall[MIDDLE], row.recall[MIDDLE], strict=True)]
    cells = (
        row.peer.name,
        row.peer.settings,
        mean(row.precision_at_1).percent(),
        f"{100 * mean(row.hit_at_1).value:.1f}",
        f"{100 * mean(row.hit_at_3).value:.1f}",
        *(f"{100 * mean(row.recall[budget]).value:.1f}" for budget in BUDGETS),
        "" if row is ours else mean(ahead).percent(),
        row.auroc.share() if row.auroc else "",
        f"{row.times(ours):.2f}",
    )
    return f"| {' | '.join(cells)} |"
