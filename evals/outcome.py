"""What became of a case: as much of the replies as metrics and reports look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy
from evals.case import Case
from evals.cited import Cited, cited, led_to, stands_in
from evals.exchange import Exchange, ReplyLine

DECIMALS = 3
"""Of a probability; what is beyond differs from one machine to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case; where it failed there is nothing but the failure."""

    case_id: str
    question_sha256: str
    kind: ReplyKind | None = None
    reason: Reason | None = None
    text: str = ""
    cited: tuple[Cited, ...] = ()
    options: tuple[tuple[Cited, ...], ...] = ()
    """What the answer to each option of a clarification cites, in their order."""
    quote_fidelity: float = 0.0
    """Share of all turns' quotes that stand verbatim in the policy; 1 where there are none."""
    request: Mapping[str, str] | None = None
    """The fields of the last request that was recognized in the conversation."""
    found: tuple[str, ...] | None = None
    """The clauses that retrieval found, best first; None where the target doesn't tell."""
    probability: float | None = None
    """That the policy answers, as the target has it."""
    would_cite: tuple[Cited, ...] | None = None
    """What an answer cites, or would."""
    failure: str | None = None
    """Why there is no reply, where the case crashed or timed out."""
    elapsed_ms: float | None = None
    """How long the last turn took."""

    @property
    def clause_ids(self) -> frozenset[str]:
        """All clauses that the reply cites or that an option of it leads to."""
        return frozenset().union(*(one.covers for one in chain(self.cited, *self.options)))


def failed(case: Case, failure: str) -> Outcome:
    """The outcome of a case that got no reply."""
    return Outcome(case_id=case.case_id, question_sha256=case.question_sha256, failure=failure)


def outcome_of(case: Case, exchange: Exchange, policy: Policy) -> Outcome:
    """The outcome of a case; the exchange is about this very policy."""
    last = exchange.replies[-1]
    cites = tuple(cited(citation, policy) for citation in last.citations)
    requests = [reply.request for reply in exchange.replies if reply.request]
    explained = exchange.explanation
    would_cite = (
        tuple(cited(quote, policy) for quote in explained.would_cite) if explained else None
    )
    return Outcome(
        case_id=case.case_id,
        question_sha256=case.question_sha256,
        kind=last.kind,
        reason=last.reason,
        text=last.text,
        cited=cites,
        options=tuple(led_to(option, policy) for option in last.options),
        quote_fidelity=_fidelity(exchange.replies, policy),
        request=requests[-1].fields if requests else None,
        found=tuple(dict.fromkeys(explained.clause_ids)) if explained else None,
        probability=round(explained.probability, DECIMALS) if explained else None,
        would_cite=cites if last.kind is ReplyKind.ANSWER and explained else would_cite,
        elapsed_ms=last.elapsed_ms,
    )


def _fidelity(replies: Sequence[ReplyLine], policy: Policy) -> float:
    verbatim = list(chain(*(_verbatim(reply, policy) for reply in replies)))
    return sum(verbatim) / len(verbatim) if verbatim else 1.0


def _verbatim(reply: ReplyLine, policy: Policy) -> Iterator[bool]:
    """For each quote, whether it stands where it is said to."""
    for citation in reply.citations:
        yield policy.text[citation.start : citation.end] == citation.quote != ""
    for option in reply.options:
        yield from (stands_in(option, quote, policy) for quote in option.quotes)
