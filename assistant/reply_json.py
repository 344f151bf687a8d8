"""A reply as JSON: the contract of the command line and of the API."""

from enum import StrEnum
from typing import Any

from assistant.reply import (
    Abstention,
    Answer,
    Citation,
    Clarification,
    Handoff,
    Option,
    Reply,
    RightsIntake,
    RightsTicket,
    SmallTalk,
)
from corpus import Policy


class ReplyKind(StrEnum):
    """The kinds of reply that the contract knows."""

    ANSWER = "answer"
    ABSTENTION = "abstention"
    CLARIFICATION = "clarification"
    RIGHTS_INTAKE = "rights_intake"
    RIGHTS_TICKET = "rights_ticket"
    HANDOFF = "handoff"
    SMALL_TALK = "small_talk"


def reply_as_json(reply: Reply, policy: Policy, *, elapsed_ms: float) -> dict[str, Any]:
    """Every key of the contract, null or empty where the reply has nothing for it."""
    citations = () if isinstance(reply, SmallTalk) else reply.citations
    return {
        "kind": kind_of(reply),
        "text": reply.text,
        "citations": [citation_as_json(one) for one in citations],
        "reason": reply.reason if isinstance(reply, Abstention | Handoff) else None,
        "mode": reply.mode if isinstance(reply, Answer) else None,
        "options": list(map(_option, reply.options)) if isinstance(reply, Clarification) else [],
        "request": _request(reply) if isinstance(reply, RightsIntake | RightsTicket) else None,
        "ticket": _ticket(reply) if isinstance(reply, RightsTicket) else None,
        "policy": {
            "policy_id": policy.policy_id,
            "version": policy.version,
            "sha256": policy.sha256,
        },
        "elapsed_ms": round(elapsed_ms, 1),
    }


def kind_of(reply: Reply) -> ReplyKind:
    """The kind of a reply, as the contract names it."""
    match reply:
        case Answer():
            return ReplyKind.ANSWER
        case Abstention():
            return ReplyKind.ABSTENTION
        case Clarification():
            return ReplyKind.CLARIFICATION
        case RightsIntake():
            return ReplyKind.RIGHTS_INTAKE
        case RightsTicket():
            return ReplyKind.RIGHTS_TICKET
        case Handoff():
            return ReplyKind.HANDOFF
        case SmallTalk():
            return ReplyKind.SMALL_TALK


def citation_as_json(citation: Citation) -> dict[str, Any]:
    """A citation, as the contract has it."""
    return {
        "marker": citation.marker,
        "clause_id": citation.clause_id,
        "heading": list(citation.heading),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "applies_to": citation.applies_to,
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "text": option.text,
        "clause_ids": list(dict.fromkeys(citation.clause_id for citation in option.citations)),
        "quotes": [citation.quote for citation in option.citations],
    }


def _request(reply: RightsIntake | RightsTicket) -> dict[str, Any]:
    return {
        "right": reply.request.right,
        "requester": {
            "name": reply.request.requester.name,
            "email": reply.request.requester.email,
            "phone": reply.request.requester.phone,
            "state": reply.request.requester.state,
        },
        "order": reply.request.order,
        "on_behalf_of": reply.request.on_behalf_of,
        "missing": list(reply.missing) if isinstance(reply, RightsIntake) else [],
    }


def _ticket(reply: RightsTicket) -> dict[str, Any]:
    return {
        "ticket_id": reply.reference,
        "status": reply.status,
        "clocks": [
            {
                "what": clock.what,
                "due": clock.due.isoformat(),
                "clause_id": clock.clause_id,
                "law": clock.law,
            }
            for clock in reply.clocks
        ],
    }
