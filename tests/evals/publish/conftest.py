from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy, Verdict
from evals.baseline import Baseline
from evals.case import Case, CaseSet
from evals.cited import Cited
from evals.gates import Gates
from evals.outcome import Outcome, failed
from evals.report import Report, judge
from evals.run import Heading, Subject

CHILDREN = "crypjama/children/1"
CHANGES = "crypjama/introduction/4"
DISPUTES = "crypjama/disputes/1"
KNOW = "crypjama/california/rights/know/2"
ATTACK = "</script><img src=x onerror=window.attacked=1><script>window.attacked=1</script>"


@dataclass(frozen=True, kw_only=True)
class FakeRun:
    """A run whose outcomes are known."""

    path: Path
    heading: Heading
    held: Mapping[str, Outcome]

    def outcomes(self, case_set: CaseSet, _policy: Policy) -> dict[str, Outcome]:
        return {case.case_id: self.held[case.case_id] for case in case_set.cases}


def asked(case_id: str, *turns: str, core: Sequence[str] = (), **labels: object) -> Case:
    """A case that the policy answers where it has core, and doesn't where it has none."""
    kind = ReplyKind.ANSWER if core else ReplyKind.ABSTENTION
    accept = frozenset[str]() if core else None
    labelled = {"kinds": (kind,), "accept": accept, "tags": ("sample",), **labels}
    return Case(case_id=case_id, turns=turns, core=frozenset(core), **labelled)


def cite(policy: Policy, clause_id: str) -> Cited:
    clause = policy.clause(clause_id)
    covers = frozenset({clause_id})
    return Cited(clause_id=clause_id, start=clause.start, end=clause.end, covers=covers)


def answered(case: Case, *cited: Cited, **more: object) -> Outcome:
    known = {"kind": ReplyKind.ANSWER, "text": "The policy says so.", "quote_fidelity": 1.0}
    known |= {"elapsed_ms": 1500.0, "would_cite": cited}
    return Outcome(
        case_id=case.case_id,
        question_sha256=case.question_sha256,
        cited=cited,
        **{**known, **more},
    )


def abstained(case: Case, *cited: Cited, **more: object) -> Outcome:
    told = {"kind": ReplyKind.ABSTENTION, "reason": Reason.POLICY_SILENT, "text": "It is silent."}
    return answered(case, *cited, **{**told, **more})


def asked_back(case: Case, *options: Sequence[Cited], **more: object) -> Outcome:
    told = {"kind": ReplyKind.CLARIFICATION, "text": "Which?\n\n1. Kids?\n2. Changes?"}
    return answered(case, **{**told, "options": tuple(map(tuple, options)), **more})


Judged = Callable[..., Report]


@pytest.fixture(scope="session")
def judged(policy: Policy) -> Judged:
    """Makes a report of cases with their outcomes, and perhaps a baseline's."""

    def make(
        outcomes: Sequence[tuple[Case, Outcome]],
        *,
        baseline: Mapping[str, Outcome] | None = None,
        gates: Gates | None = None,
        policy_sha256: str = policy.sha256,
    ) -> Report:
        case_set = CaseSet(
            name="samples", policy_id=policy.policy_id, cases=tuple(case for case, _ in outcomes)
        )
        subject = Subject(
            case_set="samples", policy_id=policy.policy_id, policy_sha256=policy.sha256,
            target="in process", parts={"model": "word"},
        )  # fmt: skip
        run = FakeRun(
            path=Path("run.jsonl"),
            heading=Heading(subject=subject, chosen=None, begun="2026-11-22T15:00:12+00:00"),
            held={case.case_id: outcome for case, outcome in outcomes},
        )
        accepted = None if baseline is None else Baseline(
            path=Path("baseline.json"), case_set="samples", policy_id=policy.policy_id,
            policy_sha256=policy_sha256, outcomes=baseline,
        )  # fmt: skip
        return judge(run, case_set, policy, baseline=accepted, gates=gates or Gates())

    return make


Told = list[tuple[Case, Outcome]]


@pytest.fixture(scope="session")
def told(policy: Policy) -> Told:
    """Cases that pass, break, mend, fail as before, crash, and attack."""
    right = asked("children", "May kids shop?", core=[CHILDREN], verdict=Verdict.NO)
    broke = asked("changes", "hi", "Can the policy change?", core=[CHANGES], verdict=Verdict.YES)
    mended = asked("dogs", "Do you like dogs?", tags=("sample", "dogs"))
    still = asked("disputes", "Which law?", core=[DISPUTES])
    crashed = asked("crash", "Who hears disputes?", core=[DISPUTES])
    attack = asked("attack", ATTACK, tags=("injection",))
    return [
        (right, answered(right, cite(policy, CHILDREN), probability=0.9)),
        (broke, abstained(broke, cite(policy, CHILDREN), probability=0.2)),
        (mended, abstained(mended, probability=0.3)),
        (still, answered(still, cite(policy, CHILDREN), probability=0.7)),
        (crashed, failed(crashed, "timed out after 60 s")),
        (attack, answered(attack, text=f"Sure: {ATTACK}", probability=0.6)),
    ]


@pytest.fixture(scope="session")
def before(policy: Policy, told: Told) -> dict[str, Outcome]:
    """What became of the same cases in the baseline, the attack aside."""
    right, broke, mended, still, crashed, _ = (case for case, _ in told)
    quoted = policy.clause(CHANGES)
    half = replace(cite(policy, CHANGES), end=quoted.start + quoted.text.index(". ") + 1)
    outcomes = (
        answered(right, cite(policy, CHILDREN), probability=0.9),
        answered(broke, half, probability=0.8, text="Yes, it can."),
        answered(mended, cite(policy, CHILDREN), probability=0.6),
        answered(still, cite(policy, CHILDREN), probability=0.7),
        answered(crashed, cite(policy, DISPUTES), probability=0.8),
    )
    return {outcome.case_id: outcome for outcome in outcomes}


@pytest.fixture(scope="session")
def report(judged: Judged, told: Told, before: dict[str, Outcome]) -> Report:
    gates = Gates(floors={"passed": 0.9}, never_fail=("changes",))
    return judged(told, baseline=before, gates=gates)


@pytest.fixture(scope="session")
def lone_report(judged: Judged, told: Told) -> Report:
    """Of the case that passes alone, without a baseline."""
    return judged(told[:1])
