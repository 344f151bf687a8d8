"""The e-mails that are sent, in plain text.

What goes to the shopper holds nothing that was typed: whoever types another's address must not be
able to write to them through us.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant import wording
from assistant.tickets.code import LIFETIME
from assistant.tickets.outbox import Channel, Event, Message
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A subject and a text."""

    subject: str
    text: str


def letter(
    message: Message, ticket: Ticket, *, company: str, contact: str, code: str | None
) -> Letter:
    """What the message says."""
    if message.channel is Channel.TEAM:
        return _story(ticket) if ticket.handover else _to_team(ticket)
    if message.event is Event.REPLIED:
        subject = f"{company} about your request {message.reference}"
        return Letter(subject=subject, text=f"{(message.body or '').strip()}\n")
    if message.event is Event.CODE:
        lines = _code(message, code or "", company)
        subject = f"Your code for {company}: {code}"
    elif ticket.kind is TicketKind.HANDOFF:
        lines = _handed_over(message, company)
        subject = f"{company}: a person takes over {message.reference}"
    elif ticket.status is TicketStatus.EXTENDED:
        lines = _extended(message, ticket, company)
        subject = f"Your request to {company} takes longer"
    else:
        lines = _receipt(message, ticket, company)
        subject = f"{company} has your request {message.reference}"
    ending = f"If you did not ask for this, or need a person, write to {contact}."
    return Letter(subject=subject, text="\n\n".join([*lines, ending]) + "\n")


def _receipt(message: Message, ticket: Ticket, company: str) -> Iterator[str]:
    asked = wording.asked_for(ticket.request.right)
    yield f"{company} has your request {asked}, received {_day(ticket)}."
    yield f"Its reference is {message.reference}. Keep it to ask where your request stands."
    for clock in ticket.clocks:
        if clock.ruling:
            yield f"{wording.by_when(clock.what, clock.due)}."


def _code(message: Message, code: str, company: str) -> Iterator[str]:
    minutes = int(LIFETIME.total_seconds() // 60)
    yield f"{code} is your code for the request {message.reference} to {company}."
    yield (
        f"Type it in the chat within {minutes} minutes, so that we know that this address is "
        "yours. If you got several codes, only the newest works. Give it to nobody."
    )
    yield f"If you closed the chat in the meantime, type this there: {message.reference} {code}"


def _extended(message: Message, ticket: Ticket, company: str) -> Iterator[str]:
    yield f"{company} needs longer to answer your request {message.reference}."
    yield f"The reason: {ticket.history[-1].why}"
    if ticket.due:
        yield f"It is to answer by {ticket.due:%B} {ticket.due.day}, {ticket.due.year}."


def _handed_over(message: Message, company: str) -> Iterator[str]:
    yield f"A person at {company} was handed your conversation {message.reference}."
    yield "They write to you at this address."


def _story(ticket: Ticket) -> Letter:
    """A handoff, to the people who take it over."""
    handover, who = ticket.handover, ticket.request.requester
    assert handover is not None  # noqa: S101 -- asked before
    told = {
        "Reference": ticket.ticket_id,
        "Queue": ticket.queue,
        "Reason": handover.reason,
        "Language": handover.language,
        "Name": who.name,
        "E-mail": who.email,
        "Phone": who.phone,
        "Cited": ", ".join(handover.clause_ids),
    }
    lines = [f"{name}: {value}" for name, value in told.items() if value]
    lines += ["", *(f"{said.by}: {said.text}" for said in handover.transcript)]
    subject = f"A person is needed ({handover.reason}): {ticket.ticket_id}"
    return Letter(subject=subject, text="\n".join(lines) + "\n")


def _to_team(ticket: Ticket) -> Letter:
    who = ticket.request.requester
    told = {
        "Reference": ticket.ticket_id,
        "Right": ticket.request.right,
        "Law": ticket.regime,
        "Flags": ", ".join(sorted(ticket.flags)),
        "Received": _day(ticket),
        "Due next": f"{ticket.due:%Y-%m-%d}" if ticket.due else None,
        "Name": who.name,
        "E-mail": who.email,
        "Phone": who.phone,
        "Lives in": who.jurisdiction.name if who.jurisdiction else None,
        "Order": ticket.request.order,
        "Asks for": ticket.request.on_behalf_of,
        "In their words": ticket.request.details,
    }
    lines = [f"{name}: {value}" for name, value in told.items() if value]
    due = f", due {ticket.due:%Y-%m-%d}" if ticket.due else ""
    subject = f"Request {wording.asked_for(ticket.request.right)}{due}: {ticket.ticket_id}"
    return Letter(subject=subject, text="\n".join(lines) + "\n")


def _day(ticket: Ticket) -> str:
    return f"{ticket.received_at:%Y-%m-%d}"
