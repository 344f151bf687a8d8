"""A room's verbs in a terminal: what goes wrong is a sentence there, never a traceback."""

import sys

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from corpus.errors import CorpusError
from settings import complaints


def run_verbs(verbs: typer.Typer, *faults: type[Exception]) -> None:
    """Run a verb; one of ``faults``, an error of this room or of the disk ends in exit status 1."""
    expected: tuple[type[Exception], ...] = (CorpusError, OSError, *faults)
    try:
        verbs()
    except expected as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except (ValidationError, SettingsError) as error:
        typer.echo("\n".join(complaints(error)), err=True)
        sys.exit(1)
