"""Where the real parts are put together, once."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from assistant.calibration import load_calibration
from assistant.turn import Assistant
from corpus import Policy, Shelf
from index.build import Progress
from index.embedder import Embedder, load_embedder
from index.generation import Shelfmark
from index.recipe import SHIPPED
from index.retriever import Retriever
from index.upkeep import fresh_retriever
from settings import Settings, StaleIndexChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A policy with all that is needed to search it."""

    policy: Policy
    embedder: Embedder
    retriever: Retriever


@contextmanager
def open_ground(
    settings: Settings,
    *,
    policy_id: str | None = None,
    report: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> Iterator[Ground]:
    """The policy, the embedding model and a fresh index, closed at the end.

    Raises the errors of the rooms below. ``report`` is told why an index is built, if one is.
    """
    policy = Shelf(settings.policies_folder).load(policy_id or settings.policy)
    embedder = load_embedder(settings.embedding_model)
    with fresh_retriever(
        Shelfmark(folder=settings.index_folder, name=policy.policy_id),
        policy,
        embedder,
        SHIPPED,
        rebuild=settings.stale_index is StaleIndexChoice.REBUILD,
        wait_seconds=settings.lock_wait_seconds,
        report=report or _to_stderr,
        progress=progress,
    ) as retriever:
        yield Ground(policy=policy, embedder=embedder, retriever=retriever)


@contextmanager
def open_assistant(
    settings: Settings, *, policy_id: str | None = None, progress: Progress | None = None
) -> Iterator[Assistant]:
    """The assistant for a policy, closed at the end; raises the errors of the rooms."""
    with open_ground(settings, policy_id=policy_id, progress=progress) as ground:
        yield Assistant(
            policy=ground.policy,
            contact=settings.contact or ground.policy.contact or "the shop",
            retriever=ground.retriever,
            calibration=load_calibration(
                settings.calibrations_folder, ground.embedder, asdict(SHIPPED)
            ),
            rights=Shelf(settings.policies_folder).rights(ground.policy),
            longest_message=settings.longest_message,
        )


def _to_stderr(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
