"""``python -m evals run``: run the cases, and keep what was said to each."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus import Policy
from evals.case import Case, CaseSet
from evals.figures import figures_of, latencies
from evals.opening import opened_target
from evals.run import Heading, Result, Run, RunFile, Subject, new_run, read_run, resumed_run
from evals.runner import run_cases
from evals.tables import print_figures
from evals.target import Target, subject_of
from evals.verbs.case_bar import case_bar
from evals.verbs.chosen import PolicyOption, SetOption, chosen_cases

RUNS = Path(__file__).parent.parent / "runs"


def run(
    set_name: SetOption = None,
    policy: PolicyOption = None,
    target: Annotated[
        str | None, typer.Option(help="Address of a running server; by default in process.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write; by default a new one in evals/runs.")
    ] = None,
    resume: Annotated[Path | None, typer.Option(help="A run that was cut short.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Id of a case; repeat for more.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Cases with this tag; repeatable.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Cases to run at once.")] = 4,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds a case may take.")] = 60,
) -> None:
    """Run the cases and print the figures, whatever they are: `compare` judges them."""
    if resume and (out or only or tag):
        raise typer.BadParameter("--resume goes on with its own file and cases; leave the rest out")
    served, case_set = chosen_cases(policy, set_name)
    begun = read_run(resume) if resume else None
    cases = _wanted(case_set, begun.heading.chosen if begun else _chosen(case_set, only, tag))
    path = resume or out or RUNS / f"{case_set.name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
    if begun is None and path.exists():
        raise typer.BadParameter(f"{path} is there already; go on with it by --resume {path}")
    with opened_target(target, served) as opened:
        subject = subject_of(opened, case_set=case_set.name, policy=served)
        with (
            resumed_run(begun, subject) if begun else _begin(path, subject, case_set, cases) as file
        ):
            _run(cases, begun, opened, file, jobs=jobs, seconds=timeout)
    _tell(read_run(path), case_set, served)


def _begin(
    path: Path, subject: Subject, case_set: CaseSet, cases: list[Case]
) -> AbstractContextManager[RunFile]:
    some = len(cases) < len(case_set.cases)
    chosen = tuple(case.case_id for case in cases) if some else None
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    return new_run(path, Heading(subject=subject, chosen=chosen, begun=begun))


def _run(
    cases: list[Case],
    begun: Run | None,
    target: Target,
    file: RunFile,
    *,
    jobs: int,
    seconds: float,
) -> None:
    left = begun.missing(cases) if begun else cases
    with case_bar(total=len(cases), done=len(cases) - len(left)) as advance:

        def keep(result: Result) -> None:
            file.keep(result)
            advance()

        run_cases(left, target, jobs=jobs, seconds=seconds, keep=keep)


def _tell(run: Run, case_set: CaseSet, policy: Policy) -> None:
    """Print the figures, which cases got no reply, and where the run lies."""
    outcomes = run.outcomes(case_set, policy)
    pairs = [(case, outcomes[case.case_id]) for case in case_set.cases if case.case_id in outcomes]
    print_figures(figures_of(pairs), latencies(outcomes.values()))
    for case, outcome in pairs:
        if outcome.failure:
            typer.echo(f"failed: {case.case_id}: {outcome.failure}", err=True)
    typer.echo(f"{len(pairs)} of {len(case_set.cases)} cases: {run.path}")


def _chosen(
    case_set: CaseSet, only: list[str] | None, tags: list[str] | None
) -> tuple[str, ...] | None:
    """The ids of the cases that were asked for; None where all are."""
    if not only and not tags:
        return None
    for case_id in only or ():
        if case_set.case(case_id) is None:
            raise typer.BadParameter(f"the set {case_set.name!r} has no case {case_id!r}")
    for tag in tags or ():
        if not any(tag in case.tags for case in case_set.cases):
            raise typer.BadParameter(f"no case of the set {case_set.name!r} has the tag {tag!r}")
    return tuple(
        case.case_id
        for case in case_set.cases
        if case.case_id in (only or ()) or set(case.tags) & set(tags or ())
    )


def _wanted(case_set: CaseSet, chosen: tuple[str, ...] | None) -> list[Case]:
    return [case for case in case_set.cases if chosen is None or case.case_id in chosen]
