"""``python -m evals masking``: how much personal data is masked in labelled snippets."""

from typing import Annotated

import typer

from assistant.masking.opening import open_masker
from corpus import Shelf
from evals.masking import masking_figures, read_snippets
from settings import Settings


def masking(
    all_misses: Annotated[
        bool, typer.Option("--all-misses", help="List what is missed in the held-out half, too.")
    ] = False,
) -> None:
    """Print recall and precision of masking, and the misses."""
    settings = Settings()
    masker = open_masker(Shelf(settings.policies_folder).load(settings.policy))
    snippets = read_snippets()
    typer.echo("| snippets | personal | recall | masked | precision | others left as they are |")
    typer.echo("|---|---:|---:|---:|---:|---:|")
    for name, held_out in (("looked at", False), ("held out", True)):
        half = masking_figures([one for one in snippets if one.is_held_out is held_out], masker)
        typer.echo(
            f"| {half.snippets} {name} | {half.personal} | {half.recall:.1%} | {half.spans}"
            f" | {half.precision:.1%} | {half.untouched} of {half.impersonal} |"
        )
    for half_name, held_out in (("looked at", False), ("held out", True)):
        if held_out and not all_misses:
            continue
        half = masking_figures([one for one in snippets if one.is_held_out is held_out], masker)
        for title, lines in (("missed", half.missed), ("in vain", half.in_vain)):
            for line in lines:
                typer.echo(f"{half_name}, {title}: {line}")
