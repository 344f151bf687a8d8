"""What a person is handed who takes a conversation over: why, and the story so far."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.reason import Reason


class Queue(StrEnum):
    """Who looks at a handoff."""

    PRIVACY = "privacy"
    """Those who know the policy: it is silent, or the assistant was not sure."""
    SUPPORT = "support"
    """The shop's support, for all that the policy is not about."""
    LEGAL = "legal"
    CARE = "care"
    """Somebody needs a person now."""
    TECHNICAL = "technical"


_QUEUES: Mapping[Reason, Queue] = {
    Reason.POLICY_SILENT: Queue.PRIVACY,
    Reason.LOW_CONFIDENCE: Queue.PRIVACY,
    Reason.REPEATED_FAILURE: Queue.PRIVACY,
    Reason.OUTSIDE_POLICY: Queue.SUPPORT,
    Reason.ASKED_FOR_HUMAN: Queue.SUPPORT,
    Reason.UNKNOWN_LANGUAGE: Queue.SUPPORT,
    Reason.LEGAL_THREAT: Queue.LEGAL,
    Reason.DISTRESS: Queue.CARE,
    Reason.UNSAFE: Queue.TECHNICAL,
    Reason.INTERNAL_ERROR: Queue.TECHNICAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of a conversation."""

    by: str
    """``shopper`` or ``assistant``."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A conversation as it is handed to a person."""

    reason: Reason
    summary: str
    """What it is about, in the shopper's words."""
    transcript: tuple[Said, ...]
    """Oldest first."""
    language: str
    """ISO 639-1."""
    clause_ids: tuple[str, ...] = ()
    """What was cited."""

    @property
    def queue(self) -> Queue:
        """Who looks at it."""
        return _QUEUES[self.reason]


def handover_text(handover: Handover) -> str:
    """The handover as JSON, the same for equal ones."""
    return json.dumps(
        {
            "reason": handover.reason,
            "summary": handover.summary,
            "transcript": [[said.by, said.text] for said in handover.transcript],
            "language": handover.language,
            "clause_ids": handover.clause_ids,
        }
    )


def handover_of(text: str) -> Handover:
    """The handover that ``handover_text`` wrote."""
    told = json.loads(text)
    return Handover(
        reason=Reason(told["reason"]),
        summary=told["summary"],
        transcript=tuple(Said(by=by, text=said) for by, said in told["transcript"]),
        language=told["language"],
        clause_ids=tuple(told["clause_ids"]),
    )
