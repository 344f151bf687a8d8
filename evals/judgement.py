"""Whether a reply is right, in each of the ways that a case's labels can tell."""

from collections.abc import Iterable, Sequence

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Case
from evals.cited import Cited
from evals.outcome import Outcome
from evals.stated_verdict import stated_verdict


def right_kind(case: Case, outcome: Outcome) -> bool:
    """Whether the reply is of a kind that is right."""
    return outcome.kind in case.kinds


def cites_core(case: Case, outcome: Outcome) -> bool:
    """Whether an answer cites at least one core clause."""
    return outcome.kind is ReplyKind.ANSWER and any(
        cited.covers & case.core for cited in outcome.cited
    )


def cites_in_vain(case: Case, outcome: Outcome) -> bool:
    """Whether anything is cited that a right reply may not cite."""
    return _in_vain(case, outcome.cited)


def _in_vain(case: Case, cited: Iterable[Cited]) -> bool:
    citable = case.citable
    return citable is not None and any(not one.covers & citable for one in cited)


def fully_right(case: Case, outcome: Outcome) -> bool:
    """Right kind; for an answer, core cited; for a choice, one that leads there; none in vain."""
    if outcome.failure or not right_kind(case, outcome) or cites_in_vain(case, outcome):
        return False
    if asks_back(outcome):
        return not case.core or offers_right(case, outcome)
    return outcome.kind is not ReplyKind.ANSWER or cites_core(case, outcome)


def asks_back(outcome: Outcome) -> bool:
    """Whether the reply offers topics to choose from; neither an answer nor an abstention."""
    return outcome.kind is ReplyKind.CLARIFICATION


def offers_right(case: Case, outcome: Outcome) -> bool:
    """Whether the reply asks back, and one of the options leads to an answer that is right."""
    return asks_back(outcome) and any(is_right_to_cite(case, cited) for cited in outcome.options)


def is_right_to_cite(case: Case, cited: Sequence[Cited]) -> bool:
    """Whether an answer of these citations has core among them and nothing in vain."""
    return any(one.covers & case.core for one in cited) and not _in_vain(case, cited)


def asserted(case: Case, outcome: Outcome) -> bool:
    """Whether the text shows what it must and nothing that it must not."""
    return all(assertion.holds(outcome.text) for assertion in case.assertions)


def exact_request(case: Case, outcome: Outcome) -> bool:
    """Whether each field that was said is filled as said, and no other is."""
    return {**(outcome.request or {})} == {**(case.request or {})}


def passed(case: Case, outcome: Outcome) -> bool:
    """Fully right, and words, verdict, request fields and quotes are as labelled."""
    return (
        fully_right(case, outcome)
        and asserted(case, outcome)
        and not contradicts(case, outcome)
        and (case.request is None or exact_request(case, outcome))
        and outcome.quote_fidelity == 1.0
    )


def failed_before(case: Case, before: Outcome | None) -> bool:
    """Whether the case, as it is asked now, did not pass in a baseline."""
    if before is None or before.question_sha256 != case.question_sha256:
        return False
    return not passed(case, before)


def contradicts(case: Case, outcome: Outcome) -> bool:
    """Whether the reply begins with yes where it is no, or the other way round."""
    stated = stated_verdict(outcome.text)
    return (case.verdict, stated) in {(Verdict.YES, Verdict.NO), (Verdict.NO, Verdict.YES)}


def abstains(outcome: Outcome) -> bool:
    """Whether the reply says that the policy does not answer."""
    return outcome.kind is ReplyKind.ABSTENTION or (
        outcome.kind is ReplyKind.HANDOFF and outcome.reason is not Reason.ASKED_FOR_HUMAN
    )
