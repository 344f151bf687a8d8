"""Which tickets somebody looks at, and how soon each is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from assistant.tickets.handover import Queue
from assistant.tickets.status import CLOSED
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus
from corpus import Right

_SOON_DAYS = 5
# Somebody in distress waits for nobody; a threat of the law comes next.
_FIRST = (Queue.CARE, Queue.LEGAL)


class Urgency(StrEnum):
    """How soon something is due; said in words, and never by color alone."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked for; None for all."""

    kind: TicketKind | None = None
    queue: Queue | None = None
    """Of handoffs."""
    right: Right | None = None
    status: TicketStatus | None = None
    state: str | None = None
    """Of the United States, as it is named."""
    overdue: bool = False
    mine: str | None = None
    """Whose tickets alone."""
    closed: bool = False
    """Whether closed ones are looked at as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A ticket in the queue."""

    ticket: Ticket
    owner: str | None
    urgency: Urgency
    due: str
    """When, in words."""


def lines(
    tickets: Iterable[Ticket],
    filter_: Filter,
    *,
    owners: Mapping[str, str],
    now: datetime,
    zone: ZoneInfo,
) -> Iterator[Line]:
    """The tickets that pass: people who wait, then what is due, in the order in which it is."""
    found = (_line(ticket, owners.get(ticket.ticket_id), now, zone) for ticket in tickets)
    yield from sorted((line for line in found if _passes(line, filter_)), key=_rank)


def _rank(line: Line) -> int:
    """Where a line stands; those that rank alike stay as they came."""
    if line.ticket.queue is None or line.ticket.status in CLOSED:
        return len(_FIRST) + 1
    return _FIRST.index(line.ticket.queue) if line.ticket.queue in _FIRST else len(_FIRST)


def _line(ticket: Ticket, owner: str | None, now: datetime, zone: ZoneInfo) -> Line:
    urgency, due = due_in_words(ticket, now, zone)
    return Line(ticket=ticket, owner=owner, urgency=urgency, due=due)


def due_in_words(ticket: Ticket, now: datetime, zone: ZoneInfo) -> tuple[Urgency, str]:
    """How soon the ticket is due, and that in words."""
    if ticket.kind is TicketKind.HANDOFF and ticket.status not in CLOSED:
        since = ticket.received_at.astimezone(zone)
        waits = f"waiting since {since:%b} {since.day}, {since:%H:%M}"
        if ticket.due is None:
            return Urgency.SOON, waits
        due = ticket.due.astimezone(zone)
        promised = f"promised by {due:%b} {due.day}, {due:%H:%M}; {waits}"
        return Urgency.OVERDUE if ticket.due < now else Urgency.SOON, promised
    if ticket.due is None:
        return Urgency.NONE, "closed" if ticket.status in CLOSED else "no time limit"
    days = (ticket.due.date() - now.astimezone(ticket.due.tzinfo).date()).days
    if ticket.due < now:
        return Urgency.OVERDUE, f"overdue since {ticket.due:%b} {ticket.due.day}"
    told = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return Urgency.SOON if days <= _SOON_DAYS else Urgency.LATER, f"due {told}"


def _passes(line: Line, wanted: Filter) -> bool:
    ticket = line.ticket
    checks = (
        wanted.closed or wanted.status in CLOSED or ticket.status not in CLOSED,
        wanted.kind is None or ticket.kind is wanted.kind,
        wanted.queue is None or ticket.queue is wanted.queue,
        wanted.right is None or ticket.request.right is wanted.right,
        wanted.status is None or ticket.status is wanted.status,
        wanted.state is None or ticket.request.requester.state == wanted.state,
        not wanted.overdue or line.urgency is Urgency.OVERDUE,
        wanted.mine is None or line.owner == wanted.mine,
    )
    return all(checks)
