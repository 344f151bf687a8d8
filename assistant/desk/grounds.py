"""What the desk knows of the policy beside its text: what is stale, and what is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from corpus import Policy, Shelf
from corpus.answers import StaleAnswer
from corpus.contradictions import contradictions
from corpus.lint import Finding, check
from index.embedder import Embedder, load_embedder
from settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Read once, when the server starts: so are the answers."""

    embedder: Callable[[], Embedder]
    """By which questions that ask the same are found."""
    stale: Sequence[StaleAnswer]
    flaws: Sequence[Finding]
    days: int
    """For which conversations are kept."""


def open_grounds(settings: Settings, policy: Policy, embedder: Embedder | None) -> Grounds:
    """What there is to know of the policy; raises the errors of the corpus.

    Without an embedder, one is loaded when it is needed first.
    """
    shelf = Shelf(settings.policies_folder)
    answers = shelf.answers(policy)
    return Grounds(
        embedder=cache(lambda: embedder or load_embedder(settings.embedding_model)),
        stale=tuple(answers.stale),
        flaws=(
            *contradictions(answers.current),
            *check(policy, shelf.source(policy.policy_id)),
        ),
        days=settings.conversation_days,
    )
