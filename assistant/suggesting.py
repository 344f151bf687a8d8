"""What may be asked next: topics near to an answer that the assistant surely answers."""

from collections.abc import Callable, Collection, Mapping
from threading import Lock

import numpy as np

from assistant.reply import Answer, Reply
from corpus.answers import ReviewedAnswer
from index.embedder import Embedder

MOST = 2
"""Questions that are suggested."""


class Suggestions:
    """Topics of reviewed answers, the nearest ones first; each is tried before it is shown."""

    def __init__(
        self,
        answers: Mapping[str, ReviewedAnswer],
        embedder: Embedder,
        reply: Callable[[str], Reply],
    ) -> None:
        """``reply`` is what is said to a question that stands alone."""
        self._topics = {key: one.topic for key, one in answers.items() if not one.is_silence}
        self._all = {key: one.topic for key, one in answers.items()}
        self._vectors = np.asarray(embedder.embed(list(self._all.values())))
        self._reply = reply
        self._answered: dict[str, bool] = {}
        self._lock = Lock()

    def after(self, answer_id: str, *, but: Collection[str] = ()) -> tuple[str, ...]:
        """Up to two questions to ask after that answer, but none that leads to those in ``but``."""
        if answer_id not in self._all:
            return ()
        with self._lock:
            found: list[str] = []
            for key in self._nearest(answer_id):
                if key not in but and self._is_answered(key):
                    found.append(self._topics[key])
                if len(found) == MOST:
                    break
            return tuple(found)

    def _nearest(self, answer_id: str) -> list[str]:
        keys = list(self._all)
        nearness = self._vectors @ self._vectors[keys.index(answer_id)]
        ranked = [keys[place] for place in np.argsort(-nearness, kind="stable")]
        return [key for key in ranked if key in self._topics and key != answer_id]

    def _is_answered(self, key: str) -> bool:
        if key not in self._answered:
            reply = self._reply(self._topics[key])
            self._answered[key] = isinstance(reply, Answer) and reply.answer_id == key
        return self._answered[key]
