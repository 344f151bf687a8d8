"""The verbs of ``python -m assistant keys``."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from assistant.api.keys import ApiKeys
from assistant.api.scope import Scope
from assistant.errors import AssistantError
from assistant.tickets.opening import open_tickets_engine, utc_now
from settings import Settings

keys = typer.Typer(no_args_is_help=True, help="Keys of systems that use the API.")
Name = Annotated[str, typer.Argument(help="Small letters, digits, dots, hyphens, underscores.")]


@keys.command()
def add(
    name: Name,
    scope: Annotated[list[Scope], typer.Option(help="What it opens; may be given several times.")],
) -> None:
    """Make a key; it is printed this once."""
    with _keys() as kept:
        typer.echo(kept.make(name, scope))


@keys.command("list")
def list_keys() -> None:
    """The keys, what they open, and when they were used last."""
    with _keys() as kept:
        found = kept.listed()
    for one in found:
        used = f"used {one.used_at:%Y-%m-%d %H:%M}" if one.used_at else "never used"
        typer.echo(f"{one.name}  {' '.join(sorted(one.scopes))}  {used}")
    if not found:
        typer.echo("None. Make one: python -m assistant keys add NAME --scope tickets:read")


@keys.command()
def remove(name: Name) -> None:
    """Let a key open nothing any more."""
    with _keys() as kept:
        done = kept.remove(name)
    if not done:
        typer.echo(f"There is no key called {name}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"The key of {name} opens nothing any more.")


@contextmanager
def _keys() -> Iterator[ApiKeys]:
    settings = Settings()
    try:
        engine = open_tickets_engine(settings)
        yield ApiKeys(engine, policy_id=settings.policy, now=utc_now)
    except AssistantError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
