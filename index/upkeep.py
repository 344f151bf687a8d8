"""An index that is never older than its policy: opened where it is fresh, else built anew."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from corpus import Policy
from index.build import Progress, build, digests
from index.embedder import Embedder
from index.errors import BrokenIndex, IndexFault, MissingIndex, StaleIndex
from index.generation import Shelfmark
from index.manifest import Origin
from index.recipe import Recipe
from index.retriever import Retriever, opened_retriever


@contextmanager
def fresh_retriever(
    shelfmark: Shelfmark,
    policy: Policy,
    embedder: Embedder,
    recipe: Recipe,
    *,
    rebuild: bool,
    wait_seconds: float,
    report: Callable[[str], None],
    progress: Progress | None = None,
) -> Iterator[Retriever]:
    """A retriever over an index of just this policy, model and recipe.

    Where the index is missing, stale or broken, it is built anew (``report`` is told why) or, with
    ``rebuild`` off, ``MissingIndex``, ``StaleIndex`` or ``BrokenIndex`` says so. ``BusyIndex``
    where another process has it open.
    """
    with ExitStack() as stack:
        try:
            retriever = stack.enter_context(
                _checked(shelfmark, policy, embedder, recipe, wait_seconds)
            )
        except (MissingIndex, StaleIndex, BrokenIndex) as fault:
            if not rebuild:
                raise
            report(_why(fault))
            build(shelfmark, [policy], embedder, recipe, progress=progress)
            retriever = stack.enter_context(
                _checked(shelfmark, policy, embedder, recipe, wait_seconds)
            )
        yield retriever


@contextmanager
def kept_retriever(
    shelfmark: Shelfmark, embedder: Embedder, *, wait_seconds: float
) -> Iterator[Retriever]:
    """A retriever over an index as it was built, of documents that may be gone since.

    Raises ``MissingIndex``, ``BusyIndex``, ``BrokenIndex``, or ``StaleIndex`` where it was built
    with another model or release.
    """
    with _unchanged(
        shelfmark,
        embedder,
        lambda built: Origin.of(built.documents, embedder, Recipe(**built.recipe)),
        wait_seconds,
    ) as retriever:
        yield retriever


@contextmanager
def _checked(
    shelfmark: Shelfmark, policy: Policy, embedder: Embedder, recipe: Recipe, wait_seconds: float
) -> Iterator[Retriever]:
    now = Origin.of(digests([policy]), embedder, recipe)
    with _unchanged(shelfmark, embedder, lambda _built: now, wait_seconds) as retriever:
        yield retriever


@contextmanager
def _unchanged(
    shelfmark: Shelfmark,
    embedder: Embedder,
    now: Callable[[Origin], Origin],
    wait_seconds: float,
) -> Iterator[Retriever]:
    """A retriever whose origin is still what it would be now; ``StaleIndex`` where it isn't."""
    with opened_retriever(shelfmark, embedder, wait_seconds=wait_seconds) as (retriever, manifest):
        if changes := manifest.origin.changes_to(now(manifest.origin)):
            raise StaleIndex(shelfmark.name, changes)
        yield retriever


def _why(fault: IndexFault) -> str:
    match fault:
        case StaleIndex(changes=changes):
            return f"Building the index anew: {'; '.join(changes)}."
        case BrokenIndex(problem=problem):
            return f"Building the index anew: {problem}."
    return "Building the index for the first time."
