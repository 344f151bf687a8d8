"""Ways to choose the sentences of a policy that bear on a question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering import weigh
from assistant.calibration import Calibration
from assistant.quoting import citations_of
from evals.elsewhere.library import Library
from evals.elsewhere.public_sets import EvidenceQuestion, SentencePolicy
from index.embedder import Embedder
from index.passage import Hit

Sentences = frozenset[int]
"""Numbers, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the assistant makes of a question, before it decides whether to answer."""

    probability: float
    """That the policy answers."""
    score: float
    """Of the best hit."""
    quoted: Sentences
    """The sentences that the quotes of an answer would touch."""


class Judge:
    """The assistant's retrieval, calibration and quoting over policies by sentence."""

    def __init__(
        self, policies: Sequence[SentencePolicy], embedder: Embedder, calibration: Calibration
    ) -> None:
        self._policies = {one.policy.policy_id: one for one in policies}
        self._retriever = Library([one.policy for one in policies], embedder).apart
        self._calibration = calibration

    @property
    def threshold(self) -> float:
        """The probability from which the product answers."""
        return self._calibration.answer_from

    def judgement(self, question: EvidenceQuestion) -> Judgement:
        """What is made of the question."""
        hits = self._retriever.search(question.text, document=question.policy_id)
        evidence = weigh(self._retriever, question.text, hits)
        return Judgement(
            probability=self._calibration.probability(evidence),
            score=evidence.score,
            quoted=touched(self._policies[question.policy_id], hits),
        )


def touched(one: SentencePolicy, hits: Sequence[Hit]) -> Sentences:
    """The sentences of which the assistant's quotes hold at least a character."""
    quotes = citations_of(one.policy, hits)
    return frozenset(
        number
        for number, (start, end) in enumerate(one.sentences)
        if any(quote.start < end and start < quote.end for quote in quotes)
    )


class NearestSentences:
    """The plain way: each sentence embedded alone, the nearest to the question taken."""

    def __init__(self, policies: Sequence[SentencePolicy], embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors = {
            one.policy.policy_id: embedder.embed([one.policy.text[a:b] for a, b in one.sentences])
            for one in policies
        }

    def first(self, question: EvidenceQuestion, top: int) -> Sentences:
        """The ``top`` nearest, whatever their scores."""
        scores = self._vectors[question.policy_id] @ self._embedder.embed([question.text])[0]
        return frozenset(map(int, np.argsort(-scores, kind="stable")[:top]))
