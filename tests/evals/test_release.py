"""The gate that this project's own releases go through."""

from pathlib import Path

from assistant.turn import Assistant
from corpus import Policy
from evals.baseline import BASELINE, read_baseline
from evals.case_file import read_cases
from evals.gates import GATES, read_gates
from evals.report import judge
from evals.run import Heading, Result, new_run, read_run
from evals.runner import run_cases
from evals.target import InProcess, subject_of


def test_what_is_released_holds_every_gate_beside_the_committed_baseline(
    assistant: Assistant, policy: Policy, tmp_path: Path
) -> None:
    case_set = read_cases(policy)
    target = InProcess(assistant=assistant, model="the default")
    subject = subject_of(target, case_set=case_set.name, policy=policy)
    path = tmp_path / "run.jsonl"
    with new_run(path, Heading(subject=subject, chosen=None, begun="today")) as file:

        def keep(result: Result) -> None:
            file.keep(result)

        run_cases(case_set.cases, target, jobs=2, seconds=120, keep=keep)
    report = judge(
        read_run(path),
        case_set,
        policy,
        baseline=read_baseline(BASELINE),
        gates=read_gates(GATES, case_set),
    )
    assert report.comparison is not None
    assert report.comparison.paired == len(case_set.cases)
    broke = [flip.case.case_id for flip in report.comparison.broke]
    assert [breach.sentence for breach in report.breaches] == [], broke
