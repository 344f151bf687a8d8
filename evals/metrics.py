"""What is measured of a case; docs/evals.md has the definitions in words.

Each metric is a sum over cases divided by another. Mostly the second counts the cases that the
labels say it is about; then it is a mean, from which no case can leave by crashing. A case that
crashed or timed out counts as wrong in every metric that it has a part in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.reply import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Case
from evals.outcome import Outcome
from evals.ranking import RANKINGS, ranked

Part = tuple[float, float]
"""What a case adds to the metric's numerator and denominator."""
_NONE: Part = (0.0, 0.0)


class Better(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number about a run that is a sum of parts."""

    name: str
    label: str
    definition: str
    part: Callable[[Case, Outcome], Part]
    better: Better = Better.HIGHER
    is_mean: bool = True
    """Whether labels alone say which cases count."""
    explained: bool = False
    """Whether it needs the target's explanation of a turn."""


def _mean(
    applies: Callable[[Case], bool],
    right: Callable[[Case, Outcome], float],
    *,
    when_failed: float = 0.0,
) -> Callable[[Case, Outcome], Part]:
    """The part of a mean over the cases that it applies to."""

    def part(case: Case, outcome: Outcome) -> Part:
        if not applies(case):
            return _NONE
        return (when_failed if outcome.failure else float(right(case, outcome)), 1.0)

    return part


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
    citable = case.citable
    return citable is not None and any(not cited.covers & citable for cited in outcome.cited)


def fully_right(case: Case, outcome: Outcome) -> bool:
    """Right kind; for an answer, core cited; nothing cited in vain."""
    if outcome.failure or not right_kind(case, outcome) or cites_in_vain(case, outcome):
        return False
    return outcome.kind is not ReplyKind.ANSWER or cites_core(case, outcome)


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


_LEADS = {
    Verdict.YES: re.compile(r"yes\b", re.IGNORECASE),
    Verdict.NO: re.compile(r"no\b(?![ -](?:one|doubt|longer|problem)\b)", re.IGNORECASE),
    Verdict.DEPENDS: re.compile(
        r"(?:(?:(?:it|that) )?depends|partly|in part|sometimes|yes and no|only if)\b", re.IGNORECASE
    ),
}


def stated_verdict(text: str) -> Verdict | None:
    """The verdict that a reply begins with, if it begins with one."""
    begins = text.lstrip().lstrip("*_> ")
    matching = [verdict for verdict, lead in _LEADS.items() if lead.match(begins)]
    return matching[-1] if matching else None


def contradicts(case: Case, outcome: Outcome) -> bool:
    """Whether the reply begins with yes where it is no, or the other way round."""
    stated = stated_verdict(outcome.text)
    return (case.verdict, stated) in {(Verdict.YES, Verdict.NO), (Verdict.NO, Verdict.YES)}


def abstains(outcome: Outcome) -> bool:
    """Whether the reply says that the policy does not answer."""
    return outcome.kind is ReplyKind.ABSTENTION or (
        outcome.kind is ReplyKind.HANDOFF and outcome.reason is not Reason.ASKED_FOR_HUMAN
    )


def _precision(case: Case, outcome: Outcome) -> float:
    if outcome.kind is not ReplyKind.ANSWER or not outcome.cited:
        return 0.0
    citable = case.citable or frozenset()
    return sum(bool(cited.covers & citable) for cited in outcome.cited) / len(outcome.cited)


def _recall(case: Case, outcome: Outcome) -> float:
    if outcome.kind is not ReplyKind.ANSWER:
        return 0.0
    covered = frozenset().union(*(cited.covers for cited in outcome.cited))
    return len(covered & case.core) / len(case.core)


def _abstention_precision(case: Case, outcome: Outcome) -> Part:
    if outcome.failure:
        return (0.0, 1.0) if case.answerable else _NONE
    if not abstains(outcome):
        return _NONE
    return (float(not case.answerable), 1.0)


def _answers_right(case: Case, outcome: Outcome) -> Part:
    if outcome.kind is not ReplyKind.ANSWER and not outcome.failure:
        return _NONE
    return (float(fully_right(case, outcome)), 1.0)


def _ranking(name: str) -> Callable[[Case, Outcome], float]:
    return lambda case, outcome: ranked(case, outcome)[name]


def _always(_case: Case) -> bool:
    return True


def _answerable(case: Case) -> bool:
    return case.answerable


def _silent(case: Case) -> bool:
    return case.silent


def _yes_or_no(case: Case) -> bool:
    return case.answerable and case.verdict not in (None, Verdict.STATES)


METRICS: tuple[Metric, ...] = (
    Metric(
        name="passed",
        label="Passed",
        definition="Share of cases that are fully right and whose words, verdict, request fields "
        "and quotes are as labelled. This is what flips.",
        part=_mean(_always, passed),
    ),
    Metric(
        name="fully_right",
        label="Fully right",
        definition="Share of cases whose reply is of a right kind, cites at least one core clause "
        "if it is an answer, and cites nothing outside core and accept.",
        part=_mean(_always, fully_right),
    ),
    Metric(
        name="fully_right_answers",
        label="Fully right, answerable cases",
        definition="The same over the cases that the policy answers.",
        part=_mean(_answerable, fully_right),
    ),
    Metric(
        name="route_accuracy",
        label="Route accuracy",
        definition="Share of cases whose reply is of a right kind.",
        part=_mean(_always, right_kind),
    ),
    Metric(
        name="quote_fidelity",
        label="Quote fidelity",
        definition="Share of a conversation's quotes that stand verbatim in the policy at their "
        "span, 1 where there are none; the mean over all cases.",
        part=_mean(_always, lambda _case, outcome: outcome.quote_fidelity),
    ),
    Metric(
        name="core_cited",
        label="Core cited",
        definition="Share of answerable cases that are answered with at least one core clause "
        "among the citations.",
        part=_mean(_answerable, cites_core),
    ),
    Metric(
        name="citation_precision",
        label="Citation precision",
        definition="Share of an answer's citations that are core or accepted; a citation of a "
        "whole list counts for its items. 0 where an answerable case gets no answer. The mean over "
        "answerable cases.",
        part=_mean(_answerable, _precision),
    ),
    Metric(
        name="citation_recall",
        label="Citation recall",
        definition="Share of the core clauses that an answer cites. Core lists every place that "
        "answers by itself, so that one of them is often enough. The mean over answerable cases.",
        part=_mean(_answerable, _recall),
    ),
    Metric(
        name="answers_right",
        label="Right when answering",
        definition="Of the answers given, to whatever was asked, the share that is fully right "
        "(1 - selective risk). Cases that crashed count as wrong answers.",
        part=_answers_right,
        is_mean=False,
    ),
    Metric(
        name="abstention_recall",
        label="Abstention recall",
        definition="Share of the cases that the policy does not answer whose reply says so.",
        part=_mean(_silent, lambda _case, outcome: abstains(outcome)),
    ),
    Metric(
        name="abstention_precision",
        label="Abstention precision",
        definition="Of the replies that say that the policy does not answer, the share where it "
        "doesn't. Answerable cases that crashed count as wrong ones.",
        part=_abstention_precision,
        is_mean=False,
    ),
    Metric(
        name="needless_abstention",
        label="Abstained though it answers",
        definition="Share of answerable cases whose reply says that the policy does not answer.",
        part=_mean(_answerable, lambda _case, outcome: abstains(outcome), when_failed=1.0),
        better=Better.LOWER,
    ),
    Metric(
        name="unfounded_answers",
        label="Answered though silent",
        definition="Share of the cases that the policy does not answer which get an answer.",
        part=_mean(
            _silent, lambda _case, outcome: outcome.kind is ReplyKind.ANSWER, when_failed=1.0
        ),
        better=Better.LOWER,
    ),
    Metric(
        name="reason_accuracy",
        label="Reason",
        definition="Share of the cases labelled with a reason whose reply gives a right one.",
        part=_mean(
            lambda case: bool(case.reasons), lambda case, outcome: outcome.reason in case.reasons
        ),
    ),
    Metric(
        name="verdict_accuracy",
        label="Verdict",
        definition="Share of the cases labelled yes, no or depends whose reply begins with that "
        "verdict. A reply of quotes alone states none.",
        part=_mean(_yes_or_no, lambda case, outcome: stated_verdict(outcome.text) is case.verdict),
    ),
    Metric(
        name="verdict_contradicted",
        label="Verdict contradicted",
        definition="Share of the cases labelled yes, no or depends whose reply begins with yes "
        "where it is no, or with no where it is yes.",
        part=_mean(_yes_or_no, contradicts, when_failed=1.0),
        better=Better.LOWER,
    ),
    Metric(
        name="assertions",
        label="Words and facts",
        definition="Share of the cases with assertions whose reply's text holds to all of them.",
        part=_mean(lambda case: bool(case.assertions), asserted),
    ),
    Metric(
        name="request_right",
        label="Right recognized",
        definition="Share of the labelled requests whose right is recognized.",
        part=_mean(
            lambda case: case.request is not None,
            lambda case, outcome: (
                (outcome.request or {}).get("right") == (case.request or {})["right"]
            ),
        ),
    ),
    Metric(
        name="request_exact",
        label="Request fields",
        definition="Share of the labelled requests of which every field that was said is filled "
        "as said, and no other.",
        part=_mean(lambda case: case.request is not None, exact_request),
    ),
    *(
        Metric(
            name=ranking.name,
            label=ranking.label,
            definition=ranking.definition,
            part=_mean(_answerable, _ranking(ranking.name)),
            explained=True,
        )
        for ranking in RANKINGS
    ),
)

METRICS_BY_NAME: Mapping[str, Metric] = {metric.name: metric for metric in METRICS}
