"""The verbs of ``python -m assistant tickets``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from assistant.errors import AssistantError
from assistant.tickets.opening import open_store
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.status import CLOSED
from assistant.tickets.ticket import Ticket, TicketStatus
from assistant.tickets.ticket_json import ticket_as_json
from settings import Settings

tickets = typer.Typer(no_args_is_help=True, help="Requests that were filed.")
Reference = Annotated[str, typer.Argument(metavar="REFERENCE", help="The ticket's reference.")]


@tickets.command("list")
def list_tickets(
    every: Annotated[bool, typer.Option("--all", help="Closed ones as well.")] = False,
) -> None:
    """The open tickets, those that are due first at the top."""
    with _store() as store:
        found = store.listed(open_only=not every)
        for ticket in found:
            typer.echo(_line(ticket, datetime.now(UTC)))
        if not found:
            typer.echo("There are no tickets." if every else "There are no open tickets.")


@tickets.command()
def show(reference: Reference) -> None:
    """One ticket whole, as JSON, with its clocks and its history."""
    with _store() as store:
        typer.echo(_json(store.find(reference)))


@tickets.command()
def export() -> None:
    """All tickets with their histories, one JSON object a line."""
    with _store() as store:
        for ticket in store.listed():
            whole = store.find(ticket.ticket_id)
            typer.echo(json.dumps(ticket_as_json(whole), ensure_ascii=False))


@tickets.command()
def move(
    reference: Reference,
    status: Annotated[TicketStatus, typer.Argument(help="Where it stands now.")],
    why: Annotated[str, typer.Option(help="The reason; of a denial, its basis.")],
    by: Annotated[str, typer.Option(help="Who does it.")],
) -> None:
    """Say that a ticket stands elsewhere now."""
    with _store() as store:
        ticket = store.move(reference, status, by=by, why=why, at=datetime.now(UTC))
        typer.echo(_line(ticket, datetime.now(UTC)))


@tickets.command()
def verify() -> None:
    """Check that no change was altered, dropped or cut off; exit status 1 where one was."""
    with _store() as store:
        head, broken = store.head(), store.first_broken()
    if broken is not None:
        typer.echo(f"The chain of changes is broken at change {broken}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{head.sequence} changes, whole. The last one's hash: {head.hash}")


@tickets.command("erase-expired")
def erase_expired() -> None:
    """Erase who asked, and what they said, in tickets that were closed long enough ago."""
    days = Settings().retention_days
    with _store() as store:
        count = store.erase_expired(before=datetime.now(UTC) - timedelta(days=days))
    typer.echo(f"{count} erased; their records stay.")


@contextmanager
def _store() -> Iterator[SqlTicketStore]:
    """The store; what goes wrong is a sentence and exit status 1."""
    try:
        yield open_store(Settings())
    except AssistantError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _line(ticket: Ticket, now: datetime) -> str:
    told = [ticket.ticket_id, ticket.request.right, ticket.status, _due(ticket, now)]
    return "  ".join([*told, *(f"[{flag}]" for flag in sorted(ticket.flags))])


def _due(ticket: Ticket, now: datetime) -> str:
    ahead = [clock.due for clock in ticket.clocks if clock.ruling and clock.due > now]
    if ticket.status in CLOSED or not ticket.clocks:
        return "nothing due"
    if not ahead:
        return "overdue"
    days = (min(ahead) - now).days
    return f"due {min(ahead):%Y-%m-%d} ({days} days left)"


def _json(ticket: Ticket) -> str:
    return json.dumps(ticket_as_json(ticket), ensure_ascii=False, indent=2)
