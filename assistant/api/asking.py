"""``POST /api/v1/ask``: a question or a conversation in, the replies out; nothing is kept."""

from typing import Any

from fastapi import APIRouter, HTTPException

from assistant.api.careful import REFUSALS, CarefulRoute
from assistant.api.contract import QuestionJson, RepliesJson
from assistant.chat import Responder
from assistant.dialogue import Refused, dialogue
from assistant.explanation import explanation_as_json
from assistant.reply_json import reply_as_json

ASK = "/api/v1/ask"


def ask_router(responder: Responder) -> APIRouter:
    """``POST /api/v1/ask``: replies to a question or to the turns of a conversation."""
    router = APIRouter(route_class=CarefulRoute, tags=["Questions"])

    @router.post(ASK, response_model=RepliesJson, responses=REFUSALS)
    def ask(question: QuestionJson) -> dict[str, Any]:
        """Ask about the policy.

        One reply for each turn, in order. Nothing is kept: to go on with a conversation, send its
        turns again with one more. No ticket is filed.
        """
        replies, explanations = [], []
        for number, turn in enumerate(dialogue(responder.reply, question.texts), start=1):
            if isinstance(turn, Refused):
                raise HTTPException(422, f"Turn {number}: {turn.sentence}")
            replies.append(reply_as_json(turn.reply, responder.policy, elapsed_ms=turn.elapsed_ms))
            if question.explain:
                explanation = responder.explain(turn.before, turn.text)
                explanations.append(explanation_as_json(explanation))
        return {"replies": replies, "explanations": explanations if question.explain else None}

    return router
