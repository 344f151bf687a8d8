"""Reviewed answers for a short policy, as somebody would write them."""

from typing import Any

import yaml

from corpus import Policy

POLICY = """
# Privacy Policy

## Sharing

We sell no data. We share your address with carriers.

We never ask for:

- your age
- your shoe size {#shoe}

## Cookies

You can refuse cookies. You can refuse cookies in the app.
"""
SHARING, ASK, AGE, SHOE, COOKIES = (
    "shop/sharing/1", "shop/sharing/2", "shop/sharing/2.1", "shop/sharing/shoe", "shop/cookies/1",
)  # fmt: skip
WAYS = (
    "sell data?", "u sell my data", "Might I ask if you sell data?", "You sell my stuff!",
    "My data, you sell it?", "Do you sell my kid's data?", "cust asks re selling",
    "Are data sold?", "I bought a hat and wonder who buys my data", "Data brokers?",
)  # fmt: skip


def entry(policy: Policy, **changes: Any) -> dict[str, Any]:
    """An answer that is fit to be served, but for the changes."""
    one: dict[str, Any] = {
        "id": "selling",
        "family": "selling",
        "topic": "Do you sell my data?",
        "kind": "answer",
        "verdict": "no",
        "asked": list(WAYS),
        "answer": [
            {
                "says": "No. The shop sells no data.",
                "rests_on": [{"clause": SHARING, "quote": "We sell no data."}],
            }
        ],
        "clauses": {SHARING: policy.clause(SHARING).digest},
        "reviewed": {"by": "somebody", "on": "2026-01-02"},
        **changes,
    }
    return {key: value for key, value in one.items() if value is not None}


def silence(policy: Policy, **changes: Any) -> dict[str, Any]:
    """A silence that is fit to be served, but for the changes."""
    made: dict[str, Any] = {
        "id": "keeping",
        "kind": "silence",
        "verdict": None,
        "asked": [f"How long is it kept, take {number}?" for number in range(10)],
        "answer": [
            {"says": "The policy doesn't say how long data is kept.", "rests_on": []},
            {"says": "You can refuse cookies.", "rests_on": [{"clause": COOKIES}]},
        ],
        "clauses": {COOKIES: policy.clause(COOKIES).digest},
        **changes,
    }
    return entry(policy, **made)


def resting_on(policy: Policy, *clause_ids: str, **changes: Any) -> dict[str, Any]:
    """An answer of one sentence that rests on whole clauses."""
    rests_on = [{"clause": clause_id} for clause_id in clause_ids]
    digests = {clause_id: policy.clause(clause_id).digest for clause_id in clause_ids}
    made = {"answer": [{"says": "So it is.", "rests_on": rests_on}], "clauses": digests, **changes}
    return entry(policy, **made)


def written(*entries: dict[str, Any]) -> str:
    """The entries as a file."""
    return yaml.safe_dump(list(entries), sort_keys=False, allow_unicode=True)
