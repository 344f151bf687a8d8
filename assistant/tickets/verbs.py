"""The verbs of ``python -m assistant tickets``."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from assistant.delivery.opening import open_courier
from assistant.errors import AssistantError
from assistant.interchange.drp_status import as_drp_status
from assistant.interchange.opendsr import as_opendsr
from assistant.tickets.opening import open_store, open_tickets_engine
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.ticket import Ticket, TicketStatus
from assistant.tickets.ticket_json import ticket_as_json
from corpus import CorpusError, Shelf
from settings import Settings

tickets = typer.Typer(no_args_is_help=True, help="Requests that were filed.")
Reference = Annotated[str, typer.Argument(metavar="REFERENCE", help="The ticket's reference.")]


class Form(StrEnum):
    """Whose words a ticket is exported in."""

    OURS = "ours"
    DRP = "drp"
    """The status object of the Data Rights Protocol 1.0."""
    OPENDSR = "opendsr"
    """OpenDSR 2.0."""


_FORMS: Mapping[Form, Callable[[Ticket], dict[str, Any]]] = {
    Form.OURS: ticket_as_json,
    Form.DRP: as_drp_status,
    Form.OPENDSR: as_opendsr,
}


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
def export(
    form: Annotated[Form, typer.Option("--as", help="In whose words.")] = Form.OURS,
) -> None:
    """All tickets with their histories, one JSON object a line."""
    with _store() as store:
        for ticket in store.listed():
            whole = store.find(ticket.ticket_id)
            typer.echo(json.dumps(_FORMS[form](whole), ensure_ascii=False))


@tickets.command()
def move(
    reference: Reference,
    status: Annotated[TicketStatus, typer.Argument(help="Where it stands now.")],
    why: Annotated[
        str, typer.Option(help="The reason; of a denial, its basis. Kept for good: name nobody.")
    ],
    by: Annotated[str, typer.Option(help="Who does it.")],
) -> None:
    """Say that a ticket stands elsewhere now."""
    with _store() as store:
        ticket = store.move(reference, status, by=by, why=why, at=datetime.now(UTC))
        typer.echo(_line(ticket, datetime.now(UTC)))


@tickets.command()
def extend(
    reference: Reference,
    why: Annotated[str, typer.Option(help="The reason, which the shopper is told.")],
    by: Annotated[str, typer.Option(help="Who does it.")],
) -> None:
    """Take up to 90 days from the receipt, once, and say why before the first 45 are over."""
    move(reference, TicketStatus.EXTENDED, why=why, by=by)


@tickets.command()
def verify() -> None:
    """Check that no change was altered, dropped or cut off; exit status 1 where one was."""
    with _store() as store:
        head, broken = store.head(), store.first_broken()
    if broken is not None:
        typer.echo(f"The chain of changes is broken at change {broken}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{head.sequence} changes, whole. The last one's hash: {head.hash}")


@tickets.command()
def deliver(
    dead: Annotated[bool, typer.Option("--dead", help="Try dead messages again, too.")] = False,
) -> None:
    """Send the messages that are due; exit status 1 where one did not arrive."""
    settings = Settings()
    with _faults():
        courier = open_courier(settings, Shelf(settings.policies_folder).load(settings.policy))
        if not courier.senders:
            typer.echo("No way of delivery is set up: tickets wait in the desk.")
            return
        if dead:
            courier.outbox.revive(at=courier.now())
        done = courier.deliver_due()
    typer.echo(f"{done.delivered} delivered, {done.put_off} put off, {done.dead} dead.")
    if done.put_off or done.dead:
        raise typer.Exit(1)


@tickets.command()
def outbox() -> None:
    """The messages that wait or are dead, and why."""
    with _faults():
        waiting = SqlOutbox(open_tickets_engine(Settings())).undelivered()
    for one in waiting:
        why = f"  {one.attempts} attempts: {one.error}" if one.error else ""
        told = [one.state, one.channel, one.event, one.ticket_id, one.message_id]
        typer.echo("  ".join(told) + why)
    if not waiting:
        typer.echo("Every message was delivered.")


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
    with _faults():
        yield open_store(Settings())


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (AssistantError, CorpusError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _line(ticket: Ticket, now: datetime) -> str:
    about = f"handoff to {ticket.queue}" if ticket.queue else ticket.request.right
    told = [ticket.ticket_id, about, ticket.status, _due(ticket, now)]
    return "  ".join([*told, *(f"[{flag}]" for flag in sorted(ticket.flags))])


def _due(ticket: Ticket, now: datetime) -> str:
    due = ticket.due
    if due is None:
        return "nothing due"
    left = (due - now).days
    return (
        f"due {due:%Y-%m-%d} ({left} days left)" if due > now else f"overdue since {due:%Y-%m-%d}"
    )


def _json(ticket: Ticket) -> str:
    return json.dumps(ticket_as_json(ticket), ensure_ascii=False, indent=2)
