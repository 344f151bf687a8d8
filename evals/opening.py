"""Open what is to be measured."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace

from assistant.bootstrap import open_assistant
from assistant.turn import Assistant
from corpus import Policy
from evals.target import BrokenMatch, BrokenSearch, InProcess, Server, Target
from index.progress_bar import progress_bar
from settings import Settings


@contextmanager
def opened_target(url: str | None, policy: Policy) -> Iterator[Target]:
    """The server at the address, or without one the assistant itself; closed at the end."""
    if url is not None:
        with closing(Server(url, policy)) as server:
            yield server
        return
    settings = Settings()
    with ExitStack() as stack:
        # The bar ends when the index is open; the bar of the cases comes after it.
        with progress_bar() as progress:
            assistant = stack.enter_context(
                open_assistant(settings, policy_id=policy.policy_id, progress=progress)
            )
        if settings.break_retrieval:
            assistant = _broken(assistant)
        yield InProcess(assistant=assistant, model=settings.embedding_model)


def _broken(assistant: Assistant) -> Assistant:
    answering = assistant.answering
    reviewed = answering.reviewed
    if reviewed is not None:
        reviewed = replace(reviewed, matcher=BrokenMatch(matcher=reviewed.matcher))
    broken = BrokenSearch(search_of=answering.retriever)
    return replace(assistant, answering=replace(answering, retriever=broken, reviewed=reviewed))
