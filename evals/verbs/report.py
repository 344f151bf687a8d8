"""``python -m evals report``: a run as a page to read, and as files for other tools."""

from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import BASELINE
from evals.gates import GATES
from evals.publish import write_report
from evals.verbs.chosen import (
    GatesOption,
    PolicyOption,
    RunArgument,
    SetOption,
    judged,
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
    against = None if alone else baseline
    told = judged(run, against, gates=gates, set_name=set_name, policy_id=policy)
    for path in write_report(told, out or run.with_suffix("")):
        typer.echo(path)
