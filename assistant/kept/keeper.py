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
        if not self._room.acquire(blocking=False):
            log.warning("a turn is not kept: too many wait")
            return
        at = self._now()
        self._worker.submit(self._keep, conversation_id, number, turn, at, tab, name)

    def judge(self, conversation_id: str, number: int, verdict: Verdict) -> None:
        """Keep what a shopper thinks of a reply, soon, as ``keep`` does."""
        if self._room.acquire(blocking=False):
            self._worker.submit(self._judge, conversation_id, number, verdict)

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

    def _judge(self, conversation_id: str, number: int, verdict: Verdict) -> None:
        try:
            self._conversations.judge(conversation_id, number, verdict)
        except Exception as error:
            log.warning("a verdict is not kept: %s", type(error).__name__)
        finally:
            self._room.release()

    def _keep(
        self, conversation_id: str, number: int, turn: Turn, at: datetime, tab: str | None,
        name: str | None,
    ) -> None:  # fmt: skip
        try:
            self._conversations.keep(conversation_id, number, turn, at=at, tab=tab, name=name)
        except Exception as error:
            # An error's message may hold what was typed; its kind does not.
            log.warning("a turn is not kept: %s", type(error).__name__)
        finally:
            self._room.release()
