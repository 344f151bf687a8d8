"""Sends what is due, and puts off what did not arrive: each message at least once."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.delivery.sender import Sender, Undelivered
from assistant.tickets.outbox import Channel, Event, Message, Outbox
from assistant.tickets.store import StoreUnavailable, TicketStore
from assistant.tickets.ticket import Ticket

# The waits between attempts that the Standard Webhooks specification proposes.
SCHEDULE = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
)
_SPREAD = 0.1
"""A tenth more or less, so that what failed together is not tried together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the messages that were due."""

    delivered: int = 0
    put_off: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Takes messages out of an outbox and hands them to the senders of their channels."""

    outbox: Outbox
    store: TicketStore
    senders: Mapping[Channel, Sender]
    now: Callable[[], datetime]

    def deliver_due(self) -> Delivery:
        """Send all that is due; ``StoreUnavailable`` where the outbox can't be had."""
        done = Delivery()
        while (message := self.outbox.claim(at=self.now())) is not None:
            try:
                self._send(message)
            except Undelivered as failure:
                done = self._failed(message, failure, done)
            except StoreUnavailable:
                raise  # nothing can be noted of it now; it is due again in a minute
            except Exception as error:
                # Whatever one message does must not hold up the others; its kind tells enough.
                done = self._failed(message, Undelivered(type(error).__name__), done)
            else:
                self.outbox.delivered(message.message_id)
                done = replace(done, delivered=done.delivered + 1)
        return done

    def _send(self, message: Message) -> None:
        sender = self.senders.get(message.channel)
        if sender is None:
            raise Undelivered("this channel is no longer set up")
        ticket = at_change(self.store.find(message.ticket_id), message.sequence)
        code = None
        if message.event is Event.CODE:
            # Made now and kept as a digest only: no code waits anywhere to be read.
            code = self.store.make_code(message.reference, at=self.now())
            if code is None:
                return  # given in the meantime, or the ticket is closed
        sender(message, ticket, code)

    def _failed(self, message: Message, failure: Undelivered, done: Delivery) -> Delivery:
        tries_left = message.attempts <= len(SCHEDULE) and not failure.final
        again_at = self.now() + _wait(message.attempts) if tries_left else None
        self.outbox.failed(message.message_id, str(failure), again_at=again_at)
        if again_at is None:
            return replace(done, dead=done.dead + 1)
        return replace(done, put_off=done.put_off + 1)


def at_change(ticket: Ticket, sequence: int) -> Ticket:
    """The ticket as it stood after that change, so that what is sent again says the same."""
    history = tuple(change for change in ticket.history if change.sequence <= sequence)
    return replace(ticket, history=history, status=history[-1].after) if history else ticket


def _wait(attempts: int) -> timedelta:
    spread = random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311 -- no secret
    return SCHEDULE[attempts - 1] * spread
