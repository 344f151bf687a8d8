"""Deletes conversations when their time is over, beside the server, for as long as it runs."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from assistant.kept.conversations import KeptConversations

log = logging.getLogger(__name__)

_HOUR = 3600.0


@contextmanager
def forgetting(
    conversations: KeptConversations,
    *,
    after: timedelta,
    now: Callable[[], datetime],
    every: float = _HOUR,
) -> Iterator[None]:
    """Delete what is older at once, and then each hour."""
    over = Event()
    thread = Thread(
        target=_forget, args=(conversations, after, now, over, every), name="forgetter",
        daemon=True,
    )  # fmt: skip
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)


def _forget(
    conversations: KeptConversations, after: timedelta, now: Callable[[], datetime],
    over: Event, every: float,
) -> None:  # fmt: skip
    while True:
        try:
            conversations.forget_older(now() - after)
            conversations.delete_saved(now())
        except Exception as error:
            log.warning("conversations that are over were not deleted: %s", type(error).__name__)
        if over.wait(every):
            return
