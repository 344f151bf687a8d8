"""How an index is built and searched; the shipped values won in docs/retrieval.md."""

from dataclasses import dataclass

from index.passage import Grain


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The weights of a fused vector, and what is put beside it.

    A sentence's vector is the weighted sum of its own, its clause's and its section's, so that one
    search of the store ranks by all grains at once: the dot product of a sum is the sum of the dot
    products.
    """

    sentence: float = 0.7
    clause: float = 1.0
    section: float = 0.3
    heading: bool = True
    """Whether the heading path stands before a clause when it is embedded."""
    policy_voice: float = 1.0
    """Weight of the question as the policy would put it, beside 1 for the question as asked."""
    lexical: float = 0.05
    """Weight of the BM25 score, scaled to the best hit of the question."""

    def weight(self, grain: Grain) -> float:
        """The weight of that grain in a sentence's fused vector."""
        weights = {
            Grain.SENTENCE: self.sentence,
            Grain.CLAUSE: self.clause,
            Grain.SECTION: self.section,
        }
        return weights[grain]


SHIPPED = Recipe()
