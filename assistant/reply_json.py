"""A reply as JSON: the contract of the command line and of the API."""

from typing import Any

from assistant.reply import Abstention, Answer, Citation, Handoff, Reply, RightsIntake, SmallTalk
from corpus import Policy


def reply_as_json(reply: Reply, policy: Policy, *, elapsed_ms: float) -> dict[str, Any]:
    """Every key of the contract, null or empty where the reply has nothing for it."""
    return {
        "kind": _kind(reply),
        "text": reply.text,
        "citations": [] if isinstance(reply, SmallTalk) else list(map(_citation, reply.citations)),
        "reason": reply.reason if isinstance(reply, Abstention | Handoff) else None,
        "mode": reply.mode if isinstance(reply, Answer) else None,
        "options": [],
        "request": _request(reply) if isinstance(reply, RightsIntake) else None,
        "ticket": None,
        "policy": {
            "policy_id": policy.policy_id,
            "version": policy.version,
            "sha256": policy.sha256,
        },
        "elapsed_ms": round(elapsed_ms, 1),
    }


def _kind(reply: Reply) -> str:
    match reply:
        case Answer():
            return "answer"
        case Abstention():
            return "abstention"
        case RightsIntake():
            return "rights_intake"
        case Handoff():
            return "handoff"
        case SmallTalk():
            return "small_talk"


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "clause_id": citation.clause_id,
        "heading": list(citation.heading),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "applies_to": citation.applies_to,
    }


def _request(reply: RightsIntake) -> dict[str, Any]:
    return {
        "right": reply.right,
        "requester": {"name": None, "email": None, "state": None},
        "order": None,
        "on_behalf_of": None,
        "missing": [],
    }
