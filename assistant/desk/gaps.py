"""What people asked that the policy does not answer, in clusters of questions that ask the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

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


def gaps(turns: Sequence[KeptTurn], embedder: Embedder) -> Sequence[Gap]:
    """The gaps, those that most people met first."""
    asked = [turn for turn in turns if turn.text.strip() and turn.reason not in _NOT_ASKED]
    found = [_gap(cluster, embedder) for cluster in _clusters(asked, embedder)]
    return sorted(found, key=lambda gap: (-gap.count, gap.label))


def _clusters(turns: Sequence[KeptTurn], embedder: Embedder) -> Iterator[list[KeptTurn]]:
    known: dict[str, list[KeptTurn]] = {}
    others = []
    for turn in turns:
        if turn.answer_id is not None:
            known.setdefault(turn.answer_id, []).append(turn)
        else:
            others.append(turn)
    yield from known.values()
    if len(others) < 2:
        yield from ([one] for one in others)
        return
    labels = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=_FARTHEST
    ).fit_predict(_vectors(others, embedder))
    for label in dict.fromkeys(labels):
        yield [turn for turn, own in zip(others, labels, strict=True) if own == label]


def _gap(turns: Sequence[KeptTurn], embedder: Embedder) -> Gap:
    vectors = _vectors(turns, embedder)
    nearest = np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")
    texts = list(dict.fromkeys(turns[place].text for place in nearest))
    reasons = Counter(turn.reason for turn in turns if turn.reason)
    return Gap(
        label=texts[0], count=len(turns), examples=tuple(texts[1 : 1 + _EXAMPLES]),
        reasons=tuple(reason for reason, _ in reasons.most_common()), answer_id=turns[0].answer_id,
        last_at=max(turn.at for turn in turns),
    )  # fmt: skip


def _vectors(turns: Sequence[KeptTurn], embedder: Embedder) -> np.ndarray:
    vectors = np.asarray(embedder.embed([turn.text for turn in turns]))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths))
