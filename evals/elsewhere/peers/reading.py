"""What someone who reads the chunks in their order finds, fair to chunks of any size."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.elsewhere.peers.peer import Found
from evals.elsewhere.peers.span_case import SpanCase
from evals.elsewhere.public_sets import Span

HELD = 0.5
"""Share of a span's characters from which a chunk holds it."""

Marks = NDArray[np.bool_]
"""One mark a character of a document."""


def precision_at_1(case: SpanCase, found: Sequence[Found]) -> float:
    """Share of the first chunk's characters that are core or accepted; 0 where none was found."""
    if not found:
        return 0.0
    first = found[0]
    right = _marks(max(first.end, *_ends(case)), (*case.core, *case.accept))
    return float(right[first.start : first.end].mean())


def hit(case: SpanCase, found: Sequence[Found], depth: int) -> float:
    """1 where one of the first chunks holds, by itself, half of a core span; else 0."""
    return float(
        any(
            min(chunk.end, end) - max(chunk.start, start) >= HELD * (end - start)
            for chunk in found[:depth]
            for start, end in case.core
        )
    )


def recall_within(case: SpanCase, found: Sequence[Found], budget: int) -> float:
    """Share of the core characters among the first ``budget`` characters that are read.

    Chunks are read in their order, each from its beginning; what was read before is passed over
    and costs nothing; the last one is left where the budget ends.
    """
    size = max([*_ends(case), *(chunk.end for chunk in found)])
    read = _marks(size, ())
    for chunk in found:
        fresh = chunk.start + np.flatnonzero(~read[chunk.start : chunk.end])
        read[fresh[: budget - int(read.sum())]] = True
    core = _marks(size, case.core)
    return float(read[core].mean())


def _ends(case: SpanCase) -> list[int]:
    return [end for _, end in (*case.core, *case.accept)]


def _marks(size: int, spans: Sequence[Span]) -> Marks:
    marks = np.zeros(size, dtype=bool)
    for start, end in spans:
        marks[start:end] = True
    return marks
