"""What is measured of a run; docs/evals.md has the definitions in words."""

from collections.abc import Mapping

from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Case
from evals.judgement import (
    abstains,
    asks_back,
    asserted,
    cites_core,
    contradicts,
    exact_request,
    fully_right,
    passed,
    right_kind,
)
from evals.metric import Better, Metric, mean
from evals.parts import (
    abstention_precision,
    answers_right,
    citation_precision,
    citation_recall,
    ranking,
    right_among_choices,
    right_or_choice,
    squared_error,
)
from evals.ranking import RANKINGS
from evals.stated_verdict import stated_verdict


def _always(_case: Case) -> bool:
    return True


def _answerable(case: Case) -> bool:
    return case.answerable


def _silent(case: Case) -> bool:
    return case.silent


def _yes_or_no(case: Case) -> bool:
    return case.answerable and case.verdict not in (None, Verdict.STATES)


def _answerable_or_silent(case: Case) -> bool:
    return case.answerable or case.silent


BRIER = "brier"

METRICS: tuple[Metric, ...] = (
    Metric(
        name="passed",
        label="Passed",
        definition="Share of cases that are fully right and whose words, verdict, request fields "
        "and quotes are as labelled. This is what flips.",
        part=mean(_always, passed),
    ),
    Metric(
        name="fully_right",
        label="Fully right",
        definition="Share of cases whose reply is of a right kind, cites at least one core clause "
        "if it is an answer, has an option that leads to a right answer if it asks back, and cites "
        "nothing outside core and accept.",
        part=mean(_always, fully_right),
    ),
    Metric(
        name="fully_right_answers",
        label="Fully right, answerable cases",
        definition="The same over the cases that the policy answers.",
        part=mean(_answerable, fully_right),
    ),
    Metric(
        name="route_accuracy",
        label="Route accuracy",
        definition="Share of cases whose reply is of a right kind.",
        part=mean(_always, right_kind),
    ),
    Metric(
        name="quote_fidelity",
        label="Quote fidelity",
        definition="Share of a conversation's quotes that stand verbatim in the policy at their "
        "span, or in the clauses of their option, 1 where there are none; the mean over all cases.",
        part=mean(_always, lambda _case, outcome: outcome.quote_fidelity),
    ),
    Metric(
        name="core_cited",
        label="Core cited",
        definition="Share of answerable cases that are answered with at least one core clause "
        "among the citations.",
        part=mean(_answerable, cites_core),
    ),
    Metric(
        name="citation_precision",
        label="Citation precision",
        definition="Share of an answer's citations that are core or accepted; a citation of a "
        "whole list counts for its items. 0 where an answerable case gets no answer. The mean over "
        "answerable cases.",
        part=mean(_answerable, citation_precision),
    ),
    Metric(
        name="citation_recall",
        label="Citation recall",
        definition="Share of the core clauses that an answer cites. Core lists every place that "
        "answers by itself, so that one of them is often enough. The mean over answerable cases.",
        part=mean(_answerable, citation_recall),
    ),
    Metric(
        name="answers_right",
        label="Right when answering",
        definition="Of the answers given, to whatever was asked, the share that is fully right "
        "(1 - selective risk). Cases that crashed count as wrong answers.",
        part=answers_right,
        is_mean=False,
    ),
    Metric(
        name="abstention_recall",
        label="Abstention recall",
        definition="Share of the cases that the policy does not answer whose reply says so.",
        part=mean(_silent, lambda _case, outcome: abstains(outcome)),
    ),
    Metric(
        name="abstention_precision",
        label="Abstention precision",
        definition="Of the replies that say that the policy does not answer, the share where it "
        "doesn't. Answerable cases that crashed count as wrong ones.",
        part=abstention_precision,
        is_mean=False,
    ),
    Metric(
        name="needless_abstention",
        label="Abstained though it answers",
        definition="Share of answerable cases whose reply says that the policy does not answer.",
        part=mean(_answerable, lambda _case, outcome: abstains(outcome), when_failed=1.0),
        better=Better.LOWER,
    ),
    Metric(
        name="unfounded_answers",
        label="Answered though silent",
        definition="Share of the cases that the policy does not answer which get an answer.",
        part=mean(
            _silent, lambda _case, outcome: outcome.kind is ReplyKind.ANSWER, when_failed=1.0
        ),
        better=Better.LOWER,
    ),
    Metric(
        name="asked_back",
        label="Asked back",
        definition="Share of all cases that get a clarification: two or three topics to choose "
        "from. It counts neither as an answer nor as saying that the policy does not answer.",
        part=mean(_always, lambda _case, outcome: asks_back(outcome), when_failed=1.0),
        better=Better.LOWER,
    ),
    Metric(
        name="right_among_choices",
        label="Right among the choices",
        definition="Of the answerable cases that were asked back, the share where at least one "
        "option leads to a right answer: one that cites at least one core clause, and nothing "
        "outside core and accept. Answerable cases that crashed count as asked back in vain.",
        part=right_among_choices,
        is_mean=False,
    ),
    Metric(
        name="right_or_choice",
        label="Right, or right among the choices",
        definition="Share of answerable cases whose reply is fully right, or asks back with at "
        "least one option that leads to a right answer.",
        part=mean(_answerable, right_or_choice),
    ),
    Metric(
        name="reason_accuracy",
        label="Reason",
        definition="Share of the cases labelled with a reason whose reply gives a right one.",
        part=mean(
            lambda case: bool(case.reasons), lambda case, outcome: outcome.reason in case.reasons
        ),
    ),
    Metric(
        name="verdict_accuracy",
        label="Verdict",
        definition="Share of the cases labelled yes, no or depends whose reply begins with that "
        "verdict. A reply of quotes alone states none.",
        part=mean(_yes_or_no, lambda case, outcome: stated_verdict(outcome.text) is case.verdict),
    ),
    Metric(
        name="verdict_contradicted",
        label="Verdict contradicted",
        definition="Share of the cases labelled yes, no or depends whose reply begins with yes "
        "where it is no, or with no where it is yes.",
        part=mean(_yes_or_no, contradicts, when_failed=1.0),
        better=Better.LOWER,
    ),
    Metric(
        name="assertions",
        label="Words and facts",
        definition="Share of the cases with assertions whose reply's text holds to all of them.",
        part=mean(lambda case: bool(case.assertions), asserted),
    ),
    Metric(
        name="request_right",
        label="Right recognized",
        definition="Share of the labelled requests whose right is recognized.",
        part=mean(
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
        part=mean(lambda case: case.request is not None, exact_request),
    ),
    Metric(
        name=BRIER,
        label="Brier score",
        definition="How far the probability that the policy answers is from 1 where it does and "
        "from 0 where it is silent, squared; the mean over answerable and silent cases. One half "
        "everywhere has 0.25.",
        part=mean(_answerable_or_silent, squared_error, when_failed=1.0),
        better=Better.LOWER,
        explained=True,
    ),
    *(
        Metric(
            name=measured.name,
            label=measured.label,
            definition=measured.definition,
            part=mean(_answerable, ranking(measured.name)),
            explained=True,
        )
        for measured in RANKINGS
    ),
)

METRICS_BY_NAME: Mapping[str, Metric] = {metric.name: metric for metric in METRICS}
