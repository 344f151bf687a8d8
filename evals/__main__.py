"""The evals' verbs: ``python -m evals run | compare | report | …``."""

from collections.abc import Callable

import typer

from assistant.errors import AssistantError
from corpus.terminal import run_verbs
from evals.elsewhere.verbs import legalbench, peers, privacyqa
from evals.errors import EvalError
from evals.verbs.accept import accept
from evals.verbs.check import check, schema
from evals.verbs.compare import compare
from evals.verbs.masking import masking
from evals.verbs.policy_diff import policy_diff
from evals.verbs.report import report
from evals.verbs.retrieval import quotes, retrieval
from evals.verbs.run import run
from index.errors import IndexFault

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
baseline = typer.Typer(no_args_is_help=True, help="The run that others are compared with.")
baseline.command()(accept)
verbs.add_typer(baseline, name="baseline")
VERBS: tuple[Callable[..., None], ...] = (
    run, compare, report, check, schema, policy_diff, retrieval, quotes,
    legalbench, privacyqa, peers, masking,
)  # fmt: skip
for verb in VERBS:
    verbs.command()(verb)


@verbs.callback()
def evals() -> None:
    """Measure what the other rooms do on labelled questions."""


def main() -> None:
    """Run a verb."""
    run_verbs(verbs, AssistantError, EvalError, IndexFault)


if __name__ == "__main__":
    main()
