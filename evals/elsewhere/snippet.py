"""Parts of documents that were retrieved, and how much of the right ones they hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Characters of a document."""

    document: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters."""
        return self.end - self.start

    def shared(self, other: "Snippet") -> int:
        """How many characters both hold."""
        if self.document != other.document:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


Ranking = Callable[[str, str], list[Snippet]]
"""Snippets for a question in a document, best first."""


def precision(found: Sequence[Snippet], gold: Sequence[Snippet]) -> float:
    """Share of the characters found that are gold, as LegalBench-RAG counts (arXiv 2408.10343).

    ``gold`` does not overlap. Where ``found`` does, a character counts each time it was found, and
    so it does in the benchmark's ``run_benchmark.py``. Nothing found is 0.
    """
    retrieved = sum(snippet.length for snippet in found)
    return _shared(found, gold) / retrieved if retrieved else 0.0


def recall(found: Sequence[Snippet], gold: Sequence[Snippet]) -> float:
    """Share of the gold characters that were found, counted in the same way.

    Where ``found`` overlaps, it can be above 1 in the benchmark; none of the ways that are measured
    here by it finds a character twice.
    """
    relevant = sum(snippet.length for snippet in gold)
    return _shared(found, gold) / relevant if relevant else 0.0


def _shared(found: Sequence[Snippet], gold: Sequence[Snippet]) -> int:
    return sum(one.shared(other) for one in found for other in gold)
