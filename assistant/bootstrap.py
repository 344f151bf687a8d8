"""Where the real parts are put together, once."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from assistant.answering import Answering
from assistant.calibration import load_calibration
from assistant.errors import NoCalibration, NoWeights
from assistant.match_calibration import load_match_calibration
from assistant.reviewed import Reviewed, vocabulary_of
from assistant.route import RequestRoute, Route
from assistant.routing.router import Router
from assistant.routing.weights import load_weights
from assistant.turn import Assistant
from corpus import Policy, Shelf
from corpus.answers import ReviewedAnswer, StaleAnswer
from corpus.outside import outside_topics
from index.asked import Matcher
from index.asked_training import Lessons, opened_matcher
from index.build import Progress
from index.embedder import Embedder, load_embedder
from index.generation import Shelfmark
from index.phrasing import addressed_plainly, in_policy_voice
from index.recent import RecentEmbedder
from index.recipe import SHIPPED
from index.retriever import Retriever
from index.upkeep import fresh_retriever
from settings import Settings, StaleIndexChoice

# Beside the folders of indexes, which are named like policies: no policy's id begins so.
_ASKED = ".asked"


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
    embedder = RecentEmbedder(load_embedder(settings.embedding_model))
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
            answering=Answering(
                policy=ground.policy,
                contact=settings.contact or ground.policy.contact or "the shop",
                retriever=ground.retriever,
                calibration=load_calibration(
                    settings.calibrations_folder, ground.embedder, asdict(SHIPPED)
                ),
                reviewed=_reviewed(settings, ground, progress=progress),
            ),
            route=_routing(settings, ground),
            rights=Shelf(settings.policies_folder).rights(ground.policy).clauses,
            longest_message=settings.longest_message,
            understood=settings.understood_languages,
            embedder=ground.embedder,
        )


def _routing(settings: Settings, ground: Ground) -> Callable[[str], Route | RequestRoute]:
    """The way of a message; without weights for the model the rules decide, and it is said so."""
    try:
        router = Router(weights=load_weights(settings.calibrations_folder, ground.embedder))
    except NoWeights as missing:
        _to_stderr(f"Requests are told from questions by rules alone. {missing}")
        router = Router()

    def routed(text: str) -> Route | RequestRoute:
        # All that a turn looks at, in one go: what follows finds it embedded.
        seen = [text, addressed_plainly(text), in_policy_voice(text)]
        return router.route(text, ground.embedder.embed(seen)[0])

    return routed


def _reviewed(settings: Settings, ground: Ground, *, progress: Progress | None) -> Reviewed | None:
    """The reviewed answers; without thresholds for them the policy is quoted, and it is said so."""
    answers = Shelf(settings.policies_folder).answers(ground.policy)
    if not answers.current:
        return None
    try:
        calibration = load_match_calibration(settings.calibrations_folder, ground.embedder)
    except NoCalibration as missing:
        _to_stderr(f"Reviewed answers are not used. {missing}")
        return None
    by_id = {answer.answer_id: answer for answer in answers.current}
    # What asks for a stale answer asks for no other one.
    every: tuple[ReviewedAnswer | StaleAnswer, ...] = (*answers.current, *answers.stale)
    return Reviewed(
        answers=by_id,
        vocabulary=vocabulary_of(by_id, ground.policy),
        matcher=open_matcher(settings, every, ground.embedder, progress=progress),
        calibration=calibration,
    )


def open_matcher(
    settings: Settings,
    answers: Iterable[ReviewedAnswer | StaleAnswer],
    embedder: Embedder,
    *,
    progress: Progress | None = None,
) -> Matcher:
    """The matcher for the answers; trained on first use and kept beside the indexes."""
    every = tuple(answers)
    lessons = Lessons(
        asked={answer.answer_id: answer.asked for answer in every},
        families={answer.answer_id: answer.family for answer in every},
        outside=outside_topics(),
    )
    return opened_matcher(settings.index_folder / _ASKED, lessons, embedder, progress=progress)


def _to_stderr(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
