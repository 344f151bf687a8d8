"""Delivery beside the server, for as long as it runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from assistant.delivery.courier import Courier
from assistant.errors import AssistantError

log = logging.getLogger(__name__)

_SECONDS = 1.0
_LONGEST_END = 20.0


@contextmanager
def delivering(courier: Courier, *, every: float = _SECONDS) -> Iterator[None]:
    """Deliver what becomes due, in a thread that ends with the block; none where nothing is set up.

    A shopper waits for a code, so it is looked often; several servers may do so at once.
    """
    if not courier.senders:
        yield
        return
    over = Event()
    thread = Thread(target=_deliver, args=(courier, over, every), name="courier", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=_LONGEST_END)


def _deliver(courier: Courier, over: Event, every: float) -> None:
    complained = ""
    while not over.wait(every):
        try:
            done = courier.deliver_due()
            complaint = f"{done.dead} messages could not be delivered" if done.dead else ""
        except AssistantError as error:
            complaint = f"nothing can be delivered now: {type(error).__name__}"
        except Exception as error:
            # What a message holds may stand in the error's words; its kind does not.
            complaint = f"delivery failed: {type(error).__name__}"
        if complaint and complaint != complained:
            log.warning("%s; python -m assistant tickets outbox tells more", complaint)
        complained = complaint
