"""What is measured: the assistant in this process, or a server."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from time import sleep
from typing import Any, Protocol

import httpx

from assistant.answering import PassageSearch
from assistant.dialogue import Refused, dialogue
from assistant.errors import RefusedText
from assistant.explanation import explanation_as_json
from assistant.reply_json import reply_as_json
from assistant.reviewed import QuestionMatch
from assistant.turn import Assistant
from corpus import Policy
from evals.errors import OtherSubject, UnreachableTarget
from evals.run import Subject
from index.asked import Matches
from index.passage import Hit
from index.recipe import SHIPPED

Said = tuple[list[dict[str, Any]], dict[str, Any] | None]
"""A reply a turn, and the explanation of the last."""


class Target(Protocol):
    """Something that holds conversations about a policy."""

    @property
    def name(self) -> str:
        """What it is called in a run."""

    @property
    def parts(self) -> Mapping[str, Any]:
        """What it is made of, as far as it tells."""

    def converse(self, turns: Sequence[str], *, seconds: float) -> Said:
        """What is said to the turns of a fresh conversation.

        Raises ``UnreachableTarget`` where no further case can be run, and anything else where
        this one failed. ``seconds`` is how long a target may wait for others.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class InProcess:
    """The assistant itself."""

    assistant: Assistant
    model: str

    @property
    def name(self) -> str:
        """Where it runs."""
        return "in process"

    @property
    def parts(self) -> Mapping[str, Any]:
        """The embedding model, the way to retrieve and the threshold."""
        return {
            "model": self.model,
            "recipe": asdict(SHIPPED),
            "answer_from": self.assistant.answering.calibration.answer_from,
            "retriever": type(self.assistant.answering.retriever).__name__,
        }

    def converse(self, turns: Sequence[str], *, seconds: float) -> Said:  # noqa: ARG002 -- it waits for nobody
        """Reply to each turn, and explain the last."""
        replies: list[dict[str, Any]] = []
        explanation = None
        for turn in dialogue(self.assistant.reply, turns):
            if isinstance(turn, Refused):
                raise RefusedText(turn.sentence)
            policy = self.assistant.policy
            replies.append(reply_as_json(turn.reply, policy, elapsed_ms=turn.elapsed_ms))
            explanation = self.assistant.explain(turn.before, turn.text)
        return replies, explanation_as_json(explanation) if explanation else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenSearch:
    """A search that takes the worst for the best, to see that the gates hold."""

    search_of: PassageSearch

    def search(self, question: str, *, document: str) -> list[Hit]:
        """The hits in the wrong order, as surely as the right ones."""
        hits = self.search_of.search(question, document=document)
        return [
            replace(wrong, score=right.score, rank=right.rank)
            for right, wrong in zip(hits, reversed(hits), strict=True)
        ]

    def coverage(self, question: str, hits: Sequence[Hit]) -> float:
        """What the hits cover."""
        return self.search_of.coverage(question, hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenMatch:
    """A matcher that takes the worst for the best, to see that the gates hold."""

    matcher: QuestionMatch

    def matches(self, question: str) -> Matches:
        """The answers in the wrong order, as surely as the right ones."""
        found = self.matcher.matches(question)
        wrong = tuple(
            replace(right, answer_id=other.answer_id)
            for right, other in zip(found.ranked, reversed(found.ranked), strict=True)
        )
        return replace(found, ranked=wrong)


class Server:
    """A running server, asked through its API."""

    def __init__(self, url: str, policy: Policy) -> None:
        self._url = url.rstrip("/")
        self._policy = policy
        self._client = httpx.Client(base_url=self._url)
        try:
            self._look()
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    @property
    def name(self) -> str:
        """Its address."""
        return self._url

    @property
    def parts(self) -> Mapping[str, Any]:
        """What a server is made of, it doesn't tell."""
        return {}

    def converse(self, turns: Sequence[str], *, seconds: float) -> Said:
        """Ask it; where it asks for patience, it gets it."""
        asked = {"turns": list(turns), "explain": True}
        response = self._send("POST", "/api/v1/ask", seconds=seconds, json=asked)
        while response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            sleep(min(60.0, float(response.headers.get("Retry-After", "5"))))
            response = self._send("POST", "/api/v1/ask", seconds=seconds, json=asked)
        if response.status_code == httpx.codes.NOT_FOUND:
            raise UnreachableTarget(
                f"{self._url} has no /api/v1/ask: is it a server of this release?"
            )
        if response.is_error:
            raise ValueError(f"the server said {response.status_code}: {response.text[:200]}")
        try:
            said = response.json()
            replies, explanations = said["replies"], said["explanations"]
            sha256 = replies[-1]["policy"]["sha256"]
        except (ValueError, LookupError, TypeError):
            raise ValueError(
                f"the reply is not as the contract has it: {response.text[:200]}"
            ) from None
        self._check_policy(sha256)
        return replies, explanations[-1] if explanations else None

    def _look(self) -> None:
        try:
            response = self._send("GET", "/ready", seconds=30)
            told = response.json() if response.is_success else {}
        except (httpx.TransportError, ValueError) as error:
            raise UnreachableTarget(
                f"{self._url} does not answer as a server of this release: {error}. "
                "Start one with: python app.py"
            ) from error
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise UnreachableTarget(f"{self._url} is up but not ready: see {self._url}/ready")
        if isinstance(told, dict):
            self._check_policy(told.get("sha256"))

    def _check_policy(self, sha256: str | None) -> None:
        if sha256 not in (None, self._policy.sha256):
            raise OtherSubject(
                f"{self._url} serves another text of the policy than {self._policy.policy_id} here "
                f"({sha256[:12]}…, not {self._policy.sha256[:12]}…). Check out the one that it "
                "serves, or name it with --policy."
            )

    def _send(self, method: str, path: str, *, seconds: float, **content: Any) -> httpx.Response:
        try:
            return self._client.request(method, path, timeout=seconds, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise UnreachableTarget(
                f"{self._url} can't be reached ({error}). Start it with: python app.py"
            ) from error
        except httpx.InvalidURL as error:
            raise UnreachableTarget(f"{self._url} is no address ({error}).") from error


def subject_of(target: Target, *, case_set: str, policy: Policy) -> Subject:
    """What a run of the set against the target is about."""
    return Subject(
        case_set=case_set,
        policy_id=policy.policy_id,
        policy_sha256=policy.sha256,
        target=target.name,
        parts=target.parts,
    )
