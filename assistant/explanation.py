"""What stood behind a turn: what was found, and how surely it answers."""

from dataclasses import dataclass
from typing import Any

from assistant.reply import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What the policy has on a question, whatever became of the turn."""

    clause_ids: tuple[str, ...]
    """The clauses that were found, best first."""
    probability: float
    """That the policy answers, 0 to 1; an answer is given from the calibrated threshold on."""
    citations: tuple[Citation, ...]
    """What an answer quotes, or would."""


def explanation_as_json(explanation: Explanation) -> dict[str, Any]:
    """The explanation for the API and for evals."""
    return {
        "clause_ids": list(explanation.clause_ids),
        "probability": round(explanation.probability, 6),
        "would_cite": [
            {"clause_id": citation.clause_id, "start": citation.start, "end": citation.end}
            for citation in explanation.citations
        ],
    }
