"""Conversations that another system holds for its shoppers."""

import logging
from time import perf_counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Response

from assistant.api.careful import CarefulRoute
from assistant.api.keys import ApiKey
from assistant.api.office import Office
from assistant.api.opened_by import KEYED, opened_by
from assistant.api.scope import Scope
from assistant.api.ticket_contract import ConversationTold, TranscriptTold, TurnGiven, TurnTold
from assistant.chat.transcript import Transcript, Transcripts
from assistant.conversation import Turn
from assistant.errors import RefusedText
from assistant.kept import KeptTurn
from assistant.live import LiveLine
from assistant.reply_json import reply_as_json

log = logging.getLogger(__name__)

CONVERSATIONS = "/api/v1/conversations"
_GONE = "There is no such conversation here, or it has lapsed. Begin a new one."


def conversations_router(office: Office) -> APIRouter:
    """``/api/v1/conversations``: begun, gone on with, read and forgotten."""
    router = APIRouter(route_class=CarefulRoute, tags=["Conversations"], responses=KEYED)
    talking = Transcripts()
    holder = Annotated[ApiKey, Depends(opened_by(Scope.CONVERSATIONS, office.keys))]

    @router.post(CONVERSATIONS, status_code=201, response_model=ConversationTold)
    def begin(key: holder) -> dict[str, Any]:
        """Begin a conversation. It lapses an hour after its last turn."""
        begun = Transcript()
        conversation_id = begun.conversation.conversation_id
        talking.keep(_page(key, conversation_id), begun)
        return {"conversation_id": conversation_id}

    def turn(page: str, conversation_id: str, text: str) -> dict[str, Any]:
        before = talking.find(page)
        if before is None:
            raise HTTPException(404, _GONE)
        if before.reference and office.live.hear(before.reference, text, at=office.now()):
            return {"reply": None, "handoff": before.reference}
        begun = perf_counter()
        try:
            reply = office.responder.reply(before.conversation, text)
        except RefusedText as refused:
            raise HTTPException(422, refused.sentence) from None
        except Exception as error:
            # An error's message may hold what was typed; its kind does not. A person is handed it.
            log.error("a turn failed: %s", type(error).__name__)
            reply = office.responder.failed(before.conversation, text)
        elapsed = 1000 * (perf_counter() - begun)
        office.keeper.keep(conversation_id, before.count, Turn(text=text, reply=reply))
        after = before.remember(text, reply)
        talking.keep(page, after)
        told = reply_as_json(reply, office.responder.policy, elapsed_ms=elapsed)
        return {"reply": told, "handoff": after.reference}

    @router.post(f"{CONVERSATIONS}/{{conversation_id}}/turns", response_model=TurnTold)
    def say(conversation_id: str, given: TurnGiven, key: holder) -> dict[str, Any]:
        """Say something. A request is filed once it is confirmed; a person may take over."""
        page = _page(key, conversation_id)
        with talking.turn(page):
            return turn(page, conversation_id, given.text)

    @router.get(f"{CONVERSATIONS}/{{conversation_id}}", response_model=TranscriptTold)
    def read(conversation_id: str, key: holder) -> dict[str, Any]:
        """What is kept of a conversation, masked; and what a person wrote in it."""
        here = talking.find(_page(key, conversation_id))
        turns = office.conversations.turns(conversation_id)
        if here is None and not turns:
            raise HTTPException(404, _GONE)
        reference = here.reference if here else None
        lines = office.live.lines(reference) if reference else ()
        return {
            "conversation_id": conversation_id,
            "turns": list(map(_turn, turns)),
            "lines": list(map(_line, lines)),
        }

    @router.delete(f"{CONVERSATIONS}/{{conversation_id}}", status_code=204)
    def forget(conversation_id: str, key: holder) -> Response:
        """Forget a conversation at once. Tickets that it filed stay."""
        page = _page(key, conversation_id)
        with talking.turn(page):
            if not office.keeper.forget(conversation_id):
                raise HTTPException(503, "It could not be forgotten just now. Please try again.")
            talking.forget(page)
        return Response(status_code=204)

    return router


def _page(key: ApiKey, conversation_id: str) -> str:
    """No key goes on with another's conversation."""
    return f"{key.name} {conversation_id}"


def _turn(turn: KeptTurn) -> dict[str, Any]:
    return {
        "number": turn.number, "at": turn.at.isoformat(), "text": turn.text, "reply": turn.reply,
        "kind": turn.kind, "reason": turn.reason, "clause_ids": list(turn.clause_ids),
    }  # fmt: skip


def _line(line: LiveLine) -> dict[str, Any]:
    return {"number": line.number, "at": line.at.isoformat(), "by": line.by, "text": line.text}
