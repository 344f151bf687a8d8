"""Signed messages of the Data Rights Protocol: read, and held to its order of checks.

A message is JSON with its Ed25519 signature before it, in base64 (section 3.07 of the protocol).
"""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assistant.errors import AssistantError

VERSION = "1.0"
_SIGNATURE = 64
_KEY = 32


class RefusedMessage(AssistantError):
    """A message is not what the protocol wants."""

    def __init__(self, code: int, problem: str, *, fatal: bool = True) -> None:
        self.code = code
        """The HTTP status that says so."""
        self.fatal = fatal
        """Whether it is of no use to send it again."""
        super().__init__(problem)


def read_key(text: str) -> Ed25519PublicKey:
    """The public key in base64; ``ValueError`` where it is none."""
    try:
        held = base64.b64decode(text, validate=True)
    except binascii.Error:
        held = b""
    if len(held) != _KEY:
        raise ValueError("a verify_key is 32 bytes in base64")
    return Ed25519PublicKey.from_public_bytes(held)


def opened(body: bytes, key: Ed25519PublicKey) -> dict[str, Any]:
    """What the message says, once its signature was verified: the first two checks."""
    try:
        held = base64.b64decode(body.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise RefusedMessage(400, "The body is not base64.") from None
    signature, message = held[:_SIGNATURE], held[_SIGNATURE:]
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise RefusedMessage(403, "The signature is not the agent's.") from None
    try:
        told = json.loads(message)
        # JSON can name halves of characters, which no file or mail can hold.
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise RefusedMessage(400, "The signed message is not JSON.") from None
    if not isinstance(told, dict):
        raise RefusedMessage(400, "The signed message is not a JSON object.")
    return told


def checked(told: dict[str, Any], *, agent_id: str, business_id: str, at: datetime) -> datetime:
    """When the message was issued, once the other four checks were passed, in their order."""
    if told.get("agent-id") != agent_id:
        raise RefusedMessage(403, "agent-id is another agent's.")
    if told.get("business-id") != business_id:
        raise RefusedMessage(403, "business-id is another business's.")
    issued_at = _time(told, "issued-at")
    if at < issued_at:
        raise RefusedMessage(400, "issued-at lies ahead: check the clock.", fatal=False)
    if at >= _time(told, "expires-at"):
        raise RefusedMessage(400, "The message has expired: sign a new one.")
    if told.get("drp.version") != VERSION:
        raise RefusedMessage(400, f"drp.version must be {VERSION}.")
    return issued_at


def _time(told: dict[str, Any], claim: str) -> datetime:
    try:
        time = datetime.fromisoformat(told[claim])
    except (KeyError, TypeError, ValueError):
        raise RefusedMessage(400, f"{claim} must be an ISO 8601 time.") from None
    if time.tzinfo is None:
        raise RefusedMessage(400, f"{claim} must have a time zone.")
    return time
