"""What people asked that the policy does not answer, in clusters of questions that ask the same."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from assistant.kept import KeptTurn
from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from index.embedder import Embedder

UNANSWERED = (ReplyKind.ABSTENTION, ReplyKind.HANDOFF)
"""Kinds of reply that answer nothing."""
# What is handed over for these reasons asked the policy nothing.
_NOT_ASKED = frozenset({
    Reason.ASKED_FOR_HUMAN, Reason.UNSAFE, Reason.LEGAL_THREAT, Reason.DISTRESS,
    Reason.REPEATED_FAILURE,
})  # fmt: skip
# Average linkage over cosine distance. Of 496 ways to ask 62 things on which the policy is silent,
# B-cubed precision and recall are .89/.32 at .5, .75/.46 at .6 (the best F, .57) and .52/.54 at .7.
_FARTHEST = 0.6
_EXAMPLES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Questions that ask the same, as far as can be told."""

    label: str
    """The question that is nearest to the others."""
    count: int
    examples: tuple[str, ...]
    reasons: tuple[str, ...]
    """Why there was no answer, the most frequent first."""
    answer_id: str | None
    """The reviewed silence that was said, where there is one."""
    last_at: datetime


class GapFinder:
    """Finds the gaps; what it has embedded once, it has at once the next time."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        """The embedder is loaded when it is needed first."""
        self._embedder = embedder
        self._known: dict[str, np.ndarray] = {}
        self._lock = Lock()

    def gaps(self, turns: Sequence[KeptTurn]) -> Sequence[Gap]:
        """The gaps, those that most people met first."""
        asked = [turn for turn in turns if turn.text.strip() and turn.reason not in _NOT_ASKED]
        if not asked:
            return []
        vectors = self._vectors([turn.text for turn in asked])
        found = [_gap(asked, vectors, cluster) for cluster in _clusters(asked, vectors)]
        return sorted(found, key=lambda gap: (-gap.count, gap.label))

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        """A row a text; those that are asked no more are let go."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._known]
            if new:
                rows = np.asarray(self._embedder().embed(new))
                self._known |= dict(zip(new, rows, strict=True))
            self._known = {text: self._known[text] for text in dict.fromkeys(texts)}
            return np.stack([self._known[text] for text in texts])


def _clusters(turns: Sequence[KeptTurn], vectors: np.ndarray) -> Iterator[list[int]]:
    """Places of turns that ask the same."""
    known: dict[str, list[int]] = {}
    others = []
    for place, turn in enumerate(turns):
        if turn.answer_id is not None:
            known.setdefault(turn.answer_id, []).append(place)
        else:
            others.append(place)
    yield from known.values()
    if len(others) < 2:
        yield from ([one] for one in others)
        return
    labels = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=_FARTHEST
    ).fit_predict(vectors[others])
    for label in dict.fromkeys(labels):
        yield [place for place, own in zip(others, labels, strict=True) if own == label]


def _gap(turns: Sequence[KeptTurn], vectors: np.ndarray, places: Sequence[int]) -> Gap:
    own, cluster = vectors[list(places)], [turns[place] for place in places]
    nearest = np.argsort(-(own @ own.mean(axis=0)), kind="stable")
    texts = list(dict.fromkeys(cluster[place].text for place in nearest))
    reasons = Counter(turn.reason for turn in cluster if turn.reason)
    return Gap(
        label=texts[0], count=len(cluster), examples=tuple(texts[1 : 1 + _EXAMPLES]),
        reasons=tuple(reason for reason, _ in reasons.most_common()),
        answer_id=cluster[0].answer_id, last_at=max(turn.at for turn in cluster),
    )  # fmt: skip
