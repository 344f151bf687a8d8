"""The verbs of routing: ``python -m assistant.routing train | show``."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import AssistantError
from assistant.routing.examples import EXAMPLES
from assistant.routing.router import Router
from assistant.routing.training import train
from assistant.routing.traits import traits
from assistant.routing.weights import load_weights, weights_path
from corpus.terminal import run_verbs
from index.embedder import load_embedder
from index.errors import IndexFault
from index.progress_bar import progress_bar
from settings import Settings

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
# Less belief than this tells a person nothing.
_WORTH_SHOWING = 0.01


@verbs.command("train")
def train_weights(
    examples: Annotated[Path, typer.Option(help="Messages, by what they want.")] = EXAMPLES,
) -> None:
    """Learn from the examples for the embedding model that is set, and keep it."""
    settings = Settings()
    embedder = load_embedder(settings.embedding_model)
    with progress_bar() as progress:
        weights = train(embedder, examples, progress=progress)
    target = weights_path(settings.calibrations_folder, weights.model)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(weights.as_json(), encoding="utf-8")
    found, right, false = (weights.measured[name] for name in ("found", "right", "false"))
    typer.echo(
        f"{target}: of requests by askers left out {found}% found, {right}% with their right; "
        f"{false}% of the rest taken for one, at {weights.request_from}"
    )


@verbs.command()
def show(message: Annotated[str, typer.Argument(help="What somebody writes.")]) -> None:
    """Which way a message goes, and what was believed of it."""
    settings = Settings()
    embedder = load_embedder(settings.embedding_model)
    weights = load_weights(settings.calibrations_folder, embedder)
    vector = embedder.embed([message])[0]
    typer.echo(Router(weights=weights).route(message, vector))
    beliefs = weights.beliefs(traits(message), vector)
    for wanted, belief in sorted(beliefs.items(), key=lambda pair: -pair[1]):
        if belief >= _WORTH_SHOWING:
            typer.echo(f"{belief:6.2f}  {wanted}")


def main() -> None:
    """Run a verb."""
    run_verbs(verbs, AssistantError, IndexFault)


if __name__ == "__main__":
    main()
