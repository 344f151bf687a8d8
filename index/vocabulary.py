"""Which of a question's words are strange to a text that may answer it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from index.lexical import stems


class Vocabulary:
    """The stems of texts, each under the id of what it belongs to."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        held = {name: stems(list(belonging)) for name, belonging in texts.items()}
        self._stems = {name: frozenset().union(*lists) for name, lists in held.items()}
        every = [frozenset(one) for lists in held.values() for one in lists]
        self._count = len(every)
        self._holding = Counter(stem for one in every for stem in one)

    def strangeness(self, question: str, name: str) -> float:
        """How much of the question's words none of those texts has, 0 to 1 by rarity."""
        asked = frozenset(stems([question])[0])
        total = sum(map(self._rarity, asked))
        return (
            sum(map(self._rarity, asked - self._stems.get(name, frozenset()))) / total
            if total
            else 0.0
        )

    def _rarity(self, stem: str) -> float:
        return log((1 + self._count) / (1 + self._holding[stem]))
