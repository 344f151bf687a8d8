"""``python -m evals report``: a run as a page to read, and as files for other tools."""

from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import BASELINE
from evals.gates import GATES, read_gates
from evals.publish import write_report
from evals.report import judge
from evals.run import read_run
from evals.verbs.chosen import (
    GatesOption,
    PolicyOption,
    RunArgument,
    SetOption,
    chosen_baseline,
    chosen_cases,
)


def report(
    run: RunArgument,
    baseline: Annotated[
        Path, typer.Option(help="What to compare with: a baseline, or another run.")
    ] = BASELINE,
    alone: Annotated[bool, typer.Option("--alone", help="Compare with nothing.")] = False,
    gates: GatesOption = GATES,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; by default beside the run.")
    ] = None,
    set_name: SetOption = None,
    policy: PolicyOption = None,
) -> None:
    """Write report.html, report.json, junit.xml and summary.md."""
    served, case_set = chosen_cases(policy, set_name)
    told = judge(
        read_run(run),
        case_set,
        served,
        baseline=None if alone else chosen_baseline(baseline, case_set, served),
        gates=read_gates(gates, case_set),
    )
    for path in write_report(told, out or run.with_suffix("")):
        typer.echo(path)
