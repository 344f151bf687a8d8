"""The verbs of ``python -m assistant agents``."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from assistant.desk.account import Role
from assistant.desk.accounts import INVITED, Accounts
from assistant.errors import AssistantError
from assistant.tickets.opening import open_tickets_engine, utc_now
from settings import Settings

agents = typer.Typer(no_args_is_help=True, help="People who may sign in at the desk.")
Name = Annotated[str, typer.Argument(help="Small letters, digits, dots, hyphens, underscores.")]


@agents.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.AGENT,
    address: Annotated[
        str | None, typer.Option(help="Their e-mail address, to sign in by single sign-on.")
    ] = None,
) -> None:
    """Invite somebody, or invite them anew; prints where they choose a password."""
    with _accounts() as accounts:
        token = accounts.invite(name, role, address=address)
    hours = int(INVITED.total_seconds() // 3600)
    typer.echo(f"Give {name} this address of the server; it can be used once, for {hours} hours:")
    typer.echo(f"/desk/welcome/{token}")


@agents.command("list")
def list_agents() -> None:
    """Who may sign in."""
    with _accounts() as accounts:
        found = accounts.listed()
    for one in found:
        stands = "disabled" if one.is_disabled else "invited" if one.is_invited else "active"
        typer.echo(f"{one.name}  {one.role}  {stands}")
    if not found:
        typer.echo("Nobody. Invite somebody: python -m assistant agents add NAME --role admin")


@agents.command()
def disable(name: Name) -> None:
    """Let somebody sign in no more, and end their sessions."""
    with _accounts() as accounts:
        done = accounts.disable(name)
    if not done:
        typer.echo(f"There is nobody called {name}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{name} can't sign in any more.")


@contextmanager
def _accounts() -> Iterator[Accounts]:
    try:
        settings = Settings()
        engine = open_tickets_engine(settings)
        yield Accounts(engine, now=utc_now, policy_id=settings.policy)
    except AssistantError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
