"""Webhooks, signed as the Standard Webhooks specification says."""

import base64
import binascii
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

import httpx

from assistant.delivery.sender import Undelivered
from assistant.tickets.outbox import Message
from assistant.tickets.ticket import Ticket
from assistant.tickets.ticket_json import ticket_as_json

_SECONDS = 10.0
_PREFIX = "whsec_"
_FEWEST_BYTES, _MOST_BYTES = 24, 64
_GONE = 410
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSender:
    """Posts a ticket to an address of the shop's."""

    url: str
    key: bytes
    now: Callable[[], datetime]

    def __call__(self, message: Message, ticket: Ticket, code: str | None) -> None:
        """Post the message; ``Undelivered`` where it was not met with a 2xx."""
        assert code is None, "a code is for its owner alone"  # noqa: S101 -- can't be set up so
        body = payload(message, ticket)
        stamp = int(self.now().timestamp())
        headers = {
            "content-type": "application/json",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": signature(self.key, message.message_id, stamp, body),
        }
        try:
            # Only the status counts: the body of the answer is not read, nor a redirect followed.
            with httpx.stream(
                "POST", self.url, content=body, headers=headers, timeout=_SECONDS,
                follow_redirects=False, trust_env=False,
            ) as answer:  # fmt: skip
                status, is_success = answer.status_code, answer.is_success
        except httpx.HTTPError as error:
            raise Undelivered(type(error).__name__) from error
        if not is_success:
            raise Undelivered(f"HTTP {status}", final=status == _GONE)


def payload(message: Message, ticket: Ticket) -> bytes:
    """The body: what happened, when, and the ticket as it stood then."""
    told = {
        "type": message.event,
        "timestamp": message.created_at.isoformat(),
        "data": ticket_as_json(ticket),
    }
    return json.dumps(told, ensure_ascii=False).encode(errors="replace")


def signature(key: bytes, message_id: str, stamp: int, body: bytes) -> str:
    """The value of ``webhook-signature``, version 1: HMAC-SHA256."""
    signed = f"{message_id}.{stamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, sha256)).decode()


def read_key(secret: str) -> bytes:
    """The key in a ``whsec_…`` secret; ``ValueError`` where it holds none."""
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(_PREFIX) or not _FEWEST_BYTES <= len(key) <= _MOST_BYTES:
        raise ValueError(
            "write whsec_ and 24 to 64 random bytes in base64, such as the output of "
            'python -c "import base64, secrets; '
            "print('whsec_' + base64.b64encode(secrets.token_bytes(32)).decode())\""
        )
    return key


def check_url(url: str) -> str:
    """The address; ``ValueError`` where personal data would go over the open network."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url
    if parts.scheme == "http" and parts.hostname in _HERE:
        return url
    raise ValueError("write an https:// address; http:// is for this machine only")
