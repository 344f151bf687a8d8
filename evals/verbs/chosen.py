"""What several verbs are told: which policy, which cases, which baseline and gates."""

from pathlib import Path
from typing import Annotated

import typer

from corpus import Policy, Shelf
from evals.baseline import Baseline, read_baseline
from evals.case import CaseSet
from evals.case_file import read_cases
from evals.gates import read_gates
from evals.report import Report, finished, judge
from evals.run import read_run
from settings import Settings

PolicyOption = Annotated[str | None, typer.Option("--policy", help="The policy's id.")]
SetOption = Annotated[
    str | None,
    typer.Option(
        "--set",
        help="A folder in evals/gold, or the path of a folder or file of cases; by default the "
        "one named like the policy.",
    ),
]
RunArgument = Annotated[Path, typer.Argument(help="A run, as `run` wrote it.")]
GatesOption = Annotated[Path, typer.Option("--gates", help="The gates to hold.")]


def chosen_cases(policy_id: str | None, set_name: str | None) -> tuple[Policy, CaseSet]:
    """The policy and its cases; raises the errors of reading either."""
    settings = Settings()
    policy = Shelf(settings.policies_folder).load(policy_id or settings.policy)
    return policy, read_cases(policy, set_name)


def chosen_baseline(path: Path, case_set: CaseSet, policy: Policy) -> Baseline:
    """The baseline at a path; a finished run serves as one."""
    if path.suffix != ".jsonl":
        return read_baseline(path)
    return Baseline(
        path=path,
        case_set=case_set.name,
        policy_id=policy.policy_id,
        policy_sha256=policy.sha256,
        outcomes=finished(read_run(path), case_set, policy),
    )


def judged(
    run: Path,
    baseline: Path | None,
    *,
    gates: Path,
    set_name: str | None,
    policy_id: str | None,
) -> Report:
    """The report of a run beside a baseline, if there is to be one; raises as ``judge`` does."""
    policy, case_set = chosen_cases(policy_id, set_name)
    return judge(
        read_run(run),
        case_set,
        policy,
        baseline=None if baseline is None else chosen_baseline(baseline, case_set, policy),
        gates=read_gates(gates, case_set),
    )
