"""What a framework is asked for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from corpus import Policy
from evals.errors import MissingExtra
from index.embedder import Embedder

DEPTH = 64
"""How many chunks are asked for. The frameworks' own limits, 2 to 10, only cut the same ranking
short, and with chunks of such different sizes would measure nothing but the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A chunk that was found."""

    start: int
    """Offset in the document."""
    end: int
    score: float
    """The framework's own; more is nearer."""


Search = Callable[[str], list[Found]]
"""The chunks for a question in one document, best first, ``DEPTH`` at most."""


class Peer(Protocol):
    """A way to retrieve."""

    @property
    def name(self) -> str:
        """As it stands in the table."""

    @property
    def settings(self) -> str:
        """How it splits and where it searches, in a few words."""

    def over(self, document: Policy, embedder: Embedder) -> Search:
        """A search over one document, with this model; ``MissingExtra`` where not installed."""


@contextmanager
def extra(peer: str) -> Iterator[None]:
    """Around the import of a framework that the product doesn't need."""
    try:
        yield
    except ImportError as error:
        raise MissingExtra(peer, error) from error


def vectors_of(embedder: Embedder, texts: Sequence[str]) -> list[list[float]]:
    """Vectors as the frameworks pass them around."""
    vectors: list[list[float]] = embedder.embed(texts).tolist()
    return vectors
