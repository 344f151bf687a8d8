"""Figures for whoever watches the server: how much is asked, how it is met, what waits.

No label holds anything that a shopper said, or who they are.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as latest
from prometheus_client.core import GaugeMetricFamily

from assistant.api.office import Office
from assistant.api.opened_by import KEYED, opened_by
from assistant.api.scope import Scope
from assistant.chat import Responder
from assistant.conversation import Conversation
from assistant.errors import AssistantError, RefusedText
from assistant.explanation import Explanation
from assistant.reply import Abstention, Handoff, Reply
from assistant.reply_json import kind_of
from assistant.tickets.outbox import MessageState
from assistant.tickets.request import Field
from corpus import Policy

METRICS = "/metrics"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.replies = Counter(
            "clausewise_replies", "Replies, by kind, by reason where there is no answer.",
            ("via", "kind", "reason"), registry=self.registry,
        )  # fmt: skip
        self.failures = Counter(
            "clausewise_failed_turns", "Turns that broke.", ("via",), registry=self.registry
        )
        self.seconds = Histogram(
            "clausewise_reply_seconds", "How long a reply took.", ("via",), buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip

    def counting(self, responder: Responder, *, via: str) -> "CountingResponder":
        """The responder, whose replies are counted."""
        return CountingResponder(responder=responder, metrics=self, via=via)

    def watch(self, office: Office) -> None:
        """Tell of the tickets and the messages that wait, too."""
        self.registry.register(_Waiting(office))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingResponder:
    """Another responder, whose replies are counted and timed."""

    responder: Responder
    metrics: Metrics
    via: str

    @property
    def policy(self) -> Policy:
        """The policy that is asked about."""
        return self.responder.policy

    @property
    def contact(self) -> str:
        """Where a person is reached."""
        return self.responder.contact

    @property
    def files(self) -> bool:
        """Whether requests can be filed."""
        return self.responder.files

    def reply(self, conversation: Conversation, text: str) -> Reply:
        """What is said back; ``RefusedText`` where the text can't be a message."""
        return self._counted(lambda: self.responder.reply(conversation, text))

    def failed(self, conversation: Conversation, text: str) -> Reply:
        """What is said to ``text`` where its turn broke."""
        return self._counted(lambda: self.responder.failed(conversation, text))

    def submit(self, conversation: Conversation, given: Mapping[Field, str]) -> Reply:
        """What is said to the form of the request that is open."""
        return self._counted(lambda: self.responder.submit(conversation, given))

    def next_questions(self, conversation: Conversation) -> tuple[str, ...]:
        """As the responder has it."""
        return self.responder.next_questions(conversation)

    def explain(self, conversation: Conversation, text: str) -> Explanation:
        """What the policy has on ``text``, whatever the reply."""
        return self.responder.explain(conversation, text)

    def _counted(self, replying: Callable[[], Reply]) -> Reply:
        begun = perf_counter()
        try:
            reply = replying()
        except RefusedText:
            raise
        except Exception as error:
            if not isinstance(error, AssistantError):
                self.metrics.failures.labels(self.via).inc()
            raise
        reason = reply.reason if isinstance(reply, Abstention | Handoff) else None
        self.metrics.replies.labels(self.via, kind_of(reply), reason or "").inc()
        self.metrics.seconds.labels(self.via).observe(perf_counter() - begun)
        return reply


class _Waiting:
    """What waits in the database, looked up when it is asked for."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Open tickets, and messages that were not delivered."""
        now = self._office.now()
        told = "Open tickets, by kind and whether they are overdue."
        tickets = GaugeMetricFamily("clausewise_open_tickets", told, labels=("kind", "overdue"))
        counts: dict[tuple[str, str], int] = {}
        for one in self._office.desk.store.listed(open_only=True):
            overdue = "yes" if one.due is not None and one.due < now else "no"
            counts[(one.kind, overdue)] = counts.get((one.kind, overdue), 0) + 1
        for labels, count in counts.items():
            tickets.add_metric(labels, count)
        yield tickets
        messages = GaugeMetricFamily(
            "clausewise_undelivered_messages", "Messages, by state.", labels=("state",)
        )
        states = [one.state for one in self._office.outbox.undelivered()]
        for state in (MessageState.WAITING, MessageState.DEAD):
            messages.add_metric((state,), states.count(state))
        yield messages


def metrics_router(metrics: Metrics, office: Office) -> APIRouter:
    """``/metrics``, for whoever has a key with the scope."""
    router = APIRouter(tags=["Figures"])
    opened = Depends(opened_by(Scope.METRICS, office.keys))

    @router.get(METRICS, dependencies=[opened], response_class=Response, responses=KEYED)
    def told() -> Response:
        """The figures as Prometheus reads them."""
        return Response(latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
