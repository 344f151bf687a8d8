"""``python -m evals check`` and ``schema``: whether cases and gates are fit for use."""

from collections import Counter

import typer

from evals.case_file import case_schema
from evals.gates import GATES, read_gates
from evals.verbs.chosen import GatesOption, PolicyOption, SetOption, chosen_cases


def schema() -> None:
    """Print the JSON schema of case files, which evals/gold/case.schema.json holds for editors."""
    typer.echo(case_schema(), nl=False)


def check(
    set_name: SetOption = None, policy: PolicyOption = None, gates: GatesOption = GATES
) -> None:
    """Check a set of cases and the gates; what is wrong is told by file and line."""
    _, case_set = chosen_cases(policy, set_name)
    read_gates(gates, case_set)
    kinds = Counter(case.kinds[0].value for case in case_set.cases)
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    typer.echo(f"{case_set.name}: {len(case_set.cases)} cases ({counted}). All fit for use.")
