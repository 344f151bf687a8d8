"""``python -m evals baseline accept``: later runs are compared with this one."""

from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import BASELINE, write_baseline
from evals.errors import UnfitRun
from evals.figures import figures_of
from evals.report import finished
from evals.run import read_run
from evals.verbs.chosen import PolicyOption, RunArgument, SetOption, chosen_cases


def accept(
    run: RunArgument,
    out: Annotated[Path, typer.Option(help="The baseline to write.")] = BASELINE,
    set_name: SetOption = None,
    policy: PolicyOption = None,
) -> None:
    """Make a finished run the baseline; commit the file with what changed the answers."""
    served, case_set = chosen_cases(policy, set_name)
    outcomes = finished(read_run(run), case_set, served)
    if failures := [outcome.case_id for outcome in outcomes.values() if outcome.failure]:
        raise UnfitRun(run, failures)
    pairs = [(case, outcomes[case.case_id]) for case in case_set.cases]
    write_baseline(out, case_set, served, outcomes=outcomes, figures=figures_of(pairs))
    typer.echo(f"{out}: {len(outcomes)} cases")
