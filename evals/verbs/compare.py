"""``python -m evals compare``: whether a run is as good as the baseline."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import BASELINE
from evals.comparison import Comparison, Flip
from evals.gates import GATES, Breach
from evals.tables import print_changes
from evals.verbs.chosen import (
    GatesOption,
    PolicyOption,
    RunArgument,
    SetOption,
    judged,
)


def compare(
    run: RunArgument,
    baseline: Annotated[
        Path, typer.Argument(help="What to compare with: a baseline, or another run.")
    ] = BASELINE,
    gates: GatesOption = GATES,
    set_name: SetOption = None,
    policy: PolicyOption = None,
) -> None:
    """Compare a run with the baseline, case by case; exit status 1 where a gate breaks."""
    report = judged(run, baseline, gates=gates, set_name=set_name, policy_id=policy)
    if report.comparison:
        _tell(report.comparison)
    raise typer.Exit(_verdict(report.breaches))


def _tell(comparison: Comparison) -> None:
    print_changes(comparison.changes)
    typer.echo(f"\nCases compared: {comparison.paired}")
    for ids, what in (
        (comparison.only_run, "Not compared, new or asked in other words"),
        (comparison.only_baseline, "Only in the baseline, gone or asked in other words"),
    ):
        if ids:
            typer.echo(f"{what}: {len(ids)}: {', '.join(ids)}")
    _tell_flips("Cases that pass no more", comparison.broke)
    _tell_flips("Cases that pass now", comparison.mended)


def _tell_flips(what: str, flips: Sequence[Flip]) -> None:
    typer.echo(f"\n{what}: {len(flips)}")
    for flip in flips:
        typer.echo(f"  {flip.case.case_id}: {' / '.join(flip.case.turns)}")


def _verdict(breaches: Sequence[Breach]) -> int:
    if not breaches:
        typer.echo("\nEvery gate holds.")
        return 0
    typer.echo(f"\nGates that broke: {len(breaches)}")
    for breach in breaches:
        typer.echo(f"  {breach.gate}: {breach.sentence}")
    return 1
