"""Whether the server is alive, and whether it can answer."""

import logging
from threading import Lock
from time import monotonic

from fastapi import APIRouter, Response

from assistant.chat import Responder
from assistant.conversation import Conversation

log = logging.getLogger(__name__)

_PROBE = "Do you sell my data?"
_FRESH_SECONDS = 10.0
"""A verdict is kept this long, so that asking often costs nothing."""


class Readiness:
    """Asks a question now and then, and remembers whether it got a reply."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        self._lock = Lock()
        self._asked = -_FRESH_SECONDS
        self._ready = False

    def check(self) -> bool:
        """Whether a question gets a reply: the policy, the model and the index are usable."""
        with self._lock:
            if monotonic() - self._asked >= _FRESH_SECONDS:
                self._ready = self._ask()
                self._asked = monotonic()
            return self._ready

    def _ask(self) -> bool:
        try:
            self._responder.reply(Conversation.begin(), _PROBE)
        except Exception:
            log.exception("not ready: the assistant can't answer")
            return False
        return True


def health_router(responder: Responder) -> APIRouter:
    """``/health``: the process is alive. ``/ready``: it can answer."""
    router = APIRouter()
    readiness = Readiness(responder)

    @router.get("/health")
    def health() -> dict[str, str]:
        """The process is alive."""
        return {"status": "alive"}

    @router.get("/ready")
    def ready(response: Response) -> dict[str, str]:
        """A question gets a reply; otherwise the status is 503."""
        policy = responder.policy
        is_ready = readiness.check()
        response.status_code = 200 if is_ready else 503
        return {
            "status": "ready" if is_ready else "not ready",
            "policy_id": policy.policy_id,
            "sha256": policy.sha256,
        }

    return router
