"""Keeps turns beside the conversation, which waits for no database."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import BoundedSemaphore

from assistant.conversation import Turn
from assistant.errors import AssistantError
from assistant.kept.conversations import KeptConversations, KeptTurn
from assistant.verdict import Verdict

log = logging.getLogger(__name__)

_MOST_WAITING = 500
"""Turns that may wait to be kept; more are let go, so that a dead database fills no memory."""
_LONGEST_WAIT = 15.0


class Keeper:
    """Keeps turns one after the other, in a thread of its own."""

    def __init__(self, conversations: KeptConversations, *, now: Callable[[], datetime]) -> None:
        self._conversations = conversations
        self._now = now
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeper")
        self._room = BoundedSemaphore(_MOST_WAITING)

    def keep(
        self, conversation_id: str, number: int, turn: Turn, *, tab: str | None = None,
        name: str | None = None,
    ) -> None:  # fmt: skip
        """Keep a turn soon; where that fails, the log says so and the conversation goes on."""
        at = self._now()
        self._soon(
            "a turn",
            lambda: self._conversations.keep(
                conversation_id, number, turn, at=at, tab=tab, name=name
            ),
        )

    def judge(self, conversation_id: str, number: int, verdict: Verdict) -> None:
        """Keep what a shopper thinks of a reply, soon, as ``keep`` does."""
        self._soon("a verdict", lambda: self._conversations.judge(conversation_id, number, verdict))

    def of_tab(self, tab: str) -> Sequence[KeptTurn]:
        """The turns of the tab's last conversation; none where none is kept, or can be read."""
        waiting = self._worker.submit(self._conversations.of_tab, tab)
        try:
            return waiting.result(timeout=_LONGEST_WAIT)
        except (AssistantError, TimeoutError) as error:
            log.warning("a conversation can't be read: %s", type(error).__name__)
            return ()

    def forget(self, conversation_id: str) -> bool:
        """Delete a conversation, with what of it still waits; whether that was done."""
        waiting = self._worker.submit(self._conversations.forget, conversation_id)
        try:
            waiting.result(timeout=_LONGEST_WAIT)
        except (AssistantError, TimeoutError) as error:
            log.warning("a conversation was not forgotten: %s", type(error).__name__)
            return False
        return True

    def finish(self) -> None:
        """Wait until all that was handed over is kept."""
        self._worker.submit(lambda: None).result()

    def _soon(self, what: str, deed: Callable[[], None]) -> None:
        if not self._room.acquire(blocking=False):
            log.warning("%s is not kept: too many wait", what)
            return
        self._worker.submit(self._done, what, deed)

    def _done(self, what: str, deed: Callable[[], None]) -> None:
        try:
            deed()
        except Exception as error:
            # An error's message may hold what was typed; its kind does not.
            log.warning("%s is not kept: %s", what, type(error).__name__)
        finally:
            self._room.release()
