"""What single cases add to the metrics that are no plain question of right and wrong."""

from collections.abc import Callable

from assistant.reply_json import ReplyKind
from evals.case import Case
from evals.judgement import abstains, asks_back, fully_right, offers_right
from evals.metric import NO_PART, Part
from evals.outcome import Outcome
from evals.ranking import ranked


def citation_precision(case: Case, outcome: Outcome) -> float:
    """Share of an answer's citations that a right one may have."""
    if outcome.kind is not ReplyKind.ANSWER or not outcome.cited:
        return 0.0
    citable = case.citable or frozenset()
    return sum(bool(cited.covers & citable) for cited in outcome.cited) / len(outcome.cited)


def citation_recall(case: Case, outcome: Outcome) -> float:
    """Share of the core clauses that an answer cites."""
    if outcome.kind is not ReplyKind.ANSWER:
        return 0.0
    covered = frozenset().union(*(cited.covers for cited in outcome.cited))
    return len(covered & case.core) / len(case.core)


def abstention_precision(case: Case, outcome: Outcome) -> Part:
    """An abstention, and whether it is in place; a crash of an answerable case is one in vain."""
    if outcome.failure:
        return (0.0, 1.0) if case.answerable else NO_PART
    if not abstains(outcome):
        return NO_PART
    return (float(not case.answerable), 1.0)


def answers_right(case: Case, outcome: Outcome) -> Part:
    """An answer, and whether it is fully right; a crash is one that is not."""
    if outcome.kind is not ReplyKind.ANSWER and not outcome.failure:
        return NO_PART
    return (float(fully_right(case, outcome)), 1.0)


def ranking(name: str) -> Callable[[Case, Outcome], float]:
    """The measure of that name of the clauses that were found."""
    return lambda case, outcome: ranked(case, outcome)[name]


def right_among_choices(case: Case, outcome: Outcome) -> Part:
    """A choice for an answerable case, and whether it has a right option; a crash has none."""
    if not case.answerable or not (asks_back(outcome) or outcome.failure):
        return NO_PART
    return (float(offers_right(case, outcome)), 1.0)


def right_or_choice(case: Case, outcome: Outcome) -> bool:
    """Whether the reply is fully right, or offers what is."""
    return fully_right(case, outcome) or offers_right(case, outcome)


def squared_error(case: Case, outcome: Outcome) -> float:
    """How far the probability was from what the labels say, squared; 1 where none was told."""
    if outcome.probability is None:
        return 1.0
    return (outcome.probability - case.answerable) ** 2
