"""All that is told about a run: its figures, what became of each case, and how it compares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import Policy
from evals.abstention import Confidence, confidence
from evals.baseline import Baseline, same_set
from evals.case import Case, CaseSet
from evals.comparison import Comparison, compare
from evals.errors import UnfinishedRun
from evals.figures import (
    Figure,
    by_tag,
    confusion,
    figures_of,
    latencies,
    operating_point,
)
from evals.gates import Breach, Gates, breaches
from evals.judgement import passed
from evals.outcome import Outcome
from evals.run import Heading, Run

TAGGED = ("passed", "fully_right", "route_accuracy", "core_cited", "abstention_recall")
"""The figures that are also told by tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A finished run, judged."""

    heading: Heading
    case_set: CaseSet
    policy: Policy
    outcomes: Mapping[str, Outcome]
    """By case id, in the order of the set."""
    figures: Sequence[Figure]
    tags: Mapping[str, Sequence[Figure]]
    """The figures of ``TAGGED`` for the cases under each tag."""
    confusion: Mapping[tuple[str, str], int]
    """How often a case of one kind got a reply of another."""
    confidence: Confidence | None
    """For the risk-coverage curve; None where the target doesn't explain its turns."""
    operating_point: tuple[float, float] | None
    """Of the answerable and silent cases, the share that got an answer, and the share of those
    answers that is not right; None where there are no such cases."""
    latencies: Mapping[str, float]
    """Milliseconds."""
    baseline: Baseline | None
    comparison: Comparison | None
    breaches: Sequence[Breach]
    """The gates that broke; a release needs none."""

    @property
    def cases(self) -> Sequence[Case]:
        """The cases of the set."""
        return self.case_set.cases

    def passes(self, case: Case) -> bool:
        """Whether a case passes."""
        return passed(case, self.outcomes[case.case_id])


def finished(run: Run, case_set: CaseSet, policy: Policy) -> dict[str, Outcome]:
    """What became of each case of the set.

    Raises ``OtherSubject`` where the run is about something else, ``UnfinishedRun`` where it lacks
    cases.
    """
    outcomes = run.outcomes(case_set, policy)
    missing = len(case_set.cases) - len(outcomes)
    if missing:
        raise UnfinishedRun(
            run.path,
            missing,
            total=len(case_set.cases),
            partial=run.heading.chosen is not None,
        )
    return outcomes


def judge(
    run: Run,
    case_set: CaseSet,
    policy: Policy,
    *,
    baseline: Baseline | None,
    gates: Gates,
) -> Report:
    """The report of a finished run, beside the baseline if there is one.

    Raises as ``finished`` does, and ``OtherSubject`` where the baseline is of another set.
    """
    outcomes = finished(run, case_set, policy)
    if baseline is not None:
        same_set(baseline, case_set)
    pairs = [(case, outcomes[case.case_id]) for case in case_set.cases]
    figures = figures_of(pairs)
    comparison = (
        compare(case_set, outcomes, baseline.outcomes, tested=gates.tested) if baseline else None
    )
    return Report(
        heading=run.heading,
        case_set=case_set,
        policy=policy,
        outcomes=outcomes,
        figures=figures,
        tags=by_tag(pairs, TAGGED),
        confusion=confusion(pairs),
        confidence=confidence(pairs),
        operating_point=operating_point(pairs),
        latencies=latencies(outcomes.values()),
        baseline=baseline,
        comparison=comparison,
        breaches=breaches(
            gates, case_set, outcomes=outcomes, figures=figures, comparison=comparison
        ),
    )
