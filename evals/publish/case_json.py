"""A case and what became of it as JSON."""

from typing import Any

from evals.case import Case
from evals.cited import Cited
from evals.outcome import Outcome
from evals.publish.clause_view import label
from evals.publish.faults import faults


def case_as_json(case: Case, outcome: Outcome) -> dict[str, Any]:
    """The case with what was expected and what came."""
    return {
        "case_id": case.case_id,
        "turns": list(case.turns),
        "tags": list(case.tags),
        "expected": {
            "kinds": list(case.kinds),
            "reasons": list(case.reasons),
            "verdict": case.verdict,
            "core": sorted(case.core),
            "accept": None if case.accept is None else sorted(case.accept),
            "assertions": [
                {"type": assertion.type, "values": list(assertion.values)}
                for assertion in case.assertions
            ],
            "request": None if case.request is None else {**case.request},
        },
        "got": outcome_as_json(case, outcome),
    }


def outcome_as_json(case: Case, outcome: Outcome) -> dict[str, Any]:
    """What came, with what is wrong with it."""
    found = faults(case, outcome)
    return {
        "passed": not found,
        "faults": found,
        "kind": outcome.kind,
        "reason": outcome.reason,
        "text": outcome.text,
        "cited": [_cited(case, cited) for cited in outcome.cited],
        "options": [[_cited(case, cited) for cited in option] for option in outcome.options],
        "quote_fidelity": outcome.quote_fidelity,
        "request": None if outcome.request is None else {**outcome.request},
        "found": None if outcome.found is None else list(outcome.found),
        "probability": outcome.probability,
        "failure": outcome.failure,
        "elapsed_ms": outcome.elapsed_ms,
    }


def _cited(case: Case, cited: Cited) -> dict[str, Any]:
    return {
        "clause_id": cited.clause_id,
        "start": cited.start,
        "end": cited.end,
        "covers": sorted(cited.covers),
        "label": label(case, cited),
    }
