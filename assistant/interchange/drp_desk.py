"""What agents of the Data Rights Protocol may do here: register, file, ask after, take back."""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assistant.interchange.drp_exercise import read_exercise
from assistant.interchange.drp_message import RefusedMessage, checked, opened, read_key
from assistant.interchange.drp_status import agent_of, as_drp_status, source
from assistant.tickets.filing import FilingDesk
from assistant.tickets.status import ImpossibleMove
from assistant.tickets.store import OtherBody, TicketStore, UnknownTicket
from assistant.tickets.ticket import Ticket, TicketStatus

_AGENT = re.compile(r"[A-Za-z0-9_.-]{1,30}")
_LONGEST_REASON = 500


class AgentTokens(Protocol):
    """Keeps which token is whose."""

    def give(self, agent_id: str, token: str, *, issued_at: datetime) -> bool:
        """Keep it in place of the agent's last; False where the message is no newer than that."""

    def agent_of(self, token: str) -> str | None:
        """Whose it is; None where it is nobody's."""


def read_directory(content: str) -> Mapping[str, Ed25519PublicKey]:
    """The keys of the agents in a service directory, by id; ``ValueError`` where it can't be read.

    It is a list of agents, each with an ``id`` and a ``verify_key`` (section 3.05 of the protocol).
    """
    listed = json.loads(content)
    if not isinstance(listed, list):
        raise ValueError("it must be a list of agents")
    keys = {}
    for agent in listed:
        agent_id = agent.get("id") if isinstance(agent, dict) else None
        if not isinstance(agent_id, str) or not _AGENT.fullmatch(agent_id):
            raise ValueError("each agent must have an id of at most 30 letters, digits, _ . -")
        keys[agent_id] = read_key(str(agent.get("verify_key", "")))
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class DrpDesk:
    """The business's side of the protocol; ``RefusedMessage`` says what is wrong."""

    business_id: str
    agents: Mapping[str, Ed25519PublicKey]
    tokens: AgentTokens
    filings: FilingDesk
    store: TicketStore
    now: Callable[[], datetime]

    def register(self, agent_id: str, body: bytes) -> dict[str, Any]:
        """A token for the agent, in place of the one before."""
        key = self.agents.get(agent_id)
        if key is None:
            raise RefusedMessage(403, "This agent is not known here.")
        told = opened(body, key)
        issued_at = self._checked(told, agent_id)
        token = secrets.token_urlsafe(32)
        # Whoever repeats the message of another must not get a token by it.
        if not self.tokens.give(agent_id, token, issued_at=issued_at):
            raise RefusedMessage(403, "A message that is as new was used before: sign a new one.")
        return {"agent-id": agent_id, "token": token}

    def agent(self, token: str) -> str:
        """Whose token it is."""
        agent_id = self.tokens.agent_of(token)
        if agent_id is None or agent_id not in self.agents:
            raise RefusedMessage(403, "The bearer token is nobody's: register the agent.")
        return agent_id

    def exercise(self, token: str, body: bytes) -> dict[str, Any]:
        """File what the message asks for; sent again, it is filed once."""
        agent_id = self.agent(token)
        told = opened(body, self.agents[agent_id])
        self._checked(told, agent_id)
        asked = read_exercise(told)
        own_id = asked.agent_request_id or sha256(body.strip()).hexdigest()
        filing = self.filings.filing(
            asked.request,
            conversation_id=f"drp {agent_id}",
            own_id=own_id,
            source=source(agent_id, asked.agent_request_id),
            tells=False,  # the agent tells the person
        )
        try:
            filed = self.store.file(filing)
        except OtherBody:
            raise RefusedMessage(409, "agent-request-id was used for something else.") from None
        return as_drp_status(self.store.find(filed.reference))

    def status(self, token: str, request_id: str) -> dict[str, Any]:
        """Where a request of the agent's stands."""
        return as_drp_status(self._own(self.agent(token), request_id))

    def revoke(self, token: str, request_id: str, body: bytes) -> dict[str, Any]:
        """Take a request of the agent's back."""
        agent_id = self.agent(token)
        told = opened(body, self.agents[agent_id])
        reason = told.get("reason")
        why = str(reason)[:_LONGEST_REASON] if reason else "taken back by the agent"
        ticket = self._own(agent_id, request_id)
        try:
            moved = self.store.move(
                ticket.ticket_id, TicketStatus.WITHDRAWN, by=f"agent {agent_id}", why=why,
                at=self.now(),
            )  # fmt: skip
        except ImpossibleMove as error:
            raise RefusedMessage(409, str(error)) from None
        return as_drp_status(moved)

    def _checked(self, told: dict[str, Any], agent_id: str) -> datetime:
        return checked(told, agent_id=agent_id, business_id=self.business_id, at=self.now())

    def _own(self, agent_id: str, request_id: str) -> Ticket:
        """The agent's ticket; one that there isn't and one of another's are refused alike."""
        try:
            ticket = self.store.find(request_id)
        except UnknownTicket:
            ticket = None
        if ticket is None or agent_of(ticket) != agent_id:
            raise RefusedMessage(403, "That is no request of this agent's.")
        return ticket


def read_directory_file(path: Path) -> Mapping[str, Ed25519PublicKey]:
    """As ``read_directory``; ``ValueError`` where the file can't be read either."""
    try:
        return read_directory(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path} can't be read ({type(error).__name__})") from None
    except ValueError as error:
        raise ValueError(f"{path} is no directory of agents: {error}") from None
