"""The verbs of ``python -m assistant``: asking, calibrating, tickets, agents, keys, answers.

The models' libraries take seconds to import; whoever works on tickets does not wait for them.
"""

from pathlib import Path
from typing import Annotated

import typer

from assistant.api.verbs import keys
from assistant.by_server import ask_server
from assistant.desk.verbs import agents
from assistant.errors import AssistantError
from assistant.saved.verbs import answers
from assistant.tickets.verbs import tickets
from corpus.terminal import run_verbs
from index.errors import IndexFault

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
verbs.add_typer(tickets, name="tickets")
verbs.add_typer(agents, name="agents")
verbs.add_typer(keys, name="keys")
verbs.add_typer(answers, name="answers")
PolicyOption = Annotated[str | None, typer.Option("--policy", help="The policy's id.")]


@verbs.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(help='A file of {"id", "text"} or {"id", "turns"} lines; - is stdin.'),
    ] = None,
    policy: PolicyOption = None,
) -> None:
    """Answer one question, or each line of a batch.

    A server that runs here is asked, which answers at once; a batch is answered without one.
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE.")
    if question and ask_server(question, as_json=as_json, policy=policy):
        return
    from assistant.in_terminal import ask_all, ask_one

    if batch is not None:
        raise typer.Exit(0 if ask_all(batch, policy=policy) else 1)
    ask_one(question or "", as_json=as_json, policy=policy)


@verbs.command("calibrate")
def calibrate_thresholds(
    policy: PolicyOption = None,
    questions: Annotated[
        Path | None, typer.Option(help="Labelled questions; the policy's own by default.")
    ] = None,
) -> None:
    """Measure the thresholds for the embedding model that is set, and keep them."""
    from assistant.calibrating import calibrate_model

    calibrate_model(policy, questions)


def main() -> None:
    """Run a verb."""
    run_verbs(verbs, AssistantError, IndexFault)


if __name__ == "__main__":
    main()
