"""The policy that a verb is about."""

from typing import Annotated

import typer

from corpus.policy import Policy
from corpus.shelf import Shelf
from settings import Settings

PolicyOption = Annotated[str | None, typer.Option("--policy", help="The policy's id.")]


def chosen_policy(policy_id: str | None = None) -> tuple[Shelf, Policy]:
    """The shelf and the policy named, by default the one that is served."""
    settings = Settings()
    shelf = Shelf(settings.policies_folder)
    return shelf, shelf.load(policy_id or settings.policy)
